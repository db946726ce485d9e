/*
 * The tables of Open Referral UK as CSV files, put together into the JSON that
 * referral.c reads: services with what refers to them by service_id, places by
 * location_id.  Tables that nothing here needs are left alone.
 */
#include "app/directory/referral.h"
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

struct read { const char *name; struct csv csv; };
struct tables { struct directory_reading *r; struct read *read; size_t n; };

static const struct read *table_named(const struct tables *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->read[i].name, name) == 0)
            return &t->read[i];
    return NULL;
}

/* Ages and prices are numbers in JSON; all else is text. */
static json_t *value_of(const char *column, const char *cell)
{
    char *end;
    bool is_number = strcmp(column, "minimum_age") == 0 || strcmp(column, "maximum_age") == 0 || strcmp(column, "amount") == 0;
    double n = is_number && *cell ? strtod(cell, &end) : 0;
    return is_number && *cell && !*end ? json_real(n) : json_string(cell);
}

static json_t *object_of(const struct tables *t, const struct csv *csv, const struct csv_row *row)
{
    json_t *o = json_object();
    for (size_t i = 0; i < csv->row[0].n; i++) {
        const char *cell = csv_cell(t->r->w->arena, row, (int)i);
        if (*cell)
            json_object_set_new(o, csv->row[0].cell[i], value_of(csv->row[0].cell[i], cell));
    }
    return o;
}

/* All rows of a table whose KEY is ID, as a list. */
static json_t *rows_of(const struct tables *t, const char *name, const char *key, const char *id)
{
    const struct read *table = table_named(t, name);
    json_t *list = json_array();
    int at = table ? csv_column(t->r->w->arena, &table->csv, key) : -1;
    for (size_t i = 1; at >= 0 && i < table->csv.n; i++)
        if (strcmp(csv_cell(t->r->w->arena, &table->csv.row[i], at), id) == 0)
            json_array_append_new(list, object_of(t, &table->csv, &table->csv.row[i]));
    return list;
}

static const char *text_of(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));
    return s ? s : "";
}

/* The one row with this id, as a new object of its own; NULL if there is none. */
static json_t *row_of(const struct tables *t, const char *name, const char *id)
{
    json_t *list = rows_of(t, name, "id", id), *one = json_array_get(list, 0);
    json_incref(one);
    json_decref(list);
    return one;
}

static void add_places(const struct tables *t, json_t *service)
{
    json_t *at, *list = rows_of(t, "service_at_location", "service_id", text_of(service, "id"));
    size_t i;
    json_array_foreach(list, i, at) {
        const char *id = text_of(at, "location_id");
        json_t *place = row_of(t, "locations", id);
        if (!place) {
            directory_is_wrong(t->r, "service_at_location", "location_id %s is not in locations", id);
            continue;
        }
        json_object_set_new(place, "addresses", rows_of(t, "addresses", "location_id", id));
        json_object_set_new(place, "accessibility", rows_of(t, "accessibility", "location_id", id));
        json_object_set_new(at, "location", place);
    }
    json_object_set_new(service, "service_at_locations", list);
}

static void add_contacts(const struct tables *t, json_t *service)
{
    json_t *one, *list = rows_of(t, "contacts", "service_id", text_of(service, "id"));
    size_t i;
    json_array_foreach(list, i, one)
        json_object_set_new(one, "phones", rows_of(t, "phones", "contact_id", text_of(one, "id")));
    json_object_set_new(service, "contacts", list);
}

static void add_parts(const struct tables *t, json_t *service)
{
    static const char *const parts[] = { "schedules", "service_areas", "languages", "cost_options" };
    const char *id = text_of(service, "id");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        json_object_set_new(service, parts[i], rows_of(t, parts[i], "service_id", id));
    json_t *organisation = row_of(t, "organizations", text_of(service, "organization_id"));
    if (organisation)
        json_object_set_new(service, "organization", organisation);
    add_places(t, service);
    add_contacts(t, service);
}

static bool read_all(struct tables *t, const struct directory_table *file, size_t n)
{
    struct arena *a = t->r->w->arena;
    t->read = arena_array(a, struct read, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct read *one = &t->read[t->n++];
        one->name = file[i].name;
        if (!csv_read(a, file[i].bytes, file[i].len, NULL, &one->csv))
            directory_is_wrong(t->r, arena_print(a, "%s, line %zu", one->name, one->csv.error_line), "%s", one->csv.error);
    }
    return t->r->wrongs == 0;
}

void tables_read(struct directory_reading *r, const struct directory_table *file, size_t n)
{
    struct tables t = { .r = r };
    r->format = "Open Referral UK";
    if (!read_all(&t, file, n))
        return;
    const struct read *services = table_named(&t, "services");
    if (!services || csv_column(r->w->arena, &services->csv, "id") < 0) {
        directory_is_wrong(r, "the folder", "there is no services.csv with a column id");
        return;
    }
    json_t *all = json_array();
    for (size_t i = 1; i < services->csv.n; i++) {
        json_t *service = object_of(&t, &services->csv, &services->csv.row[i]);
        add_parts(&t, service);
        json_array_append_new(all, service);
    }
    referral_take(r, all);
    json_decref(all);
}
