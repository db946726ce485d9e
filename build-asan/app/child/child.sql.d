build-asan/app/child/child.sql.o: build/app/child/child.sql.c \
 build/app/child/child.sql.h lib/db/db.h lib/base/arena.h
build/app/child/child.sql.h:
lib/db/db.h:
lib/base/arena.h:
