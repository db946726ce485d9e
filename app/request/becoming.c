/* How a request becomes a child of the register, or part of one.  Called by decide.c, inside its transaction; decides nothing. */
#include "app/request/becoming.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { FIRST_CONTACT_WORKING_DAYS = 10 };

static bool is_parent(const struct request_by_id *r) { return strcmp(r->door, "parent") == 0; }

bool request_number_is_on_register(struct db *db, const struct request_by_id *r)
{
    return numbers_on_register(db, r->nhs_number, r->upn)->n > 0;
}

int64_t request_make_child(struct act act, const struct request_by_id *r)
{
    const char *language = *r->home_language ? r->home_language : is_parent(r) ? r->contact_language : "";
    return child_add(act, &(struct new_child){ .given_name = r->given_name, .family_name = r->family_name, .born_on = r->born_on, .sex = r->sex, .nhs_number = r->nhs_number, .upn = r->upn,
        .home_language = language, .address = r->address, .postcode = r->postcode, .needs_interpreter = r->needs_interpreter, .is_address_restricted = r->is_address_restricted });
}

static bool has_carer(struct act act, int64_t child, const char *name)
{
    size_t n;
    struct carers_told *c = carers_told(act.db, child, &n);
    const char *folded = text_fold(act.db->arena, name);
    for (size_t i = 0; i < n; i++)
        if (strcmp(text_fold(act.db->arena, c[i].name), folded) == 0)
            return true;
    return false;
}

/* The parent who asked, or the one whom the asker names. */
static void add_family(struct act act, const struct request_by_id *r, int64_t child)
{
    bool asked = is_parent(r);
    const char *name = asked ? r->asker_name : r->parent_name;
    if (!*name || has_carer(act, child, name))
        return;
    struct add_carer_told c = { .id = new_id(), .child_id = child, .name = name, .relationship = asked ? r->asker_relationship : "", .has_responsibility = asked ? r->asker_has_responsibility : "unknown",
        .telephone = asked ? r->asker_telephone : text_is_telephone(r->parent_contact) ? r->parent_contact : "",
        .email = asked ? r->asker_email : text_is_email(r->parent_contact) ? r->parent_contact : "",
        .language = r->contact_language, .needs_interpreter = r->needs_interpreter, .contact_by = asked ? r->contact_by : "" };
    add_carer_told(act.db, &c);
    child_index(act, child);
}

static void add_agreement(struct act act, const struct request_by_id *r, int64_t child)
{
    const char *by = is_parent(r) ? r->asker_name : r->parent_name;
    if (r->is_agreed)
        add_agreement_told(act.db, &(struct add_agreement_told){ .id = new_id(), .child_id = child, .what = "support", .given_by = *by ? by : arena_print(act.db->arena, "A parent, as told by %s", r->asker_name),
            .notice_version = r->notice_version, .given_on = r->received_on });
}

/* Who asked for their work belongs to the professionals around the child; with an account they see the child from now on. */
static void add_asker(struct act act, const struct request_by_id *r, int64_t child)
{
    bool at_work = !is_parent(r) && strcmp(r->door, "friend") != 0 && strcmp(r->door, "officer") != 0;
    struct person_works *p = r->asker_person_id ? person_works(act.db, r->asker_person_id) : NULL;
    int64_t account = p && (strcmp(p->role, "health") == 0 || strcmp(p->role, "practitioner") == 0) ? r->asker_person_id : 0;
    if (!at_work || count_professional(act.db, child, account, r->asker_name)->n)
        return;
    add_professional_told(act.db, &(struct add_professional_told){ .id = new_id(), .child_id = child, .person_id = account, .name = r->asker_name, .job = r->asker_relationship,
        .organisation = r->asker_organisation, .contact = *r->asker_telephone ? r->asker_telephone : r->asker_email, .from_on = act.today });
}

static const char *areas(struct act act, int64_t request)
{
    size_t n;
    struct concerns_of *c = concerns_of(act.db, request, &n);
    const char **label = arena_array(act.db->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        label[i] = code_label("concern", c[i].area);
    return text_join(act.db->arena, label, n, ", ");
}

static void write_history(struct act act, const struct request_by_id *r, int64_t child, const char *words)
{
    struct arena *a = act.db->arena;
    const char *path = arena_print(a, "/requests/%lld", (long long)r->id);
    child_event(act, child, r->received_on, "request", arena_print(a, "Asked for support: %s", code_label("door", r->door)), areas(act, r->id), path, is_parent(r));
    child_event(act, child, act.today, "decision", "The service helps", words, path, is_parent(r));
}

void request_become_known(struct act act, const struct request_by_id *r, int64_t child, int64_t officer, const char *words)
{
    child_set_lead(act, child, officer);
    child_set_status(act, child, "service", "open", "", "A request was accepted");
    child_becomes_known(act, child, r->received_on, r->received_on);
    child_deadline(act, child, "first contact", r->id, officer, "", act.today, date_add_working_days(act.db->arena, act.today, FIRST_CONTACT_WORKING_DAYS));
    if (r->setting_id && !placement_now(act.db, child, r->setting_id)->n)
        child_add_placement(act, child, r->setting_id, r->received_on, 0);
    add_family(act, r, child);
    add_agreement(act, r, child);
    add_asker(act, r, child);
    write_history(act, r, child, words);
}
