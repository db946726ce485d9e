/* Who is told of a change: verified carers with an account, the staff of a setting or school. Called by the features above. */
#include "app/child/tell.h"
#include "app/child/tell.sql.h"
#include "app/notice/notice.h"

void child_tell_family(struct act a, int64_t child, const char *kind, const char *path, const char *once)
{
    size_t n;
    struct carers_to_tell *c = carers_to_tell(a.db, child, &n);
    for (size_t i = 0; i < n; i++)
        notice_send(a.db, a.now, c[i].email, kind, path, arena_print(a.db->arena, "%s to %lld", once, (long long)c[i].id));
}

void child_tell_setting(struct act a, int64_t setting, const char *kind, const char *path, const char *once)
{
    size_t n;
    struct staff_to_tell *s = staff_to_tell(a.db, setting, &n);
    for (size_t i = 0; i < n; i++)
        notice_send(a.db, a.now, s[i].email, kind, path, arena_print(a.db->arena, "%s to %lld", once, (long long)s[i].id));
}
