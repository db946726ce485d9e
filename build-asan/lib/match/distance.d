build-asan/lib/match/distance.o: lib/match/distance.c \
 lib/match/distance.h
lib/match/distance.h:
