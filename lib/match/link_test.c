/*
 * Proves the linkage: EM and weights against what splink published, then whole
 * files whose truth is known.  Files are read from RIGHTDOOR_SHARED (standard
 * ../shared); where they are not, the test says so and is left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/text.h"
#include "bench/children.h"
#include "match/distance.h"
#include "match/em.h"
#include "match/link.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Files ---- */

/* False where the file is not there; one that is there must be in order. */
static bool read_file(struct arena *a, const char *name, struct csv *csv)
{
    const char *shared = getenv("RIGHTDOOR_SHARED");
    const char *path = arena_print(a, "%s/reference-data/%s", shared ? shared : "../shared", name);
    FILE *f = fopen(path, "rb");
    if (!f) {
        printf("             left out: no %s (set RIGHTDOOR_SHARED)\n", path);
        return false;
    }
    size_t size = 4 << 20;
    char *bytes = arena_array(a, char, size);
    size_t len = fread(bytes, 1, size, f);
    fclose(f);
    assert_true(csv_read(a, bytes, len, NULL, csv));
    return true;
}

static const char *cell(struct arena *a, const struct csv *csv, size_t row, const char *heading)
{
    int column = csv_column(a, csv, heading);
    assert_true(column >= 0);
    return csv_cell(a, &csv->row[row], column);
}

/* As it stands in the file, spaces and all ("Julia " is not "Julia" to splink). */
static const char *raw(const struct csv *csv, size_t row, int column)
{
    return csv->row[row].cell[column];
}

static void assert_near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%.17g is not %.17g", got, expected);
}

/* ---- splink's trace of EM on fake_1000_from_splink_demos ---- */

enum { FIRST, DOB, CITY, EMAIL, SPLINK_FIELDS };

static struct em_model splink_start(void)
{
    struct em_model em = { .fields = SPLINK_FIELDS, .lambda = .3 };
    em.field[FIRST] = (struct em_field){ 3, { .7, .2, .1 }, { .1, .1, .8 } };
    for (int f = DOB; f < SPLINK_FIELDS; f++)
        em.field[f] = (struct em_field){ 2, { .9, .1 }, { .1, .9 } };
    return em;
}

/* The share of people with a name that have this one. */
static double frequency(const struct csv *csv, int column, const char *value)
{
    double known = 0, same = 0;
    for (size_t i = 1; i < csv->n; i++) {
        known += *raw(csv, i, column) != 0;
        same += text_equal(raw(csv, i, column), value);
    }
    return same / known;
}

static size_t slow_edits(const char *a, const char *b);

static struct em_row splink_row(struct arena *a, const struct csv *csv, size_t i, size_t j)
{
    static const char *const heading[] = { "first_name", "dob", "city", "email" };
    struct em_row row = { .pairs = 1, .factor = 1 };
    for (int f = 0; f < SPLINK_FIELDS; f++) {
        int column = csv_column(a, csv, heading[f]);
        const char *x = raw(csv, i, column), *y = raw(csv, j, column);
        bool same = text_equal(x, y);
        row.level[f] = (int8_t)(!*x || !*y ? -1 : same ? 0 : 1);
        if (f == FIRST && row.level[f] == 0)
            row.factor = pow(.1 / frequency(csv, column, x), .6);
        if (f == FIRST && row.level[f] == 1)
            row.level[f] = slow_edits(x, y) <= 2 ? 1 : 2;
    }
    return row;
}

static struct em_row *splink_rows(struct arena *a, const struct csv *csv, size_t *n)
{
    struct em_row *row = arena_array(a, struct em_row, 4000);
    int surname = csv_column(a, csv, "surname");
    for (size_t i = 1; i < csv->n; i++)
        for (size_t j = i + 1; j < csv->n; j++)
            if (*raw(csv, i, surname) && text_equal(raw(csv, i, surname), raw(csv, j, surname)))
                row[(*n)++] = splink_row(a, csv, i, j);
    return row;
}

/* Levenshtein's distance, the plain way: no swaps. */
static size_t slow_edits(const char *a, const char *b)
{
    size_t row[200], n = strlen(b);
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0]++;
        for (size_t j = 1; j <= n; j++) {
            size_t least = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            least = least < row[j] + 1 ? least : row[j] + 1;
            row[j] = least < row[j - 1] + 1 ? least : row[j - 1] + 1;
        }
    }
    return row[n];
}

/* A rare name's factor stands against u of the exact level as it is now. */
static void follow_trace(struct em_row *row, size_t n, bool keep_u, double second, double m_second)
{
    struct em_model em = splink_start();
    const struct em_way one = { .rounds = 1, .keep_u = keep_u };
    em_learn(&em, row, n, &one, NULL);
    assert_near(em.lambda, .2588110991484573, 1e-12);
    for (size_t i = 0; i < n; i++)
        row[i].factor *= row[i].level[FIRST] == 0 ? pow(em.field[FIRST].u[0] / .1, .6) : 1;
    em_learn(&em, row, n, &one, NULL);
    assert_near(em.lambda, second, 1e-12);
    assert_near(em.field[FIRST].m[1], m_second, 1e-12);
}

static void em_follows_splink(void **state)
{
    (void)state;
    struct arena a = { 0 };
    struct csv csv;
    size_t n = 0;
    if (!read_file(&a, "splink/fake_1000_from_splink_demos.csv", &csv)) {
        arena_free(&a);
        return;
    }
    struct em_row *row = splink_rows(&a, &csv, &n);
    assert_int_equal(n, 3167);
    follow_trace(row, n, true, .2823831219907462, .13468402611428465);
    follow_trace(row, n, false, .2954053465070158, .1568402413576787);
    arena_free(&a);
}

/* One pair's weight, as splink prints it: its prior, three fields, a rare name. */
static void a_weight_is_splinks(void **state)
{
    (void)state;
    struct em_model em = splink_start();
    struct em_row row = { { 0, 0, 1, 1, 0 }, 1, 4.272592890212634 };
    em.lambda = .3 / .7 / 9 / (1 + .3 / .7 / 9);
    em.fields = SPLINK_FIELDS + 1;   /* the last is the surname, which agrees */
    em.field[SPLINK_FIELDS] = (struct em_field){ 2, { .9, .1 }, { .1, .9 } };
    double odds = em_odds(&em, &row, 0);
    assert_near(log2(odds), .5101493570766487, 1e-12);
    assert_near(odds / (1 + odds), .5874923778509089, 1e-12);
}

/* ---- splink's known parameters ---- */

static struct em_row *known_rows(struct arena *a, const struct csv *csv)
{
    struct em_row *row = arena_array(a, struct em_row, csv->n);
    for (size_t i = 1; i < csv->n; i++)
        for (int f = 0; f < 3; f++) {
            const char *gamma = cell(a, csv, i, arena_print(a, "gamma_col_%d", f + 1));
            row[i - 1].level[f] = (int8_t)(*gamma == '1' ? 0 : *gamma == '0' ? 1 : -1);
            row[i - 1].pairs = row[i - 1].factor = 1;
        }
    return row;
}

static void em_finds_known_parameters(void **state)
{
    (void)state;
    static const double m[] = { .7, .9, .95 }, u[] = { .1, .025, .2 };
    struct arena a = { 0 };
    struct csv csv;
    if (!read_file(&a, "splink/known_params_comparison_vectors.csv", &csv)) {
        arena_free(&a);
        return;
    }
    const struct em_row *row = known_rows(&a, &csv);
    struct em_model em = { .fields = 3, .lambda = .3 };
    for (int f = 0; f < 3; f++)
        em.field[f] = (struct em_field){ 2, { .8, .2 }, { .2, .8 } };
    em_learn(&em, row, csv.n - 1, &(struct em_way){ .rounds = 200, .still = 1e-5 }, NULL);
    assert_near(em.lambda, .5, .005);
    for (int f = 0; f < 3; f++) {
        assert_near(em.field[f].m[0], m[f], .01);
        assert_near(em.field[f].u[0], u[f], .01);
    }
    for (size_t i = 1; i < csv.n; i++) {
        double odds = em_odds(&em, &row[i - 1], 0), p = strtod(cell(&a, &csv, i, "true_match_probability_l"), NULL);
        assert_near(odds / (1 + odds), p, .01);
    }
    arena_free(&a);
}

/* ---- Whole files ---- */

static void tell(const char *what, const struct link_result *r, const uint32_t *truth, size_t true_pairs)
{
    struct quality q = quality_at(r, truth, true_pairs, LINK_PERSON), sure = quality_at(r, truth, true_pairs, LINK_CERTAIN);
    printf("             %s: precision %.4f recall %.4f F1 %.4f (from .99: %.4f %.4f %.4f); %zu compared, %zu true\n", what, q.precision,
        q.recall, q.f1, sure.precision, sure.recall, sure.f1, r->count.compared, true_pairs);
}

struct lot { struct link_record *record; uint32_t *truth; size_t n, true_pairs; };

static size_t count_true(const struct lot *lot)
{
    size_t pairs = 0;
    for (size_t i = 0; i < lot->n; i++)
        for (size_t j = i + 1; j < lot->n; j++)
            pairs += lot->truth[i] == lot->truth[j];
    return pairs;
}

static const char *febrl_address(struct arena *a, const struct csv *csv, size_t i)
{
    return arena_print(a, "%s %s %s %s", cell(a, csv, i, "street_number"), cell(a, csv, i, "address_1"), cell(a, csv, i, "address_2"),
        cell(a, csv, i, "suburb"));
}

/* The record id is "rec-223-org" or "rec-223-dup-0". */
static bool read_febrl(struct arena *a, const char *name, bool has_number, struct lot *lot)
{
    struct csv csv;
    if (!read_file(a, name, &csv))
        return false;
    *lot = (struct lot){ arena_array(a, struct link_record, csv.n), arena_array(a, uint32_t, csv.n), csv.n - 1, 0 };
    for (size_t i = 1; i < csv.n; i++) {
        lot->truth[i - 1] = (uint32_t)strtoul(cell(a, &csv, i, "rec_id") + 4, NULL, 10);
        lot->record[i - 1] = (struct link_record){ cell(a, &csv, i, "given_name"), cell(a, &csv, i, "surname"), "",
            cell(a, &csv, i, "date_of_birth"), "", cell(a, &csv, i, "postcode"), has_number ? cell(a, &csv, i, "soc_sec_id") : "", "",
            febrl_address(a, &csv, i) };
    }
    lot->true_pairs = count_true(lot);
    return true;
}

/* F1 of pairs of .5 and more; nothing is learned from the truth. 1 if the file is not there. */
static double febrl(const char *name, bool has_number)
{
    struct arena a = { 0 };
    struct lot lot;
    if (!read_febrl(&a, name, has_number, &lot)) {
        arena_free(&a);
        return 1;
    }
    const struct link_result *r = link_all(&a, lot.record, lot.n, &(struct link_options){ .is_any_shape = true });
    tell(arena_print(&a, "%s %s number", name, has_number ? "with" : "without"), r, lot.truth, lot.true_pairs);
    double f1 = quality_at(r, lot.truth, lot.true_pairs, LINK_PERSON).f1;
    arena_free(&a);
    return f1;
}

static void febrl_is_linked(void **state)
{
    (void)state;
    for (int has_number = 0; has_number < 2; has_number++) {
        febrl("febrl/dataset1.csv", has_number);
        febrl("febrl/dataset2.csv", has_number);
    }
    double without = febrl("febrl/dataset3.csv", false), with = febrl("febrl/dataset3.csv", true);
    assert_true(without >= .993);
    assert_true(with >= .999);
}

/* City in the place of the postcode, mail address in that of the number: not what the fields are for, so told only. */
static void fake_1000_is_told(void **state)
{
    (void)state;
    struct arena a = { 0 };
    struct csv csv;
    if (!read_file(&a, "splink/fake_1000.csv", &csv)) {
        arena_free(&a);
        return;
    }
    struct lot lot = { arena_array(&a, struct link_record, csv.n), arena_array(&a, uint32_t, csv.n), csv.n - 1, 0 };
    for (size_t i = 1; i < csv.n; i++) {
        lot.truth[i - 1] = (uint32_t)strtoul(cell(&a, &csv, i, "cluster"), NULL, 10);
        lot.record[i - 1] = (struct link_record){ cell(&a, &csv, i, "first_name"), cell(&a, &csv, i, "surname"), "", cell(&a, &csv, i, "dob"),
            "", cell(&a, &csv, i, "city"), cell(&a, &csv, i, "email"), "", "" };
    }
    lot.true_pairs = count_true(&lot);
    assert_int_equal(lot.true_pairs, 2031);
    tell("fake_1000", link_all(&a, lot.record, lot.n, &(struct link_options){ .is_any_shape = true }), lot.truth, lot.true_pairs);
    arena_free(&a);
}

/* ---- What must hold of any answer ---- */

/* link_explain says of a pair what link_all said. */
static void reasons_make_the_whole(struct arena *a, const struct link_result *r, const struct link_record *record)
{
    for (size_t i = 0; i < r->pairs; i += 97) {
        struct match_result m = link_explain(a, r, &r->pair[i], record);
        int64_t whole = m.start_tenths;
        for (size_t j = 0; j < m.n; j++)
            whole += m.reasons[j].weight_tenths;
        assert_near((double)m.probability_per_mille / 1000, r->pair[i].probability, .0011);
        assert_near(1 / (1 + exp2(-(double)whole / 10)), r->pair[i].probability, .05);   /* each reason is rounded */
    }
}

static bool has_reason(const struct match_result *m, const char *field)
{
    for (size_t i = 0; i < m->n; i++)
        if (text_equal(m->reasons[i].field, field))
            return true;
    return false;
}

/* What was learned is kept as a text, and judges pairs as before, apart from how rare their names are. */
static void a_model_is_kept(void **state)
{
    (void)state;
    struct arena a = { 0 };
    struct children made = make_children(&a, &(struct children_way){ 4000, true, 3, 11, false });
    for (size_t i = 0; i < made.n; i++)
        made.record[i].source = "";   /* else what the lists say comes to every pair */
    const struct link_result *r = link_all(&a, made.record, made.n, &(struct link_options){ .least = .01 });
    const char *text = link_model_text(&a, &r->model);
    struct link_model read, broken;
    assert_true(link_model_read(text, &read));
    assert_string_equal(link_model_text(&a, &read), text);
    assert_false(link_model_read("", &broken));
    assert_false(link_model_read("1 2 3", &broken));
    assert_false(link_model_read(arena_text(&a, text, strlen(text) / 2), &broken));
    assert_near(broken.any.lambda, link_standard().any.lambda, 0);
    size_t by_themselves = 0;
    for (size_t i = 0; i < r->pairs; i++) {
        const struct link_record *x = &made.record[r->pair[i].a], *y = &made.record[r->pair[i].b];
        const struct link_common nothing = { 0 };
        struct match_result kept = link_judge(&a, &read, x, y, &nothing), fresh = link_judge(&a, &r->model, x, y, &nothing);
        struct match_result told = link_explain(&a, r, &r->pair[i], made.record);
        assert_near((double)kept.probability_per_mille, (double)fresh.probability_per_mille, 1);
        assert_true(kept.is_household == told.is_household);
        if (has_reason(&told, "others") || !(told.is_household || (strcmp(x->given, y->given) != 0 && strcmp(x->family, y->family) != 0)))
            continue;
        assert_near((double)kept.probability_per_mille, (double)told.probability_per_mille, 1);
        by_themselves++;
    }
    assert_true(by_themselves > 20);
    arena_free(&a);
}

static void no_cluster_has_two_numbers(const struct link_result *r, const struct link_record *record, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t first = r->cluster[i];
        assert_true(first <= i && r->cluster[first] == first);
        for (size_t j = i + 1; j < n && j < i + 8; j++)   /* a child's records stand together */
            assert_false(r->cluster[j] == first && *record[i].nhs_number && *record[j].nhs_number
                && !text_equal(record[i].nhs_number, record[j].nhs_number));
    }
}

/* ---- Made-up children, with twins, brothers and sisters ---- */

static void children(size_t n, bool has_numbers, int twins_percent, bool each_record, double bar)
{
    struct arena a = { 0 };
    struct children made = make_children(&a, &(struct children_way){ n, has_numbers, twins_percent, 42, each_record });
    const struct link_result *r = link_all(&a, made.record, made.n, &(struct link_options){ 0 });
    tell(arena_print(&a, "%zu children's records, %d %% twins, %s NHS numbers", n, twins_percent, has_numbers ? "some" : "no"), r, made.child,
        made.true_pairs);
    assert_true(quality_at(r, made.child, made.true_pairs, LINK_PERSON).f1 >= bar);
    reasons_make_the_whole(&a, r, made.record);
    no_cluster_has_two_numbers(r, made.record, made.n);
    arena_free(&a);
}

static void children_are_linked(void **state)
{
    (void)state;
    children(40000, false, 3, false, .99);
    children(40000, false, 6, false, .99);
    children(40000, false, 3, true, .99);
    children(40000, true, 3, false, .99);
}

/*
 * Six hundred children called Zuzanna Nowak, each of whom is in one list once:
 * rare as either name is by itself, no two of them are one child because they
 * share a birthday, too.
 */
static void names_that_go_together_are_no_proof(void **state)
{
    (void)state;
    struct arena a = { 0 };
    enum { OTHERS = 20000, NAMESAKES = 600 };
    struct children made = make_children(&a, &(struct children_way){ OTHERS, false, 3, 42, false });
    struct link_record *record = arena_array(&a, struct link_record, OTHERS + NAMESAKES);
    memcpy(record, made.record, OTHERS * sizeof *record);
    size_t same_day = 0, linked = 0, day = 1;
    for (size_t i = 0; i < NAMESAKES; i++) {
        day = day * 48271 % 2147483647;   /* Park and Miller's chance */
        const char *born = date_text(&a, 18262 + (int64_t)(day % 1826)), *postcode = arena_print(&a, "ZE%zu %zuAA", i % 90 + 1, i % 9 + 1);
        record[OTHERS + i] = (struct link_record){ "Zuzanna", "Nowak", "", born, "F", postcode, "", "births", "" };
        for (size_t j = 0; j < i; j++)
            same_day += text_equal(record[OTHERS + j].born_on, born) && !text_equal(record[OTHERS + j].postcode, postcode);
    }
    const struct link_result *r = link_all(&a, record, OTHERS + NAMESAKES, &(struct link_options){ 0 });
    for (size_t i = 0; i < r->pairs; i++)
        linked += r->pair[i].a >= OTHERS && !text_equal(record[r->pair[i].a].postcode, record[r->pair[i].b].postcode);
    assert_true(same_day > 50);
    assert_int_equal(linked, 0);
    reasons_make_the_whole(&a, r, record);
    arena_free(&a);
}

/* The probability of a pair of the result; 0 if it is not told. */
static double found(const struct link_result *r, size_t a, size_t b)
{
    for (size_t i = 0; i < r->pairs; i++)
        if (r->pair[i].a == a && r->pair[i].b == b)
            return r->pair[i].probability;
    return 0;
}

/*
 * A girl who moved and was renamed: of her first and last record nobody could
 * tell, but one between them is like both.  And two boys of one name born on
 * one day, each in the same two lists: neither is the other.
 */
static void several_records_say_more(void **state)
{
    (void)state;
    struct arena a = { 0 };
    enum { OTHERS = 20000, GIRL = OTHERS, BOYS = OTHERS + 3, ALL = OTHERS + 7 };
    struct children made = make_children(&a, &(struct children_way){ OTHERS, false, 3, 42, false });
    struct link_record *record = arena_array(&a, struct link_record, ALL);
    memcpy(record, made.record, OTHERS * sizeof *record);
    const struct link_record more[] = { { "Grace", "Oakley", "", "2022-03-04", "F", "AB1 2CD", "", "births", "" },
        { "Grace", "Oakley", "", "2022-03-04", "F", "DA3 7ET", "", "settings", "" }, { "Grace", "Jones", "", "2022-03-04", "F", "DA3 7ET", "", "referrals", "" },
        { "Leo", "Thompson", "", "2021-09-05", "M", "AA1 1AB", "", "births", "" }, { "Leo", "Thompson", "", "2021-09-05", "M", "AA1 1AB", "", "settings", "" },
        { "Leo", "Thompson", "", "2021-09-05", "M", "BA2 1HB", "", "births", "" }, { "Leo", "Thompson", "", "2021-09-05", "M", "BA2 1HB", "", "settings", "" } };
    memcpy(record + OTHERS, more, sizeof more);
    const struct link_result *r = link_all(&a, record, ALL, &(struct link_options){ 0 });
    assert_true(found(r, GIRL, GIRL + 1) > .5 && found(r, GIRL + 1, GIRL + 2) > .5 && found(r, GIRL, GIRL + 2) > .5);
    assert_true(found(r, BOYS, BOYS + 1) > .99 && found(r, BOYS + 2, BOYS + 3) > .99);
    for (size_t i = BOYS; i < BOYS + 2; i++)
        assert_true(found(r, i, BOYS + 2) < .5 && found(r, i, BOYS + 3) < .5);
    reasons_make_the_whole(&a, r, record);
    double with = found(r, GIRL, GIRL + 2);
    record[GIRL + 1] = record[0];
    r = link_all(&a, record, ALL, &(struct link_options){ 0 });
    assert_true(found(r, GIRL, GIRL + 2) < with);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(em_follows_splink), cmocka_unit_test(a_weight_is_splinks), cmocka_unit_test(em_finds_known_parameters),
        cmocka_unit_test(febrl_is_linked), cmocka_unit_test(fake_1000_is_told), cmocka_unit_test(children_are_linked),
        cmocka_unit_test(names_that_go_together_are_no_proof), cmocka_unit_test(a_model_is_kept),
        cmocka_unit_test(several_records_say_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
