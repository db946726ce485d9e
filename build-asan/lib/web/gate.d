build-asan/lib/web/gate.o: lib/web/gate.c lib/web/inner.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h build/lib/web/once.sql.h \
 lib/base/date.h lib/base/text.h
lib/web/inner.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/lib/web/once.sql.h:
lib/base/date.h:
lib/base/text.h:
