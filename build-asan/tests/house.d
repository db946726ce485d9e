build-asan/tests/house.o: tests/house.c tests/house.h app/features.h \
 lib/web/web.h lib/base/html.h lib/base/arena.h lib/db/db.h \
 app/people/people.h app/people/may.h build/app/people/people.sql.h \
 lib/base/date.h lib/db/migrate.h
tests/house.h:
app/features.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
app/people/people.h:
app/people/may.h:
build/app/people/people.sql.h:
lib/base/date.h:
lib/db/migrate.h:
