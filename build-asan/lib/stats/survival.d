build-asan/lib/stats/survival.o: lib/stats/survival.c \
 lib/stats/survival.h lib/base/arena.h
lib/stats/survival.h:
lib/base/arena.h:
