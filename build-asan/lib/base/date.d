build-asan/lib/base/date.o: lib/base/date.c lib/base/date.h \
 lib/base/arena.h
lib/base/date.h:
lib/base/arena.h:
