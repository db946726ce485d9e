build-asan/lib/web/read.o: lib/web/read.c lib/web/inner.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h lib/base/text.h
lib/web/inner.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
lib/base/text.h:
