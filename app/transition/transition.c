/* The table of the feature, and what all its files ask: the years and days of a start, whom a page is about. */
#include "app/transition/transition.h"
#include "base/date.h"

#include <string.h>

int64_t start_year(int64_t school_year, int64_t agreed_year) { return agreed_year ? agreed_year : school_year; }

int next_start(const char *today) { return date_academic_year(today) + 1; }

bool is_summer_born(const char *born_on)
{
    int month = date_month(born_on);
    return month >= 4 && month <= 8;
}

/* Offers go out on 16 April or the next working day; the rest are fixed days. */
struct start_days start_days(struct arena *a, int64_t year)
{
    long long y = year;
    return (struct start_days){ arena_print(a, "%lld-01-15", y), arena_print(a, "%lld-02-15", y), date_add_working_days(a, arena_print(a, "%lld-04-16", y), 0),
        arena_print(a, "%lld-05-31", y), arena_print(a, "%lld-09-01", y) };
}

const char *called(const struct start_of *c)
{
    return *c->known_as ? c->known_as : *c->given_name ? c->given_name : c->family_name;
}

/* The term that begins after the prescribed day of compulsory school age. */
static const char *term_after(struct arena *a, const char *day)
{
    int month = date_month(day), year = date_year(day);
    return month == 3 ? arena_print(a, "summer term (April %d)", year) : month == 8 ? arena_print(a, "autumn term (September %d)", year) : arena_print(a, "spring term (January %d)", year + 1);
}

const char **start_explained(struct arena *a, const struct start_of *c)
{
    const char **line = arena_array(a, const char *, 5);
    long long year = c->school_year;
    size_t n = 0;
    if (!date_valid(c->born_on))
        return line;
    line[n++] = arena_print(a, "Born on %s. Children born from 1 September %lld to 31 August %lld normally start Reception in September %lld.",
        date_words(a, c->born_on), year - 5, year - 4, year);
    const char *compulsory = date_compulsory_school_age(a, c->born_on);
    line[n++] = arena_print(a, "Compulsory school age is reached on %s. From the start of the %s a child must be in full-time education.", date_words(a, compulsory), term_after(a, compulsory));
    line[n++] = "Until then the family may choose a part-time start, or a later start in the same school year (not after the start of the summer term). They agree this with the school.";
    if (is_summer_born(c->born_on))
        line[n++] = arena_print(a, "Because this child was born between 1 April and 31 August, the family may ask the admission authority to let Reception begin in September %lld instead. It decides in the child’s best interests.", year + 1);
    return line;
}

struct start_of *start_or_stop(struct web *w, int64_t child)
{
    child_or_stop(w, child);
    struct start_of *s = start_of(w->db, w->person->id, child);
    if (!s)
        web_stop(w, 404);
    return s;
}

struct passport_by_id *passport_or_stop(struct web *w, int64_t id)
{
    struct passport_by_id *p = passport_by_id(w->db, w->person->id, id);
    bool is_out = p && (strcmp(p->status, "shared") == 0 || strcmp(p->status, "read") == 0);
    if (!p || (web_role(w, "school") && (!is_out || !p->is_at_my_school)))
        web_stop(w, 404);
    child_or_stop(w, p->child_id);
    return p;
}

const char *passport_status_words(const char *status)
{
    static const char *const words[][2] = { { "", "Not written yet" }, { "draft", "Draft" }, { "agreed", "Agreed with the family" },
        { "shared", "Shared, not read yet" }, { "read", "Read by the school" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], status) == 0)
            return words[i][1];
    return status;
}

const char *passport_status_class(const char *status)
{
    if (strcmp(status, "read") == 0)
        return "rd-state rd-state--done";
    if (strcmp(status, "shared") == 0 || strcmp(status, "agreed") == 0)
        return "rd-state rd-state--ok";
    return *status ? "rd-state rd-state--soon" : "rd-state rd-state--none";
}

const char *next_step(struct arena *a, const struct start_of *s)
{
    const char *day = date_words(a, start_days(a, start_year(s->school_year, s->agreed_year)).passport);
    if (!*s->passport)
        return arena_print(a, "Write the school passport. It should reach the school by %s.", day);
    if (strcmp(s->passport, "draft") == 0)
        return arena_print(a, "Go through the passport with the family and agree it. It should reach the school by %s.", day);
    if (strcmp(s->passport, "agreed") == 0)
        return s->school_id && *s->place_on ? arena_print(a, "Share the passport with %s by %s.", s->school, day) : "The passport is agreed. Once the school place is confirmed, it can be shared.";
    if (strcmp(s->passport, "shared") == 0)
        return "The school has the passport and has not confirmed yet that they have read it.";
    return "The school has read the passport. Next: look together how school is going.";
}

static const struct route routes[] = {
    { GET, "/school-starters", SEE_COHORT, show_cohort, .menu = "Starting school" },
    { GET, "/school-starters/export", SEE_COHORT, export_cohort },
    { GET, "/children/:id/school", SEE_CHILDREN, show_start, .is_translated = true },
    { POST, "/children/:id/school/place", WRITE_PASSPORTS, save_place },
    { POST, "/children/:id/school/year", SEE_COHORT, save_year },
    { POST, "/children/:id/school/year/undo", SEE_COHORT, undo_year },
    { GET, "/children/:id/school/check", CHECK_SCHOOL_START, show_check },
    { POST, "/children/:id/school/check", CHECK_SCHOOL_START, save_check },
    { POST, "/children/:id/passport/new", WRITE_PASSPORTS, make_passport },
    { GET, "/passports/:id", SEE_CHILDREN, show_passport, .is_translated = true },
    { GET, "/passports/:id/edit", WRITE_PASSPORTS, edit_passport },
    { POST, "/passports/:id/edit", WRITE_PASSPORTS, save_passport },
    { GET, "/passports/:id/agree", WRITE_PASSPORTS, ask_agreed },
    { POST, "/passports/:id/agree", WRITE_PASSPORTS, save_agreed },
    { GET, "/passports/:id/share", WRITE_PASSPORTS, ask_share },
    { POST, "/passports/:id/share", WRITE_PASSPORTS, save_share },
    { POST, "/passports/:id/unshare", WRITE_PASSPORTS, save_unshare },
    { GET, "/passports/:id/pdf", SEE_CHILDREN, show_passport_pdf, .is_slow = true },
    { GET, "/passports/:id/view", SPEAK_FOR_FAMILY, show_family_words, .is_translated = true },
    { POST, "/passports/:id/view", SPEAK_FOR_FAMILY, save_family_words, .is_translated = true },
    { POST, "/passports/:id/read", RECEIVE_CHILDREN, save_read },
    { GET, "/starters", RECEIVE_CHILDREN, show_coming, .menu = "Children coming to us" },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 40, SEE_CHILDREN, draw_start_of_child },
    { "family", 40, SPEAK_FOR_FAMILY, draw_start_for_family },
    { "copy", 40, SPEAK_FOR_FAMILY, draw_passport_in_copy },
    { "home", 40, WRITE_PASSPORTS, draw_passports_to_do },
    { "home", 41, RECEIVE_CHILDREN, draw_school_to_do },
    { "home", 42, SPEAK_FOR_FAMILY, draw_family_passports },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "school_start", "Place at a school", ONE_EACH, .key = "1", .fills = "school_id# place_on agreed_year# agreed_because agreed_by agreed_on",
      .day = "place_on", .words = "coalesce((SELECT t.name FROM setting t WHERE t.id = school_id), '')" },
    { "passport", "School passports", ONE_EACH, .day = "shared_on", .words = "status", .path = "/passports/" },
    { "school_check", "How school is going", ONE_EACH, .by = "point", .day = "checked_on", .words = "point" },
    { 0 }
};

const struct feature transition_feature = { "transition", routes, panels, .lanes = lanes_of_start, .tables = tables, .copy = passport_copy };
