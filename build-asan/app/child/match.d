build-asan/app/child/match.o: app/child/match.c app/child/child.h \
 app/people/people.h app/people/may.h lib/web/web.h lib/base/html.h \
 lib/base/arena.h lib/db/db.h build/app/child/child.sql.h \
 lib/match/match.h
app/child/child.h:
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/child/child.sql.h:
lib/match/match.h:
