/* A child with needs, and the people around: statuses with their history, needs, carers, professionals. Called by families.c. */
#include "app/demo/demo.h"
#include "app/child/words.h"
#include "app/child/words.sql.h"
#include "app/people/people.h"

#include <string.h>

void demo_note(struct demo *d, const struct demo_kid *k, int64_t day, const char *kind, const char *title, const char *path, int64_t person, bool shared)
{
    demo_event(d->db, &(struct demo_event){ .id = demo_id(d), .child_id = k->id, .on_day = demo_day(d, day), .kind = kind, .title = title, .path = path, .person_id = person, .is_shared = shared, .at = demo_instant(d, day) });
}

void demo_due(struct demo *d, const struct demo_kid *k, const char *rule, int64_t about, int64_t start, int64_t due, int64_t done)
{
    bool schools = !strcmp(rule, "school check");
    demo_deadline(d->db, &(struct demo_deadline){ .id = demo_id(d), .child_id = k->id, .rule = rule, .about_id = about, .owner_id = schools ? 0 : d->officer[k->officer].id, .owed_by = schools ? d->school[k->school].name : "", .start_on = demo_day(d, start), .due_on = demo_day(d, due), .done_on = demo_day(d, done) });
}

/* One axis: values with the days they began, in order; those after yesterday are left out. */
void demo_axis(struct demo *d, const struct demo_kid *k, const char *name, const char *words, const struct demo_step *s, int n)
{
    int64_t at = 0;
    for (int i = 0; i < n; i++) {
        if (!s[i].value || s[i].from <= at || s[i].from >= d->today_n)
            continue;
        int64_t to = 0;
        for (int j = i + 1; j < n && !to; j++)
            to = s[j].value && s[j].from > s[i].from && s[j].from < d->today_n ? s[j].from : 0;
        at = s[i].from;
        demo_status(d->db, &(struct demo_status){ .id = demo_id(d), .child_id = k->id, .axis = name, .value = s[i].value, .from_on = demo_day(d, at), .to_on = demo_day(d, to), .reason = s[i].reason, .person_id = d->officer[k->officer].id, .at = demo_instant(d, at) });
        if (at > k->known)
            demo_note(d, k, at, "status", arena_print(d->a, "%s: %s", words, code_label(name, s[i].value)), "", d->officer[k->officer].id, true);
    }
}

static void statuses(struct demo *d, struct demo_kid *k, int64_t decided, int64_t supported)
{
    int64_t plan_on = demo_ehc_make(d, k, decided), ended = k->closed;
    bool special = !strcmp(k->need, "SLD") || !strcmp(k->need, "PMLD") || !strcmp(k->need, "ASD") || demo_chance(d, 0.12);
    demo_axis(d, k, "service", "Service", (struct demo_step[]){ { "asked", k->known, "" }, { "open", decided, "" }, { demo_chance(d, 0.1) && !k->wish && !ended ? "monitoring" : NULL, decided + demo_between(d, 200, 400), "Support can wait and see for a term" }, { ended ? "closed" : NULL, ended, k->left ? "Moved away; handed over to the next authority" : k->school_year <= d->academic_year ? "Started school; handed over to the school" : "Outcomes met" } }, 4);
    demo_axis(d, k, "sen_provision", "SEN provision", (struct demo_step[]){ { supported ? "K" : NULL, supported, "" }, { plan_on ? "E" : NULL, plan_on, "" }, { ended && !plan_on && !k->left && k->school_year > d->academic_year ? "N" : NULL, ended, "No longer needs SEN support" } }, 3);
    demo_axis(d, k, "tier", "Tier of support", (struct demo_step[]){ { "targeted", decided, "" }, { special ? "specialist" : NULL, decided + demo_between(d, 60, 300), "Specialists involved, agreed with parents" }, { ended && !k->left && k->school_year > d->academic_year ? "universal" : NULL, ended, "" } }, 3);
    bool funded = demo_chance(d, 0.35) && supported && k->nursery_id;
    int64_t applied = supported + demo_between(d, 10, 90);
    demo_fund_child(d, k, funded ? applied : 0, funded && demo_chance(d, 0.8));
}

static void needs(struct demo *d, struct demo_kid *k)
{
    static const char *const codes[] = { "SLCN", "ASD", "SEMH", "PD", "MLD", "SLD", "HI", "VI", "DS", "OTH", "PMLD", "MSI" };
    static const int weight[] = { 580, 135, 65, 55, 35, 25, 18, 10, 20, 40, 10, 3 };
    static const char *const sources[] = { "Health visitor", "Setting", "Paediatrician", "Speech and language therapist", "Inclusion officer" };
    static const int wished[] = { 0, 1, 8, 2, 3, 0, 6, 0 };
    int first = k->wish ? wished[k->id % 8] : demo_weighted(d, weight, 12), used = 1 << first;
    k->need = codes[first];
    if (demo_chance(d, 0.06) && !k->wish)
        return;                                                    /* not recorded so far */
    int n = 1 + demo_chance(d, 0.42) + demo_chance(d, 0.1);
    for (int rank = 1; rank <= n; rank++) {
        int code = rank == 1 ? first : demo_weighted(d, weight, 12);
        if (rank > 1 && used & 1 << code)
            break;
        used |= 1 << code;
        demo_need(d->db, &(struct demo_need){ .id = demo_id(d), .child_id = k->id, .code = codes[code], .rank = rank, .from_on = demo_day(d, k->known + demo_between(d, 0, 9)), .source = demo_pick(d, sources), .person_id = d->officer[k->officer].id });
    }
}

static int64_t parents_account(struct demo *d, struct demo_kid *k)
{
    if (k->carer_person || k->wish || !demo_chance(d, 0.07))
        return k->carer_person;
    int64_t id = demo_id(d);
    demo_person(d->db, &(struct demo_person){ .id = id, .role = "parent", .name = k->carer, .email = arena_print(d->a, "parent.%lld@marchfield.example", (long long)id), .password_hash = d->password_hash, .telephone = k->carer_contact, .is_active = 1, .created_at = demo_instant(d, k->known) });
    return k->carer_person = id;
}

/* The child is found by it. */
static void add_telephone(struct demo *d, int64_t child, const char *telephone)
{
    const char *digits = telephone_digits(d->a, telephone);
    if (*digits)
        add_child_word(d->db, digits, child, WORD_NUMBER);
}

static void carers(struct demo *d, struct demo_kid *k)
{
    static const char *const by[] = { "telephone", "text", "text", "email", "letter", "" };
    static const char *const women[] = { "Mother", "Mother", "Mother", "Mother", "Mother", "Grandparent", "Foster carer", "Parent" };
    static const char *const men[] = { "Father", "Father", "Father", "Father", "Father", "Grandparent", "Foster carer", "Parent" };
    int64_t account = parents_account(d, k);
    bool mother = account == d->parent;
    int64_t id = demo_id(d);
    demo_carer(d->db, &(struct demo_carer){ .id = id, .child_id = k->id, .person_id = account, .name = k->carer, .relationship = mother ? "Mother" : k->is_carer_a_woman ? demo_pick(d, women) : demo_pick(d, men), .has_responsibility = mother || demo_chance(d, 0.85) || account ? "yes" : "unknown",
        .telephone = k->carer_contact, .email = demo_chance(d, 0.6) ? arena_print(d->a, "family.%lld@home.example", (long long)k->id) : "", .language = k->language, .needs_interpreter = k->needs_interpreter, .contact_by = demo_pick(d, by),
        .verified_on = account ? demo_day(d, k->known + 9) : "", .verified_by = account ? d->officer[k->officer].id : 0 });
    if (account)
        demo_verification(d->db, &(struct demo_verification){ .id = demo_id(d), .child_id = k->id, .carer_id = id, .how = "seen", .seen = "Driving licence and birth certificate",
            .basis = mother ? "mother" : "certificate", .checked_on = demo_day(d, k->known + 9), .person_id = d->officer[k->officer].id });
    add_telephone(d, k->id, k->carer_contact);
    if (!demo_chance(d, 0.55))
        return;
    const char *other = demo_telephone(d), *has[] = { "yes", "yes", "yes", "no", "unknown" };
    bool is_woman = k->is_carer_a_woman ? !mother && demo_chance(d, 0.04) : demo_chance(d, 0.96);
    demo_carer(d->db, &(struct demo_carer){ .id = demo_id(d), .child_id = k->id, .name = demo_adult(d, 0, k->family, is_woman), .relationship = !mother && !demo_chance(d, 0.8) ? "Step-parent" : is_woman ? "Mother" : "Father", .has_responsibility = demo_pick(d, has),
        .telephone = other, .language = k->language, .contact_by = demo_pick(d, by), .is_address_hidden = k->is_address_restricted });
    add_telephone(d, k->id, other);
}

static const char *const handed_notes[] = { "The family likes to be rung after four, and answers text messages. The next review is agreed with the nursery.", "Ask the key person about mornings first: they know what helps. Speech therapy has been asked for and has not answered.",
    "Both grandparents take turns to bring the child. All papers are in the record.", "The first visit at home went well. They asked about funded hours: I promised an answer." };

/* With a note for the next person; what the officer who signs in got lately waits to be read. */
static void handed_over(struct demo *d, const struct demo_kid *k, int64_t from, int64_t day)
{
    int64_t id = demo_id(d), at = demo_instant(d, day), to = d->officer[k->officer].id;
    bool waits = k->officer == 0 && d->today_n - day < 120;
    demo_caseload_handover(d->db, &(struct demo_caseload_handover){ .id = id, .from_id = from, .reason = "balance", .made_by = d->manager, .made_on = demo_day(d, day), .made_at = at });
    demo_move(d->db, &(struct demo_move){ .id = demo_id(d), .handover_id = id, .child_id = k->id, .from_id = from, .to_id = to, .note = handed_notes[id % 4], .moved_on = demo_day(d, day), .read_at = waits ? 0 : at + 86400000 });
}

static void professionals(struct demo *d, struct demo_kid *k, int64_t decided)
{
    const struct demo_worker *o = &d->officer[k->officer];
    const char *to = demo_day(d, k->closed);
    if (demo_chance(d, 0.08) && !k->wish && !k->closed && d->today_n - decided > 200) {         /* the lead has changed */
        const struct demo_worker *was = &d->officer[demo_between(d, 1, d->officers - 1)];
        int64_t changed = decided + demo_between(d, 60, 180);
        demo_professional(d->db, &(struct demo_professional){ .id = demo_id(d), .child_id = k->id, .person_id = was->id, .name = was->name, .job = was->job, .organisation = was->organisation, .is_lead = 1, .from_on = demo_day(d, decided), .to_on = demo_day(d, changed) });
        if (was->id != o->id)
            handed_over(d, k, was->id, changed);
        decided = changed;
    }
    demo_professional(d->db, &(struct demo_professional){ .id = demo_id(d), .child_id = k->id, .person_id = o->id, .name = o->name, .job = o->job, .organisation = o->organisation, .contact = "01632 960 100", .is_lead = 1, .from_on = demo_day(d, decided), .to_on = to });
    demo_note(d, k, decided, "lead", arena_print(d->a, "%s is the lead professional", o->name), "", o->id, true);
    int n = demo_weighted(d, (const int[]){ 25, 40, 25, 10 }, 4), at = k->wish || demo_chance(d, 0.06) ? 0 : (int)demo_between(d, 1, CLINICIANS - 1);
    for (int i = 0; i < n + k->wish; i++, at = (at + 7) % CLINICIANS) {
        const struct demo_worker *c = &d->clinician[at];
        int64_t from = k->known + demo_between(d, 0, 90);
        if (from < d->today_n)
            demo_professional(d->db, &(struct demo_professional){ .id = demo_id(d), .child_id = k->id, .person_id = c->id, .name = c->name, .job = c->job, .organisation = c->organisation, .contact = demo_telephone(d), .from_on = demo_day(d, from), .to_on = to });
    }
    if (demo_chance(d, 0.12))
        demo_professional(d->db, &(struct demo_professional){ .id = demo_id(d), .child_id = k->id, .name = demo_adult(d, 0, demo_family(d, 0, false), true), .job = demo_chance(d, 0.5) ? "Portage visitor" : "Social worker", .organisation = "Marchfield Council", .contact = demo_telephone(d), .from_on = demo_day(d, decided), .to_on = to });
}

static void agreements(struct demo *d, const struct demo_kid *k, int64_t decided)
{
    static const char *const what[] = { "support", "sharing with health", "sharing with school" };
    static const double share[] = { 0.96, 0.85, 0.6 };
    for (int i = 0; i < 3; i++)
        if (k->wish || demo_chance(d, share[i]))
            demo_agreement(d->db, &(struct demo_agreement){ .id = demo_id(d), .child_id = k->id, .what = what[i], .given_by = k->carer, .notice_version = k->known > d->today_n - 365 ? "2026-09" : "2024-04", .given_on = demo_day(d, i ? decided : k->known) });
}

static void asked_family(struct demo *d, const struct demo_kid *k, int64_t on)
{
    if (on >= d->today_n - 14)
        return;
    struct demo_experience e = { .id = demo_id(d), .child_id = k->id, .asked_on = demo_day(d, on) };
    if (demo_chance(d, 0.41)) {
        static const int weight[] = { 4, 8, 17, 40, 31 };
        e.answered_on = demo_day(d, on + demo_between(d, 0, 13));
        e.listened_to = 1 + demo_weighted(d, weight, 5);
        e.told_next = 1 + demo_weighted(d, weight, 5);
        e.support_helped = 1 + demo_weighted(d, weight, 5);
        e.words = demo_chance(d, 0.5) ? demo_write(d, "experience", "") : "";
    }
    demo_experience(d->db, &e);
}

/* When the officer decided: mostly within five working days. */
static int64_t decision_day(struct demo *d, int64_t received, bool soon)
{
    int n = soon || demo_chance(d, 0.84) ? 1 + demo_weighted(d, (const int[]){ 14, 22, 26, 22, 16 }, 5) : (int)demo_between(d, 6, 16);
    return demo_working(d, received, n);
}

void demo_known_make(struct demo *d, struct demo_kid *k)
{
    int64_t decided = decision_day(d, k->known, k->wish), school = date_number(arena_print(d->a, "%04d-09-04", k->school_year)), supported = decided + demo_between(d, 12, demo_chance(d, 0.8) ? 45 : 110);
    needs(d, k);
    carers(d, k);
    if (decided >= d->today_n)
        decided = 0;
    if (supported >= d->today_n || (!k->wish && demo_chance(d, 0.07)))
        supported = 0;
    int64_t handed_over = school + 56;
    if (handed_over < d->today_n && k->known < school)
        k->closed = handed_over;
    if (k->left && k->left > decided && (!k->closed || k->left < k->closed))
        k->closed = k->left;
    demo_note(d, k, k->concern, "note", "First concern", "", 0, true);
    demo_request_known(d, k, k->known, decided, "accept");
    if (!decided)
        return;
    if (supported)
        demo_plans_make(d, k, decided, supported);
    else if (!k->closed && d->today_n - decided < 130)
        demo_due(d, k, "plan", 0, decided, decided + 42, 0);
    statuses(d, k, decided, supported);
    demo_observations_make(d, k);
    professionals(d, k, decided);
    agreements(d, k, decided);
    demo_confirm(d, k, decided);
    demo_school_make(d, k);
    demo_meetings_make(d, k, decided);
    demo_visits_make(d, k, decided);
    asked_family(d, k, decided + 30);
    if (supported)
        asked_family(d, k, supported + 150);
    int64_t again = decided + demo_between(d, 40, 300);
    if (demo_chance(d, 0.12) && again < d->today_n - 8 && (!k->closed || again < k->closed))
        demo_request_known(d, k, demo_working(d, again, 0), decision_day(d, again, true), "join");
}
