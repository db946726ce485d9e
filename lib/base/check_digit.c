/*
 * Check digits and shapes of the numbers a child or a setting may have.
 * Called by forms, imports and matching; looks nothing up.
 */
#include "base/check_digit.h"

#include <stddef.h>
#include <string.h>

static const char *without(struct arena *a, const char *s, const char *dropped)
{
    char *tidy = arena_text(a, s, strlen(s)), *to = tidy;
    for (const char *p = tidy; *p; p++) {
        if ((unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xA0) {   /* no-break space */
            p++;
            continue;
        }
        if (!strchr(dropped, *p))
            *to++ = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    }
    *to = 0;
    return tidy;
}

const char *nhs_number_tidy(struct arena *a, const char *s) { return without(a, s, " \t-"); }
const char *upn_tidy(struct arena *a, const char *s) { return without(a, s, " \t-"); }
const char *urn_tidy(struct arena *a, const char *s) { return without(a, s, " \t-"); }
const char *laestab_tidy(struct arena *a, const char *s) { return without(a, s, " \t-/"); }

/* Exactly N digits and nothing else. */
static bool is_digits(const char *s, size_t n)
{
    return strlen(s) == n && strspn(s, "0123456789") == n;
}

bool nhs_number_is_valid(const char *s)
{
    if (!is_digits(s, 10) || strspn(s, (char[]){ s[0], 0 }) == 10)
        return false;
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (s[i] - '0') * (10 - i);
    int check = 11 - sum % 11;
    return (check == 11 ? 0 : check) == s[9] - '0';
}

bool nhs_number_is_test(const char *s)
{
    return is_digits(s, 10) && strncmp(s, "999", 3) == 0;
}

const char *nhs_number_display(struct arena *a, const char *s)
{
    return is_digits(s, 10) ? arena_print(a, "%.3s %.3s %s", s, s + 3, s + 6) : s;
}

static const char upn_letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

/* What a letter counts, 0 to 22, or -1. */
static int letter_value(char c)
{
    const char *at = c ? strchr(upn_letters, c) : NULL;
    return at ? (int)(at - upn_letters) : -1;
}

bool upn_is_valid(const char *s)
{
    if (strlen(s) != 13 || letter_value(s[0]) < 0 || strspn(s + 1, "0123456789") < 11)
        return false;
    bool ends_in_digit = s[12] >= '0' && s[12] <= '9';
    int last = ends_in_digit ? s[12] - '0' : letter_value(s[12]);
    if (last < 0)
        return false;
    int sum = last * 13;
    for (int position = 2; position <= 12; position++)
        sum += (s[position - 1] - '0') * position;
    return s[0] == upn_letters[sum % 23];
}

bool upn_is_temporary(const char *s)
{
    return upn_is_valid(s) && (s[12] < '0' || s[12] > '9');
}

/* Authorities, and pseudo authorities, of UPNs: Arbor's list of DfE error 1530 and those made in 2009 and since 2019. */
static const short authority[][2] = {
    { 1, 5 }, { 201, 213 }, { 301, 320 }, { 330, 336 }, { 340, 344 }, { 350, 359 }, { 370, 373 }, { 380, 384 },
    { 390, 394 }, { 420, 420 }, { 660, 681 }, { 701, 708 }, { 800, 803 }, { 805, 808 }, { 810, 813 }, { 815, 816 },
    { 820, 823 }, { 825, 826 }, { 830, 831 }, { 835, 841 }, { 845, 846 }, { 850, 852 }, { 855, 857 }, { 860, 861 },
    { 865, 896 }, { 908, 909 }, { 916, 916 }, { 919, 919 }, { 921, 921 }, { 925, 926 }, { 928, 929 }, { 931, 931 },
    { 933, 933 }, { 935, 938 }, { 940, 943 },
};

bool upn_authority_is_known(const char *s)
{
    if (strlen(s) != 13 || strspn(s + 1, "0123456789") < 3)
        return false;
    int code = (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    for (size_t i = 0; i < sizeof authority / sizeof *authority; i++)
        if (code >= authority[i][0] && code <= authority[i][1])
            return true;
    return false;
}

bool urn_is_school(const char *s)
{
    return is_digits(s, 6) && s[0] != '0';
}

bool urn_is_early_years(const char *s)
{
    return is_digits(s, 6) && s[0] >= '5' && s[0] <= '7';
}

bool urn_is_ofsted(const char *s)
{
    if (strncmp(s, "EY", 2) == 0)
        return is_digits(s + 2, 6);
    return is_digits(s, 6) || is_digits(s, 7);
}

bool laestab_is_valid(const char *s)
{
    return is_digits(s, 7) && strncmp(s, "201", 3) >= 0 && s[3] != '0';
}
