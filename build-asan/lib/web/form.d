build-asan/lib/web/form.o: lib/web/form.c lib/web/form.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h lib/base/check_digit.h \
 lib/base/date.h lib/base/text.h
lib/web/form.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
lib/base/check_digit.h:
lib/base/date.h:
lib/base/text.h:
