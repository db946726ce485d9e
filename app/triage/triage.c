/* The feature's rows: routes, panels, and what its clock does. */
#include "app/triage/triage.h"

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
    { 0 }
};

static const struct panel panels[] = {
    { "home", 19, TRIAGE, panel_late },
    { "home", 20, TRIAGE, panel_waiting },
    { "request", 20, TRIAGE, panel_claim },
    { 0 }
};

static void each_minute(struct db *db, const char *today, int64_t now) { triage_tell_late(db, today, now); }

const struct feature triage_feature = { "triage", routes, panels, each_minute };
