/*
 * Records that may be of one child, as after some weeks of work: found, one
 * pair with a note by an officer, one told apart, one joined.  Called by the
 * command once all is made and indexed.
 */
#include "app/demo/demo.h"
#include "app/joining/find.h"
#include "app/joining/merge.h"
#include "app/joining/rules.h"
#include "app/people/people.sql.h"

#include <string.h>

static bool own_words_stand(void *of, const char *fact) { return (void)of, (void)fact, false; }

static int64_t person(struct db *db, const char *role)
{
    for (size_t i = 0; demo_sign_ins[i][0]; i++)
        if (strcmp(demo_sign_ins[i][0], role) == 0) {
            struct person_by_email *p = person_by_email(db, demo_sign_ins[i][2]);
            return p ? p->id : 0;
        }
    return 0;
}

/* ---- second records ---- */

/* As somebody heard it: "Isabella" as "Isbella". */
static const char *misheard(struct arena *a, const char *name)
{
    return strlen(name) > 4 && (unsigned char)name[2] < 128 && (unsigned char)name[3] < 128 ? arena_print(a, "%.2s%s", name, name + 3) : name;
}

/* A nursery's list brought the child once more, without a number, with the place that we know. */
static void add_second_record(struct act a, int64_t child)
{
    struct child_by_id *c = child_itself(a.db, child);
    size_t n;
    struct placements_open *p = placements_open(a.db, child, &n);
    int64_t id = child_add(a, &(struct new_child){ .given_name = misheard(a.db->arena, c->given_name), .family_name = c->family_name, .born_on = c->born_on, .sex = c->sex,
        .address = c->address, .postcode = c->postcode, .area = c->area });
    if (n)
        child_add_placement(a, id, p[0].setting_id, "", p[0].hours);
}

static void add_second_records(struct act a)
{
    enum { SECOND_RECORDS = 3 };
    size_t n;
    struct demo_known_children *c = demo_known_children(a.db, &n);
    for (size_t i = 1; i <= SECOND_RECORDS && n > SECOND_RECORDS; i++)
        add_second_record(a, c[i * n / (SECOND_RECORDS + 1)].id);
}

/* ---- what was decided ---- */

static void told_apart(struct act a, const struct demo_pairs *p)
{
    decide_pair(a.db, &(struct decide_pair){ .viewer = a.person_id, .id = p->id, .status = "two", .because = "Cousins: both came to the playgroup on the same morning", .decided_on = a.today });
}

static void noted(struct act a, const struct demo_pairs *p)
{
    add_opinion(a.db, &(struct add_opinion){ .id = new_id(), .duplicate_id = p->id, .opinion = "one",
        .words = "The health visitor knows one child only at this address. I have asked the nursery which day of birth is on the birth certificate.", .person_id = a.person_id, .on_day = a.today });
}

/* The last pair with a record that the service knows: there is something to join. */
static const struct demo_pairs *to_join(struct db *db, const struct demo_pairs *p, size_t n)
{
    for (size_t i = n - 1; i > 1; i--)
        if (*child_itself(db, p[i - 1].child_id)->known_on)
            return &p[i - 1];
    return &p[1];
}

static void joined(struct act a, const struct site *site, const struct demo_pairs *p)
{
    struct child_by_id *x = child_itself(a.db, p->child_id), *y = child_itself(a.db, p->other_id);
    size_t n;
    bool x_stands = *x->known_on || !*y->known_on;
    rules_against(a.db, site, x, y, &n);
    if (!n)
        merge_records(a, site, &(struct merge){ .child = x_stands ? x : y, .other = x_stands ? y : x, .chosen = own_words_stand,
            .because = "The mother confirmed the spelling on the telephone" });
}

void demo_pairs_make(struct db *db, const struct site *site, const char *today)
{
    size_t n;
    const char *lately = date_add_days(db->arena, today, -6);
    int64_t at = date_number(lately) * 86400000 + 36000000, manager = person(db, "manager");
    db_begin_write(db);
    add_second_records((struct act){ db, 0, lately, at });
    db_commit(db);
    pairs_find_all(db, today);
    struct demo_pairs *p = demo_pairs(db, &n);
    db_begin_write(db);
    if (n)
        noted((struct act){ db, person(db, "officer"), lately, at }, &p[0]);
    if (n > 2)
        told_apart((struct act){ db, manager, lately, at }, &p[n - 1]);
    if (n > 1)
        joined((struct act){ db, manager, lately, at }, site, to_join(db, p, n));
    db_commit(db);
}
