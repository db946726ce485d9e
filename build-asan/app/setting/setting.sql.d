build-asan/app/setting/setting.sql.o: build/app/setting/setting.sql.c \
 build/app/setting/setting.sql.h lib/db/db.h lib/base/arena.h
build/app/setting/setting.sql.h:
lib/db/db.h:
lib/base/arena.h:
