build-asan/tests/try_test.o: tests/try_test.c tests/house.h \
 app/features.h lib/web/web.h lib/base/html.h lib/base/arena.h \
 lib/db/db.h app/people/people.h app/people/may.h
tests/house.h:
app/features.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
app/people/people.h:
app/people/may.h:
