build-asan/lib/web/once.sql.o: build/lib/web/once.sql.c \
 build/lib/web/once.sql.h lib/db/db.h lib/base/arena.h
build/lib/web/once.sql.h:
lib/db/db.h:
lib/base/arena.h:
