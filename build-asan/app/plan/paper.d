build-asan/app/plan/paper.o: app/plan/paper.c app/plan/plan.h \
 app/child/child.h app/people/people.h app/people/may.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h build/app/child/child.sql.h \
 lib/match/match.h build/app/plan/plan.sql.h lib/web/form.h \
 lib/base/date.h lib/out/pdf.h
app/plan/plan.h:
app/child/child.h:
app/people/people.h:
app/people/may.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
build/app/child/child.sql.h:
lib/match/match.h:
build/app/plan/plan.sql.h:
lib/web/form.h:
lib/base/date.h:
lib/out/pdf.h:
