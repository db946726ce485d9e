build-asan/app/plan/plan.sql.o: build/app/plan/plan.sql.c \
 build/app/plan/plan.sql.h lib/db/db.h lib/base/arena.h
build/app/plan/plan.sql.h:
lib/db/db.h:
lib/base/arena.h:
