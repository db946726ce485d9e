build-asan/lib/stats/stats_test.o: lib/stats/stats_test.c \
 lib/stats/reference.h lib/base/arena.h lib/stats/stats.h
lib/stats/reference.h:
lib/base/arena.h:
lib/stats/stats.h:
