/* The inclusion fund as a feature: its routes and panels. */
#include "app/funding/funding.h"

static const struct route routes[] = {
    { GET, "/funding", APPLY_FOR_FUNDING, fund_list, .menu = "Funding" },
    { GET, "/funding/csv", APPLY_FOR_FUNDING, fund_export },
    { GET, "/children/:id/funding", APPLY_FOR_FUNDING, child_funding },
    { POST, "/children/:id/funding/new", APPLY_FOR_FUNDING, application_begin },
    { GET, "/funding/applications/:id", READ_APPLICATIONS, application_show },
    { GET, "/funding/applications/:id/draft", APPLY_FOR_FUNDING, application_draft }, { POST, "/funding/applications/:id/draft", APPLY_FOR_FUNDING, application_save },
    { POST, "/funding/applications/:id/send", APPLY_FOR_FUNDING, application_send },
    { POST, "/funding/applications/:id/withdraw", APPLY_FOR_FUNDING, application_withdraw },
    { GET, "/funding/applications/:id/support", CHANGE_CHILDREN, application_support_form }, { POST, "/funding/applications/:id/support", CHANGE_CHILDREN, application_support },
    { GET, "/funding/applications/:id/answer", APPLY_FOR_FUNDING, application_answer_form }, { POST, "/funding/applications/:id/answer", APPLY_FOR_FUNDING, application_answer },
    { GET, "/funding/applications/:id/conflicts", RUN_FUND, conflicts_show }, { POST, "/funding/applications/:id/conflicts", RUN_FUND, conflict_lift },
    { GET, "/funding/applications/:id/decision", SIT_ON_PANEL, decision_form }, { POST, "/funding/applications/:id/decision", SIT_ON_PANEL, decision_save },
    { GET, "/funding/applications/:id/appeal", APPLY_FOR_FUNDING, appeal_form }, { POST, "/funding/applications/:id/appeal", APPLY_FOR_FUNDING, appeal_save },
    { GET, "/funding/decisions/:decision", READ_APPLICATIONS, decision_show },
    { GET, "/funding/panels", SIT_ON_PANEL, panels_list },
    { GET, "/funding/panels/new", RUN_FUND, panel_form }, { POST, "/funding/panels/new", RUN_FUND, panel_save },
    { GET, "/funding/panels/:panel/day", RUN_FUND, panel_form }, { POST, "/funding/panels/:panel/day", RUN_FUND, panel_save },
    { GET, "/funding/panels/:panel", SIT_ON_PANEL, panel_show },
    { POST, "/funding/panels/:panel/links", SIT_ON_PANEL, panel_say },
    { POST, "/funding/panels/:panel/people", SIT_ON_PANEL, panel_people },
    { POST, "/funding/panels/:panel/end", SIT_ON_PANEL, panel_end },
    { GET, "/funding/members", RUN_FUND, members_show }, { POST, "/funding/members", RUN_FUND, member_add }, { POST, "/funding/members/:person/end", RUN_FUND, member_end },
    { GET, "/funding/awards/:award", READ_APPLICATIONS, award_show },
    { GET, "/funding/awards/:award/change", RUN_FUND, award_change_form }, { POST, "/funding/awards/:award/change", RUN_FUND, award_change },
    { GET, "/funding/rates", SEE_FUNDING_RATES, rates_show },
    { GET, "/funding/rates/new", CHANGE_FUNDING_RATES, band_form }, { POST, "/funding/rates/new", CHANGE_FUNDING_RATES, band_add },
    { GET, "/funding/rates/:band", SEE_FUNDING_RATES, band_show }, { POST, "/funding/rates/:band", CHANGE_FUNDING_RATES, band_change },
    { GET, "/funding/terms/new", CHANGE_FUNDING_RATES, term_form }, { POST, "/funding/terms/new", CHANGE_FUNDING_RATES, term_save },
    { GET, "/funding/terms/:term", CHANGE_FUNDING_RATES, term_form }, { POST, "/funding/terms/:term", CHANGE_FUNDING_RATES, term_save },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 34, APPLY_FOR_FUNDING, fund_child_panel },
    { "home", 33, APPLY_FOR_FUNDING, fund_home_panel },
    { "home", 34, SIT_ON_PANEL, panel_home },
    { "home", 63, CHANGE_FUNDING_RATES, rates_home_panel },
    { 0 }
};

const struct feature funding_feature = { "funding", routes, panels };
