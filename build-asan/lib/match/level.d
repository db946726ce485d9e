build-asan/lib/match/level.o: lib/match/level.c lib/match/level.h \
 lib/match/name.h lib/match/match.h lib/base/arena.h lib/base/date.h \
 lib/base/text.h lib/match/distance.h lib/match/nickname.h
lib/match/level.h:
lib/match/name.h:
lib/match/match.h:
lib/base/arena.h:
lib/base/date.h:
lib/base/text.h:
lib/match/distance.h:
lib/match/nickname.h:
