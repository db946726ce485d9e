build-asan/app/people/frame.html.o: build/app/people/frame.html.c \
 build/app/people/views.h lib/base/html.h lib/base/arena.h \
 app/people/people.h app/people/may.h lib/web/web.h lib/db/db.h \
 build/app/people/people.sql.h lib/web/form.h build/lib/web/views.h
build/app/people/views.h:
lib/base/html.h:
lib/base/arena.h:
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/db/db.h:
build/app/people/people.sql.h:
lib/web/form.h:
build/lib/web/views.h:
