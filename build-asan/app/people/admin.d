build-asan/app/people/admin.o: app/people/admin.c app/people/people.h \
 app/people/may.h lib/web/web.h lib/base/html.h lib/base/arena.h \
 lib/db/db.h build/app/people/people.sql.h build/app/people/views.h \
 lib/web/form.h build/lib/web/views.h app/people/admin.h lib/base/text.h
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/people/people.sql.h:
build/app/people/views.h:
lib/web/form.h:
build/lib/web/views.h:
app/people/admin.h:
lib/base/text.h:
