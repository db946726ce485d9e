build-asan/lib/base/check_digit.o: lib/base/check_digit.c \
 lib/base/check_digit.h lib/base/arena.h
lib/base/check_digit.h:
lib/base/arena.h:
