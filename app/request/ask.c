/*
 * The public door: walks through the questions of questions.c, keeps the
 * answers on the server (request_draft, bound to this browser, for a day), and
 * sends them in.  Needs no account and no script.  Nothing that was typed
 * stands in a path or a cookie.
 */
#include "app/notice/notice.h"
#include "app/request/ask.h"
#include "app/request/attach.h"
#include "app/request/evidence.h"
#include "app/request/views.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

const char *ask_draft_hash(struct web *w) { return web_hash(w->arena, arena_print(w->arena, "draft %s", web_visit(w))); }

static struct answers *read_draft(struct web *w)
{
    struct draft_of *d = draft_of(w->db, ask_draft_hash(w), w->now - DRAFT_HOURS * INT64_C(3600000), w->now);
    return d ? answers_read(w->arena, d->answers) : NULL;
}

static bool was_sent(const struct answers *s) { return s && *answer(s, "sent"); }

struct answers *ask_draft(struct web *w)
{
    struct answers *s = read_draft(w);
    return s && !was_sent(s) ? s : NULL;
}

/* Known to this browser alone: made of its cookie and of what stands in its draft. The database holds its hash. */
static const char *follow_token(struct web *w, const struct answers *s)
{
    return web_hash(w->arena, arena_print(w->arena, "follow %s %s", web_visit(w), answer(s, "sent")));
}

static const char *done_key(struct web *w, const char *question) { return arena_print(w->arena, "done_%s", question); }
static bool is_done(struct web *w, const struct answers *s, const char *question) { return *answer(s, done_key(w, question)); }

/* The first that is asked and has no answer yet; NULL if all have. */
const struct ask_question *ask_first_open(struct web *w, const struct answers *s)
{
    for (const struct ask_question *q = ask_questions; q->name; q++)
        if (ask_is_asked(w, q, s) && !is_done(w, s, q->name))
            return q;
    return NULL;
}

static void to_first_open(struct web *w, const struct answers *s)
{
    const struct ask_question *q = ask_first_open(w, s);
    web_to_f(w, "/ask/%s", q ? q->name : "check");
}

const struct ask_question *ask_question_named(const char *name)
{
    for (const struct ask_question *q = ask_questions; q->name; q++)
        if (strcmp(q->name, name) == 0)
            return q;
    return NULL;
}

static const struct ask_question *find(struct web *w)
{
    const struct ask_question *q = ask_question_named(web_part(w, "question"));
    if (!q)
        web_stop(w, 404);
    return q;
}

/* Where the question stands among those asked, and the one before it. */
struct ask_place ask_place_of(struct web *w, const struct ask_question *here, const struct answers *s)
{
    struct ask_place p = { "/ask", 0, 0 };
    for (const struct ask_question *q = ask_questions; q->name; q++) {
        if (!ask_is_asked(w, q, s))
            continue;
        p.of++;
        if (q < here)
            p.back = arena_print(w->arena, "/ask/%s", q->name);
        if (q == here)
            p.number = p.of;
    }
    return p;
}

static struct form *form_of(struct web *w, const struct ask_question *q, const struct answers *s)
{
    const struct field *fields = ask_fields(w, q, s);
    struct form *f = w->method == POST ? form_read(w, fields) : form_new(w, fields);
    for (size_t i = 0; w->method == GET && i < f->n; i++)
        form_set(f, f->field[i].name, answer(s, f->field[i].name));
    request_fill_choices(f, request_doors_of_work(w));
    if (q->prepare)
        q->prepare(f, s);
    return f;
}

static void show(struct web *w, const struct ask_question *q, const struct answers *s, struct form *f)
{
    struct ask_place place = ask_place_of(w, q, s);
    web_page(w, q->title);
    view_request_question(&w->out, w, q, &place, f);
}

void ask_start(struct web *w)
{
    struct answers *s = read_draft(w);
    bool goes_on = s && !was_sent(s);
    web_page(w, "Ask for support");
    view_request_start(&w->out, w, goes_on);
}

void ask_start_over(struct web *w)
{
    attach_forget_draft(w, ask_draft_hash(w));
    drop_draft_links(w->db, ask_draft_hash(w));
    drop_draft(w->db, ask_draft_hash(w));
    web_notice(w, "Your answers were deleted");
    web_to(w, "/ask");
}

void ask_page(struct web *w)
{
    const struct ask_question *q = find(w), *open;
    struct answers *s = read_draft(w);
    if (!s || was_sent(s))
        s = answers_new(w->arena);
    open = ask_first_open(w, s);
    if (!ask_is_asked(w, q, s) || (open && open < q))
        to_first_open(w, s);
    else if (strcmp(q->name, "files") == 0)
        ask_files_show(w, q, s);
    else
        show(w, q, s, form_of(w, q, s));
}

static void keep(struct web *w, const struct ask_question *q, struct answers *s, struct form *f)
{
    for (size_t i = 0; i < f->n; i++)
        answer_set(s, f->field[i].name, form_value(f, f->field[i].name));
    answer_set(s, done_key(w, q->name), "1");
    if (q->undoes)
        answer_set(s, done_key(w, q->undoes), "");
    if (strcmp(q->name, "setting") == 0)
        answer_set(s, "setting", "");
    save_draft(w->db, ask_draft_hash(w), answers_written(s), w->now);
}

void ask_answer(struct web *w)
{
    const struct ask_question *q = find(w);
    struct answers *s = read_draft(w);
    bool is_lost = !s && q != ask_questions;
    if (!s || was_sent(s))
        s = answers_new(w->arena);
    if (!ask_is_asked(w, q, s)) {
        to_first_open(w, s);
        return;
    }
    struct form *f = form_of(w, q, s);
    if (q->check)
        q->check(f);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, q, s, f);
        return;
    }
    keep(w, q, s, f);
    if (is_lost)
        web_notice(w, "We keep answers for one day only, so your earlier ones are gone. Please begin again");
    to_first_open(w, s);
}

void ask_go_on(struct web *w, const struct ask_question *q, struct answers *s)
{
    answer_set(s, done_key(w, q->name), "1");
    save_draft(w->db, ask_draft_hash(w), answers_written(s), w->now);
    to_first_open(w, s);
}

/* ---- Check and send ---- */

static const char *joined_labels(struct web *w, const struct choice *c, const struct answers *s, const char *name)
{
    const char **label = arena_array(w->arena, const char *, form_count(c) + 1);
    size_t n = 0;
    for (; c && c->code; c++)
        if (answer_has(s, name, c->code))
            label[n++] = say(w, c->label);
    return text_join(w->arena, label, n, ", ");
}

static const char *value_in_words(struct web *w, const struct form *f, const struct answers *s, size_t i)
{
    const struct field *d = &f->field[i];
    const char *v = answer(s, d->name);
    if (d->kind == CHECKBOXES)
        return joined_labels(w, f->choices[i], s, d->name);
    if (d->kind == RADIOS || d->kind == SELECT)
        return say(w, choice_label(f->choices[i], v));
    if (d->kind == YES)
        return say(w, *v ? "Yes" : "No");
    return date_valid(v) && d->kind == BIRTH_DATE ? say_date(w, v) : v;
}

static size_t rows_of(struct web *w, const struct ask_question *q, const struct answers *s, struct check_row *row)
{
    size_t n = 0;
    if (strcmp(q->name, "files") == 0) {
        row[0] = (struct check_row){ q->name, "Reports and photos", ask_files_words(w) };
        return 1;
    }
    struct form *f = form_new(w, ask_fields(w, q, s));
    request_fill_choices(f, request_doors_of_work(w));
    if (q->prepare)
        q->prepare(f, s);
    for (size_t i = 0; i < f->n; i++) {
        const struct field *d = &f->field[i];
        if (!d->only_if || answer_is(s, d->only_if, d->only_is))
            row[n++] = (struct check_row){ q->name, d->label, value_in_words(w, f, s, i) };
    }
    return n;
}

void ask_check(struct web *w)
{
    struct answers *s = read_draft(w);
    if (was_sent(s)) {
        web_to_f(w, "/follow/%s/sent", follow_token(w, s));
        return;
    }
    if (!s || ask_first_open(w, s)) {
        to_first_open(w, s ? s : answers_new(w->arena));
        return;
    }
    struct check_row *row = arena_array(w->arena, struct check_row, 100);
    size_t n = 0;
    for (const struct ask_question *q = ask_questions; q->name && n < 80; q++)
        if (ask_is_asked(w, q, s))
            n += rows_of(w, q, s, row + n);
    web_page(w, "Check your answers");
    view_request_check(&w->out, w, row, n);
}

static void send(struct web *w, struct answers *s)
{
    struct concern_told *concern;
    size_t n;
    struct add_request *r = request_of_answers(w, s, &concern, &n);
    int64_t id = request_receive(act_of(w), r, concern, n);
    if (answer_is(s, "asker", "professional"))
        evidence_keep(act_of(w), r, answer(s, "evidence"), answer(s, "evidence_words"));
    attach_draft_to_request(w, ask_draft_hash(w), id);
    drop_draft_links(w->db, ask_draft_hash(w));
    drop_draft(w->db, ask_draft_hash(w));
    struct answers *sent = answers_new(w->arena);
    answer_set(sent, "sent", web_random_token(w));
    save_draft(w->db, ask_draft_hash(w), answers_written(sent), w->now);
    follow_link_make(act_of(w), id, web_hash(w->arena, follow_token(w, sent)));
    people_written_language(w->db, w->now, r->asker_email, *r->contact_language ? language_of(r->contact_language) : w->out.language);
    notice_send(w->db, w->now, r->asker_email, "request received", arena_print(w->arena, "/follow/%s", follow_token(w, sent)), arena_print(w->arena, "request %lld received", (long long)id));
    web_audit(w, 0, "change", "request received", r->reference);
    web_to_f(w, "/follow/%s/sent", follow_token(w, sent));
}

/* Sent twice, it is one request: the draft says that it went, and where to. */
void ask_send(struct web *w)
{
    struct answers *s = read_draft(w);
    if (was_sent(s))
        web_to_f(w, "/follow/%s/sent", follow_token(w, s));
    else if (!s || ask_first_open(w, s))
        to_first_open(w, s ? s : answers_new(w->arena));
    else
        send(w, s);
}
