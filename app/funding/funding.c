/* The inclusion fund as a feature: its routes and panels. */
#include "app/child/tables.h"
#include "app/funding/funding.h"
#include "out/lanes.h"

static const struct route routes[] = {
    { GET, "/funding", APPLY_FOR_FUNDING, fund_list, .menu = "Fund" },
    { GET, "/funding/csv", APPLY_FOR_FUNDING, fund_export },
    { GET, "/children/:id/funding", APPLY_FOR_FUNDING, child_funding },
    { POST, "/children/:id/funding/new", APPLY_FOR_FUNDING, application_begin },
    { GET, "/children/:id/funding/claims/:stream", APPLY_FOR_FUNDING, claim_form }, { POST, "/children/:id/funding/claims/:stream", APPLY_FOR_FUNDING, claim_save },
    { GET, "/children/:id/money/changed", SPEAK_FOR_FAMILY, family_voice_form, .is_translated = true }, { POST, "/children/:id/money/changed", SPEAK_FOR_FAMILY, family_voice_save, .is_translated = true },
    { GET, "/children/:id/money/:application/again", SPEAK_FOR_FAMILY, family_again_form, .is_translated = true }, { POST, "/children/:id/money/:application/again", SPEAK_FOR_FAMILY, family_again_save, .is_translated = true },
    { GET, "/funding/applications/:id", READ_APPLICATIONS, application_show },
    { GET, "/funding/applications/:id/draft", APPLY_FOR_FUNDING, application_draft }, { POST, "/funding/applications/:id/draft", APPLY_FOR_FUNDING, application_save },
    { POST, "/funding/applications/:id/send", APPLY_FOR_FUNDING, application_send },
    { POST, "/funding/applications/:id/withdraw", APPLY_FOR_FUNDING, application_withdraw },
    { GET, "/funding/applications/:id/support", CHANGE_CHILDREN, application_support_form }, { POST, "/funding/applications/:id/support", CHANGE_CHILDREN, application_support },
    { GET, "/funding/applications/:id/answer", APPLY_FOR_FUNDING, application_answer_form }, { POST, "/funding/applications/:id/answer", APPLY_FOR_FUNDING, application_answer },
    { GET, "/funding/applications/:id/conflicts", RUN_FUND, conflicts_show }, { POST, "/funding/applications/:id/conflicts", RUN_FUND, conflict_lift },
    { GET, "/funding/applications/:id/decision", SIT_ON_PANEL, decision_form }, { POST, "/funding/applications/:id/decision", SIT_ON_PANEL, decision_save },
    { GET, "/funding/applications/:id/appeal", APPLY_FOR_FUNDING, appeal_form }, { POST, "/funding/applications/:id/appeal", APPLY_FOR_FUNDING, appeal_save },
    { GET, "/funding/decisions/:decision", READ_APPLICATIONS, decision_show }, { GET, "/funding/decisions/:decision/pdf", READ_APPLICATIONS, decision_paper, .is_slow = true },
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
    { GET, "/funding/awards/:award/move", RUN_FUND, move_form }, { POST, "/funding/awards/:award/move", RUN_FUND, move_save },
    { GET, "/funding/awards/:award/review", APPLY_FOR_FUNDING, fund_review_form }, { POST, "/funding/awards/:award/review", APPLY_FOR_FUNDING, fund_review_save },
    { GET, "/funding/schedules", RUN_FUND, schedules_list }, { POST, "/funding/schedules", RUN_FUND, schedule_make },
    { GET, "/funding/schedules/:schedule", RUN_FUND, schedule_show },
    { GET, "/funding/schedules/:schedule/csv", RUN_FUND, schedule_csv },
    { POST, "/funding/schedules/:schedule/paid", RUN_FUND, schedule_paid },
    { GET, "/funding/budget", SEE_FUND_FIGURES, budget_show }, { POST, "/funding/budget", RUN_FUND, budget_set },
    { GET, "/funding/take-up", SEE_FUND_FIGURES, take_up_show },
    { GET, "/funding/rates", SEE_FUNDING_RATES, rates_show },
    { GET, "/funding/rates/new", CHANGE_FUNDING_RATES, band_form }, { POST, "/funding/rates/new", CHANGE_FUNDING_RATES, band_add },
    { GET, "/funding/rates/:band", SEE_FUNDING_RATES, band_show }, { POST, "/funding/rates/:band", CHANGE_FUNDING_RATES, band_change },
    { GET, "/funding/rates/:band/confirm/:rate", CHANGE_FUNDING_RATES, rate_confirm_form }, { POST, "/funding/rates/:band/confirm/:rate", CHANGE_FUNDING_RATES, rate_confirm },
    { GET, "/funding/terms/new", CHANGE_FUNDING_RATES, term_form }, { POST, "/funding/terms/new", CHANGE_FUNDING_RATES, term_save },
    { GET, "/funding/terms/:term", CHANGE_FUNDING_RATES, term_form }, { POST, "/funding/terms/:term", CHANGE_FUNDING_RATES, term_save },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 34, APPLY_FOR_FUNDING, fund_child_panel },
    { "family", 37, SPEAK_FOR_FAMILY, fund_family_panel },
    { "copy", 37, SPEAK_FOR_FAMILY, fund_copy_panel },
    { "home", 33, APPLY_FOR_FUNDING, fund_home_panel },
    { "home", 34, SIT_ON_PANEL, panel_home },
    { "home", 36, RUN_FUND, fund_run_home },
    { "home", 52, SEE_FUND_FIGURES, fund_figures_home },
    { "home", 63, CHANGE_FUNDING_RATES, rates_home_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "funding_application", "Applications to the inclusion fund", ONE_OPEN, .open = "status IN ('draft', 'sent', 'question')", .day = "sent_on", .words = "reference" },
    { "funding_question", NULL, ROWS_GO_WITH, .with = "funding_application", .with_id = "application_id" },
    { "funding_decision", NULL, ROWS_GO_WITH, .with = "funding_application", .with_id = "application_id" },
    { "funding_appeal", NULL, ROWS_GO_WITH, .with = "funding_application", .with_id = "application_id" },
    { "funding_award", NULL, ROWS_GO_WITH, .with = "funding_application", .with_id = "application_id" },
    { "funding_move", NULL, ROWS_GO_WITH, .with = "funding_award", .with_id = "award_id" },
    { "funding_payment", NULL, ROWS_GO_WITH, .with = "funding_award", .with_id = "award_id" },
    { "funding_review", NULL, ROWS_GO_WITH, .with = "funding_award", .with_id = "award_id" },
    { "funding_voice", NULL, ROWS_GO_WITH, .with = "funding_award", .with_id = "award_id" },
    { "funding_claim", "Disability access fund and pupil premium", ROWS_GO, .day = "on_day", .words = "stream" },
    { 0 }
};

/* When money was applied for, and each award while it is paid. */
static void lanes_of_funding(struct web *w, int64_t child, struct lanes *l)
{
    size_t n, awards;
    struct awards_of_child *a = awards_of_child(w->db, w->person->id, child, &awards);
    struct applications_of_child *p = applications_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < awards; i++)
        lanes_period(l, LANE_FUNDING, "Inclusion fund", a[i].from_on, a[i].last_on, a[i].band_name, arena_print(w->arena, "/funding/awards/%lld", (long long)a[i].id));
    for (size_t i = 0; i < n; i++)
        if (*p[i].sent_on)
            lanes_moment(l, LANE_FUNDING, "Inclusion fund", p[i].sent_on, "Applied for money", arena_print(w->arena, "/funding/applications/%lld", (long long)p[i].id));
}

const struct feature funding_feature = { "funding", routes, panels, .lanes = lanes_of_funding, .tables = tables };
