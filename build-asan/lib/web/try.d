build-asan/lib/web/try.o: lib/web/try.c lib/web/inner.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h lib/base/date.h
lib/web/inner.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
lib/base/date.h:
