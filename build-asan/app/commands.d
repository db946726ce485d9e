build-asan/app/commands.o: app/commands.c app/main.h lib/base/config.h \
 lib/base/arena.h lib/db/db.h app/features.h lib/web/web.h \
 lib/base/html.h app/people/audit.h app/people/people.h app/people/may.h \
 lib/base/date.h lib/db/migrate.h lib/web/listen.h
app/main.h:
lib/base/config.h:
lib/base/arena.h:
lib/db/db.h:
app/features.h:
lib/web/web.h:
lib/base/html.h:
app/people/audit.h:
app/people/people.h:
app/people/may.h:
lib/base/date.h:
lib/db/migrate.h:
lib/web/listen.h:
