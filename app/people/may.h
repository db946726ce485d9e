#ifndef PEOPLE_MAY_H
#define PEOPLE_MAY_H

#include "web/web.h"

/*
 * What a person may do.  A role is a row of these in roles.c.  Which children
 * it is true for is not said here: child_seen_by says that, in the SQL.
 */
enum may {
    ASK_FOR_SUPPORT = FIRST_OWN_PERMISSION, /* the front door, signed in */
    NOTIFY,                    /* section 23 notification */
    SEE_OWN_REQUESTS,
    TRIAGE,                    /* read the queue and decide */
    READ_TRIAGE_RULES,         /* what is urgent and why, whom the watch list names; no child */
    SEE_CHILDREN,
    SEE_PICTURE,               /* a child's whole way as a picture */
    SEARCH_CHILDREN,
    CHANGE_CHILDREN,           /* the register itself */
    COMPARE_RECORDS,           /* two records that may be of one child: see them side by side, say what one thinks */
    JOIN_RECORDS,              /* ... decide it, part one record in two, take either back */
    SEE_WHO_LOOKED,
    WRITE_PLANS,
    ADD_DOCUMENTS,             /* reports and letters of a child one may see */
    WRITE_LETTERS,             /* from templates, to one family or to many */
    CHANGE_STRATEGIES,         /* the strategy bank; no child */
    KEEP_ACTIONS,              /* agreed actions: finish one's own, and those of children one works with */
    WRITE_VISITS,
    WRITE_OBSERVATIONS,        /* what was seen of a child's development, of those whom the person sees */
    CHANGE_OBSERVATION_TOOLS,  /* with which tools; no child */
    ARRANGE_MEETINGS,          /* around a child: the service, and the SENCO of the child's setting */
    SEE_COHORT,                /* who starts school */
    WRITE_PASSPORTS,
    RECEIVE_CHILDREN,          /* a school: passports shared with it, confirming, the checks afterwards */
    CHECK_SCHOOL_START,        /* record how it went */
    SEE_OVERSIGHT,             /* figures, suppressed where the person has no case access */
    SEE_CHILDREN_BEHIND,       /* the children behind a figure */
    SEE_QUALITY,               /* how good what is written down is: numbers only where the person has no case access */
    MEND_RECORDS,              /* what is missing or wrong in the records of those children whom the person sees */
    CHANGE_RULES,              /* of the watch list and of data quality */
    SEE_SETTINGS,
    CHANGE_SETTINGS,
    CHANGE_DIRECTORY,          /* of local services */
    CHANGE_PARTNERS,           /* partner teams and who there may accept; no child but where TRIAGE is held too */
    MANAGE_PEOPLE,
    CHANGE_AUTHORITY,
    TAKE_IN_LISTS,             /* lists of others: they may name any child, restricted ones too */
    SPEAK_FOR_FAMILY,          /* a parent: their own words */
    SEE_CASELOAD,              /* one’s own, and what is handed over to one */
    RUN_CASELOADS,             /* everybody’s: see how the work is shared out, and move it */
    WEIGH_CASELOADS,           /* what a child weighs in a caseload; no child */
    SEE_FUNDING_RATES,         /* bands, rates and term dates of the inclusion fund; no child */
    CHANGE_FUNDING_RATES,
    APPLY_FOR_FUNDING,         /* a setting, and the officer who helps it */
    READ_APPLICATIONS,         /* to the inclusion fund, of those within reach */
    SIT_ON_PANEL,              /* may be named as a member of the fund's panel; managers are */
    RUN_FUND,                  /* panels, awards, schedules, the budget */
    SEE_FUND_FIGURES,          /* the budget and counts, suppressed where the person has no case access */
    CALL_API,                  /* a partner’s system, by its key: no role has it */
    MAY_END
};

/* The bits of a role; 0 for a role that does not exist. ANYONE and SIGNED_IN are always among them. */
uint64_t role_may(const char *role);

/* Lower case name for people: "inclusion officer". */
const char *role_words(const char *role);

extern const char *const all_roles[];        /* ends with NULL */

#endif
