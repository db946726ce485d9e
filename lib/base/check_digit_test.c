/* Proves check digits: the vectors of domain facts 5.5, every single slip, and the shapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check_digit.h"

#include <stdio.h>
#include <string.h>

static struct arena arena;

static void nhs_numbers(void **state)
{
    (void)state;
    static const char *const good[] = { "9434765919", "4505577104", "9876544322" };
    static const char *const bad[] = { "", "9434765918", "943476591", "94347659199", "943476591x", "943 476 5919", "0000000000", "1111111111" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(nhs_number_is_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(nhs_number_is_valid(bad[i]));
    for (char last = '0'; last <= '9'; last++) {   /* a check of 10 is never issued */
        assert_false(nhs_number_is_valid(arena_print(&arena, "999000000%c", last)));
        assert_false(nhs_number_is_valid(arena_print(&arena, "999123456%c", last)));
    }
    assert_true(nhs_number_is_test("9990000018") && !nhs_number_is_test("9434765919") && !nhs_number_is_test("999"));
    assert_string_equal(nhs_number_tidy(&arena, " 943 476-5919 "), "9434765919");
    assert_string_equal(nhs_number_tidy(&arena, "943\xC2\xA0" "476\xC2\xA0" "5919"), "9434765919");
    assert_string_equal(nhs_number_tidy(&arena, ""), "");
    assert_string_equal(nhs_number_display(&arena, "9434765919"), "943 476 5919");
    assert_string_equal(nhs_number_display(&arena, "94347"), "94347");
    assert_string_equal(nhs_number_display(&arena, ""), "");
}

/* Modulus 11 finds every changed digit and every swap of two neighbours. */
static void nhs_slips(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++)
        for (char d = '0'; d <= '9'; d++) {
            char number[] = "9434765919";
            bool same = number[i] == d;
            number[i] = d;
            assert_int_equal(nhs_number_is_valid(number), same);
        }
    for (int i = 0; i < 9; i++) {
        char number[] = "9434765919", swapped = number[i];
        bool same = number[i] == number[i + 1];
        number[i] = number[i + 1];
        number[i + 1] = swapped;
        assert_int_equal(nhs_number_is_valid(number), same);
    }
}

static void upns(void **state)
{
    (void)state;
    static const char *const good[] = { "B801200005001", "P207000016049", "H884200124001", "U88420012400A" };
    static const char *const bad[] = { "", "A801200005001", "Q207000016049", "I884200124001", "H88420012400", "H8842001240011",
        "H88420012400I", "H884200124A01", "8884200124001", "h884200124001" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(upn_is_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(upn_is_valid(bad[i]));
    assert_true(upn_is_temporary("U88420012400A") && !upn_is_temporary("H884200124001") && !upn_is_temporary("A88420012400A"));
    assert_string_equal(upn_tidy(&arena, " h884 2001 24001"), "H884200124001");
    assert_true(upn_authority_is_known("H884200124001") && upn_authority_is_known("B801200005001"));
    assert_true(!upn_authority_is_known("H999200124001") && !upn_authority_is_known("") && !upn_authority_is_known("H000200124001"));
}

static void shapes(void **state)
{
    (void)state;
    assert_true(urn_is_school("116660") && !urn_is_school("11666") && !urn_is_school("016660") && !urn_is_school("1166600"));
    assert_true(urn_is_early_years("500000") && urn_is_early_years("799999") && !urn_is_early_years("499999") && !urn_is_early_years("800000"));
    assert_true(urn_is_ofsted("EY123456") && urn_is_ofsted("2512345") && urn_is_ofsted("223344"));
    assert_true(!urn_is_ofsted("EY12345") && !urn_is_ofsted("EY1234567") && !urn_is_ofsted("") && !urn_is_ofsted("E1123456"));
    assert_string_equal(urn_tidy(&arena, "ey 123456"), "EY123456");
    assert_true(laestab_is_valid("8842001") && !laestab_is_valid("884200") && !laestab_is_valid("1002001") && !laestab_is_valid("8840001"));
    assert_string_equal(laestab_tidy(&arena, "884/2001"), "8842001");
}

static int give_back(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nhs_numbers), cmocka_unit_test(nhs_slips), cmocka_unit_test(upns), cmocka_unit_test(shapes),
    };
    return cmocka_run_group_tests(tests, NULL, give_back);
}
