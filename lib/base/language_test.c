/* The catalogues that the program carries: each text has the parts of its English; plurals, days, and what is not there. */
#include "base/html.h"
#include "base/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;

static uint32_t word(const unsigned char *mo, uint32_t at) { uint32_t v; memcpy(&v, mo + at, 4); return v; }

/* How often {n}, <n>, </n> and each %-format stand in a text: a part that a translation loses would lose what is written there. */
static void count_parts(const char *s, int count[3][20])
{
    memset(count, 0, sizeof(int) * 60);
    for (; *s; s++) {
        int n = *s == '{' || *s == '<' ? atoi(s + 1 + (s[1] == '/')) : 0;
        if (n > 0 && n < 20)
            count[*s == '{' ? 0 : s[1] == '/' ? 2 : 1][n]++;
        if (*s == '%' && s[1] == '{')
            count[0][19]++;
    }
}

static void every_translation_has_the_parts_of_its_english(void **state)
{
    (void)state;
    for (const struct catalogue *c = catalogues; c->tag; c++)
        for (uint32_t i = 0; i < word(c->all, 8); i++) {
            const char *english = (const char *)c->all + word(c->all, word(c->all, 12) + i * 8 + 4);
            const char *said = (const char *)c->all + word(c->all, word(c->all, 16) + i * 8 + 4);
            int a[3][20], b[3][20];
            count_parts(english, a);
            count_parts(said, b);
            if (*english && memcmp(a, b, sizeof a) != 0)
                fail_msg("%s: the parts differ: %s / %s", c->tag, english, said);
        }
}

static void every_language_has_a_catalogue(void **state)
{
    (void)state;
    for (const struct language *l = languages; l->tag; l++) {
        bool found = false;
        for (const struct catalogue *c = catalogues; c->tag; c++)
            found |= strcmp(c->tag, l->tag) == 0;
        assert_true(found);
    }
}

static void days_are_written_as_people_write_them(void **state)
{
    (void)state;
    static const char *const right[][2] = {
        { "pl", "4 marca 2026" }, { "ro", "4 martie 2026" }, { "lt", "2026 m. kovo 4 d." }, { "bg", "4 март 2026 г." }, { "uk", "4 березня 2026 р." }, { "ar", "4 مارس 2026" },
    };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_string_equal(language_date(&all, language_of(right[i][0]), "2026-03-04"), right[i][1]);
    assert_string_equal(language_date(&all, NULL, "2026-03-04"), "4 March 2026");
    assert_string_equal(language_date(&all, language_of("pl"), ""), "");
    assert_string_equal(language_weekday(language_of("pl"), "2026-03-04"), "środa");
}

/* Unicode CLDR's examples. */
static void plurals_follow_each_language(void **state)
{
    (void)state;
    static const struct { const char *tag; int64_t n; int form; } right[] = {
        { "pl", 1, 0 }, { "pl", 2, 1 }, { "pl", 4, 1 }, { "pl", 5, 2 }, { "pl", 12, 2 }, { "pl", 22, 1 }, { "pl", 0, 2 }, { "pl", 112, 2 },
        { "ro", 1, 0 }, { "ro", 0, 1 }, { "ro", 19, 1 }, { "ro", 20, 2 }, { "ro", 101, 1 }, { "lt", 1, 0 }, { "lt", 11, 2 }, { "lt", 21, 0 }, { "lt", 2, 1 }, { "lt", 10, 2 }, { "lt", 12, 2 },
        { "bg", 1, 0 }, { "bg", 2, 1 }, { "uk", 1, 0 }, { "uk", 3, 1 }, { "uk", 11, 2 }, { "uk", 21, 0 }, { "uk", 25, 2 },
        { "ar", 0, 0 }, { "ar", 1, 1 }, { "ar", 2, 2 }, { "ar", 3, 3 }, { "ar", 10, 3 }, { "ar", 11, 4 }, { "ar", 99, 4 }, { "ar", 100, 5 }, { "ar", 103, 3 },
    };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_int_equal(language_of(right[i].tag)->plural(right[i].n), right[i].form);
}

static const char *written(struct out *o) { html_lit(o, "", 1); return o->at; }

static void what_is_not_translated_is_english_and_marked(void **state)
{
    (void)state;
    struct out o = { .arena = &all, .language = language_of("ar") };
    html_say(&o, "No <catalogue> has this");
    assert_int_equal(o.missing, 1);
    assert_string_equal(written(&o), "<span lang=\"en\" dir=\"ltr\">No &lt;catalogue&gt; has this</span>");
    struct out plain = { .arena = &all, .language = language_of("ar") };
    html_say_plain(&plain, "No <catalogue> has this");
    assert_string_equal(written(&plain), "No &lt;catalogue&gt; has this");
    struct out english = { .arena = &all };
    html_say(&english, "No <catalogue> has this");
    assert_int_equal(english.missing, 0);
    assert_string_equal(written(&english), "No &lt;catalogue&gt; has this");
    assert_null(language_of("en"));
    assert_null(language_of("pl; Path=/"));
}

static void parts_come_in_the_order_of_the_text(void **state)
{
    (void)state;
    struct out o = { .arena = &all };
    for (struct html_told told = html_tell(&o, "See <1>the {2}</1> of {3} & {x} <b>."); html_told_next(&told);)
        switch (told.part) {
        case 1: html_lit(&o, "<a>", 3); break;
        case -1: html_lit(&o, "</a>", 4); break;
        case 2: html_lit(&o, "TWO", 3); break;
        case 3: html_lit(&o, "THREE", 5); break;
        default: fail();
        }
    assert_string_equal(written(&o), "See <a>the TWO</a> of THREE &amp; {x} &lt;b&gt;.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_translation_has_the_parts_of_its_english),
        cmocka_unit_test(every_language_has_a_catalogue),
        cmocka_unit_test(days_are_written_as_people_write_them),
        cmocka_unit_test(plurals_follow_each_language),
        cmocka_unit_test(what_is_not_translated_is_english_and_marked),
        cmocka_unit_test(parts_come_in_the_order_of_the_text),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&all);
    return failed;
}
