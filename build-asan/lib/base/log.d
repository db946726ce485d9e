build-asan/lib/base/log.o: lib/base/log.c lib/base/log.h lib/base/date.h \
 lib/base/arena.h
lib/base/log.h:
lib/base/date.h:
lib/base/arena.h:
