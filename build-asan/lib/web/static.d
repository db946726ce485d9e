build-asan/lib/web/static.o: lib/web/static.c lib/web/static.h
lib/web/static.h:
