/*
 * Who of the panel is bound by an application.  What a member said by mistake
 * is lifted by a manager, never by the member, with a reason that stays.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"

#include <string.h>

void fund_find_conflicts(struct act a, int64_t application)
{
    note_authors(a.db, application, a.now);
    note_family(a.db, application, a.now);
}

static const struct field lift_fields[] = {
    { "person", "Who has no link after all?", .kind = RADIOS, .need = "Choose the person" },
    { "because", "Why?", "It is kept with the application", .max = 200, .need = "Write why" },
    { 0 }
};

/* Only what somebody said of themselves, and not oneself. */
static struct form *with_people(struct web *w, struct form *f, const struct conflicts_of_application *k, size_t n)
{
    struct choice *one = arena_array(w->arena, struct choice, n + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(k[i].kind, "said") == 0 && !k[i].lifted_at && k[i].person_id != w->person->id)
            one[m++] = (struct choice){ arena_print(w->arena, "%lld", (long long)k[i].person_id), k[i].name, k[i].because };
    form_choices(f, "person", one);
    return m ? f : NULL;
}

static void page(struct web *w, const struct fund_case *c, struct form *f)
{
    size_t n;
    struct conflicts_of_application *k = conflicts_of_application(w->db, w->person->id, c->a->id, &n);
    web_page(w, "Links with an application");
    view_funding_conflicts(&w->out, w, c, k, n, with_people(w, f, k, n));
}

void conflicts_show(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    page(w, c, form_new(w, lift_fields));
}

void conflict_lift(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    struct form *f = form_read(w, lift_fields);
    size_t n;
    struct conflicts_of_application *k = conflicts_of_application(w->db, w->person->id, c->a->id, &n);
    if (!with_people(w, f, k, n))
        web_stop(w, 409);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, c, f);
        return;
    }
    lift_conflict(w->db, &(struct lift_conflict){ .application_id = c->a->id, .person_id = form_number(f, "person"), .lifted_by = w->person->id, .lifted_at = w->now, .lifted_because = form_value(f, "because") });
    web_audit(w, c->a->child_id, "change", "funding conflict", "lifted");
    web_notice(w, "Saved: they read and decide about this application again");
    web_to_f(w, "/funding/applications/%lld/conflicts", (long long)c->a->id);
}
