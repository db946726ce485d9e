build-asan/lib/db/migrate.o: lib/db/migrate.c lib/db/migrate.h \
 lib/db/db.h lib/base/arena.h
lib/db/migrate.h:
lib/db/db.h:
lib/base/arena.h:
