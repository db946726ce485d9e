build-asan/lib/stats/spc.o: lib/stats/spc.c lib/stats/spc.h
lib/stats/spc.h:
