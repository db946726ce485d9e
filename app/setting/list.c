/* The settings of the authority: the list, finding one by name, one setting's page. */
#include "app/setting/pages.h"
#include "app/setting/views.h"
#include "base/text.h"

#include <string.h>

enum { ROWS_A_PAGE = 50, MOST_SEARCHED = 5000, MOST_FOUND = 50 };

const char *setting_kind_words(const char *kind) { return choice_label(setting_kinds, kind); }

const struct choice *setting_area_choices(struct web *w)
{
    size_t n;
    struct areas_of_settings *a = areas_of_settings(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ a[i].area, a[i].area, NULL };
    return c;
}

static const char *one_of(const struct choice *c, const char *code)
{
    for (; c->code; c++)
        if (strcmp(c->code, code) == 0)
            return code;
    return "";
}

static struct setting_filter read_filter(struct web *w)
{
    struct setting_filter f = { .areas = setting_area_choices(w) };
    f.kind = one_of(setting_kinds, web_query(w, "kind"));
    f.area = one_of(f.areas, web_query(w, "area"));
    f.closed_too = strcmp(web_query(w, "closed"), "1") == 0;
    return f;
}

/* A childminder's name is personal data, so a page begins after a setting's number, not its name. */
void setting_list(struct web *w)
{
    struct setting_filter f = read_filter(w);
    int64_t after = 0;
    struct setting_by_id *from = text_number(web_query(w, "after"), &after) ? setting_by_id(w->db, after) : NULL;
    size_t n;
    struct settings_listed *s = settings_listed(w->db, f.kind, f.area, f.closed_too, from ? from->name : "", from ? from->id : 0, ROWS_A_PAGE + 1, &n);
    bool more = n > ROWS_A_PAGE;
    web_page(w, "Settings");
    view_setting_list(&w->out, w, &f, s, more ? ROWS_A_PAGE : n, more, from != NULL);
}

static bool has_all_words(struct arena *a, const char *name, const char *const *word, size_t n)
{
    const char *folded = text_fold(a, name);
    for (size_t i = 0; i < n; i++)
        if (!strstr(folded, word[i]))
            return false;
    return n > 0;
}

void setting_find(struct web *w)
{
    const char *typed = web_field(w, "q");
    size_t words, n, found = 0;
    const char *const *word = text_words(w->arena, text_fold(w->arena, typed), &words);
    struct settings_listed *s = settings_listed(w->db, "", "", 1, "", 0, MOST_SEARCHED, &n);
    for (size_t i = 0; i < n && found < MOST_FOUND; i++)
        if (has_all_words(w->arena, s[i].name, word, words))
            s[found++] = s[i];
    web_page(w, "Find a setting");
    view_setting_found(&w->out, w, typed, s, found);
}

void setting_show(struct web *w)
{
    struct setting_by_id *s = setting_by_id(w->db, web_id(w, "id"));
    if (!s)
        web_stop(w, 404);
    size_t children, people;
    struct children_known_at *c = children_known_at(w->db, w->person->id, s->id, &children);
    struct staff_of_setting *p = staff_of_setting(w->db, s->id, &people);
    web_audit(w, 0, "view", "/settings/:id", arena_print(w->arena, "%lld", (long long)s->id));
    web_page(w, s->name);
    view_setting_show(&w->out, w, s, c, children, p, people);
}

static const struct route routes[] = {
    { GET, "/settings", SEE_SETTINGS, setting_list, .menu = "Settings" },
    { POST, "/settings/search", SEE_SETTINGS, setting_find },
    { GET, "/settings/new", CHANGE_SETTINGS, setting_new_form },
    { POST, "/settings/new", CHANGE_SETTINGS, setting_new },
    { GET, "/settings/:id", SEE_SETTINGS, setting_show },
    { GET, "/settings/:id/edit", CHANGE_SETTINGS, setting_edit_form },
    { POST, "/settings/:id/edit", CHANGE_SETTINGS, setting_edit },
    { 0 }
};

const struct feature setting_feature = { "setting", routes, NULL };
