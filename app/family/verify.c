/*
 * Making sure who a parent is and that they have parental responsibility, and
 * taking that back.  Only after it can a parent sign in by an e-mailed link
 * (app/notice/link.c) and read the record.  What was looked at is written in
 * words: never a document's number, never a copy.
 */
#include "app/family/family.h"
#include "app/family/views.h"
#include "app/people/people.sql.h"
#include "base/text.h"

#include <string.h>

static const struct choice hows[] = {
    { "seen", "In person, with a document", "For example a passport, a driving licence or a red book with their name" },
    { "video", "On a video call, with a document", NULL },
    { "known", "We, or a professional we trust, have known them for some time", "Say who, below" },
    { 0 }
};

/* Children Act 1989 ss.2, 4, 4ZA, 4A, 5, 12, 33; Adoption and Children Act 2002 s.46. */
static const struct choice bases[] = {
    { "mother", "Mother who gave birth", NULL },
    { "certificate", "Father or second parent named on the birth certificate", "Registered in England or Wales since 1 December 2003" },
    { "married", "Father or second parent, married to or in a civil partnership with the mother", NULL },
    { "agreement", "Agreement on parental responsibility, made with the court", NULL },
    { "order", "Order of a court", "For example parental responsibility, a child arrangements order, special guardianship" },
    { "adopted", "Adoptive parent", NULL },
    { 0 }
};

const char *family_how_words(const char *how) { return choice_label(hows, how); }
const char *family_basis_words(const char *basis) { return choice_label(bases, basis); }

static const struct field fields[] = {
    { "how", "How did you make sure who they are?", .kind = RADIOS, .choices = hows, .need = "Say how you made sure who they are" },
    { "seen", "What did you look at, or who knows them?", "In words. Never write down a document’s number", .kind = LINE, .max = 200, .need = "Say what you looked at, or who knows them" },
    { "basis", "Why do they have parental responsibility?", .kind = RADIOS, .choices = bases, .need = "Say why they have parental responsibility" },
    { "checked_on", "When did you check?", .kind = PAST_DATE, .need = "Enter the day on which you checked" },
    { "email", "Email address with which they will sign in", "They will get a link at this address each time they sign in. They need no password", .kind = EMAIL, .need = "Enter the email address with which they will sign in" },
    { 0 }
};

static const char *path_of(struct web *w, const struct child_by_id *c, const struct carers_of_child *k, const char *rest)
{
    return arena_print(w->arena, "/children/%lld/carers/%lld/%s", (long long)c->id, (long long)k->id, rest);
}

static void show(struct web *w, struct child_by_id *c, const struct carers_of_child *k, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = arena_print(w->arena, "Check who %s is", k->name),
        .intro = "Then they can sign in and read this child’s record: the plan, what happened, and who has looked. They never see another parent’s details.",
        .action = path_of(w, c, k, "link"), .button = "Save the check and let them sign in", .form = f });
}

void family_verify_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct carers_of_child *k = family_carer_or_stop(w, c);
    struct form *f = form_new(w, fields);
    form_set(f, "email", k->email);
    form_set(f, "checked_on", w->today);
    show(w, c, k, f);
}

static const char *in_lower(struct arena *a, const char *s)
{
    char *low = arena_text(a, s, strlen(s));
    for (char *at = low; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at + 32);
    return low;
}

static void check_account(struct form *f, const struct child_by_id *c, const struct carers_of_child *k, const struct person_by_email *p)
{
    struct web *w = f->w;
    size_t n;
    struct carers_of_child *all = carers_of_child(w->db, w->person->id, c->id, &n);
    if (p && (strcmp(p->role, "parent") != 0 || !p->is_active))
        form_fail(f, "email", "This address belongs to an account that is no parent’s, or was closed");
    else if (strcmp(k->has_responsibility, "yes") != 0)
        form_fail(f, NULL, "Only somebody with parental responsibility can be linked. Change that first, if it is so");
    for (size_t i = 0; p && i < n; i++)
        if (all[i].person_id == p->id && all[i].id != k->id)
            form_fail(f, "email", "This account is linked to another carer of the child");
}

/* Their account, made if they have none: it has no password, the link that we send is all they need. */
static int64_t account(struct web *w, const struct carers_of_child *k, const char *email, const struct person_by_email *p)
{
    const char *why;
    if (p)
        return p->id;
    int64_t id = people_add(w->db, w->now, &(struct new_person){ .role = "parent", .name = k->name, .email = email, .password = "", .job = "", .organisation = "", .telephone = k->telephone }, &why);
    if (!id)
        web_stop(w, 409);
    web_audit(w, 0, "change", "person", "added");
    return id;
}

void family_verify(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct carers_of_child *k = family_carer_or_stop(w, c);
    struct form *f = form_read(w, fields);
    const char *email = in_lower(w->arena, form_value(f, "email"));
    struct person_by_email *p = form_is_right(f) ? person_by_email(w->db, email) : NULL;
    if (form_is_right(f))
        check_account(f, c, k, p);
    if (!form_is_right(f)) {
        show(w, c, k, f);
        return;
    }
    const char *on = form_value(f, "checked_on");
    end_verifications(w->db, &(struct end_verifications){ .viewer = w->person->id, .carer = k->id, .ended_on = w->today, .end_reason = "Checked anew" });
    add_verification(w->db, &(struct add_verification){ .id = new_id(), .child_id = c->id, .carer_id = k->id, .how = form_value(f, "how"), .seen = form_value(f, "seen"),
        .basis = form_value(f, "basis"), .checked_on = on, .person_id = w->person->id });
    link_carer(w->db, w->person->id, k->id, account(w, k, email, p), on, w->person->id);
    child_event(act_of(w), c->id, "", "carer", "A parent or carer can now read the record", "", "", false);
    web_audit(w, c->id, "change", "carer", "person_id verified_on how seen basis");
    family_back(w, c, "The check was saved. They can sign in by email now.");
}

static const struct field end_fields[] = {
    { "reason", "Why?", "For example a court order, or a mistake", .kind = LINE, .max = 200, .need = "Say why the link is ended" },
    { 0 }
};

static void show_end(struct web *w, struct child_by_id *c, const struct carers_of_child *k, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = arena_print(w->arena, "End the link of %s", k->name),
        .intro = "From now on they cannot read this child’s record. If they are signed in and have no other child here, they are signed out.",
        .action = path_of(w, c, k, "unlink"), .button = "End the link", .form = f, .is_risky = true });
}

void family_unverify_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    show_end(w, c, family_carer_or_stop(w, c), form_new(w, end_fields));
}

void family_unverify(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct carers_of_child *k = family_carer_or_stop(w, c);
    struct form *f = form_read(w, end_fields);
    if (!form_is_right(f)) {
        show_end(w, c, k, f);
        return;
    }
    end_verifications(w->db, &(struct end_verifications){ .viewer = w->person->id, .carer = k->id, .ended_on = w->today, .end_reason = form_value(f, "reason") });
    link_carer(w->db, w->person->id, k->id, 0, "", 0);
    if (k->person_id && !still_verified(w->db, k->person_id)->n)
        end_sessions_of(w->db, k->person_id, w->now);
    child_event(act_of(w), c->id, "", "carer", "A parent or carer can no longer read the record", "", "", false);
    web_audit(w, c->id, "change", "carer", "person_id verified_on ended_on end_reason");
    family_back(w, c, "The link was ended.");
}
