build-asan/lib/stats/suppress_test.o: lib/stats/suppress_test.c \
 lib/stats/reference.h lib/base/arena.h lib/stats/suppress.h
lib/stats/reference.h:
lib/base/arena.h:
lib/stats/suppress.h:
