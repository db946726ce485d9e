/*
 * What goes out: the page on which visits are chosen, the pages as a device
 * takes them, the shell that opens without signal, and the list of what is out
 * with its way to be called back.  What comes back: return.c.
 */
#include "app/field/field.h"
#include "app/field/views.h"
#include "app/visit/views.h"
#include "lib/web/views.h"
#include "base/date.h"
#include "base/text.h"
#include "web/static.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_BACK = 14, DAYS_ON = 7, SHOWN_DAYS = 30, KEY_LETTERS = 64 };
static const int64_t hour = 3600000, a_day = 24 * 3600000;

struct field_device_of_key *field_device(struct web *w, const char *key)
{
    struct field_device_of_key *d = *key ? field_device_of_key(w->db, web_hash(w->arena, key)) : NULL;
    return d && d->person_id == w->person->id && !d->is_over ? d : NULL;
}

struct plan_rating field_state(const struct web *w, const struct field_devices_of *d)
{
    if (d->ended_at)
        return (struct plan_rating){ strcmp(d->ended_because, "revoked") == 0 ? "Called back" : "Wiped", "rd-state rd-state--none" };
    if (d->ends_at < w->now)
        return (struct plan_rating){ "Wiped by itself", "rd-state rd-state--none" };
    return (struct plan_rating){ "Out", "rd-state rd-state--soon" };
}

/* ---- choosing, and what is out ---- */

static void show(struct web *w)
{
    size_t visits, devices, packs;
    int64_t asked, since = w->now - SHOWN_DAYS * a_day;
    struct visits_planned_by *v = visits_around(w->db, w->person->id, date_add_days(w->arena, w->today, -DAYS_BACK), w->today, date_add_days(w->arena, w->today, DAYS_ON), &visits);
    struct field_devices_of *d = field_devices_of(w->db, w->person->id, since, &devices);
    struct field_packs_of *p = field_packs_of(w->db, w->person->id, since, &packs);
    struct visit_by_id *one = text_number(web_query(w, "visit"), &asked) && asked > 0 ? visit_to_write(w, asked) : NULL;
    for (size_t i = 0; one && i < visits; i++)
        if (v[i].id == one->id) {
            struct visits_planned_by first = v[i];
            memmove(v + 1, v, i * sizeof *v);
            *v = first;
        }
    web_page(w, "Visits without signal");
    view_field_show(&w->out, w, v, visits, one ? one->id : 0, one && (!visits || v->id != one->id) ? one : NULL, d, devices, p, packs);
}

static void revoke(struct web *w)
{
    int64_t id = web_id(w, "device");
    if (!end_field_device(w->db, id, w->person->id, "revoked", w->now))
        web_stop(w, 404);
    web_audit(w, 0, "change", "offline device", "revoked");
    web_notice(w, "Called back. It wipes itself as soon as it has a signal again");
    web_to(w, "/field#out");
}

/* ---- JSON ---- */

static void drop_json(void *j) { json_decref(j); }

/* It goes with the request, however that ends. */
static json_t *held(struct web *w, json_t *j)
{
    arena_at_end(w->arena, drop_json, j);
    return j;
}

static void answer_json(struct web *w, json_t *all)
{
    char *text = json_dumps(held(w, all), JSON_COMPACT);
    web_bare(w, 200, "application/json", arena_text(w->arena, text, strlen(text)));
    free(text);
}

/* ---- taking along ---- */

static struct field_sheet *sheet_of(struct web *w, struct visit_by_id *v)
{
    struct field_sheet *s = arena_new(w->arena, struct field_sheet);
    int64_t me = w->person->id, child = v->child_id;
    size_t plans;
    s->visit = v;
    s->child = child_by_id(w->db, me, child);
    s->address = child_address_for(w, s->child);
    s->need = needs_of_child(w->db, me, child, &s->needs);
    s->professional = professionals_of_child(w->db, me, child, &s->professionals);
    s->carer = carers_of_child(w->db, me, child, &s->carers);
    struct plan_by_id *p = plans_of_child(w->db, me, child, 0, &plans);
    for (size_t i = 0; i < plans && !s->plan; i++)
        s->plan = strcmp(p[i].status, "active") == 0 ? &p[i] : NULL;
    if (s->plan)
        s->outcome = outcomes_of_plan(w->db, me, s->plan->id, &s->outcomes);
    s->last = field_last_note(w->db, me, child, v->id);
    s->action = actions_of_child(w->db, me, child, true, false, "", 0, &s->actions);
    return s;
}

static const char *drawn(struct out *o)
{
    html_lit(o, "", 1);
    return o->at;
}

static json_t *pack_of(struct web *w, struct visit_by_id *v, struct form *f)
{
    struct out read = { .arena = w->arena }, form = { .arena = w->arena };
    struct field_sheet *s = sheet_of(w, v);
    bool is_fresh = !*v->observations && !*v->said && !*v->advice && !*v->family_words;      /* what stands in its boxes are starting words */
    view_field_read(&read, w, s);
    view_field_note(&form, w, f, strcmp(v->status, "held") != 0);
    return json_pack("{s:s, s:s, s:s, s:s, s:I, s:b, s:b, s:s, s:s}", "visit", arena_print(w->arena, "%lld", (long long)v->id), "child", child_full_name(w, s->child), "title", visit_title(w->arena, v->kind, v->setting_name),
        "when", visit_when(w, *v->held_on ? v->held_on : v->planned_on, *v->held_on ? "" : v->planned_time), "ends", (json_int_t)(w->now + FIELD_HOURS * hour), "held", strcmp(v->status, "held") == 0, "fresh", is_fresh, "read", drawn(&read), "form", drawn(&form));
}

static void add_pack(struct web *w, json_t *packs, int64_t device, int64_t visit)
{
    struct visit_by_id *v = visit_to_write(w, visit);
    struct form *f = visit_note_of(w, v);
    if (!f)
        return;
    json_array_append_new(packs, pack_of(w, v, f));
    add_field_pack(w->db, &(struct add_field_pack){ .id = new_id(), .device_id = device, .person_id = w->person->id, .child_id = v->child_id, .visit_id = v->id, .taken_at = w->now });
    web_audit(w, v->child_id, "taken offline", "visit", "");
}

/* The device that names itself, or a new one with a key of its own. */
static int64_t device_for(struct web *w, const char **key)
{
    int64_t ends = w->now + FIELD_HOURS * hour;
    struct field_device_of_key *d = field_device(w, *key);
    if (d) {
        use_field_device(w->db, d->id, w->now, ends);
        return d->id;
    }
    *key = web_random_token(w);
    const char *name = web_field(w, "name");
    struct add_field_device row = { .id = new_id(), .person_id = w->person->id, .key_hash = web_hash(w->arena, *key), .name = *name && text_length(name) <= 60 ? name : "A browser", .made_at = w->now, .seen_at = w->now, .ends_at = ends };
    add_field_device(w->db, &row);
    return row.id;
}

static void take(struct web *w)
{
    size_t n;
    int64_t id;
    const char **visit = web_fields(w, "visit", &n), *key = web_field(w, "key");
    if (!n || n > FIELD_MOST_VISITS) {
        web_bare(w, 422, "text/plain; charset=utf-8", n ? "Choose twelve visits at most" : "Choose a visit");
        return;
    }
    int64_t device = device_for(w, &key);
    json_t *packs = held(w, json_array());
    for (size_t i = 0; i < n; i++)
        if (text_number(visit[i], &id) && id > 0)
            add_pack(w, packs, device, id);
    answer_json(w, json_pack("{s:s, s:s, s:O}", "key", key, "person", arena_print(w->arena, "%lld", (long long)w->person->id), "packs", packs));
}

/* ---- the device asks ---- */

/* Without a session, so that a lost telephone obeys too: it tells nothing but whether to wipe. */
static void standing(struct web *w)
{
    const char *key = web_part(w, "key");
    struct field_device_of_key *d = strlen(key) == KEY_LETTERS ? field_device_of_key(w->db, web_hash(w->arena, key)) : NULL;
    web_bare(w, 200, "text/plain; charset=utf-8", d && !d->is_over ? "out" : "over");
}

/* What a signed-in device needs for sending: the token of its forms, and which visits it may keep no longer. */
static void back(struct web *w)
{
    struct field_device_of_key *d = field_device(w, web_part(w, "key"));
    size_t n = 0;
    struct field_packs_lost *p = d ? field_packs_lost(w->db, w->person->id, d->id, &n) : NULL;
    json_t *lost = held(w, json_array());
    for (size_t i = 0; i < n; i++)
        json_array_append_new(lost, json_string(arena_print(w->arena, "%lld", (long long)p[i].visit_id)));
    answer_json(w, json_pack("{s:b, s:s, s:s, s:O}", "known", d != NULL, "token", web_token(w), "person", arena_print(w->arena, "%lld", (long long)w->person->id), "lost", lost));
}

static void wiped(struct web *w)
{
    struct field_device_of_key *d = field_device(w, web_field(w, "key"));
    if (d) {
        end_field_device(w->db, d->id, w->person->id, "wiped", w->now);
        web_audit(w, 0, "change", "offline device", "wiped");
    }
    web_bare(w, 200, "text/plain; charset=utf-8", "over");
}

/* ---- the shell: the same for everybody ---- */

static void shell(struct web *w)
{
    web_page(w, "Visits on this device");
    view_field_shell(&w->out, w);
}

/* At the root, because a service worker sees no further than the folder it comes from. Kept by no cache: a new one counts at once. */
static void worker(struct web *w)
{
    const struct static_file *f = static_find("worker.js");
    if (!f)
        web_stop(w, 404);
    web_bare(w, 200, f->type, arena_text(w->arena, (const char *)f->bytes, f->len));
}

static void each_minute(struct db *db, const char *today, int64_t now)
{
    (void)today;
    sweep_field_packs(db, now - SHOWN_DAYS * a_day);
    sweep_field_devices(db, now - SHOWN_DAYS * a_day);
}

static const struct route routes[] = {
    { GET, "/field", WRITE_VISITS, show },
    { POST, "/field/take", WRITE_VISITS, take },
    { POST, "/field/devices/:device/revoke", WRITE_VISITS, revoke },
    { GET, "/field/standing/:key", ANYONE, standing },
    { GET, "/field/return/:key", WRITE_VISITS, back },
    { POST, "/field/wiped", WRITE_VISITS, wiped },
    { POST, "/field/notes/:id", WRITE_VISITS, field_note },
    { GET, "/field/sent/:state", WRITE_VISITS, field_sent },
    { GET, "/field/left/:left", WRITE_VISITS, field_left_show },
    { POST, "/field/left/:left", WRITE_VISITS, field_left_take },
    { GET, "/offline", ANYONE, shell, .is_public = true },
    { GET, "/worker.js", ANYONE, worker },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 4, WRITE_VISITS, field_left_home },
    { "child", 32, WRITE_VISITS, field_left_of_child },
    { 0 }
};

static const struct child_table tables[] = {
    { "field_pack", NULL, ROWS_GO_WITH, .with = "visit", .with_id = "visit_id" },
    { "field_left", NULL, ROWS_GO_WITH, .with = "visit", .with_id = "visit_id" },
    { 0 }
};

const struct feature field_feature = { "field", routes, panels, .each_minute = each_minute, .tables = tables };
