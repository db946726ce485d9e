build-asan/app/people/codes.o: app/people/codes.c app/people/people.h \
 app/people/may.h lib/web/web.h lib/base/html.h lib/base/arena.h \
 lib/db/db.h build/app/people/people.sql.h lib/web/form.h \
 app/people/codes_seed.h
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/people/people.sql.h:
lib/web/form.h:
app/people/codes_seed.h:
