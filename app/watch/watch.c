/* Putting a child off, the first contact; the table of the feature. */
#include "app/watch/tally.h"
#include "app/child/pages.h"
#include "app/watch/views.h"
#include "base/date.h"

#include <string.h>

/* ---- put off ---- */

static const struct field snooze_fields[] = {
    { "reason", "Why can this wait?", .kind = PARAGRAPH, .max = 500, .need = "Say why this can wait", .hint = "Whoever looks at the child’s record can read it" },
    { "until_on", "Until what day?", .kind = FUTURE_DATE, .need = "Enter the day on which the child is to be on the list again", .hint = "At most half a year" },
    { 0 }
};

static const struct watch_rule *rule_or_stop(struct web *w)
{
    for (const struct watch_rule *r = watch_rules; r->code; r++)
        if (strcmp(r->code, web_part(w, "rule")) == 0)
            return r;
    web_stop(w, 404);
}

/* Whose list it was, "mine" or "all": they come back to the same one. "" from elsewhere. */
static const char *whose(struct web *w)
{
    const char *who = web_query(w, "who");
    return strcmp(who, "mine") == 0 || strcmp(who, "all") == 0 ? who : "";
}

static void show_snooze(struct web *w, struct child_by_id *c, const struct watch_rule *r, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = arena_print(w->arena, "Put off: %s", r->name),
        .intro = "The child leaves the watch list for this reason only, and comes back on that day if nothing has changed.",
        .action = arena_print(w->arena, "/children/%lld/watch/%s?who=%s", (long long)c->id, r->code, whose(w)), .button = "Put off", .form = f });
}

void watch_snooze_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    const struct watch_rule *r = rule_or_stop(w);
    struct watch_snooze_of *z = watch_snooze_of(w->db, w->person->id, c->id, r->code, w->today);
    if (!z) {
        show_snooze(w, c, r, form_new(w, snooze_fields));
        return;
    }
    web_page(w, r->name);
    view_watch_snoozed(&w->out, w, c, r, z, whose(w));
}

void watch_snooze(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    const struct watch_rule *r = rule_or_stop(w);
    struct form *f = form_read(w, snooze_fields);
    const char *until = form_value(f, "until_on");
    if (*until && (strcmp(until, w->today) <= 0 || strcmp(until, date_add_months(w->arena, w->today, 6)) > 0))
        form_fail(f, "until_on", "The day must be after today, and within half a year");
    if (!form_is_right(f)) {
        show_snooze(w, c, r, f);
        return;
    }
    end_watch_snoozes(w->db, w->person->id, c->id, r->code, w->today);
    add_watch_snooze(w->db, &(struct add_watch_snooze){ new_id(), c->id, r->code, form_value(f, "reason"), w->today, until, w->person->id, w->now });
    web_audit(w, c->id, "change", "watch_snooze", "reason until_on");
    child_event(act_of(w), c->id, "", "watch", arena_print(w->arena, "Watch list: put off until %s", date_words(w->arena, until)), r->name, "", false);
    web_notice(w, "Put off. The child is on the list again on that day.");
    web_to_f(w, "/watch?rule=%s&who=%s", r->code, whose(w));
}

void watch_snooze_undo(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    const struct watch_rule *r = rule_or_stop(w);
    if (end_watch_snoozes(w->db, w->person->id, c->id, r->code, w->today)) {
        web_audit(w, c->id, "change", "watch_snooze", "ended_on");
        child_event(act_of(w), c->id, "", "watch", "Watch list: watched again", r->name, "", false);
    }
    web_notice(w, "The child is watched again.");
    web_to_f(w, "/watch?rule=%s&who=%s", r->code, whose(w));
}

/* ---- first contact: the thing that answers "notified" ---- */

static const struct field contact_fields[] = {
    { "on_day", "On what day did you speak with the family?", .kind = PAST_DATE, .need = "Enter the day of the contact" },
    { "how", "What was agreed?", .kind = PARAGRAPH, .max = 1000, .hint = "In a sentence or two. Leave it empty if nothing was" },
    { 0 }
};

static void show_contact(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Record a contact with the family", .intro = "It goes into the child’s history. A first contact that is due is then done.",
        .action = arena_print(w->arena, "/children/%lld/contact", (long long)c->id), .button = "Save", .form = f });
}

void watch_contact_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, contact_fields);
    form_set(f, "on_day", w->today);
    show_contact(w, c, f);
}

void watch_contact(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, contact_fields);
    const char *day = form_value(f, "on_day");
    if (*day && *c->born_on && strcmp(day, c->born_on) < 0)
        form_fail(f, "on_day", "The day cannot be before the child was born");
    if (!form_is_right(f)) {
        show_contact(w, c, f);
        return;
    }
    finish_first_contact(w->db, w->person->id, c->id, day);
    child_event(act_of(w), c->id, day, "contact", "Spoke with the family", form_value(f, "how"), "", false);
    web_audit(w, c->id, "change", "contact", "on_day how");
    web_notice(w, "The contact was saved.");
    web_to_f(w, "/children/%lld", (long long)c->id);
}

static const struct route routes[] = {
    { GET, "/watch", CHANGE_CHILDREN, watch_list, .menu = "Watch list" },
    { GET, "/watch/csv", CHANGE_CHILDREN, watch_export, .is_slow = true },
    { GET, "/watch/rules", READ_TRIAGE_RULES, watch_rules_page },
    { GET, "/watch/rules/:rule", CHANGE_RULES, watch_rule_form },
    { GET, "/watch/rules/:rule/try", CHANGE_RULES, watch_rule_try, .is_slow = true },
    { POST, "/watch/rules/:rule", CHANGE_RULES, watch_rule_save },
    { GET, "/children/:id/watch/:rule", CHANGE_CHILDREN, watch_snooze_form },
    { POST, "/children/:id/watch/:rule", CHANGE_CHILDREN, watch_snooze },
    { POST, "/children/:id/watch/:rule/undo", CHANGE_CHILDREN, watch_snooze_undo },
    { GET, "/children/:id/contact", CHANGE_CHILDREN, watch_contact_form },
    { POST, "/children/:id/contact", CHANGE_CHILDREN, watch_contact },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 15, CHANGE_CHILDREN, watch_home_panel },
    { "child", 15, CHANGE_CHILDREN, watch_child_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "watch_snooze", "Left on the watch list", ROWS_GO, .day = "from_on", .words = "reason" },
    { 0 }
};

const struct feature watch_feature = { "watch", routes, panels, .tables = tables };
