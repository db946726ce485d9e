/*
 * What an administrator does: people, their roles and places of work, and the
 * authority's own settings.  An administrator sees no child here.
 */
#include "app/people/people.h"
#include "app/people/people.sql.h"
#include "app/people/views.h"
#include "app/people/admin.h"
#include "app/people/districts.h"
#include "base/text.h"
#include "web/form.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 50 };

static const struct choice role_choices[] = {
    { "parent", "Parent or carer", "Sees only their own child, once an officer has verified them" },
    { "practitioner", "Early years practitioner", "Sees the children of their setting" },
    { "school", "School SENCO", "Sees children whose passport is shared with the school" },
    { "health", "Health professional", "Sees the children they work with" },
    { "officer", "Inclusion officer", "Sees every child known to the service, but restricted ones" },
    { "manager", "Service manager", "Sees every child, restricted ones too" },
    { "analyst", "Analyst", "Sees figures, never a child" },
    { "administrator", "Administrator", "Manages people and settings, never sees a child" },
    { 0 }
};

static const struct field person_fields[] = {
    { "name", "Full name", .kind = NAME, .max = 120, .need = "Enter the full name" },
    { "email", "Email address", "They sign in with it", .kind = EMAIL, .need = "Enter the email address" },
    { "role", "Role", .kind = RADIOS, .choices = role_choices, .need = "Choose a role" },
    { "job", "Job", .kind = LINE, .max = 120 },
    { "organisation", "Organisation", .kind = LINE, .max = 120 },
    { "telephone", "Telephone", .kind = TELEPHONE },
    { "setting", "Nursery or school where they work", "For practitioners and school SENCOs: they see the children of this place", .kind = SELECT },
    { "is_senco", "Is the SENCO there", .kind = YES },
    { 0 }
};

static const struct choice *places(struct web *w)
{
    size_t n;
    struct places_of_work *p = places_of_work(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].id), arena_print(w->arena, "%s (%s)", p[i].name, p[i].kind), NULL };
    return c;
}

static void needs_a_place(struct form *f)
{
    bool works_somewhere = form_is(f, "role", "practitioner") || form_is(f, "role", "school");
    if (works_somewhere && !*form_value(f, "setting") && !*form_error(f, "setting"))
        form_fail(f, "setting", "Choose the nursery or school: without it they would see no child");
    if (!works_somewhere && *form_value(f, "setting"))
        form_fail(f, "setting", "Only practitioners and school SENCOs have a place of work here");
}

/* The list is keyed by name and id, so that the next page begins where this one ended, whatever was added. */
static void list(struct web *w)
{
    const char *role = web_query(w, "role");
    int64_t after = 0;
    text_number(web_query(w, "after"), &after);
    struct person_by_id *from = after ? person_by_id(w->db, after) : NULL;
    size_t n;
    struct people *p = people(w->db, role, from ? from->name : "", after, &n);
    web_page(w, "People");
    view_people_list(&w->out, w, p, n > PAGE ? PAGE : n, n > PAGE, role, people_count(w->db, role)->n);
}

static void show_form(struct web *w, struct form *f, int64_t id, struct person_to_edit *p)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, id ? "Change a person" : "Add a person");
    view_people_form(&w->out, w, f, id, p);
}

static void show_new(struct web *w)
{
    struct form *f = form_new(w, person_fields);
    form_choices(f, "setting", places(w));
    show_form(w, f, 0, NULL);
}

static const char *made_password(struct web *w)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    char *p = arena_take(w->arena, 20, 1);
    for (int i = 0; i < 19; i++)
        p[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform(sizeof letters - 1)];
    return p;
}

/* Hashing takes 100 ms and 64 MB, so it is done on the slow threads, before the transaction. */
struct new_password { const char *words, *hash; };

static void make_password(struct web *w)
{
    struct new_password *p = arena_new(w->arena, struct new_password);
    p->words = made_password(w);
    p->hash = people_password_hash(w->arena, p->words);
    w->prepared = p;
}

static void keep_place(struct web *w, int64_t person, const struct form *f)
{
    int64_t setting = form_number(f, "setting");
    end_other_staff(w->db, person, setting, w->today);
    if (setting)
        begin_staff(w->db, person, setting, form_is(f, "is_senco", "1"), w->today);
}

static void add(struct web *w)
{
    struct form *f = form_read(w, person_fields);
    struct new_password *password = w->prepared;
    form_choices(f, "setting", places(w));
    needs_a_place(f);
    if (form_is_right(f) && person_by_email(w->db, form_value(f, "email")))
        form_fail(f, "email", "Somebody already signs in with this email address");
    if (!form_is_right(f)) {
        show_form(w, f, 0, NULL);
        return;
    }
    bool officer = form_is(f, "role", "officer"), manager = form_is(f, "role", "manager");
    int64_t id = new_id();
    add_person(w->db, &(struct add_person){ .id = id, .role = form_value(f, "role"), .name = form_value(f, "name"), .email = form_value(f, "email"), .password_hash = password->hash,
        .job = form_value(f, "job"), .organisation = form_value(f, "organisation"), .telephone = form_value(f, "telephone"), .sees_service = officer || manager, .sees_restricted = manager, .created_at = w->now });
    keep_place(w, id, f);
    web_audit(w, 0, "change", "/people/new", arena_print(w->arena, "person %lld", (long long)id));
    web_page(w, "Person added");
    view_people_password(&w->out, form_value(f, "name"), form_value(f, "email"), password->words);
}

static struct person_to_edit *the_person(struct web *w)
{
    struct person_to_edit *p = person_to_edit(w->db, web_id(w, "id"));
    if (!p)
        web_stop(w, 404);
    return p;
}

static void show_edit(struct web *w)
{
    struct person_to_edit *p = the_person(w);
    struct form *f = form_new(w, person_fields);
    form_choices(f, "setting", places(w));
    form_set(f, "name", p->name);
    form_set(f, "email", p->email);
    form_set(f, "role", p->role);
    form_set(f, "job", p->job);
    form_set(f, "organisation", p->organisation);
    form_set(f, "telephone", p->telephone);
    form_set(f, "is_senco", p->is_senco ? "1" : "");
    if (p->setting_id)
        form_set_number(f, "setting", p->setting_id);
    show_form(w, f, p->id, p);
}

/*
 * Nobody leaves with work in their hands, least of all with children: what they
 * hold is told as numbers, and handed over first (app/caseload, by a manager).
 * True if the page is written.  A parent's own actions end with their account.
 */
static bool still_holds(struct web *w, const struct person_to_edit *p)
{
    struct held_by *h = held_by(w->db, p->id);
    size_t n;
    if (strcmp(p->role, "parent") == 0 || !(h->children || h->deadlines || h->actions || h->visits || h->questions || h->requests))
        return false;
    struct people_of_role *m = people_of_role(w->db, "manager", &n);
    w->status = 409;
    web_page(w, "Hand over their work first");
    view_people_holds(&w->out, w, p, h, m, n);
    return true;
}

/* Officers become managers and the other way round with their children; any other change ends what they may do with them. */
static bool is_other_work(const char *was, const char *is)
{
    bool were = strcmp(was, "officer") == 0 || strcmp(was, "manager") == 0, are = strcmp(is, "officer") == 0 || strcmp(is, "manager") == 0;
    return strcmp(was, is) != 0 && !(were && are);
}

static void change(struct web *w)
{
    struct person_to_edit *p = the_person(w);
    struct form *f = form_read(w, person_fields);
    form_choices(f, "setting", places(w));
    needs_a_place(f);
    struct person_by_email *other = person_by_email(w->db, form_value(f, "email"));
    if (other && other->id != p->id)
        form_fail(f, "email", "Somebody else signs in with this email address");
    if (p->id == w->person->id && !form_is(f, "role", p->role))
        form_fail(f, "role", "You cannot change your own role: ask another administrator");
    if (!form_is_right(f)) {
        show_form(w, f, p->id, p);
        return;
    }
    if (is_other_work(p->role, form_value(f, "role")) && still_holds(w, p))
        return;
    bool officer = form_is(f, "role", "officer"), manager = form_is(f, "role", "manager");
    if (!change_person(w->db, &(struct change_person){ .id = p->id, .role = form_value(f, "role"), .name = form_value(f, "name"), .email = form_value(f, "email"), .job = form_value(f, "job"),
        .organisation = form_value(f, "organisation"), .telephone = form_value(f, "telephone"), .is_active = p->is_active, .sees_service = (officer || manager) && p->is_active, .sees_restricted = manager && p->is_active }))
        web_stop(w, 409);
    keep_place(w, p->id, f);
    if (!form_is(f, "role", p->role))
        end_sessions_of(w->db, p->id, w->now);
    web_audit(w, 0, "change", "/people/:id", arena_print(w->arena, "person %lld", (long long)p->id));
    web_notice(w, "The changes are saved.");
    web_to(w, "/people");
}

/* Out at once on every device; the history of what they did stays. */
static void set_active(struct web *w, bool active)
{
    struct person_to_edit *p = the_person(w);
    if (p->id == w->person->id)
        web_stop(w, 409);
    if (!active && p->is_active && still_holds(w, p))
        return;
    bool officer = strcmp(p->role, "officer") == 0, manager = strcmp(p->role, "manager") == 0;
    if (!change_person(w->db, &(struct change_person){ .id = p->id, .role = p->role, .name = p->name, .email = p->email, .job = p->job, .organisation = p->organisation, .telephone = p->telephone,
        .is_active = active, .sees_service = active && (officer || manager), .sees_restricted = active && manager }))
        web_stop(w, 409);
    if (!active)
        end_sessions_of(w->db, p->id, w->now);
    web_audit(w, 0, "change", active ? "/people/:id/return" : "/people/:id/leave", arena_print(w->arena, "person %lld", (long long)p->id));
    web_notice(w, active ? "They can sign in again." : "They can no longer sign in.");
    web_to_f(w, "/people/%lld", (long long)p->id);
}

static void leave(struct web *w) { set_active(w, false); }
static void come_back(struct web *w) { set_active(w, true); }

static void reset_password(struct web *w)
{
    struct person_to_edit *p = the_person(w);
    struct new_password *password = w->prepared;
    set_password(w->db, p->id, password->hash);
    end_sessions_of(w->db, p->id, w->now);
    web_audit(w, 0, "change", "/people/:id/password", arena_print(w->arena, "person %lld", (long long)p->id));
    web_page(w, "New password");
    view_people_password(&w->out, p->name, p->email, password->words);
}

/* ---- one's own password ---- */

static const struct field own_password_fields[] = {
    { "old_password", "Your password now", .kind = PASSWORD, .need = "Enter your password as it is now", .autocomplete = "current-password" },
    { "new_password", "New password", "At least 12 characters. Three or four words that do not belong together are easy to remember and hard to guess", .kind = PASSWORD, .need = "Enter a new password", .autocomplete = "new-password" },
    { 0 }
};

struct own_password { bool is_right; const char *hash; };

static void check_own_password(struct web *w)
{
    struct own_password *c = arena_new(w->arena, struct own_password);
    struct person_by_email *p = person_by_email(w->db, w->person->email);
    const char *typed = web_field(w, "old_password"), *wanted = web_field(w, "new_password");
    w->prepared = c;
    c->is_right = p && *p->password_hash && crypto_pwhash_str_verify(p->password_hash, typed, strlen(typed)) == 0;
    c->hash = c->is_right && text_length(wanted) >= 12 ? people_password_hash(w->arena, wanted) : "";
}

static void show_own_password(struct web *w)
{
    web_page(w, "Change your password");
    view_people_own_password(&w->out, form_new(w, own_password_fields));
}

static void change_own_password(struct web *w)
{
    struct own_password *c = w->prepared;
    struct form *f = form_read(w, own_password_fields);
    if (*form_value(f, "old_password") && !c->is_right)
        form_fail(f, "old_password", "This is not your password");
    if (*form_value(f, "new_password") && text_length(web_field(w, "new_password")) < 12)
        form_fail(f, "new_password", "The new password must have 12 characters or more");
    if (!form_is_right(f) || !*c->hash) {
        w->status = 422;
        web_page(w, "Change your password");
        view_people_own_password(&w->out, f);
        return;
    }
    set_password(w->db, w->person->id, c->hash);
    web_audit(w, 0, "change", "/password", "");
    web_notice(w, "Your password is changed.");
    web_to(w, "/");
}

/* ---- the authority ---- */

static const struct field authority_fields[] = {
    { "name", "Name of the authority", .kind = LINE, .max = 80, .need = "Enter the name of the authority" },
    { "service", "Name of the service", .kind = LINE, .max = 80, .need = "Enter the name of the service" },
    { "colour", "Colour", "Six letters or digits after a #, like #00594c. Words on it become white or black, whichever is easier to read", .kind = LINE, .max = 7, .need = "Enter a colour, like #00594c" },
    { "telephone", "Telephone for families", .kind = TELEPHONE, .need = "Enter the telephone number for families" },
    { "email", "Email for families", .kind = EMAIL, .need = "Enter the email address for families" },
    { "urgent_telephone", "Telephone of children's social care", "Shown on the first page of the front door", .kind = TELEPHONE, .need = "Enter the telephone number of children's social care" },
    { "privacy_notice_version", "Version of the privacy notice", "Kept with each agreement", .kind = LINE, .max = 40, .need = "Enter the version of the privacy notice" },
    { "answer_working_days", "Working days in which a request is answered", .kind = NUMBER, .min = 1, .max = 30, .need = "Enter a number of working days" },
    { "postcodes", "Postcode districts of the authority", "Where children live and settings stand. A request from elsewhere is then marked. Choose none: none is", .kind = CHECKBOXES },
    { "more_postcodes", "Other districts of the authority", "Their first halves, like HR1 HR2 HR3", .kind = LINE, .max = 300 },
    { "digest_hour", "Hour from which digests of the day are sent", "7 is 7am, in London", .kind = NUMBER, .min = 0, .max = 23, .need = "Enter an hour from 0 to 23" },
    { "review_weeks", "Weeks after which a plan is reviewed", .kind = NUMBER, .min = 4, .max = 26, .need = "Enter a number of weeks" },
    { "suppress_below", "Counts below this are hidden from people without case access", "5 or 10 is usual", .kind = NUMBER, .min = 3, .max = 20, .need = "Enter a number" },
    { "funding_quorum", "Members of the inclusion fund’s panel who must be there for a decision", "Only those count who have no link with the application", .kind = NUMBER, .min = 1, .max = 9, .need = "Enter a number" },
    { "funding_appeal_days", "Working days in which an appeal to the inclusion fund is decided", .kind = NUMBER, .min = 5, .max = 60, .need = "Enter a number of working days" },
    { 0 }
};

static struct form *authority_form(struct web *w)
{
    struct form *f = form_new(w, authority_fields);
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->field[i].name, "more_postcodes") != 0)
            form_set(f, f->field[i].name, authority(w, f->field[i].name));
    form_choices(f, "postcodes", district_choices(w));
    return f;
}

/* Those ticked and those typed, "HR1 HR2"; what is typed and no district is told. */
static const char *districts_of(struct web *w, struct form *f)
{
    size_t n;
    const char *const *typed = text_words(w->arena, form_value(f, "more_postcodes"), &n), *all = form_value(f, "postcodes");
    for (size_t i = 0; i < n; i++) {
        const char *district = district_written(w->arena, typed[i]);
        if (!*district)
            form_fail(f, "more_postcodes", arena_print(w->arena, "%s is not the first half of a postcode, like HR1", typed[i]));
        all = arena_print(w->arena, "%s%s%s", all, *all ? " " : "", district);
    }
    return all;
}

static void show_authority(struct web *w)
{
    web_page(w, "The authority");
    view_people_authority(&w->out, w, authority_form(w), "");
}

void authority_page_with_logo_error(struct web *w, const char *why)
{
    w->status = 422;
    web_page(w, "The authority");
    view_people_authority(&w->out, w, authority_form(w), why);
}

static bool is_colour(const char *c) { return strlen(c) == 7 && c[0] == '#' && strspn(c + 1, "0123456789abcdefABCDEF") == 6; }

static void change_authority(struct web *w)
{
    struct form *f = form_read(w, authority_fields);
    form_choices(f, "postcodes", district_choices(w));
    const char *districts = districts_of(w, f);
    if (*form_value(f, "colour") && !is_colour(form_value(f, "colour")))
        form_fail(f, "colour", "Enter a colour as # and six letters or digits, like #00594c");
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "The authority");
        view_people_authority(&w->out, w, f, "");
        return;
    }
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->field[i].name, "more_postcodes") != 0)
            set_authority(w->db, f->field[i].name, strcmp(f->field[i].name, "postcodes") == 0 ? districts : f->value[i]);
    authority_load(w->db);
    web_audit(w, 0, "change", "/authority", "");
    web_notice(w, "The settings are saved.");
    web_to(w, "/authority");
}

static void help_privacy(struct web *w)
{
    web_page(w, "Privacy and cookies");
    view_people_privacy(&w->out, w);
}

static void help_accessibility(struct web *w)
{
    web_page(w, "Accessibility");
    view_people_accessibility(&w->out, w);
}

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    struct administrator_counts *c = administrator_counts(w->db, w->now - 24 * 3600000);
    view_people_home_panel(&w->out, c);
}

const struct route admin_routes[] = {
    { GET, "/people", MANAGE_PEOPLE, list, .menu = "People" },
    { GET, "/people/new", MANAGE_PEOPLE, show_new },
    { POST, "/people/new", MANAGE_PEOPLE, add, .before = make_password },
    { GET, "/people/:id", MANAGE_PEOPLE, show_edit },
    { POST, "/people/:id", MANAGE_PEOPLE, change },
    { POST, "/people/:id/leave", MANAGE_PEOPLE, leave },
    { POST, "/people/:id/return", MANAGE_PEOPLE, come_back },
    { POST, "/people/:id/password", MANAGE_PEOPLE, reset_password, .before = make_password },
    { GET, "/authority", CHANGE_AUTHORITY, show_authority, .menu = "Authority" },
    { POST, "/authority", CHANGE_AUTHORITY, change_authority },
    { GET, "/authority/logo", ANYONE, logo_show },
    { POST, "/authority/logo", CHANGE_AUTHORITY, logo_change, .before = logo_take, .takes_files = true },
    { POST, "/authority/logo/remove", CHANGE_AUTHORITY, logo_remove },
    { GET, "/password", SIGNED_IN, show_own_password },
    { POST, "/password", SIGNED_IN, change_own_password, .before = check_own_password },
    { GET, "/help/privacy", ANYONE, help_privacy, .is_translated = true },
    { GET, "/help/accessibility", ANYONE, help_accessibility, .is_translated = true },
    { 0 }
};

const struct panel admin_panels[] = { { "home", 60, MANAGE_PEOPLE, home_panel }, { 0 } };

const struct feature admin_feature = { "administration", admin_routes, admin_panels };
