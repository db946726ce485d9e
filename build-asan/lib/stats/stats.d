build-asan/lib/stats/stats.o: lib/stats/stats.c lib/stats/stats.h \
 lib/base/arena.h
lib/stats/stats.h:
lib/base/arena.h:
