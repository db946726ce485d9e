/*
 * From a file that was read to the directory: what would change, and the
 * change itself.  Fields that somebody changed here stay; services that are no
 * longer in their list are no longer shown, but never deleted, because answers
 * to families name them.
 */
#include "app/directory/directory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *directory_value_of(struct arena *a, const struct service_by_id *s, int f)
{
    const char *const text[] = { [D_NAME] = s->name, [D_DESCRIPTION] = s->description, [D_ORGANISATION] = s->organisation, [D_WEBSITE] = s->website, [D_EMAIL] = s->email,
        [D_TELEPHONE] = s->telephone, [D_ADDRESS] = s->address, [D_POSTCODE] = s->postcode, [D_OPENING] = s->opening, [D_COST] = s->cost, [D_HOW_TO_START] = s->how_to_start,
        [D_ACCESS] = s->access, [D_ALERT] = s->alert, [D_NEEDS] = s->needs, [D_LANGUAGES] = s->languages, [D_AREAS] = s->areas };
    if (f == D_AGE_FROM || f == D_AGE_TO)
        return arena_print(a, "%lld", (long long)(f == D_AGE_FROM ? s->age_from : s->age_to));
    return text[f];
}

static int by_source_id(const void *x, const void *y)
{
    const struct directory_entry *const *a = x, *const *b = y;
    return strcmp((*a)->source_id, (*b)->source_id);
}

/* Those of the file, sorted as the database gives ours: both are walked side by side. */
static const struct directory_entry **sorted(struct directory_reading *r)
{
    const struct directory_entry **e = arena_array(r->w->arena, const struct directory_entry *, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        e[i] = &r->entry[i];
    qsort(e, r->n, sizeof *e, by_source_id);
    return e;
}

static int service_order(const void *x, const void *y)
{
    const struct service_by_id *a = x, *b = y;
    return strcmp(a->source_id, b->source_id);
}

struct ours { struct service_by_id *s; struct own_fields_of_source *own; size_t n, owns; };

static bool is_own(const struct ours *o, int64_t service, const char *field)
{
    for (size_t i = 0; i < o->owns; i++)
        if (o->own[i].service_id == service && strcmp(o->own[i].field, field) == 0)
            return true;
    return false;
}

static const char *named(struct arena *a, const char *list, const char *label) { return arena_print(a, "%s%s%s", list, *list ? ", " : "", label); }

/* A service that is in both. */
static struct directory_step compare_one(struct arena *a, const struct ours *o, const struct service_by_id *s, const struct directory_entry *e)
{
    struct directory_step step = { D_SAME, e, s->id, s->name, "", "" };
    for (int f = 0; f < D_FIELDS; f++)
        if (strcmp(directory_value_of(a, s, f), e->value[f]) != 0) {
            if (is_own(o, s->id, directory_fields[f].column))
                step.kept = named(a, step.kept, directory_fields[f].label);
            else
                step.changed = named(a, step.changed, directory_fields[f].label);
        }
    if (s->is_gone && !e->is_closed)
        step.effect = D_BACK;
    else if (!s->is_gone && e->is_closed)
        step.effect = D_GONE;
    else if (*step.changed || strcmp(s->checked_on, e->checked_on) != 0)
        step.effect = D_CHANGED;
    return step;
}

static void add_step(struct directory_plan *p, struct directory_step step)
{
    p->count[step.effect]++;
    p->step[p->n++] = step;
}

struct directory_plan *directory_compare(struct directory_reading *r, struct db *db, const char *source)
{
    struct arena *a = r->w->arena;
    struct ours o = { 0 };
    const struct directory_entry **e = sorted(r);
    o.s = services_of_source(db, source, &o.n);
    o.own = own_fields_of_source(db, source, &o.owns);
    qsort(o.s, o.n, sizeof *o.s, service_order);
    struct directory_plan *p = arena_new(a, struct directory_plan);
    p->step = arena_array(a, struct directory_step, o.n + r->n + 1);
    size_t shown = 0;
    for (size_t i = 0, k = 0; i < r->n || k < o.n;) {
        int order = i == r->n ? 1 : k == o.n ? -1 : strcmp(e[i]->source_id, o.s[k].source_id);
        if (order < 0) {
            add_step(p, (struct directory_step){ D_ADDED, e[i], 0, e[i]->value[D_NAME], "", "" });
            i++;
            continue;
        }
        shown += !o.s[k].is_gone;
        if (order == 0)
            add_step(p, compare_one(a, &o, &o.s[k], e[i++]));
        else
            add_step(p, (struct directory_step){ o.s[k].is_gone ? D_SAME : D_GONE, NULL, o.s[k].id, o.s[k].name, "", "" });
        k++;
    }
    p->is_most_gone = shown >= 4 && p->count[D_GONE] * 2 > shown;
    return p;
}

static int64_t number(const char *digits)
{
    int64_t n = 0;
    text_number(digits, &n);
    return n;
}

static void write_new(struct db *db, const char *source, const struct directory_entry *e, int64_t person, int64_t now)
{
    const char *const *v = e->value;
    add_service(db, &(struct add_service){ .id = new_id(), .source = source, .source_id = e->source_id, .name = v[D_NAME], .description = v[D_DESCRIPTION], .organisation = v[D_ORGANISATION],
        .website = v[D_WEBSITE], .email = v[D_EMAIL], .telephone = v[D_TELEPHONE], .address = v[D_ADDRESS], .postcode = v[D_POSTCODE], .opening = v[D_OPENING], .cost = v[D_COST],
        .how_to_start = v[D_HOW_TO_START], .access = v[D_ACCESS], .alert = v[D_ALERT], .age_from = number(v[D_AGE_FROM]), .age_to = number(v[D_AGE_TO]), .needs = v[D_NEEDS],
        .languages = v[D_LANGUAGES], .areas = v[D_AREAS], .is_gone = e->is_closed, .checked_on = e->checked_on, .changed_by = person, .changed_at = now });
}

/* Takes the file's values, but for fields that are ours: of these it is remembered what the file says. */
static void write_over(struct db *db, const struct directory_step *step, int64_t person, int64_t now)
{
    struct service_by_id *s = service_by_id(db, step->id);
    size_t owns;
    struct own_fields *own = own_fields(db, step->id, &owns);
    const char *v[D_FIELDS];
    for (int f = 0; f < D_FIELDS; f++) {
        v[f] = step->entry->value[f];
        for (size_t i = 0; i < owns; i++)
            if (strcmp(own[i].field, directory_fields[f].column) == 0) {
                file_says(db, s->id, own[i].field, v[f]);
                v[f] = directory_value_of(db->arena, s, f);
            }
    }
    change_service(db, &(struct change_service){ .id = s->id, .version = s->version, .name = v[D_NAME], .description = v[D_DESCRIPTION], .organisation = v[D_ORGANISATION], .website = v[D_WEBSITE],
        .email = v[D_EMAIL], .telephone = v[D_TELEPHONE], .address = v[D_ADDRESS], .postcode = v[D_POSTCODE], .opening = v[D_OPENING], .cost = v[D_COST], .how_to_start = v[D_HOW_TO_START],
        .access = v[D_ACCESS], .alert = v[D_ALERT], .age_from = number(v[D_AGE_FROM]), .age_to = number(v[D_AGE_TO]), .needs = v[D_NEEDS], .languages = v[D_LANGUAGES], .areas = v[D_AREAS],
        .is_hidden = s->is_hidden, .is_gone = step->entry->is_closed, .checked_on = step->entry->checked_on, .changed_by = person, .changed_at = now });
}

void directory_apply(struct db *db, const char *source, const struct directory_plan *p, int64_t person, int64_t now)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct directory_step *s = &p->step[i];
        if (s->effect == D_ADDED)
            write_new(db, source, s->entry, person, now);
        else if (s->entry && (s->effect != D_SAME || *s->kept))
            write_over(db, s, person, now);
        else if (s->effect == D_GONE)
            service_goes(db, s->id, person, now);
    }
}
