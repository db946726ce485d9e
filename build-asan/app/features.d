build-asan/app/features.o: app/features.c app/features.h lib/web/web.h \
 lib/base/html.h lib/base/arena.h lib/db/db.h app/child/child.h \
 app/people/people.h app/people/may.h build/app/child/child.sql.h \
 lib/match/match.h app/people/audit.h app/people/admin.h app/plan/plan.h \
 build/app/plan/plan.sql.h lib/web/form.h
app/features.h:
lib/web/web.h:
lib/base/html.h:
lib/base/arena.h:
lib/db/db.h:
app/child/child.h:
app/people/people.h:
app/people/may.h:
build/app/child/child.sql.h:
lib/match/match.h:
app/people/audit.h:
app/people/admin.h:
app/plan/plan.h:
build/app/plan/plan.sql.h:
lib/web/form.h:
