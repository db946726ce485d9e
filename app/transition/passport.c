/*
 * The passport's pages: written, agreed, shared, taken back.  What the family
 * reads and writes stands in family.c.  Called through the table in
 * transition.c.  What is done stands in draft.c; here is only what is asked
 * and shown.
 */
#include "app/transition/family.h"
#include "app/transition/views.h"
#include "base/date.h"
#include "out/folder.h"
#include "web/form.h"

#include <string.h>

/* The fields are those of passport_parts, in the same order. */
#define FIELD(name_, label_, hint_) { .name = #name_, .label = label_, .hint = hint_, .kind = PARAGRAPH, .max = 1500, .rows = 3 }
static const struct field passport_fields[] = {
    FIELD(appreciated, "What people like about me", "What is great about this child? Only good things stand here."),
    FIELD(important, "What is important to me", "People, toys, routines, places. What makes a good day?"),
    FIELD(support, "How best to support me", "The few things that every adult should do. One on each line."),
    FIELD(communication, "How I communicate", "Words, signs, pictures, languages. How to tell yes from no."),
    FIELD(play_and_learning, "How I play and learn", NULL),
    FIELD(sensory, "My senses", "Sounds, lights, touch, food, clothes: what I seek and what I avoid."),
    FIELD(movement, "How I move", "And the equipment I use."),
    FIELD(daily_care, "Eating, toilet and sleep", NULL),
    FIELD(medical, "My health", "Medicines, allergies, care plan."),
    FIELD(upset_and_calm, "What upsets me, what calms me", NULL),
    FIELD(works, "What works", NULL),
    FIELD(does_not_work, "What does not work", NULL),
    FIELD(first_weeks, "My first weeks at school", "Visits, hours in the first half term, who meets me at the door."),
    FIELD(child_words, "In my own words", "As the child said, showed or drew it."),
    FIELD(parent_words, "From my family", "In the family’s own words."),
    { 0 }
};

static const struct field agree_fields[] = {
    { "with_whom", "Agreed with whom", "Their name and who they are, like: Carys Prosser, mother", .max = 200, .need = "Enter who agreed the passport" },
    { "on", "When", .kind = PAST_DATE, .need = "Enter the day on which they agreed" },
    { "may_share", "They know that the passport goes to the school, and who will read it there", .kind = YES, .need = "Tell the family that the passport goes to the school, then tick this box" },
    { 0 }
};

static const struct field read_fields[] = {
    { "words", "What you will do", "What you have understood, and what will be ready on the first day. The family reads this.", .kind = PARAGRAPH, .max = 2000, .need = "Say what your school will do" },
    { "contact", "Whom the family can ask for at school", "A name and how to reach them", .max = 200, .need = "Enter a name and how to reach them" },
    { 0 }
};

struct passport_about passport_about(struct web *w, int64_t child)
{
    struct passport_about a = { .child = start_of(w->db, w->person->id, child) };
    a.need = needs_told(w->db, w->person->id, child, &a.needs);
    a.person = people_around(w->db, w->person->id, child, &a.people);
    if (!a.child)
        web_stop(w, 404);
    return a;
}

const char *person_in_words(struct arena *m, const struct people_around *p)
{
    const char *part[] = { p->name, p->job, p->organisation, p->contact }, *words = "";
    for (size_t i = 0; i < 4; i++)
        if (*part[i])
            words = *words ? arena_print(m, "%s, %s", words, part[i]) : part[i];
    return words;
}

static bool is(const struct passport_by_id *p, const char *status) { return strcmp(p->status, status) == 0; }

/* Asks the handlers of a passport's next steps: 409 where somebody else has moved it on. */
static struct passport_by_id *passport_at(struct web *w, const char *status)
{
    struct passport_by_id *p = passport_or_stop(w, web_id(w, "id"));
    if (!is(p, status))
        web_stop(w, 409);
    return p;
}

static void to_passport(struct web *w, const struct passport_by_id *p) { web_to_f(w, "/passports/%lld", (long long)p->id); }

/* ---- reading ---- */

static void page(struct web *w, const struct passport_by_id *p, struct form *read)
{
    struct passport_about about = passport_about(w, p->child_id);
    if (web_role(w, "parent")) {
        family_passport_page(w, p, &about);
        return;
    }
    web_page(w, "School passport");
    view_passport(&w->out, w, p, &about, read);
}

void show_passport(struct web *w)
{
    page(w, passport_or_stop(w, web_id(w, "id")), form_new(w, read_fields));
}

void save_read(struct web *w)
{
    struct passport_by_id *p = passport_at(w, "shared");
    struct form *f = form_read(w, read_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, p, f);
        return;
    }
    if (!passport_confirm_read(act_of(w), p, form_value(f, "words"), form_value(f, "contact")))
        web_stop(w, 409);
    web_audit(w, p->child_id, "change", "passport", "read read_words school_contact");
    web_notice(w, "Thank you. The family and the service can see that you have read the passport.");
    to_passport(w, p);
}

void show_passport_pdf(struct web *w)
{
    struct passport_by_id *p = passport_or_stop(w, web_id(w, "id"));
    struct passport_about about = passport_about(w, p->child_id);
    size_t len;
    bool is_shortened;
    const char *bytes = passport_pdf(w, p, &about, &len, &is_shortened);
    web_audit(w, p->child_id, "export", "passport", "pdf");
    web_inline_file(w, "application/pdf", bytes, len);
}

void passport_copy(struct web *w, int64_t child, struct folder *f)
{
    struct passport_about about = passport_about(w, child);
    struct passport_by_id *p = about.child->passport_id ? passport_by_id(w->db, w->person->id, about.child->passport_id) : NULL;
    size_t len;
    bool is_shortened;
    if (!p)
        return;
    const char *bytes = passport_pdf(w, p, &about, &len, &is_shortened);
    folder_put(f, (struct folder_entry){ .name = "school-passport.pdf", .what = "School passport", .on_day = p->agreed_on, .bytes = bytes, .len = len });
}

/* ---- writing ---- */

void make_passport(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    if (s->passport_id) {
        web_to_f(w, "/passports/%lld", (long long)s->passport_id);
        return;
    }
    int64_t id = passport_draft(act_of(w), s->id);
    web_audit(w, s->id, "change", "passport", "drafted");
    web_notice(w, "The passport is begun from what is known. Go through it with the family.");
    web_to_f(w, "/passports/%lld/edit", (long long)id);
}

static void edit_page(struct web *w, const struct passport_by_id *p, struct form *f, const struct passport_by_id *theirs)
{
    struct passport_about about = passport_about(w, p->child_id);
    web_page(w, "Change the school passport");
    view_passport_edit(&w->out, w, p, about.child, f, theirs);
}

void edit_passport(struct web *w)
{
    struct passport_by_id *p = passport_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, passport_fields);
    for (size_t i = 0; i < passport_parts_n; i++)
        form_set(f, passport_parts[i].name, passport_text(p, &passport_parts[i]));
    edit_page(w, p, f, NULL);
}

/* The names of the parts that differ, for the trail. */
static const char *changed_parts(struct web *w, const struct passport_by_id *p, const struct form *f)
{
    const char *names = "";
    for (size_t i = 0; i < passport_parts_n; i++)
        if (strcmp(passport_text(p, &passport_parts[i]), form_value(f, passport_parts[i].name)) != 0)
            names = *names ? arena_print(w->arena, "%s %s", names, passport_parts[i].name) : passport_parts[i].name;
    return names;
}

static bool write_passport(struct web *w, const struct passport_by_id *p, const struct form *f)
{
    return change_passport(w->db, &(struct change_passport){ .id = p->id, .version = web_field_id(w, "version"),
        .appreciated = form_value(f, "appreciated"), .important = form_value(f, "important"), .support = form_value(f, "support"),
        .communication = form_value(f, "communication"), .play_and_learning = form_value(f, "play_and_learning"), .sensory = form_value(f, "sensory"),
        .daily_care = form_value(f, "daily_care"), .movement = form_value(f, "movement"), .medical = form_value(f, "medical"),
        .upset_and_calm = form_value(f, "upset_and_calm"), .works = form_value(f, "works"), .does_not_work = form_value(f, "does_not_work"),
        .first_weeks = form_value(f, "first_weeks"), .parent_words = form_value(f, "parent_words"), .child_words = form_value(f, "child_words"),
        .changed_by = w->person->id, .changed_at = w->now }) > 0;
}

static const char *saved_words(const struct passport_by_id *p)
{
    if (is(p, "agreed"))
        return "Saved. What the family agreed has changed: agree the passport with them again.";
    return is(p, "read") ? "Saved. The school is asked to read the passport again." : "The passport is saved.";
}

void save_passport(struct web *w)
{
    struct passport_by_id *p = passport_or_stop(w, web_id(w, "id"));
    struct form *f = form_read(w, passport_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        edit_page(w, p, f, NULL);
        return;
    }
    const char *names = changed_parts(w, p, f);
    if (!*names) {
        to_passport(w, p);
        return;
    }
    if (!write_passport(w, p, f)) {
        w->status = 409;
        edit_page(w, p, f, p);
        return;
    }
    web_audit(w, p->child_id, "change", "passport", names);
    child_event(act_of(w), p->child_id, w->today, "passport", "School passport changed", "", arena_print(w->arena, "/passports/%lld", (long long)p->id), true);
    web_notice(w, saved_words(p));
    to_passport(w, p);
}

/* ---- agreed ---- */

static void agree_page(struct web *w, const struct passport_by_id *p, struct form *f)
{
    struct passport_about about = passport_about(w, p->child_id);
    web_page(w, "Agree the passport with the family");
    view_passport_agree(&w->out, p, about.child, f);
}

void ask_agreed(struct web *w)
{
    struct passport_by_id *p = passport_at(w, "draft");
    struct form *f = form_new(w, agree_fields);
    form_set(f, "on", w->today);
    agree_page(w, p, f);
}

void save_agreed(struct web *w)
{
    struct passport_by_id *p = passport_at(w, "draft");
    struct form *f = form_read(w, agree_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        agree_page(w, p, f);
        return;
    }
    passport_agree(act_of(w), p, form_value(f, "with_whom"), form_value(f, "on"));
    web_audit(w, p->child_id, "change", "passport", "agreed_with agreed_on");
    web_notice(w, "The passport is agreed.");
    to_passport(w, p);
}

/* ---- shared, taken back ---- */

void ask_share(struct web *w)
{
    struct passport_by_id *p = passport_at(w, "agreed");
    struct passport_about about = passport_about(w, p->child_id);
    web_page(w, "Share the passport with the school");
    view_passport_share(&w->out, w, p, about.child, "");
}

void save_share(struct web *w)
{
    struct passport_by_id *p = passport_at(w, "agreed");
    if (!passport_share(act_of(w), p)) {
        struct passport_about about = passport_about(w, p->child_id);
        w->status = 422;
        web_page(w, "Share the passport with the school");
        view_passport_share(&w->out, w, p, about.child, "Name the school and confirm the place first");
        return;
    }
    web_audit(w, p->child_id, "change", "passport", "shared school_id");
    web_notice(w, "The passport is shared. The school’s SENCO can read it now.");
    to_passport(w, p);
}

void save_unshare(struct web *w)
{
    struct passport_by_id *p = passport_at(w, "shared");
    if (!passport_unshare(act_of(w), p))
        web_stop(w, 409);
    web_audit(w, p->child_id, "change", "passport", "unshared");
    web_notice(w, "The school no longer sees the passport or the child.");
    to_passport(w, p);
}
