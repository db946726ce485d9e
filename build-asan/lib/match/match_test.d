build-asan/lib/match/match_test.o: lib/match/match_test.c lib/base/text.h \
 lib/base/arena.h lib/match/distance.h lib/match/match.h \
 lib/match/nickname.h
lib/base/text.h:
lib/base/arena.h:
lib/match/distance.h:
lib/match/match.h:
lib/match/nickname.h:
