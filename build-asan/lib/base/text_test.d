build-asan/lib/base/text_test.o: lib/base/text_test.c lib/base/text.h \
 lib/base/arena.h
lib/base/text.h:
lib/base/arena.h:
