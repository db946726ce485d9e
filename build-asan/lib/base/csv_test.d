build-asan/lib/base/csv_test.o: lib/base/csv_test.c lib/base/csv.h \
 lib/base/arena.h lib/base/html.h lib/base/text.h
lib/base/csv.h:
lib/base/arena.h:
lib/base/html.h:
lib/base/text.h:
