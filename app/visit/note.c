/*
 * Writing up a visit: who was there, what was seen and said, advice, words for
 * the family, actions, and the next visit.  What is typed is kept (app/typed).
 * A note that was begun elsewhere, perhaps without signal, knows the version it
 * began from: what only one of two writers changed is joined, what both changed
 * is chosen between, and nothing is lost.  Called by the routes in visit.c.
 */
#include "app/visit/visit.h"
#include "app/child/tell.h"
#include "app/visit/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct field fields[] = {
    { "version", "", .kind = HIDDEN },
    { "base", "", .kind = HIDDEN, .max = 2000 },
    { "template", "", .kind = HIDDEN },
    { "held_on", "On what day was it?", .kind = PAST_DATE },
    { "attended", "Who was there?", "Names and roles, also of those who were on the telephone", .kind = PARAGRAPH, .max = 500, .rows = 2 },
    { "family_there", "A parent or carer was there, or we spoke with them", .kind = YES },
    { "observations", "What did you see?", .kind = PARAGRAPH, .max = 10000, .rows = 8 },
    { "said", "What did the child and the family say?", "In words, or what the child showed", .kind = PARAGRAPH, .max = 4000, .rows = 4 },
    { "advice", "Advice to the setting", "They read it once you send the follow-up", .kind = PARAGRAPH, .max = 6000, .rows = 6 },
    { "family_words", "To the family, in plain words", "They read it once you send the follow-up: what you saw, and what happens next", .kind = PARAGRAPH, .max = 4000, .rows = 5 },
    ACTION_FIELDS("1"), ACTION_FIELDS("2"), ACTION_FIELDS("3"), ACTION_FIELDS("4"), ACTION_FIELDS("5"), ACTION_FIELDS("6"),
    { "next_kind", "What comes next?", .kind = SELECT },
    { "next_on", "On what day?", .kind = FUTURE_DATE },
    { "next_time", "At what time?", .kind = LINE, .max = 8 },
    { 0 }
};

static const char *const texts[] = { "observations", "said", "advice", "family_words" };
enum { TEXTS = sizeof texts / sizeof *texts };

static const char *starting_words(const struct visit_templates *t, size_t i)
{
    const char *const words[TEXTS] = { t->observations, t->said, t->advice, t->family_words };
    return words[i];
}

/* ---- the form ---- */

static void give_choices(struct form *f, int64_t child)
{
    action_rows_choices(f, child);
    form_choices(f, "next_kind", code_choices(f->w, "visit_kind"));
}

static void fill(struct form *f, const struct visit_by_id *v)
{
    form_set_number(f, "version", v->version);
    form_set(f, "held_on", v->held_on);
    form_set(f, "attended", v->attended);
    form_set(f, "family_there", v->family_there ? "1" : "");
    form_set(f, "observations", v->observations);
    form_set(f, "said", v->said);
    form_set(f, "advice", v->advice);
    form_set(f, "family_words", v->family_words);
}

static const struct visit_templates *template_of(struct web *w, int64_t id) { return id ? visit_template_by_id(w->db, id) : NULL; }

static bool says_nothing(const struct visit_by_id *v) { return !*v->observations && !*v->said && !*v->advice && !*v->family_words; }

/* A note that says nothing yet begins with its template's words. */
static void begin(struct form *f, const struct visit_by_id *v, const struct visit_templates *t)
{
    if (strcmp(v->planned_on, f->w->today) <= 0 && !*v->held_on)
        form_set(f, "held_on", v->planned_on);
    if (!t)
        return;
    form_set_number(f, "template", t->id);
    for (size_t i = 0; i < TEXTS && says_nothing(v); i++)
        form_set(f, texts[i], starting_words(t, i));
}

/* The note as it is saved, with its actions; BESIDE another one, row by row. */
static struct form *as_saved(struct web *w, const struct visit_by_id *v, const struct form *beside)
{
    size_t n;
    struct form *f = form_new(w, fields);
    struct actions_from *a = actions_from(w->db, w->person->id, "visit", v->id, &n);
    give_choices(f, v->child_id);
    fill(f, v);
    if (beside)
        action_rows_fill_beside(f, beside, a, n);
    else
        action_rows_fill(f, a, n);
    return f;
}

static int64_t asked_template(struct web *w, const struct visit_by_id *v)
{
    int64_t id;
    return text_number(web_query(w, "template"), &id) && id > 0 ? id : v->template_id;
}

struct form *visit_note_of(struct web *w, const struct visit_by_id *v)
{
    if (strcmp(v->status, "called off") == 0)
        return NULL;
    struct form *f = as_saved(w, v, NULL);
    begin(f, v, template_of(w, asked_template(w, v)));
    form_set(f, "base", form_base(f));
    return f;
}

static void page(struct web *w, const struct visit_by_id *v, struct form *f)
{
    int64_t used = 0;
    size_t n;
    if (!text_number(form_typed(f, "template"), &used))
        used = 0;
    struct visit_templates *t = visit_templates(w->db, 1, &n);
    web_page(w, f->is_wrong ? "Error: Write up a visit" : "Write up a visit");
    view_visit_note(&w->out, w, v, child_by_id(w->db, w->person->id, v->child_id), f, template_of(w, used), t, n, says_nothing(v));
}

/* ---- saving ---- */

static void check(struct form *f, const struct visit_by_id *v, bool finished)
{
    struct web *w = f->w;
    const char *held = form_value(f, "held_on");
    const struct child_by_id *c = child_by_id(w->db, w->person->id, v->child_id);
    if (finished && !*form_typed(f, "held_on") && !*form_error(f, "held_on"))
        form_fail(f, "held_on", "Enter the day on which it was");
    if (*held && c && *c->born_on && strcmp(held, c->born_on) < 0)
        form_fail(f, "held_on", "The day cannot be before the child was born");
    if (finished && !*form_value(f, "observations") && !*form_value(f, "said") && !*form_value(f, "advice") && form_is_right(f))
        form_fail(f, "observations", "Write what you saw, or what was said");
    if (!visit_time(w->arena, form_value(f, "next_time")))
        form_fail(f, "next_time", "Enter a time like 9:30am or 14:00");
    if (*form_value(f, "next_time") && !*form_value(f, "next_on"))
        form_fail(f, "next_on", "Enter the day of the next visit");
    action_rows_check(f);
}

/* Starting words that nobody wrote anything to are no note. */
static void drop_starting_words(struct form *f, const struct visit_templates *t)
{
    for (size_t i = 0; t && i < TEXTS; i++)
        if (strcmp(form_typed(f, texts[i]), text_clean(f->w->arena, starting_words(t, i), TEXT_LONG)) == 0)
            form_set(f, texts[i], "");
}

static struct write_visit typed(struct web *w, const struct form *f, const struct visit_by_id *v, bool finished)
{
    return (struct write_visit){ .id = v->id, .version = v->version, .status = finished ? "held" : v->status, .template_id = form_number(f, "template"), .held_on = form_value(f, "held_on"), .attended = form_value(f, "attended"),
        .family_there = form_is(f, "family_there", "1"), .observations = form_value(f, "observations"), .said = form_value(f, "said"), .advice = form_value(f, "advice"), .family_words = form_value(f, "family_words"),
        .changed_by = w->person->id, .changed_at = w->now };
}

static const char *changed_names(struct web *w, const struct visit_by_id *a, const struct write_visit *b)
{
    const struct { const char *name, *a, *b; } all[] = { { " held_on", a->held_on, b->held_on }, { " attended", a->attended, b->attended }, { " observations", a->observations, b->observations },
        { " said", a->said, b->said }, { " advice", a->advice, b->advice }, { " family_words", a->family_words, b->family_words }, { " status", a->status, b->status } };
    const char *names = a->family_there == b->family_there ? "" : " family_there";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].a, all[i].b) != 0)
            names = arena_print(w->arena, "%s%s", names, all[i].name);
    return names;
}

/* What follows from a visit that has been: the timeline, and a first contact that was owed. */
static void has_been(struct web *w, const struct visit_by_id *v, const struct write_visit *now)
{
    struct act a = act_of(w);
    size_t n;
    const char *path = arena_print(w->arena, "/visits/%lld", (long long)v->id);
    if (strcmp(v->status, "held") != 0)
        child_event(a, v->child_id, now->held_on, "visit", visit_title(w->arena, v->kind, v->setting_name), "", path, false);
    if (!now->family_there || v->family_there)
        return;
    child_event(a, v->child_id, now->held_on, "contact", "Spoke with the family", "", path, false);
    struct first_contacts_open *open = first_contacts_open(w->db, w->person->id, v->child_id, &n);
    for (size_t i = 0; i < n; i++)
        child_deadline_done(a, v->child_id, "first contact", open[i].about_id, now->held_on);
}

static void plan_next(struct web *w, const struct form *f, const struct visit_by_id *v)
{
    const char *kind = *form_value(f, "next_kind") ? form_value(f, "next_kind") : v->kind;
    if (!*form_value(f, "next_on"))
        return;
    struct add_visit next = { .child_id = v->child_id, .kind = kind, .person_id = v->person_id, .setting_id = strcmp(kind, "setting") == 0 ? v->setting_id : 0, .template_id = 0,
        .planned_on = form_value(f, "next_on"), .planned_time = visit_time(w->arena, form_value(f, "next_time")), .purpose = "" };
    visit_plan(act_of(w), &next);
    web_audit(w, v->child_id, "add", "visit", "planned_on");
}

static void save(struct web *w, const struct visit_by_id *v, struct form *f, bool finished)
{
    struct write_visit row = typed(w, f, v, finished);
    const char *names = changed_names(w, v, &row);
    if (!write_visit(w->db, &row))
        web_stop(w, 409);
    names = arena_print(w->arena, "%s%s", names, action_rows_save(w, f, v->child_id, "visit", v->id, *v->told_setting_on || *v->told_family_on));
    if (*names)
        web_audit(w, v->child_id, "change", "visit", names + 1);
    if (strcmp(row.status, "held") == 0)
        has_been(w, v, &row);
    plan_next(w, f, v);
    typed_sent(w, v->child_id);
}

/* What became of a note that was sent, with all that its page shows. */
struct sent { enum visit_note_end end; struct form *form; struct form_clash *clash; size_t clashes; const char *then; bool finished; };

static void show_clash(struct web *w, const struct visit_by_id *v, struct sent *s)
{
    form_set_number(s->form, "version", v->version);
    web_page(w, "Two versions of this note");
    view_visit_clash(&w->out, w, v, child_by_id(w->db, w->person->id, v->child_id), s->form, s->clash, s->clashes, s->then);
}

/* True if it was written by two: joined where it can be, or put before this person to choose. */
static bool must_choose(struct web *w, const struct visit_by_id *v, struct sent *s)
{
    struct form *saved = as_saved(w, v, s->form);
    if (form_number(s->form, "version") == v->version) {
        form_choose(s->form, saved);            /* nothing, where nothing was asked */
        return false;
    }
    s->clash = form_merge(s->form, saved, form_typed(s->form, "base"), &s->clashes);
    return s->clashes > 0;
}

static struct sent take(struct web *w, const struct visit_by_id *v)
{
    struct sent s = { .form = form_read(w, fields), .then = web_field(w, "then") };
    s.finished = strcmp(s.then, "later") != 0 || strcmp(v->status, "held") == 0;
    give_choices(s.form, v->child_id);
    if (must_choose(w, v, &s)) {
        s.end = NOTE_CLASHES;
        return s;
    }
    drop_starting_words(s.form, template_of(w, form_number(s.form, "template")));
    bool is_off = strcmp(v->status, "called off") == 0;
    check(s.form, v, s.finished);
    if (is_off)
        form_fail(s.form, NULL, "This visit was called off while you were writing. Nothing was saved; what you wrote is below");
    s.end = is_off ? NOTE_CALLED_OFF : form_is_right(s.form) ? NOTE_SAVED : NOTE_IS_WRONG;
    if (s.end == NOTE_SAVED)
        save(w, v, s.form, s.finished);
    return s;
}

enum visit_note_end visit_note_sent(struct web *w, const struct visit_by_id *v) { return take(w, v).end; }

void visit_note(struct web *w)
{
    struct visit_by_id *v = visit_to_write(w, web_id(w, "id"));
    if (typed_took(w, v->child_id, "Note of a visit"))
        return;
    struct sent s = take(w, v);
    if (s.end == NOTE_CLASHES) {
        w->status = 409;
        show_clash(w, v, &s);
    } else if (s.end != NOTE_SAVED) {
        w->status = s.end == NOTE_CALLED_OFF ? 409 : 422;
        page(w, v, s.form);
    } else {
        web_notice(w, s.finished ? "The note is saved. Send the follow-up when you are ready" : "Saved. The note is not finished yet");
        web_to_f(w, "/visits/%lld", (long long)v->id);
    }
}

/* A form that was left and is gone on with: what was saved meanwhile is joined into it. True if it shows both, to choose. */
static bool shows_two(struct web *w, const struct visit_by_id *v, struct form *f)
{
    struct sent s = { .form = f, .then = "" };
    if (form_number(f, "version") == v->version)
        return false;
    if (must_choose(w, v, &s)) {
        show_clash(w, v, &s);
        return true;
    }
    form_set_number(f, "version", v->version);
    form_set(f, "base", form_base(as_saved(w, v, f)));
    return false;
}

void visit_note_form(struct web *w)
{
    struct visit_by_id *v = visit_to_write(w, web_id(w, "id"));
    struct form *f = visit_note_of(w, v);
    if (!f) {
        web_notice(w, "This visit was called off");
        web_to_f(w, "/visits/%lld", (long long)v->id);
        return;
    }
    visit_or_stop(w, v->id);
    typed_put(f);
    if (!shows_two(w, v, f))
        page(w, v, f);
}

/* ---- the follow-up ---- */

static const struct field tell_fields[] = {
    { "setting", "The setting: who was there, what you saw, the advice and the actions", .kind = YES },
    { "family", "The family: your words to them, and the actions", .kind = YES },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

struct form *visit_tell_form(struct web *w, const struct visit_sheet *s)
{
    struct form *f = form_new(w, tell_fields);
    form_set(f, "setting", s->visit->setting_id ? "1" : "");
    form_set(f, "family", *s->visit->family_words ? "1" : "");
    form_set_number(f, "version", s->visit->version);
    return f;
}

static void tell_them(struct web *w, const struct visit_by_id *v, bool setting, bool family)
{
    struct act a = act_of(w);
    const char *path = arena_print(w->arena, "/visits/%lld", (long long)v->id), *once = arena_print(w->arena, "visit %lld version %lld", (long long)v->id, (long long)v->version);
    tell_of_visit(w->db, v->id, setting ? w->today : "", family ? w->today : "");
    action_share(w->db, "visit", v->id, true);
    if (setting && v->setting_id)
        child_tell_setting(a, v->setting_id, "visit told", path, once);
    if (family)
        child_tell_family(a, v->child_id, "visit told", path, once);
    child_event(a, v->child_id, w->today, "visit", arena_print(w->arena, "After the visit on %s: a follow-up was sent to %s", date_words(w->arena, v->held_on),
        setting && family ? "the setting and the family" : family ? "the family" : "the setting"), "", path, true);
    web_audit(w, v->child_id, "change", "visit", setting && family ? "told_setting_on told_family_on" : family ? "told_family_on" : "told_setting_on");
}

void visit_tell(struct web *w)
{
    struct visit_by_id *v = visit_to_write(w, web_id(w, "id"));
    struct form *f = form_read(w, tell_fields);
    bool setting = form_is(f, "setting", "1"), family = form_is(f, "family", "1");
    if (strcmp(v->status, "held") != 0 || form_number(f, "version") != v->version) {
        web_notice(w, "The note was changed while you were reading it. Look at it again, then send it");
        web_to_f(w, "/visits/%lld", (long long)v->id);
        return;
    }
    if (!setting && !family)
        form_fail(f, "setting", "Choose who is told");
    if (family && !*v->family_words)
        form_fail(f, "family", "There are no words to the family yet: write them in the note first");
    if (!form_is_right(f)) {
        visit_show_sheet(w, v, f);
        return;
    }
    tell_them(w, v, setting, family);
    web_notice(w, setting && family ? "The follow-up is sent to the setting and the family" : family ? "The follow-up is sent to the family" : "The follow-up is sent to the setting");
    web_to_f(w, "/visits/%lld", (long long)v->id);
}
