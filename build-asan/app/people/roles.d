build-asan/app/people/roles.o: app/people/roles.c app/people/may.h \
 lib/web/web.h lib/base/html.h lib/base/arena.h lib/db/db.h
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
