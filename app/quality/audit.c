/*
 * The audit of accuracy: each month ten records, drawn by lot, held beside the
 * paper, field by field.  It is the one dimension that cannot be seen in the
 * data.  What is kept is whether a field agrees, never what the paper says.
 */
#include "app/quality/audit.h"
#include "app/quality/draw.h"
#include "app/quality/views.h"
#include "app/child/pages.h"
#include "app/family/family.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "stats/proportion.h"
#include "stats/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct audit_field audit_fields[] = {
    { "name", "Names" }, { "born_on", "Date of birth" }, { "sex", "Sex" }, { "nhs_number", "NHS number" }, { "address", "Address and postcode" }, { "carer", "Parents and carers" },
    { "telephone", "Their telephone numbers" }, { "language", "Language at home" }, { "setting", "Setting and hours" }, { "need", "Main need" }, { "agreement", "Agreement to support, signed" }, { "plan", "Support plan: its first day and review" },
    { 0 }
};
_Static_assert(sizeof audit_fields / sizeof *audit_fields == AUDIT_FIELDS + 1, "one row for each field");

/* ---- Drawing ---- */

/* From the first working day of a month on; the seed holds the end of the audit trail, which nobody knows before. */
void quality_audit_begin(struct db *db, const char *today)
{
    const char *month = arena_text(db->arena, today, 7), *first = date_add_working_days(db->arena, arena_print(db->arena, "%s-01", month), 0);
    if (strcmp(today, first) < 0 || quality_audit_of_month(db, month))
        return;
    size_t n;
    struct quality_frame *f = quality_frame(db, &n);
    if (!n)
        return;
    int64_t *id = arena_array(db->arena, int64_t, n), drawn[AUDIT_RECORDS], audit = new_id();
    for (size_t i = 0; i < n; i++)
        id[i] = f[i].child_id;
    struct quality_last_hash *last = quality_last_hash(db);
    const char *seed = arena_print(db->arena, "%s %.32s", month, last ? last->hash : "");
    size_t k = quality_draw(db->arena, seed, id, n, drawn, AUDIT_RECORDS);
    add_quality_audit(db, &(struct add_quality_audit){ .id = audit, .month = month, .seed = seed, .drawn_on = today, .records = (int64_t)n });
    for (size_t i = 0; i < k; i++)
        add_quality_audited(db, &(struct add_quality_audited){ new_id(), audit, (int64_t)i + 1, drawn[i] });
}

/* ---- Counting ---- */

static void limits(double agrees, double all, double *share, double *low, double *high)
{
    *share = *low = *high = NAN;
    if (all <= 0)
        return;
    struct limits l = wilson_limits(agrees, all, 0.95);
    *share = agrees / all;
    *low = l.low;
    *high = l.high;
}

static void count_fields(struct accuracy *x, const struct quality_accuracy_counts *c, size_t n)
{
    for (size_t i = 0; i < x->fields; i++) {
        struct accuracy_field *f = &x->field[i];
        for (size_t k = 0; k < n; k++)
            if (strcmp(c[k].field, f->field) == 0)
                *(strcmp(c[k].result, "agrees") == 0 ? &f->agrees : strcmp(c[k].result, "differs") == 0 ? &f->differs : &f->absent) = c[k].n;
        limits((double)f->agrees, (double)(f->agrees + f->differs), &f->share, &f->low, &f->high);
        x->agrees += f->agrees;
        x->differs += f->differs;
        x->absent += f->absent;
    }
}

/*
 * Of people without case access small numbers are hidden.  The fields of one record go wrong together, so the limits of all
 * fields are those of a share of records: as if each record told as much as one field.
 */
static void publish(struct web *w, struct accuracy *x)
{
    struct suppress_rule rule = { atoi(authority(w, "suppress_below")) - 1, false };
    for (size_t i = 0; i < x->fields; i++) {
        struct accuracy_field *f = &x->field[i];
        if (suppress_share(f->differs, f->agrees + f->differs, rule) || (f->absent && f->absent <= rule.most)) {
            f->agrees = f->differs = f->absent = -1;
            f->share = f->low = f->high = NAN;
        }
    }
    x->is_published = true;
    if (suppress_share(x->records - x->whole, x->records, rule))
        x->whole = -1;
    if (x->no_paper && x->no_paper <= rule.most)
        x->no_paper = -1;
}

struct accuracy *quality_accuracy(struct web *w, const char *since, int64_t audit)
{
    size_t n;
    struct accuracy *x = arena_new(w->arena, struct accuracy);
    struct quality_accuracy_counts *c = quality_accuracy_counts(w->db, since, audit, &n);
    struct quality_accuracy_records *r = quality_accuracy_records(w->db, since, audit);
    x->since = since;
    x->field = arena_array(w->arena, struct accuracy_field, AUDIT_FIELDS);
    x->fields = AUDIT_FIELDS;
    for (size_t i = 0; i < AUDIT_FIELDS; i++)
        x->field[i] = (struct accuracy_field){ .field = audit_fields[i].code, .label = audit_fields[i].label };
    count_fields(x, c, n);
    x->no_paper = r->no_paper;
    x->records = r->records - r->no_paper;
    x->whole = x->records - r->differing;
    double all = (double)(x->agrees + x->differs), share = all > 0 ? (double)x->agrees / all : NAN;
    limits(share * (double)x->records, (double)x->records, &x->share, &x->low, &x->high);
    limits((double)x->whole, (double)x->records, &x->whole_share, &x->whole_low, &x->whole_high);
    if (!web_may(w, SEE_CHILDREN_BEHIND))
        publish(w, x);
    return x;
}

/* ---- Pages ---- */

void quality_audits(struct web *w)
{
    if (web_role(w, "practitioner"))
        web_stop(w, 404);
    size_t n;
    struct quality_audits_made *a = quality_audits_made(w->db, &n);
    web_page(w, "Accuracy: records held beside the paper");
    view_quality_audits(&w->out, w, quality_accuracy(w, date_add_months(w->arena, w->today, -12), 0), a, n);
}

static struct quality_audit_of_month *audit_or_stop(struct web *w)
{
    struct quality_audit_of_month *a = quality_audit_by_id(w->db, web_id(w, "audit"));
    if (!a)
        web_stop(w, 404);
    return a;
}

void quality_audit_show(struct web *w)
{
    struct quality_audit_of_month *a = audit_or_stop(w);
    size_t n;
    struct quality_audited_rows *r = quality_audited_rows(w->db, w->person->id, a->id, &n);
    web_audit(w, 0, "view", "/quality/audits/:audit", a->month);
    web_page(w, arena_print(w->arena, "Accuracy audit, %s", date_month_words(w->arena, a->drawn_on)));
    view_quality_audit(&w->out, w, a, r, n, quality_accuracy(w, "", a->id));
}

/* ---- One record beside the paper ---- */

static const struct choice results[] = { { "agrees", "Agrees", NULL }, { "differs", "Differs", NULL }, { "absent", "Not on paper", NULL }, { 0 } };
static const struct choice papers[] = { { "yes", "Yes, it lies beside me", NULL }, { "no", "No", "The record then counts as not checked" }, { 0 } };

static const char *names_of_carers(struct web *w, int64_t child, bool telephones)
{
    size_t n;
    struct carers_of_child *k = carers_of_child(w->db, w->person->id, child, &n);
    const char *all = "";
    for (size_t i = 0; i < n; i++) {
        const char *one = telephones ? k[i].telephone : k[i].name;
        if (*one)
            all = *all ? arena_print(w->arena, "%s; %s", all, one) : one;
    }
    return all;
}

static const char *places(struct web *w, int64_t child)
{
    size_t n;
    struct placements_of_child *p = placements_of_child(w->db, w->person->id, child, &n);
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        if (!*p[i].to_on)
            all = arena_print(w->arena, "%s%s%s%s", all, *all ? "; " : "", p[i].name, p[i].hours ? arena_print(w->arena, ", %lld hours a week", (long long)p[i].hours) : "");
    return all;
}

static const char *main_need(struct web *w, int64_t child)
{
    size_t n;
    struct needs_of_child *k = needs_of_child(w->db, w->person->id, child, &n);
    return n && k->rank == 1 ? code_label("need", k->code) : "";
}

static const char *agreement(struct web *w, int64_t child)
{
    size_t n;
    struct agreements_of_child *a = agreements_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        if (!*a[i].ended_on && strcmp(a[i].what, "support") == 0)
            return arena_print(w->arena, "%s, %s", a[i].given_by, date_words(w->arena, a[i].given_on));
    return "";
}

static const char *plan_days(struct web *w, int64_t child)
{
    struct quality_records *r = quality_record_seen(w->db, w->person->id, child);
    if (!r || !*r->plan_from)
        return "";
    return *r->review_due_on ? arena_print(w->arena, "From %s, review by %s", date_words(w->arena, r->plan_from), date_words(w->arena, r->review_due_on)) : date_words(w->arena, r->plan_from);
}

/* What is written in the register, field by field, in the order of audit_fields. */
static void written(struct web *w, const struct child_by_id *c, const char *value[AUDIT_FIELDS])
{
    value[0] = child_full_name(w, c);
    value[1] = *c->born_on ? date_words(w->arena, c->born_on) : "";
    value[2] = *c->sex == 'F' ? "Girl" : *c->sex == 'M' ? "Boy" : "";
    value[3] = *c->nhs_number ? nhs_number_display(w->arena, c->nhs_number) : "";
    value[4] = child_address_for(w, c);
    value[5] = names_of_carers(w, c->id, false);
    value[6] = names_of_carers(w, c->id, true);
    value[7] = *c->home_language ? code_label("language", c->home_language) : "";
    value[8] = places(w, c->id);
    value[9] = main_need(w, c->id);
    value[10] = agreement(w, c->id);
    value[11] = plan_days(w, c->id);
}

/* One question for each field, with what the register says as its hint. */
static const struct field *questions(struct web *w, const struct child_by_id *c)
{
    struct field *f = arena_array(w->arena, struct field, AUDIT_FIELDS + 3);
    const char *value[AUDIT_FIELDS];
    written(w, c, value);
    f[0] = (struct field){ "has_paper", "Is the paper there?", .kind = RADIOS, .choices = papers, .need = "Say whether the paper is there", .hint = "The request, the signed agreement, the plan, letters" };
    f[1] = (struct field){ "no_paper", "Why not?", .kind = LINE, .max = 200, .need = "Say why the paper is not there", .only_if = "has_paper", .only_is = "no", .hint = "For example: kept at the setting. No names" };
    for (size_t i = 0; i < AUDIT_FIELDS; i++)
        f[i + 2] = (struct field){ audit_fields[i].code, audit_fields[i].label, .kind = RADIOS, .choices = results, .need = arena_print(w->arena, "%s: say whether it agrees", audit_fields[i].label),
            .only_if = "has_paper", .only_is = "yes", .hint = *value[i] ? arena_print(w->arena, "The register says: %s", value[i]) : "The register says nothing" };
    return f;
}

static struct quality_audited_one *audited_or_stop(struct web *w)
{
    struct quality_audited_one *r = quality_audited_one(w->db, w->person->id, web_id(w, "audit"), web_id(w, "record"));
    if (!r)
        web_stop(w, 404);
    return r;
}

static void show(struct web *w, const struct quality_audited_one *r, const struct child_by_id *c, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Hold the record beside the paper");
    view_quality_audited(&w->out, w, r, c, f);
}

void quality_audited_form(struct web *w)
{
    struct quality_audited_one *r = audited_or_stop(w);
    struct child_by_id *c = child_or_stop(w, r->child_id);
    struct form *f = form_new(w, questions(w, c));
    size_t n;
    struct quality_audited_results *x = quality_audited_results(w->db, w->person->id, r->id, &n);
    if (*r->checked_on)
        form_set(f, "has_paper", *r->no_paper ? "no" : "yes");
    form_set(f, "no_paper", r->no_paper);
    for (size_t i = 0; i < n; i++)
        form_set(f, x[i].field, x[i].result);
    show(w, r, c, f);
}

void quality_audited_save(struct web *w)
{
    struct quality_audited_one *r = audited_or_stop(w);
    struct child_by_id *c = child_by_id(w->db, w->person->id, r->child_id);
    struct form *f = c ? form_read(w, questions(w, c)) : NULL;
    if (!f)
        web_stop(w, 404);
    if (!form_is_right(f)) {
        show(w, r, c, f);
        return;
    }
    bool has_paper = form_is(f, "has_paper", "yes"), differs = false;
    quality_audited_check(w->db, &(struct quality_audited_check){ w->person->id, r->id, w->today, w->person->id, has_paper ? "" : form_value(f, "no_paper") });
    quality_audited_forget(w->db, w->person->id, r->id);
    for (size_t i = 0; has_paper && i < AUDIT_FIELDS; i++) {
        add_quality_audited_field(w->db, r->id, audit_fields[i].code, form_value(f, audit_fields[i].code));
        differs |= form_is(f, audit_fields[i].code, "differs");
    }
    web_audit(w, c->id, "change", "accuracy audit", "checked");
    web_notice(w, differs ? "Saved. Now put right what differs." : "Saved.");
    if (differs)
        web_to_f(w, "/children/%lld", (long long)c->id);
    else
        web_to_f(w, "/quality/audits/%lld", (long long)r->audit_id);
}
