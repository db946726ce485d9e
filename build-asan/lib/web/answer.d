build-asan/lib/web/answer.o: lib/web/answer.c lib/web/inner.h \
 lib/web/web.h lib/base/html.h lib/base/arena.h lib/db/db.h \
 lib/web/static.h
lib/web/inner.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
lib/web/static.h:
