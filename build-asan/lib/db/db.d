build-asan/lib/db/db.o: lib/db/db.c lib/db/db.h lib/base/arena.h \
 lib/db/engine.h
lib/db/db.h:
lib/base/arena.h:
lib/db/engine.h:
