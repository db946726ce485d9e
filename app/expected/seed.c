/*
 * By how much season of birth and deprivation move the expectation: published
 * figures as ratios to their middle.  Called by `migrate` and `demo`.  Rates by
 * age and sex are entered by the authority, because for babies none are
 * published.
 */
#include "app/expected/expected.h"

#define SEASON "LSE, Campbell 2021: SEN support ever in primary school, by sex and season of birth (girls 16 to 26 %, boys 28 to 40 %; spring taken half-way)"
#define DEPRIVATION "DfE 2008 (Hansard): SEN in primary schools by tenth of IDACI, 26.6 % most to 11.7 % least deprived; fifths on the straight line between"

static const struct { const char *what, *sex, *value; int64_t per_1000; const char *source; } seed[] = {
    { "season", "F", "autumn", 762, SEASON }, { "season", "F", "spring", 1000, SEASON }, { "season", "F", "summer", 1238, SEASON },
    { "season", "M", "autumn", 824, SEASON }, { "season", "M", "spring", 1000, SEASON }, { "season", "M", "summer", 1176, SEASON },
    { "imd", "", "1", 1346, DEPRIVATION }, { "imd", "", "2", 1173, DEPRIVATION }, { "imd", "", "3", 1000, DEPRIVATION }, { "imd", "", "4", 827, DEPRIVATION }, { "imd", "", "5", 654, DEPRIVATION },
};

void expected_seed(struct db *db)
{
    for (size_t i = 0; i < sizeof seed / sizeof *seed; i++)
        add_expected_factor(db, seed[i].what, seed[i].sex, seed[i].value, seed[i].per_1000, "2008-01-01", seed[i].source);
}
