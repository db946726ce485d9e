build-asan/app/people/home.o: app/people/home.c app/people/people.h \
 app/people/may.h lib/web/web.h lib/base/html.h lib/base/arena.h \
 lib/db/db.h build/app/people/people.sql.h build/app/people/views.h \
 lib/web/form.h build/lib/web/views.h
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/people/people.sql.h:
build/app/people/views.h:
lib/web/form.h:
build/lib/web/views.h:
