/* Signing in and out, and who a session belongs to. */
#include "app/people/people.h"
#include "app/people/people.sql.h"
#include "app/people/views.h"
#include "base/text.h"
#include "web/form.h"

#include <sodium.h>
#include <string.h>

enum { FAILURES_MINUTES = 15, MOST_BY_ACCOUNT = 5, MOST_BY_ADDRESS = 60 };

const struct person *people_find(struct web *w, const char *token)
{
    int64_t minute = 60000;
    struct person_of_session *s = person_of_session(w->db, web_hash(w->arena, token), w->now - SESSION_IDLE_MINUTES * minute, w->now - SESSION_HOURS * 60 * minute);
    if (!s)
        return NULL;
    if (w->now - s->last_used_at > minute)
        web_keep_session(w);
    struct person *p = arena_new(w->arena, struct person);
    *p = (struct person){ s->id, s->name, s->email, s->role, role_may(s->role), s->setting_id, s->setting_name, s->before_home_at };
    return p;
}

void people_touch(struct web *w) { touch_session(w->db, web_hash(w->arena, web_session(w)), w->now); }

const char *people_password_hash(struct arena *a, const char *password)
{
    char *hash = arena_take(a, crypto_pwhash_STRBYTES, 1);
    if (crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return "";
    return hash;
}

/* What the slow threads found out before the transaction. */
struct sign_in_check { struct person_by_email *person; bool is_right, is_throttled; };

/* Checked against when there is no such account, so that the answer takes the same time. */
static const char nobodys_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Y6fQnZqTUvH0K3zLkZqg3m1e0m0nT0m0b1l0a0m0c2Y";

static const char *typed_email(struct web *w)
{
    const char *e = web_field(w, "email");
    char *low = arena_text(w->arena, e, strlen(e));
    for (char *s = low; *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s + 32);
    return low;
}

static void check_password(struct web *w)
{
    struct sign_in_check *c = arena_new(w->arena, struct sign_in_check);
    w->prepared = c;
    struct failures_of *f = failures_of(w->db, typed_email(w), w->address, w->now - FAILURES_MINUTES * 60000);
    c->is_throttled = f->by_email >= MOST_BY_ACCOUNT || f->by_address >= MOST_BY_ADDRESS;
    if (c->is_throttled)
        return;
    c->person = person_by_email(w->db, typed_email(w));
    const char *password = web_field(w, "password");
    bool known = c->person && c->person->is_active && *c->person->password_hash;
    int right = crypto_pwhash_str_verify(known ? c->person->password_hash : nobodys_hash, password, strlen(password));
    c->is_right = known && right == 0;
}

static const struct field sign_in_fields[] = {
    { "email", "Email address", .kind = EMAIL, .need = "Enter your email address", .autocomplete = "username" },
    { "password", "Password", .kind = PASSWORD, .need = "Enter your password", .autocomplete = "current-password" },
    { 0 }
};

static void show_sign_in(struct web *w)
{
    if (w->person->id) {
        web_to(w, "/");
        return;
    }
    web_page(w, "Sign in");
    view_people_sign_in(&w->out, w, form_new(w, sign_in_fields));
}

static void refuse(struct web *w, struct form *f, const char *message)
{
    form_fail(f, "email", message);
    w->status = 422;
    web_page(w, "Sign in");
    view_people_sign_in(&w->out, w, f);
}

/* Back to where they were going, if it was a path of ours. */
static const char *where_next(struct web *w)
{
    const char *after = web_kept(w, "after");
    bool good = after[0] == '/' && after[1] != '/' && after[1] != '\\' && strlen(after) < 200 && !strpbrk(after, "\r\n%\\");
    return good ? after : "/";
}

static void sign_in(struct web *w)
{
    struct sign_in_check *c = w->prepared;
    struct form *f = form_read(w, sign_in_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "Sign in");
        view_people_sign_in(&w->out, w, f);
        return;
    }
    if (c->is_throttled) {
        refuse(w, f, "Too many tries. Wait 15 minutes, then try again");
        return;
    }
    if (!c->is_right) {
        add_failure(w->db, new_id(), typed_email(w), w->address, w->now);
        web_audit(w, 0, "sign in refused", "/sign-in", "");
        refuse(w, f, "The email address or the password is not right");
        return;
    }
    forget_failures(w->db, c->person->email);
    const char *token = web_random_token(w);
    add_session(w->db, web_hash(w->arena, token), c->person->id, w->now);
    start_visit_home(w->db, c->person->id, w->now);
    web_cookie_set(w, "session", token, SESSION_HOURS * 3600);
    web_cookie_set(w, "after", "", 0);
    struct person p = { .id = c->person->id, .name = c->person->name };
    const struct person *before = w->person;
    w->person = &p;
    web_audit(w, 0, "sign in", "/sign-in", "");
    w->person = before;
    web_to(w, where_next(w));
}

static void sign_out(struct web *w)
{
    end_session(w->db, web_hash(w->arena, web_session(w)), w->now);
    web_cookie_set(w, "session", "", 0);
    web_clear_browser(w);
    web_audit(w, 0, "sign out", "/session/end", "");
    web_to(w, "/signed-out");
}

static void signed_out(struct web *w)
{
    web_cookie_set(w, "session", "", 0);
    static const struct person nobody = { .name = "", .email = "", .role = "", .setting_name = "", .may = 1u << ANYONE };      /* the frame is drawn after this returns */
    w->person = &nobody;
    web_page(w, "You are signed out");
    view_people_signed_out(&w->out);
}

static void stay(struct web *w)
{
    web_keep_session(w);
    web_bare(w, 200, "text/plain; charset=utf-8", "ok");
}

extern void people_home(struct web *);
extern void people_authority_css(struct web *);
extern void people_healthz(struct web *);
extern void people_choose_language(struct web *);

static const struct route routes[] = {
    { GET, "/", ANYONE, people_home, .menu = "Today", .is_translated = true },
    { GET, "/sign-in", ANYONE, show_sign_in, .is_translated = true },
    { POST, "/sign-in", ANYONE, sign_in, .before = check_password, .is_translated = true },
    { POST, "/session/end", SIGNED_IN, sign_out },
    { GET, "/signed-out", ANYONE, signed_out, .is_translated = true },
    { POST, "/language", ANYONE, people_choose_language },
    { GET, "/session/stay", SIGNED_IN, stay },
    { GET, "/authority.css", ANYONE, people_authority_css, .is_public = true },
    { GET, "/healthz", ANYONE, people_healthz },
    { 0 }
};

const struct feature people_feature = { "people", routes, NULL };

int64_t people_add(struct db *db, int64_t now, const struct new_person *p, const char **why)
{
    *why = "";
    if (!role_may(p->role))
        *why = "the role is one of parent, practitioner, school, health, officer, manager, analyst, administrator";
    else if (!text_is_email(p->email))
        *why = "the email address is not in the correct format";
    else if (!*p->name)
        *why = "the name is missing";
    else if (*p->password && text_length(p->password) < 10)
        *why = "the password must have 10 characters or more";
    else if (person_by_email(db, p->email))
        *why = "somebody already has this email address";
    if (**why)
        return 0;
    bool officer = strcmp(p->role, "officer") == 0, manager = strcmp(p->role, "manager") == 0;
    struct add_person row = { .id = new_id(), .role = p->role, .name = p->name, .email = p->email, .job = p->job, .organisation = p->organisation, .telephone = p->telephone,
        .sees_service = officer || manager, .sees_restricted = manager, .created_at = now };
    row.password_hash = *p->password ? people_password_hash(db->arena, p->password) : "";
    add_person(db, &row);
    return row.id;
}
