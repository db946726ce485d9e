build-asan/app/people/audit.o: app/people/audit.c app/people/audit.h \
 lib/web/web.h lib/base/html.h lib/base/arena.h lib/db/db.h \
 build/app/people/people.sql.h
app/people/audit.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/people/people.sql.h:
