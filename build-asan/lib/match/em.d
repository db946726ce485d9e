build-asan/lib/match/em.o: lib/match/em.c lib/match/em.h
lib/match/em.h:
