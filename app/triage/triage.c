/* The feature's rows: routes, panels, and what its clock does. */
#include "app/triage/rules.h"

static const struct route routes[] = {
    { GET, "/requests", SEE_OWN_REQUESTS, queue_show, .menu = "Requests" },
    { POST, "/requests/:id/claim", TRIAGE, claim_do },
    { POST, "/requests/:id/release", TRIAGE, release_do },
    { GET, "/requests/:id/give", TRIAGE, give_show },
    { POST, "/requests/:id/give", TRIAGE, give_do },
    { POST, "/requests/:id/late-seen", TRIAGE, late_seen },
    { POST, "/triage/bulk", TRIAGE, bulk_confirm },
    { POST, "/triage/bulk/do", TRIAGE, bulk_do },
    { GET, "/triage/bulk/:bulk", TRIAGE, bulk_show },
    { GET, "/triage/meetings", TRIAGE, triage_meetings_show },
    { POST, "/triage/meetings", TRIAGE, triage_meeting_begin },
    { GET, "/triage/meetings/:meeting", TRIAGE, triage_meeting_show },
    { POST, "/triage/meetings/:meeting/people", TRIAGE, triage_meeting_people_save },
    { POST, "/triage/meetings/:meeting/refill", TRIAGE, triage_meeting_refill },
    { POST, "/triage/meetings/:meeting/end", TRIAGE, triage_meeting_end },
    { POST, "/triage/meetings/:meeting/requests/:id", TRIAGE, triage_meeting_record },
    { GET, "/triage/rules", READ_TRIAGE_RULES, rules_list },
    { POST, "/triage/rules", CHANGE_AUTHORITY, rules_draft },
    { GET, "/triage/rules/:version", READ_TRIAGE_RULES, rules_show },
    { POST, "/triage/rules/:version/try", CHANGE_AUTHORITY, rules_try_show, .before = rules_try_before },
    { POST, "/triage/rules/:version/live", CHANGE_AUTHORITY, rules_live },
    { POST, "/triage/rules/:version/withdraw", CHANGE_AUTHORITY, rules_withdraw },
    { POST, "/triage/rules/:version/discard", CHANGE_AUTHORITY, rules_discard },
    { GET, "/triage/rules/:version/add/:kind", CHANGE_AUTHORITY, rule_new },
    { POST, "/triage/rules/:version/add/:kind", CHANGE_AUTHORITY, rule_add },
    { GET, "/triage/rules/:version/rule/:rule", CHANGE_AUTHORITY, rule_show },
    { POST, "/triage/rules/:version/rule/:rule", CHANGE_AUTHORITY, rule_save },
    { POST, "/triage/rules/:version/rule/:rule/up", CHANGE_AUTHORITY, rule_up },
    { POST, "/triage/rules/:version/rule/:rule/drop", CHANGE_AUTHORITY, rule_drop },
    { GET, "/triage/rules/:version/rule/:rule/conditions/new", CHANGE_AUTHORITY, condition_new },
    { POST, "/triage/rules/:version/rule/:rule/conditions/new", CHANGE_AUTHORITY, condition_add },
    { GET, "/triage/rules/:version/rule/:rule/conditions/:condition", CHANGE_AUTHORITY, condition_show },
    { POST, "/triage/rules/:version/rule/:rule/conditions/:condition", CHANGE_AUTHORITY, condition_save },
    { POST, "/triage/rules/:version/rule/:rule/conditions/:condition/drop", CHANGE_AUTHORITY, condition_drop },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 19, TRIAGE, panel_late },
    { "home", 20, TRIAGE, panel_waiting },
    { "request", 10, TRIAGE, panel_meeting },
    { "request", 20, TRIAGE, panel_claim },
    { 0 }
};

static void each_minute(struct db *db, const char *today, int64_t now) { triage_tell_late(db, today, now); }

const struct feature triage_feature = { "triage", routes, panels, each_minute };
