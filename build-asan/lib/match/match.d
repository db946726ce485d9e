build-asan/lib/match/match.o: lib/match/match.c lib/match/match.h \
 lib/base/arena.h lib/base/check_digit.h lib/base/text.h \
 lib/match/distance.h lib/match/level.h lib/match/name.h
lib/match/match.h:
lib/base/arena.h:
lib/base/check_digit.h:
lib/base/text.h:
lib/match/distance.h:
lib/match/level.h:
lib/match/name.h:
