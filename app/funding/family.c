/*
 * Money as the family reads it, in plain words and their language: what was
 * asked for, what was decided and why, what they can do.  They say what it
 * changed, and ask to look again.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

static struct family_money money_of(struct web *w, int64_t child)
{
    struct family_money m = { .child = child };
    m.row = money_for_family(w->db, w->person->id, child, &m.n);
    m.award = awards_for_family(w->db, w->person->id, child, &m.awards);
    size_t claims;
    struct claim_row *k = fund_claims(w, child, &claims);
    for (size_t i = 0; i < claims; i++)
        m.may_get_daf |= strcmp(k[i].stream, "DAF") == 0 && (k[i].next == CLAIM_ASK || k[i].next == CLAIM_AWAIT);
    return m;
}

void fund_family_panel(struct web *w, int64_t child)
{
    struct family_money m = money_of(w, child);
    if (m.n || m.may_get_daf)
        view_funding_family(&w->out, w, &m);
}

void fund_copy_panel(struct web *w, int64_t child)
{
    struct family_money m = money_of(w, child);
    if (m.n)
        view_funding_family_copy(&w->out, w, &m);
}

static void back(struct web *w, int64_t child, const char *notice)
{
    web_notice(w, notice);
    web_to_f(w, "/children/%lld", (long long)child);
}

/* ---- what the money changed ---- */

static const struct choice changed[] = { { "4", "A lot", NULL }, { "3", "Some", NULL }, { "2", "A little", NULL }, { "1", "Nothing that I can see", NULL }, { 0 } };

static const struct field voice_fields[] = {
    { "changed", "What has the extra help changed for your child?", .kind = RADIOS, .choices = changed, .need = "Choose how much it has changed" },
    { "words", "In your own words", "What does your child do now? What is still hard? Write in your own language if you like", .kind = PARAGRAPH, .max = 2000 },
    { 0 }
};

const struct awards_for_family *family_award_begun(struct web *w, const struct family_money *m)
{
    for (size_t i = 0; i < m->awards; i++)
        if (strcmp(m->award[i].from_on, w->today) <= 0)
            return &m->award[i];
    return NULL;
}

static const struct awards_for_family *award_or_stop(struct web *w, const struct child_by_id *c)
{
    struct family_money m = { .child = c->id };
    m.award = awards_for_family(w->db, w->person->id, c->id, &m.awards);
    const struct awards_for_family *a = family_award_begun(w, &m);
    if (!a)
        web_stop(w, 404);
    return a;
}

static void voice_page(struct web *w, const struct child_by_id *c, struct form *f)
{
    web_page(w, "What has the extra help changed?");
    view_funding_family_form(&w->out, w, f, c->id, arena_print(w->arena, "/children/%lld/money/changed", (long long)c->id));
}

void family_voice_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    award_or_stop(w, c);
    voice_page(w, c, form_new(w, voice_fields));
}

void family_voice_save(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    const struct awards_for_family *a = award_or_stop(w, c);
    struct form *f = form_read(w, voice_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        voice_page(w, c, f);
        return;
    }
    add_funding_voice(w->db, &(struct add_funding_voice){ .id = new_id(), .award_id = a->id, .child_id = c->id, .person_id = w->person->id, .changed = form_number(f, "changed"), .words = form_value(f, "words"), .on_day = w->today });
    child_event(act_of(w), c->id, w->today, "funding", "Inclusion fund: the family said what the money changed", "", fund_event_path(w, c->id), true);
    web_audit(w, c->id, "change", "funding voice", "changed words");
    back(w, c->id, "Thank you. Those who help your child read it");
}

/* ---- looking again ---- */

static const struct field again_fields[] = {
    { "grounds", "Why should we look again?", "What did we not see, or what has changed? Write in your own language if you like", .kind = PARAGRAPH, .max = 3000, .rows = 6, .need = "Write why we should look again" },
    { 0 }
};

static struct decision_for_family *decision_or_stop(struct web *w, const struct child_by_id *c)
{
    struct decision_for_family *d = decision_for_family(w->db, w->person->id, c->id, web_id(w, "application"));
    if (!d || strcmp(d->outcome, "award") == 0)
        web_stop(w, 404);
    return d;
}

static void again_page(struct web *w, const struct child_by_id *c, struct form *f)
{
    web_page(w, "Ask us to look again");
    view_funding_family_form(&w->out, w, f, c->id, arena_print(w->arena, "/children/%lld/money/%lld/again", (long long)c->id, (long long)web_id(w, "application")));
}

void family_again_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    decision_or_stop(w, c);
    again_page(w, c, form_new(w, again_fields));
}

void family_again_save(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct decision_for_family *d = decision_or_stop(w, c);
    struct form *f = form_read(w, again_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        again_page(w, c, f);
        return;
    }
    fund_appeal_begin(w, web_id(w, "application"), c->id, d->id, arena_print(w->arena, "%s, parent or carer", w->person->name), form_value(f, "grounds"), w->today);
    back(w, c->id, "Sent. Somebody who did not decide before looks at it");
}
