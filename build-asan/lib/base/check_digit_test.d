build-asan/lib/base/check_digit_test.o: lib/base/check_digit_test.c \
 lib/base/check_digit.h lib/base/arena.h
lib/base/check_digit.h:
lib/base/arena.h:
