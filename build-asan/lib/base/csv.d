build-asan/lib/base/csv.o: lib/base/csv.c lib/base/csv.h lib/base/arena.h \
 lib/base/html.h lib/base/text.h
lib/base/csv.h:
lib/base/arena.h:
lib/base/html.h:
lib/base/text.h:
