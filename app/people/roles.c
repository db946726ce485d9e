/* Roles as printable data.  Asked by the session; nothing else decides by role. */
#include "app/people/may.h"

#include <string.h>

#define BIT(x) (UINT64_C(1) << (x))
#define PROFESSIONAL (BIT(ASK_FOR_SUPPORT) | BIT(SEE_OWN_REQUESTS) | BIT(SEE_CHILDREN) | BIT(SEE_PICTURE) \
    | BIT(KEEP_ACTIONS) | BIT(ADD_DOCUMENTS) | BIT(WRITE_OBSERVATIONS))
#define SERVICE (PROFESSIONAL | BIT(NOTIFY) | BIT(TRIAGE) | BIT(READ_TRIAGE_RULES) | BIT(SEARCH_CHILDREN) | BIT(CHANGE_CHILDREN) | BIT(COMPARE_RECORDS) | BIT(SEE_WHO_LOOKED) | BIT(WRITE_PLANS) | BIT(CHANGE_STRATEGIES) | BIT(WRITE_LETTERS) | BIT(ARRANGE_MEETINGS) \
    | BIT(WRITE_VISITS) \
    | BIT(SEE_COHORT) | BIT(WRITE_PASSPORTS) | BIT(CHECK_SCHOOL_START) | BIT(SEE_SETTINGS) | BIT(CHANGE_SETTINGS) | BIT(SEE_OVERSIGHT) | BIT(SEE_CHILDREN_BEHIND) | BIT(CHANGE_DIRECTORY) \
    | BIT(SEE_FUNDING_RATES) | BIT(APPLY_FOR_FUNDING) | BIT(READ_APPLICATIONS) | BIT(SIT_ON_PANEL) \
    | BIT(SEE_QUALITY) | BIT(MEND_RECORDS) | BIT(SEE_CASELOAD))

static const struct { const char *role, *words; uint64_t may; } roles[] = {
    { "parent", "parent or carer", BIT(SEE_CHILDREN) | BIT(SPEAK_FOR_FAMILY) },
    { "practitioner", "early years practitioner", PROFESSIONAL | BIT(SEARCH_CHILDREN) | BIT(WRITE_PLANS) | BIT(ARRANGE_MEETINGS) | BIT(WRITE_PASSPORTS) | BIT(SEE_FUNDING_RATES) | BIT(APPLY_FOR_FUNDING) | BIT(READ_APPLICATIONS) | BIT(SIT_ON_PANEL) | BIT(SEE_QUALITY) | BIT(MEND_RECORDS) },
    { "school", "school SENCO", PROFESSIONAL | BIT(RECEIVE_CHILDREN) | BIT(CHECK_SCHOOL_START) | BIT(READ_APPLICATIONS) | BIT(SIT_ON_PANEL) },
    { "health", "health professional", PROFESSIONAL | BIT(NOTIFY) | BIT(SEARCH_CHILDREN) | BIT(READ_APPLICATIONS) | BIT(SIT_ON_PANEL) },
    { "officer", "inclusion officer", SERVICE },
    { "manager", "service manager", SERVICE | BIT(JOIN_RECORDS) | BIT(TAKE_IN_LISTS) | BIT(CHANGE_OBSERVATION_TOOLS) | BIT(RUN_FUND) | BIT(SEE_FUND_FIGURES) | BIT(CHANGE_RULES) | BIT(CHANGE_PARTNERS) | BIT(RUN_CASELOADS) | BIT(WEIGH_CASELOADS) },
    { "analyst", "analyst", BIT(SEE_OVERSIGHT) | BIT(SEE_FUNDING_RATES) | BIT(SEE_FUND_FIGURES) | BIT(SEE_QUALITY) },
    { "administrator", "administrator", BIT(MANAGE_PEOPLE) | BIT(CHANGE_AUTHORITY) | BIT(CHANGE_OBSERVATION_TOOLS) | BIT(READ_TRIAGE_RULES) | BIT(CHANGE_DIRECTORY) | BIT(SEE_FUNDING_RATES) | BIT(CHANGE_FUNDING_RATES) | BIT(SEE_QUALITY) | BIT(CHANGE_RULES) | BIT(CHANGE_PARTNERS) | BIT(WEIGH_CASELOADS) },
};

const char *const all_roles[] = { "parent", "practitioner", "school", "health", "officer", "manager", "analyst", "administrator", NULL };

uint64_t role_may(const char *role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].role, role) == 0)
            return roles[i].may | BIT(ANYONE) | BIT(SIGNED_IN);
    return 0;
}

const char *role_words(const char *role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].role, role) == 0)
            return roles[i].words;
    return role;
}
