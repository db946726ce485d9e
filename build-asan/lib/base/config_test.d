build-asan/lib/base/config_test.o: lib/base/config_test.c \
 lib/base/config.h lib/base/arena.h lib/base/log.h lib/base/text.h
lib/base/config.h:
lib/base/arena.h:
lib/base/log.h:
lib/base/text.h:
