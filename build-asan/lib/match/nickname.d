build-asan/lib/match/nickname.o: lib/match/nickname.c \
 lib/match/nickname.h lib/match/distance.h
lib/match/nickname.h:
lib/match/distance.h:
