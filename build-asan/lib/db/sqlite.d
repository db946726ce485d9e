build-asan/lib/db/sqlite.o: lib/db/sqlite.c lib/db/engine.h lib/db/db.h \
 lib/base/arena.h
lib/db/engine.h:
lib/db/db.h:
lib/base/arena.h:
