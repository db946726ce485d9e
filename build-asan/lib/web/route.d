build-asan/lib/web/route.o: lib/web/route.c lib/web/inner.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h
lib/web/inner.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
