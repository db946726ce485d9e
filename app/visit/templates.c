/* Templates of notes, for the administrator, who sees no child. Called by the routes in visit.c. */
#include "app/visit/visit.h"
#include "app/visit/views.h"
#include "base/text.h"

static const struct field fields[] = {
    { "name", "Name", .kind = LINE, .max = 80, .need = "Enter a name" },
    { "kind", "For what kind of contact?", .kind = SELECT, .need = "Choose the kind of contact" },
    { "ask", "What to look at", "Stands at the top of the note", .kind = PARAGRAPH, .max = 1000, .rows = 3 },
    { "observations", "What did you see? Begin with", "Headings, one a line. They stand in the empty box", .kind = PARAGRAPH, .max = 2000, .rows = 6 },
    { "said", "What did the child and the family say? Begin with", .kind = PARAGRAPH, .max = 2000, .rows = 3 },
    { "advice", "Advice to the setting: begin with", .kind = PARAGRAPH, .max = 2000, .rows = 5 },
    { "family_words", "To the family: begin with", .kind = PARAGRAPH, .max = 2000, .rows = 5 },
    { "is_on", "Officers can choose it", .kind = YES },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

void visit_template_list(struct web *w)
{
    size_t n;
    struct visit_templates *t = visit_templates(w->db, 0, &n);
    web_page(w, "Templates of visit notes");
    view_visit_templates(&w->out, w, t, n);
}

static void page(struct web *w, struct form *f, int64_t id)
{
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, id ? "Change a template" : "Add a template");
    view_visit_template(&w->out, w, f, id);
}

static struct visit_templates *template_or_stop(struct web *w)
{
    struct visit_templates *t = visit_template_by_id(w->db, web_id(w, "template"));
    if (!t)
        web_stop(w, 404);
    return t;
}

static struct form *filled(struct web *w, const struct visit_templates *t)
{
    struct form *f = form_new(w, fields);
    form_choices(f, "kind", code_choices(w, "visit_kind"));
    form_set(f, "name", t->name);
    form_set(f, "kind", t->kind);
    form_set(f, "ask", t->ask);
    form_set(f, "observations", t->observations);
    form_set(f, "said", t->said);
    form_set(f, "advice", t->advice);
    form_set(f, "family_words", t->family_words);
    form_set(f, "is_on", t->is_on ? "1" : "");
    form_set_number(f, "version", t->version);
    return f;
}

static struct form *read_form(struct web *w)
{
    struct form *f = form_read(w, fields);
    form_choices(f, "kind", code_choices(w, "visit_kind"));
    return f;
}

void visit_template_form(struct web *w)
{
    struct visit_templates *t = template_or_stop(w);
    page(w, filled(w, t), t->id);
}

void visit_template_save(struct web *w)
{
    struct visit_templates *t = template_or_stop(w);
    struct form *f = read_form(w);
    if (form_is_right(f) && form_number(f, "version") != t->version) {
        form_fail(f, NULL, "Another administrator has changed this template in the meantime. What you wrote is below: save again to keep yours");
        form_set_number(f, "version", t->version);
        w->status = 409;
    }
    if (!form_is_right(f)) {
        page(w, f, t->id);
        return;
    }
    change_visit_template(w->db, &(struct change_visit_template){ .id = t->id, .version = t->version, .name = form_value(f, "name"), .kind = form_value(f, "kind"), .ask = form_value(f, "ask"),
        .observations = form_value(f, "observations"), .said = form_value(f, "said"), .advice = form_value(f, "advice"), .family_words = form_value(f, "family_words"), .is_on = form_is(f, "is_on", "1"),
        .changed_by = w->person->id, .changed_on = w->today });
    web_audit(w, 0, "change", "visit_template", arena_print(w->arena, "template %lld", (long long)t->id));
    web_notice(w, "The template is saved");
    web_to(w, "/visits/templates");
}

void visit_template_new_form(struct web *w) { page(w, filled(w, &(struct visit_templates){ .name = "", .kind = "setting", .ask = "", .observations = "", .said = "", .advice = "", .family_words = "", .is_on = 1, .version = 1 }), 0); }

void visit_template_new(struct web *w)
{
    size_t n;
    struct form *f = read_form(w);
    if (!form_is_right(f)) {
        page(w, f, 0);
        return;
    }
    struct visit_templates *all = visit_templates(w->db, 0, &n);
    int64_t id = new_id();
    add_visit_template(w->db, &(struct add_visit_template){ .id = id, .name = form_value(f, "name"), .kind = form_value(f, "kind"), .ask = form_value(f, "ask"), .observations = form_value(f, "observations"), .said = form_value(f, "said"),
        .advice = form_value(f, "advice"), .family_words = form_value(f, "family_words"), .is_on = form_is(f, "is_on", "1"), .position = n ? all[n - 1].position + 10 : 10, .changed_by = w->person->id, .changed_on = w->today });
    web_audit(w, 0, "add", "visit_template", arena_print(w->arena, "template %lld", (long long)id));
    web_notice(w, "The template is added");
    web_to(w, "/visits/templates");
}
