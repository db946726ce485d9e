/* Who of the panel is bound by an application. */
#include "app/funding/funding.h"
#include "app/funding/panel.sql.h"

void fund_find_conflicts(struct act a, int64_t application)
{
    note_authors(a.db, application, a.now);
    note_family(a.db, application, a.now);
}
