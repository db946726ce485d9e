/* The register's routes and panels, and the page of one form. */
#include "app/child/pages.h"
#include "app/child/views.h"

void child_form_page(struct web *w, const struct child_form *p)
{
    if (!form_is_right(p->form) && w->status == 200)
        w->status = 422;
    web_page(w, p->title);
    view_child_form_view(&w->out, w, p);
}

static const struct route routes[] = {
    { GET, "/children", SEE_CHILDREN, child_list, .menu = "Children" },
    { POST, "/children/search", SEARCH_CHILDREN, child_search, .only_reads = true },
    { POST, "/children/suggest", SEARCH_CHILDREN, child_suggest, .only_reads = true },
    { GET, "/children/new", CHANGE_CHILDREN, child_new_form },
    { POST, "/children/new", CHANGE_CHILDREN, child_new },
    { GET, "/children/:id", SEE_CHILDREN, child_show, .is_translated = true },
    { GET, "/children/:id/timeline", SEE_CHILDREN, child_timeline, .is_translated = true },
    { GET, "/children/:id/access", SEE_CHILDREN, child_access, .is_translated = true },
    { GET, "/children/:id/edit", CHANGE_CHILDREN, child_edit_form },
    { POST, "/children/:id/edit", CHANGE_CHILDREN, child_edit },
    { GET, "/children/:id/status/:axis", CHANGE_CHILDREN, child_status_form },
    { POST, "/children/:id/status/:axis", CHANGE_CHILDREN, child_status_change },
    { GET, "/children/:id/needs", CHANGE_CHILDREN, child_needs_form },
    { POST, "/children/:id/needs", CHANGE_CHILDREN, child_needs_change },
    { GET, "/children/:id/placements/new", CHANGE_CHILDREN, child_placement_form },
    { POST, "/children/:id/placements/new", CHANGE_CHILDREN, child_placement_add },
    { GET, "/children/:id/placements/:placement/end", CHANGE_CHILDREN, child_placement_end_form },
    { POST, "/children/:id/placements/:placement/end", CHANGE_CHILDREN, child_placement_end },
    { GET, "/children/:id/no-setting", CHANGE_CHILDREN, child_no_setting_form },
    { POST, "/children/:id/no-setting", CHANGE_CHILDREN, child_no_setting },
    { GET, "/children/:id/professionals/new", CHANGE_CHILDREN, child_professional_form },
    { POST, "/children/:id/professionals/new", CHANGE_CHILDREN, child_professional_add },
    { GET, "/children/:id/professionals/:professional", CHANGE_CHILDREN, child_professional_end_form },
    { POST, "/children/:id/professionals/:professional/end", CHANGE_CHILDREN, child_professional_end },
    { POST, "/children/:id/professionals/:professional/lead", CHANGE_CHILDREN, child_professional_lead },
    { GET, "/deadlines", CHANGE_CHILDREN, child_deadlines },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 10, CHANGE_CHILDREN, child_home_deadlines },
    { "home", 80, SEE_CHILDREN, child_home_setting },
    { "home", 12, SEE_CHILDREN, child_home_family },
    { "home", 81, SEE_CHILDREN, child_home_health },
    { "home", 90, SEE_CHILDREN, child_home_since },
    { "copy", 5, SPEAK_FOR_FAMILY, child_copy_part },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "child_status", "Statuses", ROWS_GO_SETTLED, .day = "from_on", .words = "'@' || axis || ':' || value" },
    { "need", "Needs", ROWS_GO_SETTLED, .day = "from_on", .words = "'@need:' || code" },
    { "placement", "Settings attended", ROWS_GO_SETTLED, .day = "from_on", .words = "(SELECT t.name FROM setting t WHERE t.id = setting_id)" },
    { "professional", "Professionals", ROWS_GO_SETTLED, .day = "from_on", .words = "name" },
    { "deadline", "Deadlines", ROWS_GO, .day = "due_on", .words = "'@deadline:' || rule" },
    { "event", "What happened", ROWS_GO, .day = "on_day", .words = "title" },
    { "child_name", "Earlier names", ROWS_GO, .day = "until_on", .words = "given_name || ' ' || family_name" },
    { "child_word", NULL, ROWS_STAY, .why = "the index of a record: child_index writes it anew" },
    { "child_match_key", NULL, ROWS_STAY, .why = "the index of a record: child_index writes it anew" },
    { "audit", NULL, ROWS_STAY, .why = "who looked at which record stays as it was; the page Who has looked shows both" },
    { 0 }
};

const struct feature child_feature = { "child", routes, panels, .lanes = child_lanes, .tables = tables };
