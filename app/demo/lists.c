/*
 * Lists of others as a data officer meets them: one in the register, one taken
 * back, one with rows to decide and wrong ones, one whose days could be two.
 * They go through the very engine of app/imports, so that all that follows
 * from them is right.  Called by the command once everything else is made and
 * indexed.  Whom they are about follows from the register alone; their ids are
 * counted, so that the same seed and day make the same lists.
 */
#include "app/demo/demo.h"
#include "app/demo/lists.sql.h"
#include "app/imports/imports.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

/* Ids made while lists are taken in: above all that the demo counts, below all that a clock makes. */
static const int64_t first_id = (int64_t)1 << 42;          /* above all that the rest of the demo counts, the fund from 1 << 40 among it */

struct list { struct db *db; struct out csv; int64_t manager; const char *today; };

typedef struct demo_list_attending pupil;

/* Nine in the morning, so many days ago. */
static struct act act_on(const struct list *l, int days_ago)
{
    int64_t day = date_number(l->today) - days_ago;
    return (struct act){ l->db, l->manager, date_text(l->db->arena, day), (day * 86400 + 9 * 3600) * 1000 };
}

static void begin(struct list *l, const char *headings)
{
    l->csv = (struct out){ .arena = l->db->arena };
    html_lit(&l->csv, headings, strlen(headings));
}

static void add(struct list *l, const char *const *cell, size_t n)
{
    html_lit(&l->csv, "\r\n", 2);
    for (size_t i = 0; i < n; i++) {
        const char *text = arena_print(l->db->arena, "%s%s", i ? "," : "", cell[i]);
        html_lit(&l->csv, text, strlen(text));
    }
}

#define ADD(list, ...) add(list, (const char *const[]){ __VA_ARGS__ }, sizeof (const char *const[]){ __VA_ARGS__ } / sizeof (const char *))

/* "2024-03-09" as 9/3/2024, which is how spreadsheets here write it. */
static const char *british(struct list *l, const char *iso)
{
    return *iso ? arena_print(l->db->arena, "%02d/%02d/%d", date_day(iso), date_month(iso), date_year(iso)) : "";
}

/* Takes the list in, says which day its days mean, and compares it with the register. */
static int64_t take_in(struct list *l, const char *source, const char *file, int days_ago, int64_t setting, bool compares)
{
    struct act act = act_on(l, days_ago);
    struct import_intake *in = import_read_bytes(l->db->arena, import_source_of(source), file, l->csv.at, l->csv.len, "");
    db_begin_write(l->db);
    int64_t id = import_take_in(act, in, setting, act.today);
    if (compares) {
        struct import_matching m = import_matching_of(l->db->arena, import_itself(l->db, id));
        import_remember_columns(l->db, &m, act.now);
        set_import_columns(l->db, id, import_columns_text(l->db->arena, &m), DAY_FIRST, "staging");
    }
    db_commit(l->db);
    while (import_round(l->db, act.today, act.now)) { }
    return id;
}

static void commit(struct list *l, int64_t id, int days_ago)
{
    struct act act = act_on(l, days_ago);
    db_begin_write(l->db);
    leave_undecided_rows(l->db, l->manager, id);
    start_import_commit(l->db, id, l->manager);
    db_commit(l->db);
    while (import_round(l->db, act.today, act.now)) { }
}

static void take_back(struct list *l, int64_t id, int days_ago)
{
    struct act act = act_on(l, days_ago);
    db_begin_write(l->db);
    start_import_undo(l->db, id, l->manager);
    db_commit(l->db);
    while (import_round(l->db, act.today, act.now)) { }
}

/* A nursery's headcount: its children, two with other hours, two whom nobody knew. */
static void headcount(struct list *l)
{
    size_t n;
    struct demo_list_setting *nursery = demo_list_setting(l->db);
    pupil *p = nursery ? demo_list_attending(l->db, nursery->id, &n) : NULL;
    if (!p || !n)
        return;
    begin(l, "Forename,Surname,DOB,Sex,NHS number,Postcode,Start date,Funded hours");
    const char *start = british(l, date_add_months(l->db->arena, act_on(l, 24).today, -2));
    for (size_t i = 0; i < n; i++)
        ADD(l, p[i].given_name, p[i].family_name, british(l, p[i].born_on), p[i].sex, p[i].nhs_number, p[i].postcode, "", i % 6 == 4 ? "30" : "15");
    ADD(l, "Florrie", "Tudge-Apperley", british(l, date_add_months(l->db->arena, l->today, -41)), "F", "", p[0].postcode, start, "15");
    ADD(l, "Emrys", "Skyrme-Vaughan", british(l, date_add_months(l->db->arena, l->today, -34)), "M", "", p[n - 1].postcode, start, "15");
    commit(l, take_in(l, "headcount", "Autumn headcount.csv", 24, nursery->id, true), 23);
}

/* The list of another team, sent by mistake and taken back the same day. */
static void social_care(struct list *l)
{
    size_t n;
    pupil *p = demo_list_born(l->db, date_add_months(l->db->arena, l->today, -58), date_add_months(l->db->arena, l->today, -52), &n);
    if (n < 5)
        return;
    begin(l, "First name,Last name,Date of birth,Gender,Postcode,Allocated worker,Team name");
    for (size_t i = 0; i < 5; i++)
        ADD(l, p[i].given_name, p[i].family_name, british(l, p[i].born_on), p[i].sex, p[i].postcode, i % 2 ? "Moira Whitcroft" : "Dev Chandra", "Assessment team B");
    int64_t id = take_in(l, "social-care", "Team B caseload October.csv", 11, 0, true);
    commit(l, id, 11);
    take_back(l, id, 11);
}

/* Two letters the other way round, as one types in a hurry. */
static const char *slip(struct list *l, const char *name)
{
    char *text = arena_text(l->db->arena, name, strlen(name));
    for (size_t i = 1; text[i] && text[i + 1]; i++)
        if (text[i] >= 'a' && text[i] <= 'z' && text[i + 1] >= 'a' && text[i + 1] <= 'z' && text[i] != text[i + 1]) {
            char letter = text[i];
            text[i] = text[i + 1];
            text[i + 1] = letter;
            break;
        }
    return text;
}

static const char *score(struct list *l, size_t child, size_t domain)
{
    static const int usual[] = { 45, 55, 50, 50, 50 };
    int below = child % 7 == 3 && domain != 1 ? 30 : (int)((child * 5 + domain * 3) % 4) * 5;
    return arena_print(l->db->arena, "%d", usual[domain] - below);
}

static void review_row(struct list *l, const pupil *p, size_t i, const char *given, const char *family, const char *born, const char *nhs, const char *postcode, const char *communication)
{
    const char *on = british(l, date_text(l->db->arena, date_number(l->today) - 9 - (int64_t)i % 20));
    ADD(l, given, family, born, p->sex, nhs, postcode, on, communication, score(l, i, 1), score(l, i, 2), score(l, i, 3), score(l, i, 4), i % 7 == 3 ? "Few words; points and pulls to show what is wanted" : "");
}

/* A month of two-year reviews: some as the register has them, some to decide, some wrong in the ways that lists are. */
static void two_year_reviews(struct list *l)
{
    size_t n;
    struct arena *a = l->db->arena;
    pupil *p = demo_list_born(l->db, date_add_months(a, l->today, -31), date_add_months(a, l->today, -24), &n);
    if (n < 20)
        return;
    begin(l, "First name,Surname,DOB,Sex,NHS no,Postcode,Review date,ASQ communication,ASQ gross motor,ASQ fine motor,ASQ problem solving,ASQ personal social,Comments");
    for (size_t i = 0; i < 20; i++) {
        const char *born = british(l, p[i].born_on), *communication = score(l, i, 0);
        switch (i) {
        case 4: review_row(l, &p[i], i, slip(l, p[i].given_name), slip(l, p[i].family_name), born, "", "", communication); break;       /* misheard, and no number */
        case 7: review_row(l, &p[i], i, p[i].given_name, "Whitcroft", born, "", p[i].postcode, communication); break;                     /* another family name */
        case 9: review_row(l, &p[i], i, "Baby", p[i].family_name, born, "", p[i].postcode, communication); break;
        case 11: review_row(l, &p[i], i, p[i].given_name, p[i].family_name, born, p[i].nhs_number, "LD7 1AA", communication); break;     /* moved */
        case 13: review_row(l, &p[i], i, p[i].given_name, p[i].family_name, "31/02/2024", p[i].nhs_number, p[i].postcode, communication); break;
        case 15: review_row(l, &p[i], i, p[i].given_name, p[i].family_name, born, "9990001234", p[i].postcode, communication); break;    /* a digit is wrong */
        case 17: review_row(l, &p[i], i, p[i].given_name, p[i].family_name, born, p[i].nhs_number, p[i].postcode, "450"); break;
        default: review_row(l, &p[i], i, p[i].given_name, p[i].family_name, born, p[i].nhs_number, p[i].postcode, communication); break;
        }
    }
    review_row(l, &p[0], 20, "Odhran", "Loveridge-Cash", british(l, date_add_months(a, l->today, -26)), "", "MF2 9ZZ", "40");
    review_row(l, &p[1], 21, "Saoirse", "Doran", british(l, date_add_months(a, l->today, -27)), "", "MF2 9ZZ", "25");
    review_row(l, &p[2], 2, p[2].given_name, p[2].family_name, british(l, p[2].born_on), p[2].nhs_number, p[2].postcode, "35");      /* twice in the list */
    take_in(l, "two-year-reviews", "Two year reviews.csv", 1, 0, true);
}

/* Admissions, with days that could be two: its page asks. */
static void admissions(struct list *l)
{
    size_t n;
    struct demo_list_setting *school = demo_list_school(l->db);
    pupil *p = demo_list_born(l->db, date_add_months(l->db->arena, l->today, -62), date_add_months(l->db->arena, l->today, -51), &n);
    if (!school || n < 8)
        return;
    begin(l, "Pupil forename,Pupil surname,Birth date,Home postcode,Offer made,Sibling at school");
    for (size_t i = 0, rows = 0; i < n && rows < 8; i++) {
        if (date_day(p[i].born_on) > 12)
            continue;
        ADD(l, p[i].given_name, p[i].family_name, british(l, p[i].born_on), p[i].postcode, "03/04/2026", i % 3 ? "No" : "Yes");
        rows++;
    }
    take_in(l, "admissions", "Offers for September.csv", 0, school->id, false);
}

void demo_lists_make(struct db *db, const char *today)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    db->arena = own;
    struct demo_list_manager *manager = demo_list_manager(db);
    struct list l = { .db = db, .manager = manager->id, .today = today };
    new_ids_from(first_id);
    headcount(&l);
    social_care(&l);
    two_year_reviews(&l);
    admissions(&l);
    new_ids_from(0);
    db->arena = before;
    arena_free(own);
}
