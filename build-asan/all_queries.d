build-asan/all_queries.o: build/all_queries.c lib/db/db.h \
 lib/base/arena.h
lib/db/db.h:
lib/base/arena.h:
