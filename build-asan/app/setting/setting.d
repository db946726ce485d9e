build-asan/app/setting/setting.o: app/setting/setting.c \
 app/setting/setting.h app/people/people.h app/people/may.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h \
 build/app/setting/setting.sql.h lib/web/form.h
app/setting/setting.h:
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/setting/setting.sql.h:
lib/web/form.h:
