/*
 * A request for a child who has died.  A person speaks to the asker first;
 * nothing is sent by itself, then or later; the words stand on the asker's page
 * for when they want them.  Nothing told is lost.
 */
#include "app/request/clock.h"
#include "app/request/handover.h"
#include "app/request/triage.h"
#include "app/request/views.h"
#include "base/date.h"

#include <string.h>

static const struct field died_fields[] = {
    { "version", "Version", .kind = HIDDEN },
    { "child", "Which child is it?", .kind = RADIOS, .need = "Choose the child, or say that it is none of these" },
    { "contact_name", "Whom did you speak to?", "Telephone first: a family should hear from a person", .kind = NAME, .max = 100, .need = "Enter the name of the person you spoke to" },
    { "partner", "Who can be there for the family?", .kind = SELECT, .need = "Choose who can be there for the family" },
    { "words", "What stands on their page from now on", "No email is sent. They read this only if they come back to their request", .kind = PARAGRAPH, .max = 4000, .rows = 7, .need = "Write what stands on their page" },
    { 0 }
};

static const struct choice *children(struct web *w, const struct request_by_id *r)
{
    size_t n, k = 0;
    struct child_candidate *found = request_candidates(w, r, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 2);
    for (size_t i = 0; i < n; i++) {
        const struct child_by_id *child = found[i].child;
        c[k++] = (struct choice){ arena_print(w->arena, "%lld", (long long)child->id), child_name(w->arena, child->given_name, child->family_name, child->known_as),
            arena_print(w->arena, "Born %s%s%s", date_words(w->arena, child->born_on), request_left_words(w, child->left_reason, child->left_on), "") };
    }
    c[k++] = (struct choice){ "none", "None of these: the child is not on the register", NULL };
    return c;
}

static struct form *form_of(struct web *w, const struct request_by_id *r)
{
    struct form *f = w->method == GET ? form_new(w, died_fields) : form_read(w, died_fields);
    form_choices(f, "child", children(w, r));
    form_choices(f, "partner", request_partner_choices(w, false));
    return f;
}

static void show(struct web *w, struct request_by_id *r, struct form *f)
{
    web_page(w, "The child has died");
    view_request_died(&w->out, w, r, f);
}

void died_show(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct form *f = form_of(w, r);
    if (!request_can_be_decided(r)) {
        web_to_f(w, "/requests/%lld", (long long)r->id);
        return;
    }
    form_set_number(f, "version", r->version);
    form_set(f, "words", arena_print(w->arena, "Dear %s,\n\nWe are very sorry. We will not write to you about this request again.\n\nIf you would like to talk to somebody, now or later, telephone %s.", r->asker_name, authority(w, "telephone")));
    show(w, r, f);
}

/* True where it was written; false where somebody changed the request in the meantime. */
static bool write(struct web *w, const struct request_by_id *r, const struct form *f)
{
    int64_t child = form_number(f, "child");
    if (!take_request(w->db, w->person->id, r->id, r->version, "advised", w->today, w->now))
        return false;
    request_clock_goes_on(act_of(w), r->id);
    handover_take_back(act_of(w), r->id);
    add_decision(w->db, &(struct add_decision){ .id = new_id(), .request_id = r->id, .kind = "advise", .partner_id = form_number(f, "partner"), .contact_name = form_value(f, "contact_name"), .handover = "",
        .words = form_value(f, "words"), .next_on = "", .decided_by = w->person->id, .decided_at = w->now, .decided_on = w->today });
    if (child) {
        set_request_child(w->db, w->person->id, r->id, child);
        child_event(act_of(w), child, r->received_on, "request", "A request came for the child", "", arena_print(w->arena, "/requests/%lld", (long long)r->id), false);
    }
    web_audit(w, child, "change", "request child has died", r->reference);
    return true;
}

void died_decide(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct form *f = form_of(w, r);
    int64_t child = form_number(f, "child");
    if (child && !child_by_id(w->db, w->person->id, child))
        web_stop(w, 404);
    bool changed = form_number(f, "version") != r->version;
    if (form_is_right(f) && !changed && write(w, r, f)) {
        web_notice(w, child ? "Saved, and nothing was sent. If the child’s page does not say so yet, record there that the child has died" : "Saved, and nothing was sent");
        web_to_f(w, "/requests/%lld", (long long)r->id);
        return;
    }
    w->status = changed ? 409 : 422;
    if (changed) {
        form_fail(f, NULL, "This request has changed since you opened the page. Nothing was written, and what you typed is kept. Read the request again before you save");
        form_set_number(f, "version", r->version);
    }
    show(w, r, f);
}
