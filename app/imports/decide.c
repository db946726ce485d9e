/* One row beside the children it may be: who it is, is decided by hand, with the reasons and what each weighs. */
#include "app/imports/imports.h"
#include "app/imports/views.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct field fields[] = {
    { "decision", "Who is this?", .kind = RADIOS, .need = "Choose who this is, or leave the row out" },
    { 0 }
};
static const struct field taking[] = {
    { "decision", "Take this row in?", .kind = RADIOS, .need = "Choose whether the row is taken in" },
    { 0 }
};
static const struct choice take_or_leave[] = { { "take", "Take it in", NULL }, { "leave", "Leave it out", NULL }, { 0 } };

static struct match_person *person_told(struct arena *a, const char *told)
{
    struct match_person *p = arena_new(a, struct match_person);
    *p = (struct match_person){ pack_value(a, told, "given_name"), pack_value(a, told, "family_name"), pack_value(a, told, "known_as"), pack_value(a, told, "born_on"), pack_value(a, told, "sex"), pack_value(a, told, "postcode"), pack_value(a, told, "nhs_number") };
    return p;
}

static struct match_result *compared(struct arena *a, const char *told, const struct match_person *known)
{
    struct match_result *r = arena_new(a, struct match_result);
    *r = match_compare(a, person_told(a, told), known);
    return r;
}

static bool add_child_side(struct web *w, struct import_row_page *p, struct import_reader *reader, int64_t id)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, id);
    if (!c)
        return false;
    struct match_person known = { c->given_name, c->family_name, c->known_as, c->born_on, c->sex, c->postcode, c->nhs_number };
    struct import_side *s = &p->side[p->sides++];
    *s = (struct import_side){ .child = c, .match = compared(w->arena, p->row->told, &known) };
    s->difference = import_differences(w->arena, import_differs(w->db, w->arena, reader, id, p->row->told), &s->differences);
    web_audit(w, id, "view", "list", arena_print(w->arena, "%lld", (long long)p->list->id));
    return true;
}

static void add_line_side(struct web *w, struct import_row_page *p, int64_t line)
{
    struct import_rows_listed *r = import_row_at(w->db, w->person->id, p->list->id, line);
    if (r)
        p->side[p->sides++] = (struct import_side){ .line = line, .line_name = r->name, .match = compared(w->arena, p->row->told, person_told(w->arena, r->told)) };
}

static void add_sides(struct web *w, struct import_row_page *p, struct import_reader *reader)
{
    size_t n;
    const char *const *maybe = pack_parts(w->arena, p->row->maybe, ' ', &n);
    p->side = arena_array(w->arena, struct import_side, n + 2);
    bool settled = strcmp(p->row->kind, "unsure") != 0;
    if (settled && p->row->about_id)
        add_child_side(w, p, reader, p->row->about_id);
    else if (settled && p->row->first_line)
        add_line_side(w, p, p->row->first_line);
    for (size_t i = 0; i < n && !settled; i++) {
        int64_t id;
        if (text_number(maybe[i], &id) && id < 0)
            add_line_side(w, p, -id);
        else if (id > 0)
            add_child_side(w, p, reader, id);
    }
}

static void add_told(struct web *w, struct import_row_page *p, struct import_reader *reader)
{
    size_t n;
    const char *const *part = pack_parts(w->arena, p->row->told, PACK_FIELD, &n);
    p->told = arena_array(w->arena, struct import_told, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *split = strchr(part[i], PACK_PART);
        const char *field = split ? arena_text(w->arena, part[i], (size_t)(split - part[i])) : "";
        size_t at = import_column_at(reader->source, field);
        if (split)
            p->told[p->tolds++] = (struct import_told){ at == (size_t)-1 ? "Address" : reader->source->column[at].field.label, import_value_words(w->arena, reader, field, split + 1) };
    }
}

/* Each candidate is a choice: "c" and the child, "l" and the line. */
static const struct choice *who_choices(struct web *w, const struct import_row_page *p)
{
    struct choice *c = arena_array(w->arena, struct choice, p->sides + 3);
    size_t n = 0;
    for (size_t i = 0; i < p->sides; i++) {
        const struct import_side *s = &p->side[i];
        c[n++] = s->child ? (struct choice){ arena_print(w->arena, "c%lld", (long long)s->child->id), arena_print(w->arena, "%s, in the register", child_name(w->arena, s->child->given_name, s->child->family_name, s->child->known_as)), NULL }
                          : (struct choice){ arena_print(w->arena, "l%lld", (long long)s->line), arena_print(w->arena, "%s, the same child as in line %lld of this list", s->line_name, (long long)s->line), NULL };
    }
    c[n++] = (struct choice){ "new", "Somebody else: a new child", NULL };
    c[n++] = (struct choice){ "leave", "Leave this row out", "Nothing of it is written" };
    return c;
}

static const char *decided(struct web *w, const struct import_rows_listed *r)
{
    bool unsure = strcmp(r->kind, "unsure") == 0;
    if (!unsure)
        return strcmp(r->decision, "leave") == 0 ? "leave" : "take";
    if (strcmp(r->decision, "same") == 0)
        return r->about_id ? arena_print(w->arena, "c%lld", (long long)r->about_id) : arena_print(w->arena, "l%lld", (long long)r->first_line);
    return r->decision;
}

static struct import_row_page *page_of(struct web *w)
{
    struct import_row_page *p = arena_new(w->arena, struct import_row_page);
    p->list = import_or_stop(w);
    p->row = import_row_at(w->db, w->person->id, p->list->id, web_id(w, "line"));
    if (!p->row)
        web_stop(w, 404);
    struct import_matching m = import_matching_of(w->arena, p->list);
    struct import_reader *reader = import_reader_new(w->arena, w->db, &m, p->list->setting_id, w->today);
    if (m.source->about != ABOUT_SETTINGS)
        add_sides(w, p, reader);
    add_told(w, p, reader);
    return p;
}

static bool may_decide(const struct import_row_page *p)
{
    return strcmp(p->list->status, "staged") == 0 && strcmp(p->row->kind, "wrong") != 0 && strcmp(p->row->kind, "same") != 0;
}

static const struct choice *choices_of(struct web *w, const struct import_row_page *p) { return strcmp(p->row->kind, "unsure") == 0 ? who_choices(w, p) : take_or_leave; }
static const struct field *fields_of(const struct import_row_page *p) { return strcmp(p->row->kind, "unsure") == 0 ? fields : taking; }

static void draw(struct web *w, const struct import_row_page *p)
{
    web_page(w, arena_print(w->arena, "Line %lld", (long long)p->row->line));
    view_import_row(&w->out, w, p);
}

void import_row_show(struct web *w)
{
    struct import_row_page *p = page_of(w);
    if (may_decide(p)) {
        p->form = form_new(w, fields_of(p));
        form_choices(p->form, "decision", choices_of(w, p));
        form_set(p->form, "decision", decided(w, p->row));
    }
    draw(w, p);
}

/* ---- deciding ---- */

static void check_numbers(struct web *w, const struct import_row_page *p, struct form *f, int64_t child)
{
    const char *told = p->row->told;
    if (import_number_of_other(w->db, pack_value(w->arena, told, "nhs_number"), pack_value(w->arena, told, "upn"), child))
        form_fail(f, "decision", "Another child in the register has the NHS number or UPN of this row. Choose that child, or leave the row out and compare the records");
}

static void next_row(struct web *w, const struct import_row_page *p)
{
    size_t n;
    struct import_rows_listed *next = import_rows_listed(w->db, w->person->id, p->list->id, "unsure", 1, p->row->line, 1, &n);
    if (n && strcmp(p->row->kind, "unsure") == 0)
        web_to_f(w, "/imports/%lld/rows/%lld", (long long)p->list->id, (long long)next->line);
    else
        web_to_f(w, "/imports/%lld?kind=%s", (long long)p->list->id, p->row->kind);
}

static void save(struct web *w, const struct import_row_page *p, const char *choice, int64_t child, int64_t line)
{
    bool settled = strcmp(p->row->kind, "unsure") != 0, leaves = strcmp(choice, "leave") == 0;
    const char *decision = leaves ? "leave" : settled ? "" : child || line ? "same" : "new", *differs = settled ? p->row->differs : "";
    if (child) {
        struct import_matching m = import_matching_of(w->arena, p->list);
        differs = import_differs(w->db, w->arena, import_reader_new(w->arena, w->db, &m, p->list->setting_id, w->today), child, p->row->told);
    }
    decide_import_row(w->db, w->person->id, p->list->id, p->row->line, decision, settled ? p->row->about_id : child, settled ? p->row->first_line : line, differs);
    web_audit(w, child, "change", "list", arena_print(w->arena, "%lld line %lld: %s", (long long)p->list->id, (long long)p->row->line, decision));
    next_row(w, p);
}

void import_row_decide(struct web *w)
{
    struct import_row_page *p = page_of(w);
    if (!may_decide(p)) {
        web_notice(w, "Nothing can be decided about this row now.");
        web_to_f(w, "/imports/%lld", (long long)p->list->id);
        return;
    }
    p->form = form_read(w, fields_of(p));
    form_choices(p->form, "decision", choices_of(w, p));
    const char *choice = form_value(p->form, "decision");
    int64_t child = *choice == 'c' ? strtoll(choice + 1, NULL, 10) : 0, line = strcmp(choice, "leave") != 0 && *choice == 'l' ? strtoll(choice + 1, NULL, 10) : 0;
    if (form_is_right(p->form) && (child || strcmp(choice, "new") == 0))
        check_numbers(w, p, p->form, child);
    if (!form_is_right(p->form)) {
        w->status = 422;
        draw(w, p);
        return;
    }
    save(w, p, choice, child, line);
}
