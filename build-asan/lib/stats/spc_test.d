build-asan/lib/stats/spc_test.o: lib/stats/spc_test.c \
 lib/stats/reference.h lib/base/arena.h lib/stats/spc.h
lib/stats/reference.h:
lib/base/arena.h:
lib/stats/spc.h:
