build-asan/lib/base/text.o: lib/base/text.c lib/base/text.h \
 lib/base/arena.h
lib/base/text.h:
lib/base/arena.h:
