/* The pages of partner teams: the list with how they answer, one team, who there may accept.  See teams.h. */
#include "app/request/teams.h"
#include "app/request/views.h"
#include "app/directory/directory.h"
#include "app/directory/pages.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { YEAR = 12 };

const struct choice team_kinds[] = {
    { "health", "Health", NULL }, { "social care", "Social care", NULL }, { "advice", "Advice for parents (SENDIASS)", NULL }, { "family hub", "Family hub", NULL },
    { "education", "Education", NULL }, { "authority", "Another authority", NULL }, { "charity", "Charity", NULL }, { 0 }
};

static const struct field team_fields[] = {
    { "name", "Name of the team", .kind = LINE, .max = 120, .need = "Enter the name of the team" },
    { "kind", "What kind of team is it?", .kind = RADIOS, .choices = team_kinds, .need = "Choose what kind of team it is" },
    { "what_they_do", "What they do", "Families read this. Plain words, as you would say it to a parent", .kind = PARAGRAPH, .max = 1000, .need = "Write what they do" },
    { "telephone", "Telephone", "Families read this", .kind = TELEPHONE },
    { "email", "Email address of the team", "Where we write to. Not shown to families", .kind = EMAIL },
    { "website", "Website", "Begins with https://", .kind = LINE, .max = 300 },
    { "areas", "For which areas is it?", "Choose none if it is for the whole authority, or for families elsewhere", .kind = CHECKBOXES },
    { "version", "Version", .kind = HIDDEN },
    { 0 }
};

static const struct field person_fields[] = {
    { "person_name", "Name", .kind = NAME, .max = 100, .need = "Enter the name of the person" },
    { "person_job", "Job", .kind = LINE, .max = 100 },
    { "person_email", "Their email address", "Where they get the link to say yes or no. Leave it empty if they tell us by telephone", .kind = EMAIL },
    { 0 }
};

/* ---- Figures ---- */

struct answered { int64_t days, n; };

/* The middle of N answers in ROWS, each with how many working days it took. */
static int64_t middle(struct answered *a, size_t rows, int64_t n)
{
    for (size_t i = 1; i < rows; i++)
        for (size_t k = i; k && a[k].days < a[k - 1].days; k--) {
            struct answered t = a[k];
            a[k] = a[k - 1];
            a[k - 1] = t;
        }
    int64_t before = 0;
    for (size_t i = 0; i < rows; i++)
        if ((before += a[i].n) * 2 >= n)
            return a[i].days;
    return -1;
}

static void put_day(struct answered *a, size_t *rows, int64_t days, int64_t n)
{
    for (size_t i = 0; i < *rows; i++)
        if (a[i].days == days) {
            a[i].n += n;
            return;
        }
    if (*rows < 300)
        a[(*rows)++] = (struct answered){ days, n };
}

static struct team_figures figures_of(struct arena *a, const struct team_answers *row, size_t n, int64_t partner)
{
    struct team_figures f = { .days = -1, .oldest = "" };
    struct answered *took = arena_array(a, struct answered, 300);
    size_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        if (row[i].partner_id != partner)
            continue;
        bool yes = strcmp(row[i].answer, "accepted") == 0, no = strcmp(row[i].answer, "declined") == 0;
        f.asked += row[i].n;
        f.yes += yes ? row[i].n : 0;
        f.no += no ? row[i].n : 0;
        if (!*row[i].answer) {
            f.open += row[i].n;
            if (!*f.oldest)
                f.oldest = row[i].asked_on;
        }
        if (yes || no)
            put_day(took, &rows, date_working_days_between(row[i].asked_on, row[i].answered_on), row[i].n);
    }
    if (f.yes + f.no)
        f.days = middle(took, rows, f.yes + f.no);
    return f;
}

const char *team_count(struct web *w, int64_t n)
{
    int64_t least;
    if (!text_number(authority(w, "suppress_below"), &least) || least < 3)
        least = 5;
    return n && n < least && !web_may(w, TRIAGE) ? arena_print(w->arena, "Fewer than %lld", (long long)least) : arena_print(w->arena, "%lld", (long long)n);
}

/* ---- Choosing one of those who may accept ---- */

const struct choice *team_people_choices(struct web *w)
{
    size_t n;
    struct people_who_accept *p = people_who_accept(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 2);
    c[n] = (struct choice){ "other", "Somebody else", NULL };
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].id), arena_print(w->arena, "%s: %s%s%s", p[i].partner_name, p[i].name, *p[i].job ? ", " : "", p[i].job), NULL };
    return c;
}

const struct people_who_accept *team_person(struct web *w, int64_t id)
{
    size_t n;
    struct people_who_accept *p = people_who_accept(w->db, &n);
    for (size_t i = 0; i < n; i++)
        if (p[i].id == id)
            return &p[i];
    return NULL;
}

const struct choice *team_names(struct db *db, int64_t partner)
{
    size_t n;
    struct team_people *p = team_people(db, partner, &n);
    struct choice *c = arena_array(db->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ p[i].name, p[i].name, *p[i].job ? p[i].job : NULL };
    return n ? c : NULL;
}

const char *team_job(struct db *db, int64_t partner, const char *name)
{
    size_t n;
    struct team_people *p = team_people(db, partner, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(p[i].name, name) == 0)
            return p[i].job;
    return "";
}

/* ---- The list ---- */

static void teams_list(struct web *w)
{
    struct teams_page p = { 0 };
    size_t rows;
    p.team = teams(w->db, &p.n);
    struct team_answers *row = team_answers(w->db, date_add_months(w->arena, w->today, -YEAR), &rows);
    p.figures = arena_array(w->arena, struct team_figures, p.n + 1);
    for (size_t i = 0; i < p.n; i++)
        p.figures[i] = figures_of(w->arena, row, rows, p.team[i].id);
    web_page(w, "Partner teams");
    view_teams_list(&w->out, w, &p);
}

/* ---- One team ---- */

static struct team_by_id *team_or_stop(struct web *w)
{
    struct team_by_id *t = team_by_id(w->db, web_id(w, "id"));
    if (!t)
        web_stop(w, 404);
    return t;
}

static struct form *with_areas(struct form *f)
{
    form_choices(f, "areas", directory_area_boxes(f->w));
    return f;
}

static void fill(struct form *f, const struct team_by_id *t)
{
    form_set(f, "name", t->name);
    form_set(f, "kind", t->kind);
    form_set(f, "what_they_do", t->what_they_do);
    form_set(f, "telephone", t->telephone);
    form_set(f, "email", t->email);
    form_set(f, "website", t->website);
    form_set(f, "areas", directory_boxes_of(f, "areas", t->areas));
    form_set_number(f, "version", t->version);
}

/* Two teams of one name could not be told apart where one of them is chosen. */
static void check(struct form *f, int64_t but)
{
    const char *site = form_value(f, "website");
    if (*site && strncmp(site, "https://", 8) != 0 && strncmp(site, "http://", 7) != 0)
        form_fail(f, "website", "The address of a website begins with https:// or http://");
    if (*form_value(f, "name") && teams_named(f->w->db, form_value(f, "name"), but)->n)
        form_fail(f, "name", "There is a team of this name already. Give this one another");
}

/* F or PERSON NULL: as they are saved. */
static void show(struct web *w, struct team_by_id *t, struct form *f, struct form *person)
{
    struct team_page p = { .team = t, .f = f, .person = person };
    if ((f && !form_is_right(f)) || (person && !form_is_right(person)))
        w->status = w->status == 200 ? 422 : w->status;
    if (!f) {
        p.f = with_areas(form_new(w, team_fields));
        if (t)
            fill(p.f, t);
    }
    if (!person)
        p.person = form_new(w, person_fields);
    if (t) {
        size_t rows;
        struct team_answers *row = team_answers(w->db, date_add_months(w->arena, w->today, -YEAR), &rows);
        p.figures = figures_of(w->arena, row, rows, t->id);
        p.people = team_people(w->db, t->id, &p.n_people);
        if (web_may(w, TRIAGE))
            p.open = handovers_open(w->db, w->person->id, t->id, &p.n_open);
    }
    web_page(w, t ? t->name : "Add a partner team");
    view_team(&w->out, w, &p);
}

static void team_show(struct web *w) { show(w, team_or_stop(w), NULL, NULL); }
static void team_new(struct web *w) { show(w, NULL, NULL, NULL); }

static void team_add(struct web *w)
{
    struct form *f = with_areas(form_read(w, team_fields));
    check(f, 0);
    if (!form_is_right(f)) {
        show(w, NULL, f, NULL);
        return;
    }
    int64_t id = new_id();
    add_team(w->db, &(struct add_team){ .id = id, .name = form_value(f, "name"), .kind = form_value(f, "kind"), .what_they_do = form_value(f, "what_they_do"), .telephone = form_value(f, "telephone"),
        .email = form_value(f, "email"), .website = form_value(f, "website"), .areas = directory_list_of(f, "areas") });
    web_audit(w, 0, "change", "partner team", arena_print(w->arena, "%lld added", (long long)id));
    web_notice(w, "The team was added. Now say who there may accept a family");
    web_to_f(w, "/partners/%lld", (long long)id);
}

static void team_save(struct web *w)
{
    struct team_by_id *t = team_or_stop(w);
    struct form *f = with_areas(form_read(w, team_fields));
    check(f, t->id);
    if (form_is_right(f) && form_number(f, "version") != t->version) {
        form_set_number(f, "version", t->version);
        form_fail(f, NULL, "Somebody else changed this team while you were writing. Look at it in another window, then save again to keep yours");
        w->status = 409;
    }
    if (!form_is_right(f)) {
        show(w, t, f, NULL);
        return;
    }
    if (!change_team(w->db, &(struct change_team){ .id = t->id, .version = t->version, .name = form_value(f, "name"), .kind = form_value(f, "kind"), .what_they_do = form_value(f, "what_they_do"),
            .telephone = form_value(f, "telephone"), .email = form_value(f, "email"), .website = form_value(f, "website"), .areas = directory_list_of(f, "areas") }))
        web_stop(w, 409);
    web_audit(w, 0, "change", "partner team", arena_print(w->arena, "%lld name kind what_they_do telephone email website areas", (long long)t->id));
    web_notice(w, "The team was saved");
    web_to_f(w, "/partners/%lld", (long long)t->id);
}

/* What they were asked already they still answer; they are offered for nothing new. */
static void team_retire(struct web *w)
{
    struct team_by_id *t = team_or_stop(w);
    team_is_asked(w->db, t->id, !t->is_active);
    web_audit(w, 0, "change", "partner team", arena_print(w->arena, "%lld is_active", (long long)t->id));
    web_notice(w, t->is_active ? "Retired: nobody can be passed on to this team any more. What they were asked already they still answer" : "Brought back: families can be passed on to this team again");
    web_to_f(w, "/partners/%lld", (long long)t->id);
}

static void team_person_add(struct web *w)
{
    struct team_by_id *t = team_or_stop(w);
    struct form *f = form_read(w, person_fields);
    size_t n;
    struct team_people *p = team_people(w->db, t->id, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(p[i].name, form_value(f, "person_name")) == 0)
            form_fail(f, "person_name", "This person is among them already");
    if (!form_is_right(f)) {
        show(w, t, NULL, f);
        return;
    }
    add_team_person(w->db, &(struct add_team_person){ .id = new_id(), .partner_id = t->id, .name = form_value(f, "person_name"), .job = form_value(f, "person_job"), .email = form_value(f, "person_email"), .from_on = w->today });
    web_audit(w, 0, "change", "partner team", arena_print(w->arena, "%lld person added", (long long)t->id));
    web_notice(w, "Added to those who may accept");
    web_to_f(w, "/partners/%lld", (long long)t->id);
}

static void team_person_drop(struct web *w)
{
    struct team_by_id *t = team_or_stop(w);
    if (!end_team_person(w->db, t->id, web_id(w, "member"), w->today))
        web_stop(w, 404);
    web_audit(w, 0, "change", "partner team", arena_print(w->arena, "%lld person ended", (long long)t->id));
    web_notice(w, "No longer among those who may accept");
    web_to_f(w, "/partners/%lld", (long long)t->id);
}

static const struct route routes[] = {
    { GET, "/partners", CHANGE_PARTNERS, teams_list },
    { GET, "/partners/new", CHANGE_PARTNERS, team_new },
    { POST, "/partners/new", CHANGE_PARTNERS, team_add },
    { GET, "/partners/:id", CHANGE_PARTNERS, team_show },
    { POST, "/partners/:id", CHANGE_PARTNERS, team_save },
    { POST, "/partners/:id/retire", CHANGE_PARTNERS, team_retire },
    { POST, "/partners/:id/people", CHANGE_PARTNERS, team_person_add },
    { POST, "/partners/:id/people/:member/drop", CHANGE_PARTNERS, team_person_drop },
    { 0 }
};

const struct feature teams_feature = { "teams", routes, NULL };
