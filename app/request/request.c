/* The feature's rows: routes and panels. */
#include "app/request/attach.h"

static const struct route routes[] = {
    { GET, "/ask", ANYONE, ask_start, .is_translated = true },
    { POST, "/ask/again", ANYONE, ask_start_over, .is_door = true, .is_translated = true },
    { GET, "/ask/save", ANYONE, draft_save_show, .is_translated = true },
    { POST, "/ask/save", ANYONE, draft_save, .is_door = true, .is_translated = true },
    { POST, "/ask/leave", ANYONE, draft_leave, .is_door = true, .is_translated = true },
    { GET, "/ask/resume/:token", ANYONE, draft_resume_show, .is_translated = true },
    { POST, "/ask/resume/:token", ANYONE, draft_resume, .is_door = true, .is_translated = true },
    { POST, "/ask/files", ANYONE, ask_files_send, .before = ask_files_take, .takes_files = true, .is_door = true, .is_translated = true },
    { POST, "/ask/files/remove", ANYONE, ask_files_remove, .is_door = true, .is_translated = true },
    { GET, "/ask/check", ANYONE, ask_check, .is_translated = true },
    { POST, "/ask/check", ANYONE, ask_send, .is_door = true, .is_translated = true },
    { GET, "/ask/:question", ANYONE, ask_page, .is_translated = true },
    { POST, "/ask/:question", ANYONE, ask_answer, .is_door = true, .is_translated = true },
    { GET, "/follow/:token", ANYONE, follow_show, .is_translated = true },
    { GET, "/follow/:token/sent", ANYONE, follow_sent, .is_translated = true },
    { GET, "/follow/:token/files", ANYONE, attach_followed_show, .is_translated = true },
    { POST, "/follow/:token/files", ANYONE, attach_followed_send, .before = attach_followed_take, .takes_files = true, .is_door = true, .is_translated = true },
    { POST, "/follow/:token/revoke", ANYONE, follow_revoke, .is_translated = true },
    { POST, "/follow/:token/experience", ANYONE, follow_experience, .is_translated = true },
    { POST, "/follow/:token/answer", ANYONE, follow_answer, .is_translated = true },
    { GET, "/requests/new", ASK_FOR_SUPPORT, new_show },
    { POST, "/requests/new", ASK_FOR_SUPPORT, new_send },
    { GET, "/requests/call", TRIAGE, call_show },
    { POST, "/requests/call", TRIAGE, call_search },
    { POST, "/requests/call/send", TRIAGE, call_send },
    { GET, "/requests/mine", SEE_OWN_REQUESTS, mine_show },
    { GET, "/requests/:id", SEE_OWN_REQUESTS, request_show },
    { POST, "/requests/:id/answer", SEE_OWN_REQUESTS, request_answer_question },
    { GET, "/requests/:id/question", TRIAGE, request_question_show },
    { GET, "/requests/:id/files", SEE_OWN_REQUESTS, attach_show },
    { POST, "/requests/:id/files", SEE_OWN_REQUESTS, attach_send, .before = attach_take, .takes_files = true },
    { GET, "/requests/:id/files/:file", SEE_OWN_REQUESTS, attach_download },
    { POST, "/requests/:id/question", TRIAGE, request_ask_question },
    { POST, "/requests/:id/link", TRIAGE, follow_link_new },
    { GET, "/requests/:id/accept", TRIAGE, accept_show },
    { POST, "/requests/:id/accept", TRIAGE, accept_decide },
    { GET, "/requests/:id/pass-on", TRIAGE, pass_on_show },
    { POST, "/requests/:id/pass-on", TRIAGE, pass_on_decide },
    { GET, "/requests/:id/advise", TRIAGE, advise_show },
    { POST, "/requests/:id/advise", TRIAGE, advise_decide },
    { GET, "/requests/:id/join", TRIAGE, join_show },
    { POST, "/requests/:id/join", TRIAGE, join_decide },
    { GET, "/requests/:id/died", TRIAGE, died_show },
    { POST, "/requests/:id/died", TRIAGE, died_decide },
    { POST, "/requests/:id/taken-up", TRIAGE, take_up_record },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 21, TRIAGE, panel_handovers },
    { "home", 45, SEE_OWN_REQUESTS, panel_own },
    { "child", 20, SEE_CHILDREN, panel_of_child },
    { "child", 22, SEE_CHILDREN, panel_files_of_child },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "request", "Requests", ROWS_GO, .day = "received_on", .words = "reference", .path = "/requests/" },
    { 0 }
};

const struct feature request_feature = { "request", routes, panels, .each_minute = request_each_minute, .lanes = request_lanes, .tables = tables, .copy = attach_copy };
