build-asan/static_files.o: build/static_files.c lib/web/static.h
lib/web/static.h:
