/*
 * What a kind of plan asks, as data that can arrive by date: the words and
 * hints of its parts, and which are asked.  Read by edit.c; edited by the
 * service.  A part that is no longer asked is still shown where it was written.
 */
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"

#include <string.h>

/* In the order of the form's fields; the words that count where the data says nothing. */
static const struct plan_part defaults[PLAN_PARTS] = {
    { "assessed", "What can the child do now, and what is hard?", "What you have seen, and what others have told you", true },
    { "going_well", "What is going well?", "What the child enjoys and is good at", true },
    { "important", "What is important to the child?", "", true },
    { "support", "How is the child best supported?", "", true },
    { "parent_view", "What do the parents say?", "In their own words as far as you can", true },
    { "child_view", "What does the child tell us?", "In words, signs, or by what they do", true },
    { "staff_needs", "What do staff need to learn or practise?", "", true },
};

const struct choice *plan_kinds(struct web *w) { return code_choices(w, "plan_kind"); }

const struct plan_part *plan_parts_of(struct web *w, const char *kind, const char *today)
{
    size_t n;
    struct plan_part *part = arena_array(w->arena, struct plan_part, PLAN_PARTS);
    struct plan_parts *row = plan_parts(w->db, kind, today, &n);
    memcpy(part, defaults, sizeof defaults);
    for (size_t i = 0; i < PLAN_PARTS; i++)
        for (size_t k = 0; k < n; k++)
            if (strcmp(row[k].part, part[i].part) == 0)
                part[i] = (struct plan_part){ part[i].part, row[k].label, row[k].hint, row[k].is_asked };
    return part;
}

bool plan_kind_is_now(const struct choice *now, const char *code)
{
    for (; now->code; now++)
        if (strcmp(now->code, code) == 0)
            return true;
    return false;
}

/* ---- the service edits it ---- */

/* Every kind by its number in the list, those of another day too: a reform is written down before it comes. */
static const struct choice *kind_or_stop(struct web *w)
{
    const struct choice *c = code_choices_ever(w, "plan_kind");
    int64_t number = web_id(w, "kind");
    for (int64_t i = 1; c->code; c++, i++)
        if (i == number)
            return c;
    web_stop(w, 404);
}

void plan_templates(struct web *w)
{
    web_page(w, "What plans ask");
    view_plan_templates(&w->out, w, code_choices_ever(w, "plan_kind"), plan_kinds(w));
}

#define PART(n) \
    { n "_label", "Question", .max = 150, .need = "Write the question" }, \
    { n "_hint", "Hint", .max = 250 }, \
    { n "_asked", "Ask this", .kind = YES }
enum { FIELDS_OF_PART = 3 };
static const struct field fields[] = {
    { "from_on", "From what day?", "Leave this empty for: from now on. Plans written before keep what they say", .kind = FUTURE_DATE },
    PART("assessed"), PART("going_well"), PART("important"), PART("support"), PART("parent_view"), PART("child_view"), PART("staff_needs"),
    { 0 }
};

static void page(struct web *w, const struct choice *kind, struct form *f)
{
    size_t n;
    struct plan_parts *later = plan_parts_to_come(w->db, kind->code, w->today, &n);
    web_page(w, form_is_right(f) ? "What a plan asks" : "Error: What a plan asks");
    view_plan_template(&w->out, w, kind, web_id(w, "kind"), f, defaults, later, n);
}

void plan_template_form(struct web *w)
{
    const struct choice *kind = kind_or_stop(w);
    const struct plan_part *part = plan_parts_of(w, kind->code, w->today);
    struct form *f = form_new(w, fields);
    for (size_t i = 0; i < PLAN_PARTS; i++) {
        form_set(f, fields[1 + FIELDS_OF_PART * i].name, part[i].label);
        form_set(f, fields[2 + FIELDS_OF_PART * i].name, part[i].hint);
        form_set(f, fields[3 + FIELDS_OF_PART * i].name, part[i].is_asked ? "1" : "");
    }
    page(w, kind, f);
}

void plan_template_save(struct web *w)
{
    const struct choice *kind = kind_or_stop(w);
    struct form *f = form_read(w, fields);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, kind, f);
        return;
    }
    const char *from = *form_value(f, "from_on") ? form_value(f, "from_on") : w->today;
    for (size_t i = 0; i < PLAN_PARTS; i++)
        set_plan_part(w->db, kind->code, defaults[i].part, from, form_value(f, fields[1 + FIELDS_OF_PART * i].name), form_value(f, fields[2 + FIELDS_OF_PART * i].name),
            strcmp(form_value(f, fields[3 + FIELDS_OF_PART * i].name), "1") == 0, w->person->id, w->now);
    web_audit(w, 0, "change", "plan template", kind->code);
    web_notice(w, strcmp(from, w->today) == 0 ? "Saved. Plans ask this from now on" : "Saved. Plans ask this from that day on");
    web_to(w, "/plans/templates");
}
