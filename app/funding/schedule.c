/*
 * Payment schedules: what is due, as a file for the finance system.  What a
 * schedule holds is kept as it was sent, under a hash, and its payments are
 * never touched again.  A child's name is not in it: the reference is.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/csv.h"
#include "base/date.h"

#include <string.h>

enum { ON_HOME = 8 };

static const struct field fields[] = {
    { "pay_on", "When is it paid?", "Everything that is due by this day goes into it", .kind = FUTURE_DATE, .need = "Enter the day of payment" },
    { 0 }
};

/* Those that are held stand at the end; the number of those that are not in *N. */
static struct payments_to_send *due_until(struct web *w, const char *until, size_t *n, size_t *held)
{
    size_t all;
    struct payments_to_send *p = payments_to_send(w->db, until, &all), *out = arena_array(w->arena, struct payments_to_send, all + 1);
    *n = *held = 0;
    for (size_t i = 0; i < all; i++)
        if (!p[i].held)
            out[(*n)++] = p[i];
    for (size_t i = 0; i < all; i++)
        if (p[i].held)
            out[*n + (*held)++] = p[i];
    return out;
}

static void list_page(struct web *w, struct form *f)
{
    struct schedule_page s = { .f = f };
    s.until = *form_value(f, "pay_on") ? form_value(f, "pay_on") : w->today;
    s.row = funding_schedules(w->db, &s.n);
    s.due = due_until(w, s.until, &s.dues, &s.held);
    for (size_t i = 0; i < s.dues; i++)
        s.pence += s.due[i].pence;
    web_page(w, "Payment schedules");
    view_funding_schedules(&w->out, w, &s);
}

void schedules_list(struct web *w)
{
    struct form *f = form_new(w, fields);
    form_set(f, "pay_on", date_add_working_days(w->arena, w->today, 5));
    list_page(w, f);
}

static const char *number(struct arena *a, int64_t n) { return arena_print(a, "%lld", (long long)n); }

/* No cell of numbers begins with a sign: whether it is paid or taken back is a word. */
static void write_line(struct out *o, struct arena *a, int64_t schedule, size_t at, const char *pay_on, const struct payments_to_send *p)
{
    const char *cell[] = { number(a, schedule), number(a, (int64_t)at + 1), pay_on, p->urn, p->setting_name, p->reference, p->term_name, p->term_from, p->term_to, p->from_on, p->to_on, financial_year_words(a, (int)p->year),
        p->kind, p->pence < 0 ? "recover" : "pay", number(a, p->pence < 0 ? -p->pence : p->pence), p->because };
    csv_write_row(o, cell, sizeof cell / sizeof *cell);
}

struct out fund_schedule_csv(struct arena *a, int64_t schedule, const char *pay_on, const struct payments_to_send *p, size_t n)
{
    static const char *const heading[] = { "Schedule", "Line", "Pay on", "Setting number", "Setting", "Reference", "Term", "Term from", "Term to", "For days from", "For days to", "Financial year", "Kind", "Pay or recover", "Pence", "Reason" };
    struct out o = { .arena = a };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    for (size_t i = 0; i < n; i++)
        write_line(&o, a, schedule, i, pay_on, &p[i]);
    return o;
}

static int64_t make(struct web *w, const char *pay_on, const struct payments_to_send *p, size_t n)
{
    int64_t id = new_id(), schedule = newest_schedule_number(w->db)->number + 1, pence = 0;
    struct out csv = fund_schedule_csv(w->arena, schedule, pay_on, p, n);
    const char *content = arena_text(w->arena, csv.at, csv.len);
    for (size_t i = 0; i < n; i++)
        pence += p[i].pence;
    add_funding_schedule(w->db, &(struct add_funding_schedule){ .id = id, .number = schedule, .pay_on = pay_on, .lines = (int64_t)n, .pence = pence, .content = content, .hash = web_hash(w->arena, content), .made_by = w->person->id, .made_at = w->now });
    for (size_t i = 0; i < n; i++)
        if (put_into_schedule(w->db, p[i].id, id) != 1)
            web_stop(w, 409);
    web_audit(w, 0, "change", "funding schedule", arena_print(w->arena, "%lld made, %zu lines", (long long)schedule, n));
    return id;
}

void schedule_make(struct web *w)
{
    struct form *f = form_read(w, fields);
    size_t n = 0, held;
    struct payments_to_send *p = form_is_right(f) ? due_until(w, form_value(f, "pay_on"), &n, &held) : NULL;
    if (form_is_right(f) && !n)
        form_fail(f, "pay_on", "Nothing is due by this day");
    if (!form_is_right(f)) {
        w->status = 422;
        list_page(w, f);
        return;
    }
    int64_t id = make(w, form_value(f, "pay_on"), p, n);
    web_notice(w, "The schedule was made. Download it for the finance system, and say here when it was paid");
    web_to_f(w, "/funding/schedules/%lld", (long long)id);
}

static struct funding_schedule_by_id *schedule_or_stop(struct web *w)
{
    struct funding_schedule_by_id *s = funding_schedule_by_id(w->db, web_id(w, "schedule"));
    if (!s)
        web_stop(w, 404);
    return s;
}

static const struct field paid_fields[] = { { "paid_on", "When did the finance team pay it?", .kind = PAST_DATE, .need = "Enter the day on which it was paid" }, { 0 } };

static void one_page(struct web *w, struct funding_schedule_by_id *s, struct form *f)
{
    size_t n;
    struct lines_of_schedule *l = lines_of_schedule(w->db, s->id, &n);
    web_page(w, arena_print(w->arena, "Payment schedule %lld", (long long)s->number));
    view_funding_schedule(&w->out, w, s, l, n, strcmp(web_hash(w->arena, s->content), s->hash) == 0, f);
}

void schedule_show(struct web *w)
{
    struct form *f = form_new(w, paid_fields);
    form_set(f, "paid_on", w->today);
    one_page(w, schedule_or_stop(w), f);
}

void schedule_paid(struct web *w)
{
    struct funding_schedule_by_id *s = schedule_or_stop(w);
    struct form *f = form_read(w, paid_fields);
    if (*form_value(f, "paid_on") && strcmp(form_value(f, "paid_on"), date_add_days(w->arena, s->pay_on, -31)) < 0)
        form_fail(f, "paid_on", "This is more than a month before the day of payment: check it");
    if (!form_is_right(f)) {
        w->status = 422;
        one_page(w, s, f);
        return;
    }
    if (schedule_is_paid(w->db, s->id, form_value(f, "paid_on"), w->person->id))
        web_audit(w, 0, "change", "funding schedule", arena_print(w->arena, "%lld paid", (long long)s->number));
    web_notice(w, "Saved: it is paid");
    web_to_f(w, "/funding/schedules/%lld", (long long)s->id);
}

void schedule_csv(struct web *w)
{
    struct funding_schedule_by_id *s = schedule_or_stop(w);
    web_audit(w, 0, "export", "/funding/schedules/:schedule", arena_print(w->arena, "%lld", (long long)s->number));
    web_file(w, "text/csv; charset=utf-8", arena_print(w->arena, "inclusion-fund-schedule-%lld.csv", (long long)s->number), s->content, strlen(s->content));
}

void fund_run_home(struct web *w, int64_t about)
{
    (void)about;
    size_t n, dues, held;
    struct awards_adrift *a = fund_adrift(w, 0, &n);
    due_until(w, w->today, &dues, &held);
    if (n || dues)
        view_funding_run_home(&w->out, w, a, n < ON_HOME ? n : ON_HOME, arena_print(w->arena, "%zu", n), dues);
}
