build-asan/lib/db/postgres.o: lib/db/postgres.c lib/db/engine.h \
 lib/db/db.h lib/base/arena.h /usr/include/postgresql/libpq-fe.h \
 /usr/include/postgresql/postgres_ext.h \
 /usr/include/postgresql/pg_config_ext.h
lib/db/engine.h:
lib/db/db.h:
lib/base/arena.h:
/usr/include/postgresql/libpq-fe.h:
/usr/include/postgresql/postgres_ext.h:
/usr/include/postgresql/pg_config_ext.h:
