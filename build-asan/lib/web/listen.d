build-asan/lib/web/listen.o: lib/web/listen.c lib/web/listen.h \
 lib/web/web.h lib/base/html.h lib/base/arena.h lib/db/db.h \
 lib/web/inner.h lib/web/static.h lib/base/date.h
lib/web/listen.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
lib/web/inner.h:
lib/web/static.h:
lib/base/date.h:
