/* Templates of letters: data that the service edits.  A letter that was written keeps its words. */
#include "app/document/document.h"
#include "app/document/views.h"

#include <string.h>

static const struct field fields[] = {
    { "version", "", .kind = HIDDEN },
    { "title", "What is the letter for?", "Its name in the list", .max = 120, .need = "Write what the letter is for" },
    { "subject", "Heading", .max = 200, .need = "Write the heading" },
    { "words", "The letter", "An empty line begins a paragraph. No greeting needed if you begin with one yourself", .kind = PARAGRAPH, .max = 6000, .rows = 14, .need = "Write the letter" },
    { 0 }
};

static void page(struct web *w, const struct letter_template_by_id *t, struct form *f)
{
    const char *title = t ? "Change a letter" : "Add a letter";
    web_page(w, form_is_right(f) ? title : arena_print(w->arena, "Error: %s", title));
    view_letter_template_form(&w->out, w, t, f, title);
}

void template_list(struct web *w)
{
    size_t n;
    struct letter_templates *t = letter_templates(w->db, 1, &n);
    web_page(w, "Letters to choose from");
    view_letter_templates(&w->out, w, t, n);
}

static struct letter_template_by_id *template_or_stop(struct web *w)
{
    struct letter_template_by_id *t = letter_template_by_id(w->db, web_id(w, "template"));
    if (!t)
        web_stop(w, 404);
    return t;
}

static struct form *read(struct web *w)
{
    struct form *f = form_read(w, fields);
    static const char *const names[] = { "subject", "words" };
    for (size_t i = 0; i < 2; i++) {
        const char *unknown = letter_unknown_field(w->arena, form_value(f, names[i]));
        if (*unknown)
            form_fail(f, names[i], arena_print(w->arena, "%s is no field. There are: %s", unknown, letter_fields_words(w->arena)));
    }
    return f;
}

void template_new_form(struct web *w) { page(w, NULL, form_new(w, fields)); }

void template_new(struct web *w)
{
    struct form *f = read(w);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, NULL, f);
        return;
    }
    add_letter_template(w->db, &(struct add_letter_template){ .id = new_id(), .title = form_value(f, "title"), .subject = form_value(f, "subject"), .words = form_value(f, "words"), .changed_by = w->person->id, .changed_at = w->now });
    web_audit(w, 0, "add", "letter template", "");
    web_notice(w, "The letter can be chosen now");
    web_to(w, "/letters/templates");
}

void template_form(struct web *w)
{
    struct letter_template_by_id *t = template_or_stop(w);
    struct form *f = form_new(w, fields);
    form_set_number(f, "version", t->version);
    form_set(f, "title", t->title);
    form_set(f, "subject", t->subject);
    form_set(f, "words", t->words);
    page(w, t, f);
}

void template_save(struct web *w)
{
    struct letter_template_by_id *t = template_or_stop(w);
    struct form *f = read(w);
    if (form_is_right(f) && form_number(f, "version") != t->version) {
        form_fail(f, NULL, arena_print(w->arena, "%s saved this letter while you were writing. Nothing of yours is saved yet: what you wrote is below, theirs is on the page of the letter", *t->changed_name ? t->changed_name : "Somebody else"));
        form_set_number(f, "version", t->version);
        w->status = 409;
        page(w, t, f);
        return;
    }
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, t, f);
        return;
    }
    if (change_letter_template(w->db, &(struct change_letter_template){ .id = t->id, .version = t->version, .title = form_value(f, "title"), .subject = form_value(f, "subject"), .words = form_value(f, "words"), .changed_by = w->person->id, .changed_at = w->now }) != 1)
        web_stop(w, 409);
    web_audit(w, 0, "change", "letter template", "");
    web_notice(w, "Saved. Letters written before keep their words");
    web_to(w, "/letters/templates");
}

void template_offer(struct web *w)
{
    struct letter_template_by_id *t = template_or_stop(w);
    bool offered = strcmp(web_field(w, "offered"), "1") == 0;
    offer_letter_template(w->db, t->id, offered);
    web_audit(w, 0, "change", "letter template", offered ? "offered" : "withdrawn");
    web_notice(w, offered ? "It can be chosen again" : "It can no longer be chosen");
    web_to(w, "/letters/templates");
}
