/*
 * The family's side of starting school: the passport to read, their own words
 * in it, and how school is going, in their language.  Called by the routes in
 * transition.c and by the pages that others read in another way.
 */
#include "app/transition/family.h"
#include "app/transition/views.h"
#include "web/form.h"

#include <string.h>

static const struct field words_fields[] = {
    { "child_words", "What would your child like to say?", "In their own words, or what they show you.", .kind = PARAGRAPH, .max = 1500, .rows = 3 },
    { "parent_words", "What would you like the school to know?", "In your own words, in any language.", .kind = PARAGRAPH, .max = 1500, .rows = 3 },
    { 0 }
};

const char *family_settled(int64_t settled)
{
    static const char *const words[] = { "Not asked yet", "Your child is not settled yet", "Your child is partly settled", "Your child is settled", "Your child is very settled" };
    return words[settled >= 1 && settled <= 4 ? settled : 0];
}

void family_passport_page(struct web *w, const struct passport_by_id *p, const struct passport_about *about)
{
    web_page(w, "School passport");
    view_family_passport(&w->out, w, p, about);
}

void draw_passport_in_copy(struct web *w, int64_t child)
{
    struct start_of *s = start_of(w->db, w->person->id, child);
    struct passport_by_id *p = s && s->passport_id ? passport_by_id(w->db, w->person->id, s->passport_id) : NULL;
    if (p)
        view_family_passport_copy(&w->out, w, p);
}

void family_school_page(struct web *w, const struct start_of *s)
{
    size_t n;
    struct school_checks_of *check = school_checks_of(w->db, w->person->id, s->id, &n);
    web_page(w, "Starting school");
    view_family_school(&w->out, w, s, check, n);
}

/* ---- their own words ---- */

static void words_page(struct web *w, const struct passport_by_id *p, struct form *f, bool is_overtaken)
{
    web_page(w, "Your words in the school passport");
    view_family_words_form(&w->out, w, p, f, is_overtaken);
}

/* NULL, with the answer given, once the school has it. */
static struct passport_by_id *passport_for_words(struct web *w)
{
    struct passport_by_id *p = passport_or_stop(w, web_id(w, "id"));
    if (strcmp(p->status, "draft") == 0 || strcmp(p->status, "agreed") == 0)
        return p;
    web_notice(w, "The school has the passport already. Tell the school what you would like to add");
    web_to_f(w, "/passports/%lld", (long long)p->id);
    return NULL;
}

void show_family_words(struct web *w)
{
    struct passport_by_id *p = passport_for_words(w);
    if (!p)
        return;
    struct form *f = form_new(w, words_fields);
    form_set(f, "child_words", p->child_words);
    form_set(f, "parent_words", p->parent_words);
    words_page(w, p, f, false);
}

void save_family_words(struct web *w)
{
    struct passport_by_id *p = passport_for_words(w);
    if (!p)
        return;
    struct form *f = form_read(w, words_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        words_page(w, p, f, false);
        return;
    }
    if (!add_family_words(w->db, p->id, form_value(f, "parent_words"), form_value(f, "child_words"), web_field_id(w, "version"), w->person->id, w->now)) {
        w->status = 409;
        form_fail(f, NULL, "Somebody else saved the passport while you were writing. Compare, then save again");
        words_page(w, p, f, true);
        return;
    }
    web_audit(w, p->child_id, "change", "passport", "parent_words child_words");
    child_event(act_of(w), p->child_id, w->today, "passport", "The family added their words to the school passport", "", arena_print(w->arena, "/passports/%lld", (long long)p->id), true);
    web_notice(w, "Thank you. Your words are in the passport.");
    web_to_f(w, "/passports/%lld", (long long)p->id);
}
