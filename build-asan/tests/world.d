build-asan/tests/world.o: tests/world.c tests/world.h tests/house.h \
 app/features.h lib/web/web.h lib/base/html.h lib/base/arena.h \
 lib/db/db.h app/people/people.h app/people/may.h lib/base/text.h
tests/world.h:
tests/house.h:
app/features.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
app/people/people.h:
app/people/may.h:
lib/base/text.h:
