/* Keeping, offering and forgetting what is typed: see typed.h.  Called by the handlers of long forms; knows none of them. */
#include "app/typed/typed.h"
#include "app/child/tables.h"
#include "app/typed/typed.sql.h"
#include "app/typed/views.h"
#include "base/text.h"

#include <string.h>

enum { SENT_MINUTES = 60 };

int64_t typed_page(struct web *w)
{
    int64_t asked;
    if (w->method == POST && web_field_id(w, "typed"))
        return web_field_id(w, "typed");
    if (text_number(web_query(w, "typed"), &asked) && asked > 0 && typed_by_id(w->db, w->person->id, asked, w->path))
        return asked;
    return new_id();
}

struct typed_of_form *typed_offered(struct web *w, size_t *n)
{
    int64_t here;
    if (!text_number(w->method == POST ? web_field(w, "typed") : web_query(w, "typed"), &here))
        here = 0;
    return typed_of_form(w->db, w->person->id, w->path, here, n);
}

/* The form without what belongs to one sending of it. */
const char *typed_answers(struct web *w)
{
    static const char *const not_kept[] = { "token", "once", "keep", "typed", "throw", "key" };
    size_t n, kept = 0;
    const struct pair *all = web_all_fields(w, &n);
    struct pair *pair = arena_array(w->arena, struct pair, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool is_kept = true;
        for (size_t k = 0; k < sizeof not_kept / sizeof *not_kept; k++)
            is_kept &= strcmp(all[i].name, not_kept[k]) != 0;
        if (is_kept)
            pair[kept++] = all[i];
    }
    return web_pairs_written(w->arena, pair, kept);
}

static void keep(struct web *w, int64_t id, int64_t child, const char *title)
{
    const char *text = typed_answers(w);
    bool fits = strlen(text) <= TYPED_MOST_BYTES;
    bool kept = fits && keep_typed(w->db, &(struct keep_typed){ .id = id, .person_id = w->person->id, .child_id = child, .form = w->path, .title = title, .answers = text, .changed_at = w->now });
    web_keep_session(w);
    web_bare(w, kept ? 200 : fits ? 409 : 413, "text/plain; charset=utf-8", kept ? "kept" : "not kept");
}

void typed_keep_for(struct web *w, int64_t typed, int64_t child, const char *form, const char *title, const char *answers)
{
    keep_typed(w->db, &(struct keep_typed){ .id = typed, .person_id = w->person->id, .child_id = child, .form = form, .title = title, .answers = answers, .changed_at = w->now });
}

static void end(struct web *w, int64_t id, int64_t child)
{
    end_typed(w->db, &(struct end_typed){ .id = id, .person_id = w->person->id, .child_id = child, .form = w->path, .changed_at = w->now });
}

bool typed_took(struct web *w, int64_t child, const char *title)
{
    int64_t page = web_field_id(w, "typed"), thrown = web_field_id(w, "throw");
    if (thrown) {
        end(w, thrown, child);
        web_is_quiet(w);
        web_notice(w, "What you had typed is thrown away");
        web_to(w, w->path);
        return true;
    }
    if (!page || !*web_field(w, "keep"))
        return false;
    web_is_quiet(w);
    keep(w, page, child, title);
    return true;
}

void typed_put(struct form *f)
{
    struct web *w = f->w;
    int64_t id;
    struct typed_by_id *t = text_number(web_query(w, "typed"), &id) ? typed_by_id(w->db, w->person->id, id, w->path) : NULL;
    if (!t)
        return;
    size_t n;
    const struct pair *pair = web_pairs_read(w, t->answers, &n);
    form_put(f, pair, n);
}

void typed_sent(struct web *w, int64_t child)
{
    int64_t page = web_field_id(w, "typed");
    if (page)
        end(w, page, child);
}

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct typed_by_me *t = typed_by_me(w->db, w->person->id, &n);
    if (n)
        view_typed_home(&w->out, w, t, n);
}

static void each_minute(struct db *db, const char *today, int64_t now)
{
    (void)today;
    sweep_typed(db, now - TYPED_DAYS * INT64_C(86400000), now - SENT_MINUTES * INT64_C(60000));
}

static const struct route routes[] = { { 0 } };
static const struct panel panels[] = { { "home", 5, KEEP_ACTIONS, home_panel }, { 0 } };

static const struct child_table tables[] = {
    { "typed", "Forms begun and not saved", ROWS_GO, .day = "''", .words = "title" },
    { 0 }
};

const struct feature typed_feature = { "typed", routes, panels, .each_minute = each_minute, .tables = tables };
