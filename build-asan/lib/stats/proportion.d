build-asan/lib/stats/proportion.o: lib/stats/proportion.c \
 lib/stats/proportion.h
lib/stats/proportion.h:
