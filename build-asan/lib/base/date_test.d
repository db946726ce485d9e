build-asan/lib/base/date_test.o: lib/base/date_test.c lib/base/date.h \
 lib/base/arena.h
lib/base/date.h:
lib/base/arena.h:
