build-asan/lib/base/html.o: lib/base/html.c lib/base/html.h \
 lib/base/arena.h
lib/base/html.h:
lib/base/arena.h:
