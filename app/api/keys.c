/* Where an administrator lets a partner's system in: its name, how often it may call, its keys.  A key is shown once, when it is made. */
#include "app/api/api.h"
#include "app/api/views.h"
#include "web/form.h"

#include <string.h>

enum { PAGE = 50 };

static const struct field fields[] = {
    { "name", "Name of the system and its organisation", "For example, Marchfield Community Health: child health records", .max = 120, .need = "Enter a name" },
    { "email", "Email of whoever looks after it", "To tell them when something is wrong", .kind = EMAIL },
    { "calls_a_minute", "Calls in a minute, at most", "60 is usual. Whoever calls more often is asked to wait, and loses nothing", .kind = NUMBER, .min = 1, .max = 6000, .need = "Enter how many calls it may make in a minute" },
    { 0 }
};

void keys_list(struct web *w)
{
    size_t n;
    struct api_partners *p = api_partners(w->db, web_query(w, "after"), &n);
    web_page(w, "Partner systems");
    view_api_partners(&w->out, w, p, n > PAGE ? PAGE : n, n > PAGE);
}

static void show_form(struct web *w, struct form *f, struct api_partner_by_id *p)
{
    size_t n = 0;
    struct api_keys_of *k = p ? api_keys_of(w->db, p->id, &n) : NULL;
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, p ? p->name : "Let a partner's system in");
    view_api_partner(&w->out, w, f, p, k, n);
}

void keys_new(struct web *w)
{
    struct form *f = form_new(w, fields);
    form_set_number(f, "calls_a_minute", 60);
    show_form(w, f, NULL);
}

static void check_name(struct form *f, int64_t but)
{
    if (*form_value(f, "name") && count_api_partners_named(f->w->db, form_value(f, "name"), but)->n)
        form_fail(f, "name", "There is a system of this name already");
}

void keys_add(struct web *w)
{
    struct form *f = form_read(w, fields);
    check_name(f, 0);
    if (!form_is_right(f)) {
        show_form(w, f, NULL);
        return;
    }
    int64_t id = new_id();
    add_api_partner(w->db, id, form_value(f, "name"), form_value(f, "email"), form_number(f, "calls_a_minute"), w->now);
    web_audit(w, 0, "change", "/partner-systems/new", arena_print(w->arena, "partner %lld", (long long)id));
    web_notice(w, "It is added. Now make a key for it");
    web_to_f(w, "/partner-systems/%lld", (long long)id);
}

static struct api_partner_by_id *the_partner(struct web *w)
{
    struct api_partner_by_id *p = api_partner_by_id(w->db, web_id(w, "id"));
    if (!p)
        web_stop(w, 404);
    return p;
}

void keys_show(struct web *w)
{
    struct api_partner_by_id *p = the_partner(w);
    struct form *f = form_new(w, fields);
    form_set(f, "name", p->name);
    form_set(f, "email", p->email);
    form_set_number(f, "calls_a_minute", p->calls_a_minute);
    show_form(w, f, p);
}

void keys_change(struct web *w)
{
    struct api_partner_by_id *p = the_partner(w);
    struct form *f = form_read(w, fields);
    check_name(f, p->id);
    if (!form_is_right(f)) {
        show_form(w, f, p);
        return;
    }
    change_api_partner(w->db, p->id, form_value(f, "name"), form_value(f, "email"), form_number(f, "calls_a_minute"));
    web_audit(w, 0, "change", "/partner-systems/:id", "name email calls_a_minute");
    web_notice(w, "The changes are saved");
    web_to_f(w, "/partner-systems/%lld", (long long)p->id);
}

void keys_make(struct web *w)
{
    struct api_partner_by_id *p = the_partner(w);
    const char *key = arena_print(w->arena, "rightdoor_%s", web_random_token(w));
    int64_t id = new_id();
    add_api_key(w->db, &(struct add_api_key){ .id = id, .partner_id = p->id, .key_hash = web_hash(w->arena, key), .ending = key + strlen(key) - 4, .made_by = w->person->id, .made_at = w->now });
    web_audit(w, 0, "change", "/partner-systems/:id/key", arena_print(w->arena, "key %lld of partner %lld", (long long)id, (long long)p->id));
    web_page(w, "A new key");
    view_api_key(&w->out, w, p, key);
}

void keys_revoke(struct web *w)
{
    struct api_partner_by_id *p = the_partner(w);
    int64_t key = web_field_id(w, "key");
    if (revoke_api_key(w->db, p->id, key, w->now)) {
        web_audit(w, 0, "change", "/partner-systems/:id/revoke", arena_print(w->arena, "key %lld of partner %lld", (long long)key, (long long)p->id));
        web_notice(w, "The key does not work any more");
    }
    web_to_f(w, "/partner-systems/%lld", (long long)p->id);
}
