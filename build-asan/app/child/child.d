build-asan/app/child/child.o: app/child/child.c app/child/child.h \
 app/people/people.h app/people/may.h lib/web/web.h lib/base/html.h \
 lib/base/arena.h lib/db/db.h build/app/child/child.sql.h \
 lib/match/match.h build/app/people/people.sql.h app/setting/setting.h \
 build/app/setting/setting.sql.h lib/web/form.h lib/base/check_digit.h \
 lib/base/date.h lib/base/text.h
app/child/child.h:
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/child/child.sql.h:
lib/match/match.h:
build/app/people/people.sql.h:
app/setting/setting.h:
build/app/setting/setting.sql.h:
lib/web/form.h:
lib/base/check_digit.h:
lib/base/date.h:
lib/base/text.h:
