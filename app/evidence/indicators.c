/* The indicators as a table to print, and how their numbers are said in words. */
#include "app/evidence/evidence.h"
#include "base/csv.h"
#include "base/date.h"

#include <math.h>
#include <string.h>
#include <strings.h>

const char *const question_words[4] = { "Have we found the right children?", "Does our work help them?", "Do they start school well?", "Is every door the right door?" };
const char *const question_lead[4] = {
    "Whom we know, whom we may be missing, and how well we know them.",
    "Support in settings, whether it is reviewed, and what families say.",
    "Passports in time, and how school goes after the first term.",
    "How long people wait for a first answer, and whether they are sent on.",
};

const struct indicator indicators[INDICATORS] = {
    { "A1", "Identification", "Children known, against what is expected", FIND, RATIO, SNAPSHOT, 0, true, "",
      "Children aged 0 to 4 with SEN support or an EHC plan recorded on the day",
      "Children expected: the number of children of each age and sex in each area, times the national rate for that age and sex",
      "As it stands on the day",
      "Indirect standardisation by age and sex; exact Poisson limits below 10 children, Byar’s from 10 on; funnel by OHID’s method.",
      "National rates count only children in funded places, so the expectation is itself uncertain. It does not allow for deprivation or season of birth: “Expected and found” does. A low figure may mean children whom nobody has noticed; a high one may mean good noticing. A prompt for a conversation, never a target.",
      "Children known with SEN", units_known, NULL, words_known },
    { "A2", "Identification", "Not in a setting", FIND, SHARE, SNAPSHOT, -1, true, "open children aged 2 to 4 with SEN are in no setting",
      "Those without a placement on the day",
      "Children aged 2 to 4 with SEN support or an EHC plan who are open to the service",
      "As it stands on the day",
      "Share with Wilson limits; placements as recorded.",
      "A placement that nobody has recorded looks like no placement. Some families choose no setting: ask before you act.",
      "Children with SEN in no setting", units_no_setting, NULL, words_no_setting },
    { "A4", "Identification", "From concern to first support", FIND, TIMES, WINDOW, 1, false, "",
      "Children with a first active plan, or accepted by the service, within 30 days",
      "Children whose first concern (or, where that is not known, first request) lies in these 12 months",
      "12 months to today, by the day of the concern",
      "Aalen-Johansen: cases still open are followed up to today; moving away and starting school compete. Limits are Wilson’s, a little too narrow while many are open.",
      "Concerns that nobody has told us of are not in it, so the latest months look quicker than they will in the end. Where support is recorded before the concern, the child is left out and counted as missing.",
      "Children who waited more than 30 days", units_first_support, beside_first_support, words_first_support },
    { "B8", "Oversight", "Complete core record", FIND, SHARE, SNAPSHOT, 1, false, "open children have a complete core record",
      "Those with all seven: date of birth, postcode, NHS number or UPN, setting (or why there is none), primary need, agreement to support, lead professional",
      "All children open to the service",
      "Today. The trend groups children by when they became known, because what was filled in then is not kept",
      "Share with Wilson limits; numbers are checked by their check digits on entry.",
      "A field that is filled in is not always right.",
      "Children with something missing", units_core_record, beside_core_record, words_core_record },
    { "B9", "Oversight", "Nothing recorded for 90 days", FIND, SHARE, SNAPSHOT, -1, true, "open children have had nothing recorded for 90 days",
      "Those with no entry in their timeline for 90 days or more",
      "All children open to the service on the day",
      "As it stands on the day",
      "Share with Wilson limits.",
      "Work that was done and not written down is not seen here.",
      "Children with nothing recorded for 90 days", units_stale, NULL, words_stale },
    { "C11", "Support without a plan", "Met without an EHC plan", HELP, SHARE, WINDOW, 0, false, "children had two reviews and no EHC request 12 months after their first plan",
      "Those with two or more reviewed cycles and no EHC assessment asked for by then",
      "Children whose first support plan began 12 months before a day in the window; those who left before are not counted",
      "12 months to today, by the day on which 12 months were over",
      "Share with Wilson limits; the balancing measure beside it shows whether a low number of requests was bought by delay.",
      "Fewer EHC requests are not success in themselves. Some children need a plan, and the sooner the better.",
      "Children for whom it was not so", units_met_without_plan, beside_met_without_plan, words_met_without_plan },
    { "C12", "Support without a plan", "Review held in time", HELP, SHARE, WINDOW, 1, false, "reviews that fell due were held in time",
      "Those held within the authority’s standard number of weeks after the plan began",
      "Plans whose review fell due in the window, of children still with us on that day",
      "12 months to today, by the day due",
      "Share with Wilson limits; p-chart.",
      "A review held in time need not be a good review: read it beside goals met.",
      "Children whose review is late or was held late", units_reviewed_in_time, NULL, words_reviewed_in_time },
    { "C13", "Support without a plan", "Goals met at review", HELP, SHARE, WINDOW, 1, false, "goals were met or more than met at review",
      "Those rated met, or more than hoped",
      "Goals rated at a review in the window; goals not rated are shown as missing",
      "12 months to today, by the day of the review",
      "Share with Wilson limits, which treat goals of one child as separate and so are a little too narrow.",
      "Easy goals are met more often. Children are chosen because they were low, so some rise would come by itself.",
      "Children with a goal not met", units_goals, beside_goals, words_goals },
    { "D15", "Workforce", "Children with a trained SENCO", HELP, SHARE, SNAPSHOT, 1, false, "children with SEN in a setting have a trained SENCO there",
      "Those whose nursery, pre-school or childminder has a SENCO with the level 3 award",
      "Children with SEN support or an EHC plan who are in such a setting on the day",
      "As it stands on the day; settings as they are open today",
      "Share with Wilson limits; settings are never ranked.",
      "An award shows training, not practice. Awards that were not told us are not counted.",
      "Children in a setting without a trained SENCO", units_trained, beside_trained, words_trained },
    { "E18", "Families", "What families say", HELP, SHARE, WINDOW, 1, false, "families who answered agree with all that they answered",
      "Those who agree or strongly agree with every question they answered (listened to, told what happens next, support helped)",
      "Families who answered; the others are shown as missing, and the response rate stands beside",
      "12 months to today, by the day on which they were asked",
      "Share with Wilson limits; five-point scale.",
      "Families who answer may differ from those who do not: the lower the response, the less it says.",
      "Families who did not agree", units_families, beside_families, words_families },
    { "F19", "Transition", "Passport shared by 31 May", START, SHARE, YEARLY, 1, false, "children with SEN starting school had their passport shared by 31 May",
      "Those whose passport was shared with the school by 31 May before they start",
      "Children with SEN on that 31 May who start Reception in the September after it",
      "The latest 31 May",
      "Share with Wilson limits; one point a year.",
      "Sharing is not reading: the school’s confirmation stands on the child’s page.",
      "Children without a passport by 31 May", units_passport, NULL, words_passport },
    { "F20", "Transition", "Still well after the first term", START, SHARE, YEARLY, 1, false, "children with SEN were on roll full time, not suspended, at school 90% of the time and settled",
      "Those for whom all four held at the end of the autumn term",
      "Children with SEN on the day they were to start Reception whose school answered; the others are shown as missing",
      "The latest end of an autumn term",
      "Share with Wilson limits; one point a year.",
      "Schools that do not answer may be those where it goes less well: read the share that answered first.",
      "Children for whom not all four held", units_still_well, beside_still_well, words_still_well },
    { "G21", "Right door", "Time to a first answer", DOOR, MEDIAN, WINDOW, -1, false, "",
      "Working days from a request to the first answer by a person; the median is shown",
      "Requests received in the window, by any door; those not answered are followed up to today",
      "12 months to today, by the day received",
      "Kaplan-Meier; limits of the median by turning its limits round; England’s bank holidays apart.",
      "A quick answer is not always a good one: read the share passed on beside it.",
      "Children whose request was not answered by the day promised", units_answers, beside_answers, words_answers },
};

const struct indicator *indicator_find(const char *code)
{
    for (int i = 0; i < INDICATORS; i++)
        if (strcasecmp(indicators[i].code, code) == 0)
            return &indicators[i];
    return NULL;
}

/* ---- In words ---- */

const char *figure_number(struct arena *a, int64_t n) { return n < 0 ? "hidden" : arena_print(a, "%lld", (long long)n); }

static const char *percent(struct arena *a, double share) { return arena_print(a, "%.0f%%", round(share * 100)); }

/* Half a day stands for "the same day" in the reckoning. */
static const char *days(struct arena *a, double n, const char *unit)
{
    if (n < 1)
        return "the same day";
    return arena_print(a, "%g %s%s", n, unit, n == 1 ? "" : "s");
}

static const char *one_value(struct arena *a, enum kind kind, double value)
{
    if (kind == RATIO)
        return arena_print(a, "%.2f", value);
    return kind == MEDIAN ? days(a, value, "working day") : percent(a, value);
}

const char *figure_value(struct arena *a, const struct indicator *i, const struct count *c)
{
    if (c->is_hidden)
        return "hidden";
    return isnan(c->value) ? i->kind == MEDIAN && c->d ? "not yet reached" : "none" : one_value(a, i->kind, c->value);
}

const char *figure_range(struct arena *a, const struct indicator *i, const struct count *c, const char *word)
{
    if (c->is_hidden || isnan(c->low) || isnan(c->high))
        return "";
    return arena_print(a, "%s %s %s", one_value(a, i->kind, c->low), word, one_value(a, i->kind, c->high));
}

const char *beside_value(struct arena *a, const struct beside *b)
{
    const struct count *c = &b->count;
    if (c->is_hidden)
        return "hidden";
    if (isnan(c->value))
        return c->d && b->kind == BESIDE_DAYS ? "not yet reached" : "none";
    if (b->kind == BESIDE_MEAN)
        return arena_print(a, "%.1f", c->value);
    if (b->kind == BESIDE_DAYS)
        return days(a, c->value, "day");
    return percent(a, c->value);
}

static const char *and_missing(struct arena *a, const struct count *c)
{
    if (c->missing < 0)
        return " For a few more something is missing.";
    return c->missing ? arena_print(a, " For %lld more something is missing.", (long long)c->missing) : "";
}

const char *figure_sentence(struct arena *a, const struct indicator *i, const struct figure *g)
{
    const struct count *c = &g->now;
    long long n = (long long)c->n, d = (long long)c->d;
    if (c->is_hidden)
        return "The numbers are so small that they could tell of one child. They are not shown.";
    if (i->kind == RATIO)
        return c->expected > 0 ? arena_print(a, "%lld children aged 0 to 4 are known with SEN; %.0f would be expected. A prompt for a conversation, never a target.", n, c->expected)
                               : arena_print(a, "%lld children aged 0 to 4 are known with SEN. No expected rates are loaded to compare with.", n);
    if (d == 0)
        return arena_print(a, "There is nothing to count yet in this time.%s", and_missing(a, c));
    if (i->kind == TIMES)
        return arena_print(a, "%lld of %lld children with a first concern have had support within 30 days; with open cases followed up to today that is %s.%s", n, d, percent(a, c->value), and_missing(a, c));
    if (i->kind == MEDIAN)
        return isnan(c->value) ? arena_print(a, "Fewer than half of %lld requests have been answered.", d)
                               : arena_print(a, "Half of %lld requests were answered by a person within %s%s.", d, c->value < 1 ? "" : days(a, c->value, "working day"), c->value < 1 ? "the same day" : "");
    return arena_print(a, "%lld of %lld %s.%s", n, d, i->who, and_missing(a, c));
}

const char *period_label(struct arena *a, const struct indicator *i, int end)
{
    if (i->span == YEARLY) {
        /* the 31 May, or the autumn, that lies in the year before END */
        int year = ymd_of(end) / 10000, after = ymd_of(end) % 10000 >= (strcmp(i->code, "F19") == 0 ? 531 : 1231);
        return arena_print(a, "%d", after ? year : year - 1);
    }
    static const char *const month[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    int ymd = ymd_of(end);
    return arena_print(a, "%d %s %d", ymd % 100, month[ymd / 100 % 100 - 1], ymd / 10000 % 100);
}

/* ---- As separated values ---- */

static const char *plain(struct arena *a, const struct count *c, double x) { return c->is_hidden ? "c" : isnan(x) ? "" : arena_print(a, "%.6g", x); }
static const char *whole(struct arena *a, int64_t n) { return n < 0 ? "c" : arena_print(a, "%lld", (long long)n); }

static void csv_row(struct out *o, const char *part, const char *name, const struct count *c)
{
    struct arena *a = o->arena;
    const char *cell[] = { part, name, plain(a, c, c->value), plain(a, c, c->low), plain(a, c, c->high), whole(a, c->n), whole(a, c->d), c->expected > 0 ? plain(a, c, c->expected) : "", whole(a, c->missing) };
    csv_write_row(o, cell, sizeof cell / sizeof *cell);
}

void figures_csv(struct out *o, const struct figures *all, const struct indicator *i)
{
    static const char *const head[] = { "part", "name", "value", "lower_95", "upper_95", "numerator", "denominator", "expected", "missing" };
    const struct figure *g = &all->of[i - indicators];
    struct arena *a = o->arena;
    csv_write_start(o);
    csv_write_row(o, head, sizeof head / sizeof *head);
    csv_row(o, "headline", arena_print(a, "%s %s, %s", i->code, i->name, date_text(a, all->today)), &g->now);
    for (int k = 0; k < g->besides; k++)
        csv_row(o, "beside", g->beside[k].label, &g->beside[k].count);
    for (int p = 0; p < g->periods; p++)
        csv_row(o, "period to", date_text(a, g->period_end[p]), &g->period[p]);
    for (int k = 0; k < all->areas; k++)
        csv_row(o, "area", *all->area_name[k] ? all->area_name[k] : "not recorded", &g->area[k]);
}
