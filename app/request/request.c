/* The feature's rows: routes and panels. */
#include "app/request/request.h"

static const struct route routes[] = {
    { GET, "/ask", ANYONE, ask_start },
    { POST, "/ask/again", ANYONE, ask_start_over },
    { GET, "/ask/check", ANYONE, ask_check },
    { POST, "/ask/check", ANYONE, ask_send },
    { GET, "/ask/:question", ANYONE, ask_page },
    { POST, "/ask/:question", ANYONE, ask_answer },
    { GET, "/follow/:token", ANYONE, follow_show },
    { GET, "/follow/:token/sent", ANYONE, follow_sent },
    { POST, "/follow/:token/revoke", ANYONE, follow_revoke },
    { POST, "/follow/:token/experience", ANYONE, follow_experience },
    { POST, "/follow/:token/answer", ANYONE, follow_answer },
    { 0 }
};

const struct feature request_feature = { "request", routes, NULL };
