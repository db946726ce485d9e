/* One table: every feature of the program, in order.  To add one, add its line here and its folder to FLOORS. */
#include "app/features.h"
#include "app/action/action.h"
#include "app/api/api.h"
#include "app/caseload/caseload.h"
#include "app/child/child.h"
#include "app/digest/digest.h"
#include "app/directory/directory.h"
#include "app/ehc/ehc.h"
#include "app/document/document.h"
#include "app/doors/doors.h"
#include "app/evidence/evidence.h"
#include "app/expected/expected.h"
#include "app/family/family.h"
#include "app/field/field.h"
#include "app/funding/funding.h"
#include "app/meeting/meeting.h"
#include "app/people/audit.h"
#include "app/imports/imports.h"
#include "app/joining/joining.h"
#include "app/notice/notice.h"
#include "app/observation/observation.h"
#include "app/people/admin.h"
#include "app/people/people.h"
#include "app/picture/picture.h"
#include "app/plan/plan.h"
#include "app/quality/quality.h"
#include "app/request/handover.h"
#include "app/request/request.h"
#include "app/request/teams.h"
#include "app/setting/setting.h"
#include "app/strategy/strategy.h"
#include "app/transition/transition.h"
#include "app/triage/triage.h"
#include "app/typed/typed.h"
#include "app/visit/visit.h"
#include "app/watch/watch.h"
#include "app/watch/tally.h"

#include <stdio.h>

const struct feature *const features[] = {
    &people_feature,
    &child_feature,
    &joining_feature,
    &request_feature,
    &triage_feature,
    &api_feature,
    &handover_feature,
    &teams_feature,
    &family_feature,
    &strategy_feature,
    &plan_feature,
    &meeting_feature,
    &action_feature,
    &visit_feature,
    &field_feature,
    &observation_feature,
    &typed_feature,
    &ehc_feature,
    &transition_feature,
    &funding_feature,
    &document_feature,
    &picture_feature,
    &caseload_feature,
    &watch_feature,
    &quality_feature,
    &expected_feature,
    &setting_feature,
    &directory_feature,
    &evidence_feature,
    &imports_feature,
    &doors_feature,
    &admin_feature,
    &notice_feature,
    &digest_feature,
    NULL
};

/* The query's name and the engine's words, never values. */
static void log_failure(struct web *w, const char *query, const char *why)
{
    fprintf(stderr, "{\"level\":\"error\",\"message\":\"database\",\"route\":\"%s\",\"query\":\"%s\",\"why\":\"%s\"}\n", w->route ? w->route->path : "", query ? query : "", why ? why : "");
}

const struct site site_of_features = {
    .features = features,
    .setting = authority,
    .find_person = people_find,
    .find_caller = api_find_caller,
    .touch_session = people_touch,
    .write_audit = audit_write,
    .frame_top = people_frame_top,
    .frame_end = people_frame_end,
    .language = people_language,
    .problem = people_problem,
    .log_failure = log_failure,
    .changed = watch_child_changed,
    .base_url = "http://127.0.0.1:8080",
    .today = "",
    .files_folder = "",
};
