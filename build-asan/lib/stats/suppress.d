build-asan/lib/stats/suppress.o: lib/stats/suppress.c \
 lib/stats/suppress.h lib/base/arena.h
lib/stats/suppress.h:
lib/base/arena.h:
