/*
 * The same for several requests: chosen in the queue, confirmed on a page that
 * names them, done one by one, and told one by one.  One that cannot be done
 * leaves the others alone.  Never for a request with words that may mean that a
 * child is not safe: advice to those is written one at a time.
 */
#include "app/triage/triage.h"
#include "app/triage/views.h"
#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 100 };

const struct choice bulk_actions[] = { { "claim", "Claim: I answer them", NULL }, { "give", "Give to a colleague", NULL }, { "release", "Release: anybody can claim them", NULL }, { "advise", "Give the same advice", NULL }, { 0 } };

static const struct { const char *action, *title, *lead, *button; } ways[] = {
    { "claim", "Claim these requests", "You become the one who answers them. What a colleague has already stays theirs.", "Claim them" },
    { "release", "Release these requests", "Anybody can claim them then. What is not yours stays as it is.", "Release them" },
    { "give", "Give these requests to a colleague", "Each is assigned or handed over with the same note.", "Give them" },
    { "advise", "Give the same advice", "Each asker reads the same words, so do not name a child. The requests are answered by that.", "Send the advice to all" },
};

#define ACTION { "action", "Action", .kind = HIDDEN }
static const struct field plain_fields[] = { ACTION, { 0 } };
static const struct field give_fields[] = {
    ACTION,
    { "to", "To whom?", .kind = SELECT, .need = "Choose the colleague" },
    { "note", "What should they know?", "They read it with each request. The askers do not", .kind = PARAGRAPH, .max = 1000, .need = "Write a note: what was done, what is still to do" },
    { 0 }
};
static const struct field advise_fields[] = {
    ACTION,
    { "partner", "Who helps next?", "The one to turn to first", .kind = SELECT, .need = "Choose who helps next" },
    { "services", "Others that can help", "Added below your words, with what they do and their telephone number", .kind = CHECKBOXES },
    { "words", "What we write to each asker", "They read exactly this. Do not name a child", .kind = PARAGRAPH, .max = 4000, .rows = 9, .need = "Write to the askers what was decided" },
    { "next_on", "By when do they hear from whoever helps next?", .kind = FUTURE_DATE, .need = "Enter the day by which they hear from whoever helps next" },
    { 0 }
};

/* ---- What was chosen: "id" from the queue, "id.version" from the page that asks to confirm ---- */

static void read_chosen(struct web *w, struct bulk_page *p, int64_t *version)
{
    size_t n;
    const char **typed = web_fields(w, "request", &n);
    n = n > MOST ? MOST : n;
    p->r = arena_array(w->arena, struct request_by_id *, n + 1);
    for (size_t i = 0; i < n; i++) {
        long long id = 0, seen = 0;
        int parts = sscanf(typed[i], "%lld.%lld", &id, &seen);
        struct request_by_id *r = parts > 0 ? request_by_id(w->db, w->person->id, id) : NULL;
        if (!r) {
            p->beyond++;
            continue;
        }
        version[p->n] = parts == 2 ? seen : r->version;
        p->r[p->n++] = r;
    }
}

static bool read_page(struct web *w, struct bulk_page *p, int64_t *version, bool from_body)
{
    *p = (struct bulk_page){ .action = web_field(w, "action") };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(ways[i].action, p->action) == 0) {
            p->title = ways[i].title;
            p->lead = ways[i].lead;
            p->button = ways[i].button;
        }
    read_chosen(w, p, version);
    if (!p->title || !p->n) {
        web_notice(w, p->n ? "Nothing was done: choose what to do with them" : "Nothing was done: choose at least one request");
        web_to(w, "/requests");
        return false;
    }
    const struct field *fields = strcmp(p->action, "give") == 0 ? give_fields : strcmp(p->action, "advise") == 0 ? advise_fields : plain_fields;
    p->f = from_body ? form_read(w, fields) : form_new(w, fields);
    if (fields == give_fields)
        form_choices(p->f, "to", triage_colleagues(w));
    if (fields == advise_fields) {
        form_choices(p->f, "partner", request_partner_choices(w, false));
        form_choices(p->f, "services", request_partner_choices(w, true));
    }
    return true;
}

static void show(struct web *w, struct bulk_page *p)
{
    web_page(w, p->title);
    view_triage_bulk_confirm(&w->out, w, p);
}

void bulk_confirm(struct web *w)
{
    struct bulk_page p;
    int64_t version[MOST];
    if (!read_page(w, &p, version, false))
        return;
    form_set(p.f, "action", p.action);
    if (strcmp(p.action, "advise") == 0) {
        form_set(p.f, "words", arena_print(w->arena, "Thank you for telling us about your worry for a child.\n\nFrom what you tell us, this is what may help now. You can turn to the service below yourself. You can always ask us again.\n\n"
            "If anything changes, telephone %s and say your reference: it begins with RD.", authority(w, "telephone")));
        form_set(p.f, "next_on", date_add_working_days(w->arena, w->today, 10));
    }
    show(w, &p);
}

/* ---- Doing it ---- */

static struct triage_done advise(struct web *w, struct request_by_id *r, struct form *f)
{
    if (r->urgency >= URGENT_FLAG && strcmp(r->status, "waiting") == 0)
        return (struct triage_done){ false, "Words may mean that the child is not safe: read it, and answer it by itself" };
    if (!request_advise(w, r, f))
        return (struct triage_done){ false, strcmp(r->status, "waiting") == 0 ? "It has changed since you chose it: read it again" : "It has been answered already" };
    return (struct triage_done){ true, "The advice was sent" };
}

static struct triage_done do_one(struct web *w, struct bulk_page *p, struct request_by_id *r, const struct colleague *to)
{
    if (strcmp(p->action, "claim") == 0)
        return triage_claim(w, r);
    if (strcmp(p->action, "release") == 0)
        return triage_release(w, r);
    if (strcmp(p->action, "give") == 0)
        return triage_give(w, r, r->claimed_by, to, form_value(p->f, "note"));
    return advise(w, r, p->f);
}

void bulk_do(struct web *w)
{
    struct bulk_page p;
    int64_t version[MOST], bulk = new_id();
    if (!read_page(w, &p, version, true))
        return;
    struct colleague *to = strcmp(p.action, "give") == 0 && form_is_right(p.f) ? colleague(w->db, form_number(p.f, "to")) : NULL;
    if (!form_is_right(p.f) || (strcmp(p.action, "give") == 0 && !to)) {
        w->status = 422;
        show(w, &p);
        return;
    }
    add_bulk(w->db, bulk, w->person->id, p.action, w->now);
    for (size_t i = 0; i < p.n; i++) {
        bool changed = version[i] != p.r[i]->version;
        p.r[i]->version = version[i];
        struct triage_done d = changed && strcmp(p.action, "give") == 0 && p.r[i]->claimed_by ? (struct triage_done){ false, arena_print(w->arena, "%s has claimed it since", p.r[i]->claimed_by_name) }
                                                                                              : do_one(w, &p, p.r[i], to);
        add_bulk_request(w->db, &(struct add_bulk_request){ .bulk_id = bulk, .request_id = p.r[i]->id, .position = (int64_t)i, .is_done = d.is_done, .words = d.words });
    }
    web_to_f(w, "/triage/bulk/%lld", (long long)bulk);
}

void bulk_show(struct web *w)
{
    struct bulk_by_id *b = bulk_by_id(w->db, w->person->id, web_id(w, "bulk"));
    if (!b)
        web_stop(w, 404);
    size_t n, done = 0;
    struct bulk_requests *r = bulk_requests(w->db, w->person->id, b->id, &n);
    for (size_t i = 0; i < n; i++)
        done += r[i].is_done != 0;
    web_page(w, "What was done");
    view_triage_bulk_done(&w->out, w, b, r, n, done);
}
