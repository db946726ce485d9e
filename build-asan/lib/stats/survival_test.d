build-asan/lib/stats/survival_test.o: lib/stats/survival_test.c \
 lib/stats/reference.h lib/base/arena.h lib/stats/survival.h
lib/stats/reference.h:
lib/base/arena.h:
lib/stats/survival.h:
