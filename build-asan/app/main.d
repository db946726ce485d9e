build-asan/app/main.o: app/main.c app/main.h lib/base/config.h \
 lib/base/arena.h lib/db/db.h
app/main.h:
lib/base/config.h:
lib/base/arena.h:
lib/db/db.h:
