/* Which services an officer may choose from for an asker: see signpost.h. */
#include "app/request/signpost.h"
#include "app/directory/directory.h"
#include "app/directory/pages.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { MOST_SHOWN = 15, MOST_READ = 400 };

static const char *one_of(const struct choice *c, const char *code)
{
    for (; c && c->code; c++)
        if (*code && strcmp(c->code, code) == 0)
            return code;
    return "";
}

struct signpost_choice signpost_choice(struct web *w, const struct request_by_id *r)
{
    struct signpost_choice c = { .needs = directory_need_choices(w), .areas = directory_area_choices(w), .languages = directory_language_choices(w) };
    bool was_sent = w->method == POST;
    struct setting_told *s = r->setting_id ? setting_told(w->db, r->setting_id) : NULL;
    c.need = strcmp(web_field(w, "service_need"), "any") == 0 ? "any" : one_of(c.needs, web_field(w, "service_need"));
    c.area = one_of(c.areas, was_sent ? web_field(w, "service_area") : s ? s->area : "");
    c.language = one_of(c.languages, web_field(w, "service_language"));
    return c;
}

/* How many of the needs that were told a service is for; a service for any need counts a little. */
static int fits(const struct services_shown *s, const struct concerns_of *c, size_t n, const char *need)
{
    int points = !*s->needs;
    for (size_t i = 0; i < n && !*need; i++)
        points += 2 * directory_has(s->needs, c[i].area);
    return points + (*need && strcmp(need, "any") != 0 ? 2 * directory_has(s->needs, need) : 0) + (*s->areas != 0);
}

static struct choice box(struct web *w, int64_t id, const char *name, const char *description, int64_t from, int64_t to)
{
    return (struct choice){ arena_print(w->arena, "%lld", (long long)id), name, arena_print(w->arena, "%s. %s", directory_age_words(w, from, to), signpost_short(w->arena, description)) };
}

static bool has_box(const struct choice *c, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(c[i].code, code) == 0)
            return true;
    return false;
}

static size_t boxes_ticked(struct web *w, struct choice *c, size_t room)
{
    size_t n, made = 0;
    const char **ticked = web_fields(w, "directory", &n);
    for (size_t i = 0; i < n && made < room; i++) {
        int64_t id;
        struct service_by_id *s = text_number(ticked[i], &id) ? service_by_id(w->db, id) : NULL;
        if (s && !s->is_hidden)
            c[made++] = box(w, s->id, s->name, s->description, s->age_from, s->age_to);
    }
    return made;
}

const struct choice *signpost_boxes(struct web *w, const struct request_by_id *r, const struct signpost_choice *look)
{
    size_t n, concerns, ticked_room = 50;
    struct concerns_of *concern = concerns_of(w->db, r->id, &concerns);
    int months = date_age_months(r->born_on, w->today);
    struct directory_filter f = { look->area, "", look->language, months < 0 || months >= MOST_MONTHS_SHOWN ? -1 : months / 12 };
    struct services_shown *s = directory_find(w, &f, -1, "", 0, MOST_READ, &n);
    struct choice *c = arena_array(w->arena, struct choice, ticked_room + MOST_SHOWN + 1);
    size_t made = boxes_ticked(w, c, ticked_room), most = made + MOST_SHOWN;
    for (int points = 20; points >= 0 && made < most; points--)
        for (size_t i = 0; i < n && made < most; i++) {
            int own = fits(&s[i], concern, concerns, look->need);
            bool elsewhere = *s[i].areas && !*s[i].needs && !*look->area;     /* a family hub of each area, where it is not known which is theirs */
            bool shown = strcmp(look->need, "any") == 0 || (own > (*s[i].areas != 0) && !elsewhere);
            if (own == points && shown && !has_box(c, made, arena_print(w->arena, "%lld", (long long)s[i].id)))
                c[made++] = box(w, s[i].id, s[i].name, s[i].description, s[i].age_from, s[i].age_to);
        }
    return c;
}

void signpost_write(struct web *w, const struct form *f, int64_t decision)
{
    int64_t position = 1, id;
    for (const struct choice *c = f->choices[form_at(f, "directory")]; c && c->code; c++)
        if (form_has(f, "directory", c->code) && text_number(c->code, &id))
            add_signpost(w->db, decision, id, position++);
}

const char *signpost_short(struct arena *a, const char *text) { return directory_short(a, text); }

/* Lines become parts of one. */
const char *signpost_one_line(struct arena *a, const char *text)
{
    struct out o = { .arena = a };
    for (const char *s = text; *s; s++)
        html_lit(&o, *s == '\n' ? "; " : s, *s == '\n' ? 2 : 1);
    html_lit(&o, "", 1);
    return o.at;
}
