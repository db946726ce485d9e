/*
 * With whom the record is shared, as a parent sees and chooses it.  Sharing
 * with a setting, a school or the professionals of another organisation stands
 * unless somebody with parental responsibility says no; child_seen_by then
 * hides the child from them.  Where the law has us share, the page says so and
 * offers no choice.  A parent ends only their own no, and never learns whose
 * another is.
 */
#include "app/family/family.h"
#include "app/family/views.h"
#include "web/say.h"

#include <string.h>

static void find_refusal(struct shared_with *s, const struct refusals_of_child *r, size_t n, int64_t me)
{
    for (size_t i = 0; i < n; i++) {
        bool same = s->setting_id ? r[i].setting_id == s->setting_id : !r[i].setting_id && strcmp(r[i].organisation, s->name) == 0;
        s->is_refused |= same;
        if (same && r[i].person_id == me) {
            s->is_mine = true;
            s->refusal = r[i].id;
        }
    }
}

struct shared_with *family_shared_with(struct web *w, int64_t child, size_t *n)
{
    size_t settings, organisations, refusals;
    int64_t me = w->person->id;
    struct settings_of_sharing *t = settings_of_sharing(w->db, me, child, &settings);
    struct organisations_of_sharing *o = organisations_of_sharing(w->db, me, child, &organisations);
    struct refusals_of_child *r = refusals_of_child(w->db, me, child, &refusals);
    struct shared_with *s = arena_array(w->arena, struct shared_with, settings + organisations + 1);
    *n = 0;
    for (size_t i = 0; i < settings; i++)
        s[(*n)++] = (struct shared_with){ .key = arena_print(w->arena, "setting %lld", (long long)t[i].id), .name = t[i].name, .setting_id = t[i].id,
            .what = t[i].attends ? "Staff here can read the record and write the support plan with you." : "Staff here can read the school passport, to get ready for your child." };
    for (size_t i = 0; i < organisations; i++)
        s[(*n)++] = (struct shared_with){ .key = arena_print(w->arena, "organisation %s", o[i].organisation), .name = o[i].organisation,
            .what = "The professionals who work with your child there can read the record." };
    for (size_t i = 0; i < *n; i++)
        find_refusal(&s[i], r, refusals, me);
    return s;
}

void family_sharing_show(struct web *w)
{
    size_t n;
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct shared_with *s = family_shared_with(w, c->id, &n);
    web_page(w, "Who the record is shared with");
    view_family_sharing(&w->out, w, c, s, n);
}

static void refuse(struct web *w, const struct child_by_id *c, const struct shared_with *s)
{
    if (s->is_mine)
        return;
    add_refusal(w->db, &(struct add_refusal){ .id = new_id(), .child_id = c->id, .person_id = w->person->id, .setting_id = s->setting_id,
        .organisation = s->setting_id ? "" : s->name, .from_on = w->today });
    child_event(act_of(w), c->id, "", "sharing", arena_print(w->arena, "A parent said no to sharing with %s", s->name), "", "", false);
    web_audit(w, c->id, "change", "sharing", "refused");
    web_notice(w, "We do not share the record with them any more");
}

static void allow(struct web *w, const struct child_by_id *c, const struct shared_with *s)
{
    if (!s->is_mine || !end_refusal(w->db, w->person->id, s->refusal, w->today))
        return;
    child_event(act_of(w), c->id, "", "sharing", arena_print(w->arena, "A parent took back their no to sharing with %s", s->name), "", "", false);
    web_audit(w, c->id, "change", "sharing", "allowed");
    web_notice(w, "Your choice was saved");
}

void family_sharing_save(struct web *w)
{
    size_t n;
    struct child_by_id *c = child_to_change(w);
    struct shared_with *s = family_shared_with(w, c->id, &n), *chosen = NULL;
    for (size_t i = 0; i < n; i++)
        if (strcmp(s[i].key, web_field(w, "with")) == 0)
            chosen = &s[i];
    if (chosen && strcmp(web_field(w, "choice"), "no") == 0)
        refuse(w, c, chosen);
    else if (chosen)
        allow(w, c, chosen);
    web_to_f(w, "/children/%lld/sharing", (long long)c->id);
}
