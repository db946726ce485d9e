/* Making digests by the clock, and the page on which people choose them. */
#include "app/digest/digest.h"
#include "app/digest/views.h"
#include "app/notice/notice.h"
#include "base/date.h"
#include "base/text.h"
#include "web/form.h"

#include <string.h>

enum { STANDARD_HOUR = 7, KEPT_DAYS = 60 };

static int hour(void)
{
    int64_t h;
    return text_number(authority(NULL, "digest_hour"), &h) && h >= 0 && h <= 23 ? (int)h : STANDARD_HOUR;
}

static void make_one(struct db *db, const struct digests_due *p, const char *today, int64_t now)
{
    struct arena *a = db->arena;
    struct queue_counts *q = queue_counts(db, p->id, today);
    struct own_counts *o = own_counts(db, p->id, today, date_add_days(a, today, 7), now, now + 7 * INT64_C(86400000));
    struct setting_counts *s = setting_counts(db, p->id, date_add_days(a, today, 14));
    const struct notice_count count[] = { { "01 requests", q->waiting }, { "02 late", q->late }, { "03 mine", q->mine }, { "04 handovers", o->handovers }, { "05 passed", o->passed },
        { "06 questions", o->questions }, { "07 due", o->due }, { "08 past", o->past }, { "09 reviews", s->reviews }, { "10 passports", s->passports }, { "11 answers", o->answers }, { "12 meetings", o->meetings } };
    int64_t all = 0;
    for (size_t i = 0; i < sizeof count / sizeof *count; i++)
        all += count[i].n;
    digest_is_made(db, p->id, today);
    if (all)
        notice_send_counts(db, now, p->email, strcmp(p->how, "daily") == 0 ? "daily digest" : "weekly digest", "/", arena_print(a, "digest %lld %s", (long long)p->id, today), count, sizeof count / sizeof *count);
}

void digest_make(struct db *db, const char *today, int64_t now)
{
    size_t n;
    if (!date_is_working_day(today) && date_weekday(today) != MONDAY)
        return;
    if (now < date_instant(today, hour(), 0))
        return;
    struct digests_due *p = digests_due(db, today, date_weekday(today) == MONDAY, &n);
    for (size_t i = 0; i < n; i++)
        if (date_is_working_day(today) || strcmp(p[i].how, "weekly") == 0)
            make_one(db, &p[i], today, now);
        else
            digest_is_made(db, p[i].id, today);
    if (n)
        sweep_digests_made(db, date_add_days(db->arena, today, -KEPT_DAYS));
}

/* ---- Choosing ---- */

static const struct choice how_often[] = {
    { "daily", "Every working day", "In the morning, only if something waits for you" }, { "weekly", "Every Monday", "Only if something waits for you" }, { "none", "Never", "You still hear of single things, such as an answer to your request" }, { 0 }
};

static const struct field fields[] = { { "how", "How often do you want an email about what waits for you?", .kind = RADIOS, .choices = how_often, .need = "Choose how often" }, { 0 } };

static void show(struct web *w, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Emails about your work");
    view_digest_choose(&w->out, w, f, hour());
}

static void choose_form(struct web *w)
{
    struct form *f = form_new(w, fields);
    form_set(f, "how", digest_choice_of(w->db, w->person->id)->how);
    show(w, f);
}

static void choose(struct web *w)
{
    struct form *f = form_read(w, fields);
    if (!form_is_right(f)) {
        show(w, f);
        return;
    }
    choose_digest(w->db, w->person->id, form_value(f, "how"), w->now);
    web_audit(w, 0, "change", "digest", "how");
    web_notice(w, "Saved");
    web_to(w, "/digest");
}

static void panel(struct web *w, int64_t about)
{
    (void)about;
    view_digest_panel(&w->out, choice_label(how_often, digest_choice_of(w->db, w->person->id)->how));
}

static const struct route routes[] = { { GET, "/digest", SEE_OWN_REQUESTS, choose_form }, { POST, "/digest", SEE_OWN_REQUESTS, choose }, { 0 } };
static const struct panel panels[] = { { "home", 95, SEE_OWN_REQUESTS, panel }, { 0 } };

const struct feature digest_feature = { "digest", routes, panels, digest_make };
