build-asan/lib/match/key.o: lib/match/key.c lib/base/check_digit.h \
 lib/base/arena.h lib/base/date.h lib/base/text.h lib/match/match.h \
 lib/match/name.h lib/match/nickname.h
lib/base/check_digit.h:
lib/base/arena.h:
lib/base/date.h:
lib/base/text.h:
lib/match/match.h:
lib/match/name.h:
lib/match/nickname.h:
