build-asan/lib/web/form.html.o: build/lib/web/form.html.c \
 build/lib/web/views.h lib/base/html.h lib/base/arena.h lib/web/form.h \
 lib/web/web.h lib/db/db.h
build/lib/web/views.h:
lib/base/html.h:
lib/base/arena.h:
lib/web/form.h:
lib/web/web.h:
lib/db/db.h:
