build-asan/app/people/people.sql.o: build/app/people/people.sql.c \
 build/app/people/people.sql.h lib/db/db.h lib/base/arena.h
build/app/people/people.sql.h:
lib/db/db.h:
lib/base/arena.h:
