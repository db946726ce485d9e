/*
 * Open Referral UK 3.0 (HSDS 3.0): one service, an organisation with its
 * services, a list of either, or a page of the API ("contents").  Every part is
 * optional but id and name.  http://docs.openreferraluk.org
 */
#include "app/directory/referral.h"
#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

static const char *text_of(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));
    return s ? s : "";
}

static double number_of(const json_t *o, const char *name)
{
    const json_t *n = json_object_get(o, name);
    return json_is_number(n) ? json_number_value(n) : -1;
}

static const char *first_of(const char *a, const char *b) { return *a ? a : b; }

/* "Tuesday, Thursday" of iCalendar's "TU,TH" or "2TU". */
static const char *days_of(struct arena *a, const char *byday)
{
    static const char *const days[][2] = { { "MO", "Monday" }, { "TU", "Tuesday" }, { "WE", "Wednesday" }, { "TH", "Thursday" }, { "FR", "Friday" }, { "SA", "Saturday" }, { "SU", "Sunday" } };
    const char *words = "";
    for (size_t i = 0; i < 7; i++)
        if (strstr(byday, days[i][0]))
            words = arena_print(a, "%s%s%s", words, *words ? ", " : "", days[i][1]);
    return words;
}

static const char *clock_of(struct arena *a, const char *time) { return arena_text(a, time, strnlen(time, 5)); }

static void read_schedule(struct directory_reading *r, struct directory_entry *e, const json_t *s)
{
    struct arena *a = r->w->arena;
    const char *to = text_of(s, "valid_to"), *days = days_of(a, text_of(s, "byday")), *opens = text_of(s, "opens_at"), *closes = text_of(s, "closes_at");
    if (date_valid(to) && strcmp(to, r->w->today) < 0) {
        directory_notes(r, e->where, "a time that ended on %s: left out", to);
        return;
    }
    if (*text_of(s, "description"))
        directory_more(r, e, D_OPENING, text_of(s, "description"));
    else if (*days || *opens)
        directory_more(r, e, D_OPENING, arena_print(a, "%s%s%s%s%s", days, *days && *opens ? " " : "", clock_of(a, opens), *closes ? " to " : "", clock_of(a, closes)));
    if (*text_of(s, "notes"))
        directory_more(r, e, D_OPENING, text_of(s, "notes"));
}

static void read_address(struct directory_reading *r, struct directory_entry *e, const json_t *o)
{
    const char *part[5] = { text_of(o, "address_1"), text_of(o, "address_2"), text_of(o, "city"), text_of(o, "region"), text_of(o, "state_province") };
    const char *kept[5];
    size_t n = 0;
    for (size_t i = 0; i < 5; i++)
        if (*part[i])
            kept[n++] = part[i];
    directory_put(r, e, D_ADDRESS, text_join(r->w->arena, kept, n, ", "));
    directory_put(r, e, D_POSTCODE, text_of(o, "postal_code"));
    directory_put_place(r, e, text_of(o, "city"));
}

/* The first place is the address; what else there is of places is told in words. */
static void read_location(struct directory_reading *r, struct directory_entry *e, const json_t *at, bool is_first)
{
    const json_t *l = json_object_get(at, "location"), *one;
    size_t i;
    if (is_first) {
        read_address(r, e, json_array_get(json_object_get(l, "addresses"), 0));
        json_array_foreach(json_object_get(l, "accessibility"), i, one)
            directory_more(r, e, D_ACCESS, first_of(text_of(one, "description"), text_of(one, "accessibility")));
    } else if (*text_of(l, "name"))
        directory_more(r, e, D_OPENING, arena_print(r->w->arena, "Also at %s", text_of(l, "name")));
    json_array_foreach(json_object_get(l, "languages"), i, one)
        directory_put_language(r, e, first_of(text_of(one, "name"), text_of(one, "code")));
    json_array_foreach(json_object_get(l, "schedules"), i, one)
        read_schedule(r, e, one);
    if (is_first && !*e->value[D_TELEPHONE])
        directory_put(r, e, D_TELEPHONE, text_of(json_array_get(json_object_get(l, "phones"), 0), "number"));
}

static void read_cost(struct directory_reading *r, struct directory_entry *e, const json_t *o)
{
    struct arena *a = r->w->arena;
    const char *to = text_of(o, "valid_to"), *option = text_of(o, "option"), *per = text_of(o, "amount_description");
    double amount = number_of(o, "amount");
    if (date_valid(to) && strcmp(to, r->w->today) < 0) {
        directory_notes(r, e->where, "a price that ended on %s: left out", to);
        return;
    }
    const char *price = amount < 0 ? "" : amount == 0 ? "free" : arena_print(a, "\u00a3%.2f", amount);
    directory_more(r, e, D_COST, arena_print(a, "%s%s%s%s%s", option, *option && (*price || *per) ? ": " : "", price, *price && *per ? " " : "", per));
}

static void read_telephone(struct directory_reading *r, struct directory_entry *e, const json_t *s)
{
    const json_t *one;
    size_t i;
    directory_put(r, e, D_TELEPHONE, text_of(json_array_get(json_object_get(s, "phones"), 0), "number"));
    json_array_foreach(json_object_get(s, "contacts"), i, one)
        if (!*e->value[D_TELEPHONE])
            directory_put(r, e, D_TELEPHONE, text_of(json_array_get(json_object_get(one, "phones"), 0), "number"));
}

static void read_lists(struct directory_reading *r, struct directory_entry *e, const json_t *s)
{
    const json_t *one;
    size_t i;
    json_array_foreach(json_object_get(s, "service_at_locations"), i, one)
        read_location(r, e, one, i == 0);
    json_array_foreach(json_object_get(s, "schedules"), i, one)
        read_schedule(r, e, one);
    json_array_foreach(json_object_get(s, "cost_options"), i, one)
        read_cost(r, e, one);
    json_array_foreach(json_object_get(s, "languages"), i, one)
        directory_put_language(r, e, first_of(text_of(one, "name"), first_of(text_of(one, "code"), text_of(one, "language"))));
    json_array_foreach(json_object_get(s, "service_areas"), i, one)
        directory_put_place(r, e, first_of(text_of(one, "name"), text_of(one, "service_area")));
    json_array_foreach(json_object_get(s, "attributes"), i, one) {
        const json_t *term = json_object_get(one, "taxonomy_term");
        directory_put_term(r, e, first_of(text_of(term, "name"), text_of(term, "term")));
        directory_put_term(r, e, text_of(one, "value"));
    }
}

static bool is_closed(const char *status) { return strcmp(status, "inactive") == 0 || strcmp(status, "defunct") == 0; }

static void read_service(struct directory_reading *r, const json_t *s, const json_t *organisation)
{
    const char *where = arena_print(r->w->arena, "service %zu", r->n + 1);
    if (!json_is_object(s)) {
        directory_is_wrong(r, where, "it is not an object");
        return;
    }
    struct directory_entry *e = directory_add(r, text_of(s, "id"), where);
    if (json_object_get(s, "organization"))
        organisation = json_object_get(s, "organization");
    directory_put(r, e, D_NAME, text_of(s, "name"));
    directory_put(r, e, D_DESCRIPTION, text_of(s, "description"));
    directory_put(r, e, D_ORGANISATION, text_of(organisation, "name"));
    directory_put(r, e, D_WEBSITE, first_of(text_of(s, "url"), text_of(organisation, "website")));
    directory_put(r, e, D_EMAIL, first_of(text_of(s, "email"), text_of(organisation, "email")));
    directory_put(r, e, D_ALERT, text_of(s, "alert"));
    directory_put(r, e, D_HOW_TO_START, text_of(s, "application_process"));
    directory_put_ages(r, e, number_of(s, "minimum_age"), number_of(s, "maximum_age"));
    directory_put_term(r, e, text_of(s, "name"));
    read_telephone(r, e, s);
    read_lists(r, e, s);
    if (!*e->value[D_COST] && !json_array_size(json_object_get(s, "cost_options")))
        directory_put(r, e, D_COST, first_of(text_of(s, "fees_description"), text_of(s, "fees")));
    if (date_valid(text_of(s, "assured_date")))
        e->checked_on = arena_text(r->w->arena, text_of(s, "assured_date"), 10);
    e->is_closed = is_closed(text_of(s, "status"));
}

/* A thing of the file: a service, or an organisation that has some. */
static void read_one(struct directory_reading *r, const json_t *o)
{
    const json_t *services = json_object_get(o, "services"), *inner = json_object_get(o, "service"), *one;
    size_t i;
    if (json_is_array(services)) {
        json_array_foreach(services, i, one)
            read_service(r, one, o);
    } else
        read_service(r, json_is_object(inner) ? inner : o, NULL);
}

void referral_take(struct directory_reading *r, const json_t *all)
{
    const json_t *list = json_is_object(all) && json_is_array(json_object_get(all, "contents")) ? json_object_get(all, "contents") : all, *one;
    size_t i;
    if (json_is_array(list)) {
        json_array_foreach(list, i, one)
            read_one(r, one);
    } else if (json_object_get(list, "openapi"))
        directory_is_wrong(r, "the file", "this describes an API; it holds no services");
    else
        read_one(r, list);
}

void referral_read(struct directory_reading *r, const char *bytes, size_t len)
{
    json_error_t error;
    json_t *all = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
    r->format = "Open Referral UK";
    if (!all) {
        directory_is_wrong(r, arena_print(r->w->arena, "line %d", error.line), "this is not JSON: %s", error.text);
        return;
    }
    referral_take(r, all);
    json_decref(all);
}
