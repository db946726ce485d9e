/* Keeping the directory: the list for those who work here, writing a service by hand, and taking a change of ours back. */
#include "app/directory/pages.h"
#include "app/directory/views.h"
#include "base/text.h"

#include <string.h>

enum { PAGE = 50 };

static const struct field fields[] = {
    { "name", "Name", .kind = LINE, .max = 200, .need = "Enter the name of the service" },
    { "description", "What it does", "Plain words, as you would say it to a parent", .kind = PARAGRAPH, .max = 10000, .rows = 6 },
    { "organisation", "Who runs it", .kind = LINE, .max = 200 },
    { "website", "Website", "Begins with https://", .kind = LINE, .max = 500 },
    { "email", "Email address", .kind = EMAIL },
    { "telephone", "Telephone", .kind = LINE, .max = 40 },
    { "address", "Address", .kind = LINE, .max = 500 },
    { "postcode", "Postcode", .kind = POSTCODE },
    { "opening", "When", "One line for each day or time", .kind = PARAGRAPH, .max = 4000 },
    { "cost", "What it costs", .kind = PARAGRAPH, .max = 2000, .rows = 2 },
    { "how_to_start", "How to start", .kind = PARAGRAPH, .max = 4000 },
    { "access", "The building", "For example steps, parking, a changing place", .kind = PARAGRAPH, .max = 4000 },
    { "alert", "News", "Only for a short time, for example: closed in August", .kind = PARAGRAPH, .max = 2000, .rows = 2 },
    { "age_from", "Youngest age, in months", "24 is 2 years. Leave it empty for any age", .kind = NUMBER, .max = 1200 },
    { "age_to", "Oldest age, in months", "59 is until the fifth birthday. Leave it empty for any age", .kind = NUMBER, .max = 1200 },
    { "needs", "What is it for?", "Choose none if it is for any need", .kind = CHECKBOXES },
    { "languages", "Languages spoken there, beside English", .kind = CHECKBOXES },
    { "areas", "Areas", "Choose none if it is for families everywhere", .kind = CHECKBOXES },
    { "is_hidden", "Do not show this service to families", .kind = YES },
    { "version", "Version", .kind = HIDDEN },
    { 0 }
};

/* Codes of check boxes have no blanks; areas do. */
static const char *area_code(struct arena *a, const char *area)
{
    const char *folded = text_fold(a, area);
    char *code = arena_text(a, folded, strlen(folded));
    for (char *s = code; *s; s++)
        if (*s == ' ')
            *s = '-';
    return code;
}

const struct choice *directory_area_boxes(struct web *w)
{
    const struct choice *area = directory_area_choices(w);
    struct choice *c = arena_array(w->arena, struct choice, form_count(area) + 1);
    for (size_t i = 0; area[i].code; i++)
        c[i] = (struct choice){ area_code(w->arena, area[i].code), area[i].label, NULL };
    return c;
}

static struct form *with_lists(struct form *f)
{
    form_choices(f, "needs", directory_need_choices(f->w));
    form_choices(f, "languages", code_choices(f->w, "language"));
    form_choices(f, "areas", directory_area_boxes(f->w));
    return f;
}

/* |a|b| of the boxes that are ticked. */
const char *directory_list_of(const struct form *f, const char *name)
{
    const char *list = "";
    for (const struct choice *c = f->choices[form_at(f, name)]; c && c->code; c++)
        if (form_has(f, name, c->code))
            list = directory_with(f->w->arena, list, strcmp(name, "areas") == 0 ? c->label : c->code);
    return list;
}

const char *directory_boxes_of(struct form *f, const char *name, const char *list)
{
    const char *codes = "";
    for (const struct choice *c = f->choices[form_at(f, name)]; c && c->code; c++)
        if (directory_has(list, strcmp(name, "areas") == 0 ? c->label : c->code))
            codes = arena_print(f->w->arena, "%s%s%s", codes, *codes ? " " : "", c->code);
    return codes;
}

const char *directory_area_words(struct arena *a, const char *areas)
{
    const char *words = "";
    for (const char *s = areas; *s && s[1]; s += 1 + strcspn(s + 1, "|"))
        words = arena_print(a, "%s%s%.*s", words, *words ? ", " : "", (int)strcspn(s + 1, "|"), s + 1);
    return *words ? words : "Everywhere";
}

/* What the form says of field F, as the table keeps it. */
static const char *said(const struct form *f, int field)
{
    const char *column = directory_fields[field].column, *v = form_value(f, column);
    if (field == D_NEEDS || field == D_LANGUAGES || field == D_AREAS)
        return directory_list_of(f, column);
    if (field == D_AGE_FROM || field == D_AGE_TO)
        return *v ? v : field == D_AGE_FROM ? "0" : "1200";
    return v;
}

static void fill(struct form *f, const struct service_by_id *s)
{
    for (int i = 0; i < D_FIELDS; i++) {
        const char *column = directory_fields[i].column, *v = directory_value_of(f->w->arena, s, i);
        if (i == D_NEEDS || i == D_LANGUAGES || i == D_AREAS)
            form_set(f, column, directory_boxes_of(f, column, v));
        else if (!(i == D_AGE_FROM && s->age_from == 0) && !(i == D_AGE_TO && s->age_to >= AGE_WITHOUT_END))
            form_set(f, column, v);
    }
    form_set(f, "is_hidden", s->is_hidden ? "1" : "");
    form_set_number(f, "version", s->version);
}

static void check(struct form *f)
{
    const char *site = form_value(f, "website");
    if (*site && strncmp(site, "https://", 8) != 0 && strncmp(site, "http://", 7) != 0)
        form_fail(f, "website", "The address of a website begins with https:// or http://");
    if (*form_value(f, "age_to") && form_number(f, "age_to") < form_number(f, "age_from"))
        form_fail(f, "age_to", "The oldest age must not be below the youngest");
}

static void show(struct web *w, const struct service_by_id *s, struct form *f)
{
    size_t n = 0;
    struct own_fields *own = s ? own_fields(w->db, s->id, &n) : NULL;
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, s ? "Change a service" : "Add a service");
    view_directory_edit(&w->out, w, s, f, own, n);
}

static const char *label_of(const char *column)
{
    for (int i = 0; i < D_FIELDS; i++)
        if (strcmp(directory_fields[i].column, column) == 0)
            return directory_fields[i].label;
    return column;
}
const char *directory_field_label(const char *column) { return label_of(column); }

void directory_list(struct web *w)
{
    static const char *const states[] = { "shown", "hidden", "gone", "own" };
    struct kept_page p = { .state = "", .source = "", .counts = directory_counts(w->db) };
    p.sources = directory_sources(w->db, &p.n_sources);
    for (size_t i = 0; i < 4; i++)
        if (strcmp(web_query(w, "state"), states[i]) == 0)
            p.state = states[i];
    for (size_t i = 0; i < p.n_sources; i++)
        if (strcmp(web_query(w, "source"), p.sources[i].source) == 0)
            p.source = p.sources[i].source;
    int64_t after = 0;
    struct service_by_id *from = text_number(web_query(w, "after"), &after) ? service_by_id(w->db, after) : NULL;
    p.is_later = from != NULL;
    p.s = services_kept(w->db, p.state, p.source, from ? from->name : "", from ? from->id : 0, PAGE + 1, &p.n);
    p.more = p.n > PAGE;
    p.n -= p.more;
    web_page(w, "Directory of services");
    view_directory_list(&w->out, w, &p);
}

void directory_new_form(struct web *w) { show(w, NULL, with_lists(form_new(w, fields))); }

void directory_new(struct web *w)
{
    struct form *f = with_lists(form_read(w, fields));
    check(f);
    if (!form_is_right(f)) {
        show(w, NULL, f);
        return;
    }
    int64_t id = new_id(), from = 0, to = AGE_WITHOUT_END;
    text_number(said(f, D_AGE_FROM), &from);
    text_number(said(f, D_AGE_TO), &to);
    add_service(w->db, &(struct add_service){ .id = id, .source = "own", .source_id = arena_print(w->arena, "%lld", (long long)id), .name = said(f, D_NAME), .description = said(f, D_DESCRIPTION),
        .organisation = said(f, D_ORGANISATION), .website = said(f, D_WEBSITE), .email = said(f, D_EMAIL), .telephone = said(f, D_TELEPHONE), .address = said(f, D_ADDRESS),
        .postcode = said(f, D_POSTCODE), .opening = said(f, D_OPENING), .cost = said(f, D_COST), .how_to_start = said(f, D_HOW_TO_START), .access = said(f, D_ACCESS), .alert = said(f, D_ALERT),
        .age_from = from, .age_to = to, .needs = said(f, D_NEEDS), .languages = said(f, D_LANGUAGES), .areas = said(f, D_AREAS), .is_hidden = form_is(f, "is_hidden", "1"),
        .checked_on = w->today, .changed_by = w->person->id, .changed_at = w->now });
    web_audit(w, 0, "change", "service", arena_print(w->arena, "%lld added", (long long)id));
    web_notice(w, "The service was added");
    web_to_f(w, "/directory/%lld", (long long)id);
}

static struct service_by_id *service_or_stop(struct web *w)
{
    struct service_by_id *s = service_by_id(w->db, web_id(w, "id"));
    if (!s)
        web_stop(w, 404);
    return s;
}

void directory_edit_form(struct web *w)
{
    struct service_by_id *s = service_or_stop(w);
    struct form *f = with_lists(form_new(w, fields));
    fill(f, s);
    show(w, s, f);
}

/* One row written; V: D_FIELDS values. */
static void write(struct web *w, const struct service_by_id *s, const char *const *v, bool is_hidden)
{
    int64_t from = 0, to = AGE_WITHOUT_END;
    text_number(v[D_AGE_FROM], &from);
    text_number(v[D_AGE_TO], &to);
    if (!change_service(w->db, &(struct change_service){ .id = s->id, .version = s->version, .name = v[D_NAME], .description = v[D_DESCRIPTION], .organisation = v[D_ORGANISATION],
            .website = v[D_WEBSITE], .email = v[D_EMAIL], .telephone = v[D_TELEPHONE], .address = v[D_ADDRESS], .postcode = v[D_POSTCODE], .opening = v[D_OPENING], .cost = v[D_COST],
            .how_to_start = v[D_HOW_TO_START], .access = v[D_ACCESS], .alert = v[D_ALERT], .age_from = from, .age_to = to, .needs = v[D_NEEDS], .languages = v[D_LANGUAGES],
            .areas = v[D_AREAS], .is_hidden = is_hidden, .is_gone = s->is_gone, .checked_on = s->checked_on, .changed_by = w->person->id, .changed_at = w->now }))
        web_stop(w, 409);
}

/* What was changed of a loaded service is ours from now on: a load leaves it. */
static void save(struct web *w, const struct service_by_id *s, struct form *f)
{
    const char *v[D_FIELDS], *name[D_FIELDS + 1];
    size_t n = 0;
    bool is_hidden = form_is(f, "is_hidden", "1");
    for (int i = 0; i < D_FIELDS; i++) {
        const char *before = directory_value_of(w->arena, s, i);
        v[i] = said(f, i);
        if (strcmp(v[i], before) != 0) {
            name[n++] = directory_fields[i].column;
            if (strcmp(s->source, "own") != 0)
                keep_own(w->db, s->id, directory_fields[i].column, before);
        }
    }
    if (is_hidden != s->is_hidden)
        name[n++] = "is_hidden";
    if (!n)
        return;
    write(w, s, v, is_hidden);
    web_audit(w, 0, "change", "service", arena_print(w->arena, "%lld %s", (long long)s->id, text_join(w->arena, name, n, " ")));
}

void directory_edit(struct web *w)
{
    struct service_by_id *s = service_or_stop(w);
    struct form *f = with_lists(form_read(w, fields));
    check(f);
    if (form_is_right(f) && form_number(f, "version") != s->version) {
        form_set_number(f, "version", s->version);
        form_fail(f, NULL, "Somebody else changed this service while you were writing. Look at it in another window, then save again to keep yours");
        w->status = 409;
    }
    if (!form_is_right(f)) {
        show(w, s, f);
        return;
    }
    save(w, s, f);
    web_notice(w, "The service was saved");
    web_to_f(w, "/directory/%lld", (long long)s->id);
}

/* Back to what the list says, for one field. */
void directory_return(struct web *w)
{
    struct service_by_id *s = service_or_stop(w);
    const char *field = web_field(w, "field"), *v[D_FIELDS];
    size_t n;
    struct own_fields *own = own_fields(w->db, s->id, &n);
    bool found = false;
    for (int i = 0; i < D_FIELDS; i++) {
        v[i] = directory_value_of(w->arena, s, i);
        for (size_t k = 0; k < n; k++)
            if (strcmp(own[k].field, field) == 0 && strcmp(field, directory_fields[i].column) == 0) {
                v[i] = own[k].file_value;
                found = true;
            }
    }
    if (found && *v[D_NAME]) {
        write(w, s, v, s->is_hidden);
        drop_own(w->db, s->id, field);
        web_audit(w, 0, "change", "service", arena_print(w->arena, "%lld %s taken back", (long long)s->id, field));
        web_notice(w, "It is as in its list again");
    }
    web_to_f(w, "/directory/%lld", (long long)s->id);
}
