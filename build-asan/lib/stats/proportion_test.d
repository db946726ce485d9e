build-asan/lib/stats/proportion_test.o: lib/stats/proportion_test.c \
 lib/stats/proportion.h lib/stats/reference.h lib/base/arena.h
lib/stats/proportion.h:
lib/stats/reference.h:
lib/base/arena.h:
