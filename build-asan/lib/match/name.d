build-asan/lib/match/name.o: lib/match/name.c lib/match/name.h \
 lib/match/match.h lib/base/arena.h lib/base/text.h
lib/match/name.h:
lib/match/match.h:
lib/base/arena.h:
lib/base/text.h:
