/* Cleans, folds, checks and matches any text: the results are UTF-8, and the second time changes nothing. */
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"
#include "match/match.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

static void shapes(struct arena *a, const char *s)
{
    int64_t n = 0;
    const char *pc = text_postcode(a, s), *day = date_from_parts(a, s, s, s);
    must(text_equal(text_postcode(a, pc), pc));
    must(!*day || date_valid(day));
    must(!date_valid(s) || text_equal(date_text(a, date_number(s)), s));
    must(!nhs_number_is_valid(nhs_number_tidy(a, s)) || !upn_is_valid(upn_tidy(a, s)));
    text_number(s, &n);
    text_is_email(s);
    text_is_telephone(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena a = { 0 };
    const char *s = arena_text(&a, (const char *)bytes, len);
    for (int kind = TEXT_LINE; kind <= TEXT_LONG; kind++) {
        const char *once = text_clean(&a, s, (enum text_kind)kind);
        must(text_is_utf8(once, strlen(once)) && text_equal(text_clean(&a, once, (enum text_kind)kind), once));
    }
    const char *folded = text_fold(&a, s);
    must(text_is_utf8(folded, strlen(folded)) && text_equal(text_fold(&a, folded), folded));
    shapes(&a, s);
    size_t keys = 0;
    struct match_person x = { s, s + strlen(s) / 2, s, s, s, s, s }, y = { s + strlen(s) / 3, s, "", s, s, s, "" };
    match_block_keys(&a, &x, &keys);
    struct match_result r = match_compare(&a, &x, &y);
    must(keys <= MATCH_KEYS_MOST && r.probability_per_mille >= 0 && r.probability_per_mille <= 999);
    arena_free(&a);
    return 0;
}
