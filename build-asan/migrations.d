build-asan/migrations.o: build/migrations.c lib/db/migrate.h lib/db/db.h \
 lib/base/arena.h
lib/db/migrate.h:
lib/db/db.h:
lib/base/arena.h:
