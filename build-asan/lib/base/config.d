build-asan/lib/base/config.o: lib/base/config.c lib/base/config.h \
 lib/base/arena.h lib/base/html.h lib/base/text.h
lib/base/config.h:
lib/base/arena.h:
lib/base/html.h:
lib/base/text.h:
