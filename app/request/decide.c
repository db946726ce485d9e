/*
 * The human decision.  There is no "rejected": every way names who helps next,
 * says it to the asker in plain words, and sets a day.  Each decision is one
 * transaction, and is refused where somebody else decided in the meantime.
 */
#include "app/request/triage.h"
#include "app/request/signpost.h"
#include "app/request/teams.h"
#include "app/request/views.h"
#include "app/request/becoming.h"
#include "app/request/clock.h"
#include "app/directory/pages.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define WORDS_TO_ASKER { "words", "What we write to the asker", "Plain words, as you would say it to a parent. They read exactly this", .kind = PARAGRAPH, .max = 4000, .rows = 9, .need = "Write to the asker what was decided" }
#define NEXT_ON { "next_on", "By when does the asker hear from whoever helps next?", .kind = FUTURE_DATE, .need = "Enter the day by which the asker hears from whoever helps next" }
#define VERSION { "version", "Version", .kind = HIDDEN }

static const struct field accept_fields[] = {
    VERSION,
    { "child", "Which child is it?", .kind = RADIOS, .need = "Say whether this is a new child or one that we know" },
    { "officer", "Who helps next?", "Becomes the lead professional", .kind = SELECT, .need = "Choose the officer who helps next" },
    WORDS_TO_ASKER, NEXT_ON, { 0 }
};
static const struct field pass_on_fields[] = {
    VERSION,
    { "partner", "Who helps next?", .kind = SELECT, .need = "Choose who helps next" },
    { "contact", "Whom did you speak to there?", "A warm handover is from person to person: talk to them before you pass the family on. They get a link to say yes or no, which opens with the child’s date of birth: tell it to them", .kind = SELECT, .need = "Choose the person you spoke to" },
    { "contact_name", "If it is somebody else: their name", .kind = NAME, .max = 100, .need = "Enter the name of the person you spoke to", .only_if = "contact", .only_is = "other" },
    { "contact_email", "If it is somebody else: their email address", "Leave it empty if they tell you by telephone", .kind = EMAIL, .only_if = "contact", .only_is = "other" },
    { "handover", "What did you tell each other?", "Not shown to the asker", .kind = PARAGRAPH, .max = 4000, .need = "Write what was said and agreed" },
    WORDS_TO_ASKER, NEXT_ON, { 0 }
};
static const struct field advise_fields[] = {
    VERSION,
    { "directory", "Services to send", "The asker reads them as a list, with what they do, when, where and their telephone number", .kind = CHECKBOXES },
    { "partner", "Who helps next?", "The one to turn to first", .kind = SELECT, .need = "Choose who helps next" },
    WORDS_TO_ASKER, NEXT_ON, { 0 }
};
static const struct field join_fields[] = {
    VERSION,
    { "child", "Which child is it?", .kind = RADIOS, .need = "Choose the child" },
    { "officer", "Who helps next?", .kind = SELECT, .need = "Choose the officer who helps next" },
    WORDS_TO_ASKER, NEXT_ON, { 0 }
};
const struct field take_up_fields[] = {
    { "taken_up_on", "Day on which they took it up", .kind = PAST_DATE, .need = "Enter the day on which they took it up" },
    { "taken_up_by", "Who told you", .kind = NAME, .max = 100, .need = "Enter who told you" },
    { 0 }
};

/* ---- Choices ---- */

static const struct choice *officers(struct web *w)
{
    size_t n;
    struct officers_now *o = officers_now(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)o[i].id), *o[i].job ? arena_print(w->arena, "%s, %s", o[i].name, o[i].job) : o[i].name, NULL };
    return c;
}

const struct choice *request_partner_choices(struct web *w, bool with_hints)
{
    size_t n;
    struct partners_active *p = partners_active(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].id), *p[i].areas ? arena_print(w->arena, "%s (%s)", p[i].name, directory_area_words(w->arena, p[i].areas)) : p[i].name, with_hints && *p[i].what_they_do ? p[i].what_they_do : NULL };
    return c;
}

static const char *hint_of_child(struct web *w, const char *born_on, const char *left, const struct match_result *m)
{
    const char *born = arena_print(w->arena, "Born %s%s", date_words(w->arena, born_on), left);
    return m ? arena_print(w->arena, "%s: %s", born, match_probability_words(w->arena, m)) : born;
}

/* The first words of what was typed, each the beginning of a word of the child's. */
static struct children_by_words *search(struct web *w, const char *typed, size_t *n)
{
    size_t words;
    const char *const *word = text_words(w->arena, text_fold(w->arena, typed), &words);
    *n = 0;
    if (!words)
        return NULL;
    const char *second = words > 1 ? word[1] : "";
    web_audit(w, 0, "search", "children", "for a request");
    return children_by_words(w->db, w->person->id, word[0], arena_print(w->arena, "%s\U0010FFFD", word[0]), second, arena_print(w->arena, "%s\U0010FFFD", second), n);
}

static bool is_candidate(const struct decide_page *p, int64_t id)
{
    for (size_t i = 0; i < p->candidates; i++)
        if (p->candidate[i].child->id == id)
            return true;
    return false;
}

/* Those that may be the same, those that were looked for, and, where one is accepted, a new one. */
static const struct choice *children(struct web *w, const struct decide_page *p, bool with_new)
{
    size_t found = 0, n = 0;
    struct children_by_words *s = search(w, p->searched, &found);
    struct choice *c = arena_array(w->arena, struct choice, p->candidates + found + 2);
    for (size_t i = 0; i < p->candidates; i++) {
        const struct child_by_id *k = p->candidate[i].child;
        c[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)k->id), child_name(w->arena, k->given_name, k->family_name, k->known_as), hint_of_child(w, k->born_on, request_left_words(w, k->left_reason, k->left_on), p->candidate[i].match) };
    }
    for (size_t i = 0; i < found; i++)
        if (!is_candidate(p, s[i].id))
            c[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)s[i].id), child_name(w->arena, s[i].given_name, s[i].family_name, s[i].known_as), hint_of_child(w, s[i].born_on, request_left_words(w, s[i].left_reason, s[i].left_on), NULL) };
    if (with_new)
        c[n++] = (struct choice){ "new", "None of these: a new child", "A page for the child is made from what was told" };
    return c;
}

/* ---- Words to begin from ---- */

static const char *child_said(const struct request_by_id *r) { return *r->given_name ? r->given_name : "the child"; }

/* The first partner that is another authority, 0 if there is none. */
static int64_t other_authority(struct web *w)
{
    size_t n;
    struct partners_active *p = partners_active(w->db, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(p[i].kind, "authority") == 0)
            return p[i].id;
    return 0;
}

static const char *template_for(struct web *w, const struct request_by_id *r, const char *kind)
{
    const char *hello = arena_print(w->arena, "Dear %s,\n\nThank you for telling us about %s.", r->asker_name, child_said(r));
    const char *end = arena_print(w->arena, "If anything changes, or if you do not hear from us, telephone %s and say the reference %s.", authority(w, "telephone"), r->reference);
    const char *middle = "";
    if (strcmp(kind, "accept") == 0)
        middle = "We will help. One of us gets in touch with you to hear more, and to plan with you what to do first. You find their name below.";
    else if (strcmp(kind, "pass on") == 0 && strcmp(web_query(w, "because"), "elsewhere") == 0)
        middle = "The child lives in the area of another council, and the team there helps families like yours. You need not ask again: we have talked to them, and they know what you told us. They get in touch with you. Until they have, you can turn to us.";
    else if (strcmp(kind, "pass on") == 0)
        middle = "There is a team that can help better with this than we can. We have talked to them, and they know what you told us, so you need not say it all again. They get in touch with you.";
    else if (strcmp(kind, "advise") == 0)
        middle = "From what you tell us, this is what may help now. You can turn to the service below yourself. You can always ask us again.";
    else
        middle = "We know this child already, and have added what you told us. The person who works with the family reads it and gets in touch with you.";
    return arena_print(w->arena, "%s\n\n%s\n\n%s", hello, middle, end);
}

/* ---- The page ---- */

static void start_signposts(struct web *w, struct decide_page *p)
{
    p->signpost = arena_new(w->arena, struct signpost_choice);
    *p->signpost = signpost_choice(w, p->r);
    form_choices(p->f, "directory", signpost_boxes(w, p->r, p->signpost));
}

/* One who may accept for the team that is chosen, or somebody else by name. */
static void check_contact(struct web *w, struct form *f)
{
    const struct people_who_accept *m = team_person(w, form_number(f, "contact"));
    if (m && *form_value(f, "partner") && m->partner_id != form_number(f, "partner"))
        form_fail(f, "contact", arena_print(w->arena, "%s is of %s. Choose that team above, or another person", m->name, m->partner_name));
}

static struct decide_page page_for(struct web *w, const char *kind)
{
    struct decide_page p = { .r = request_or_stop(w), .kind = kind, .searched = web_field(w, "search") };
    bool accept = strcmp(kind, "accept") == 0, join = strcmp(kind, "join") == 0;
    const struct field *fields = accept ? accept_fields : join ? join_fields : strcmp(kind, "advise") == 0 ? advise_fields : pass_on_fields;
    p.f = w->method == GET ? form_new(w, fields) : form_read(w, fields);
    p.searches = join || accept;
    if (p.searches) {
        p.candidate = request_candidates(w, p.r, &p.candidates);
        form_choices(p.f, "officer", officers(w));
        form_choices(p.f, "child", children(w, &p, accept));
    } else
        form_choices(p.f, "partner", request_partner_choices(w, false));
    if (strcmp(kind, "pass on") == 0) {
        form_choices(p.f, "contact", team_people_choices(w));
        if (w->method != GET)
            check_contact(w, p.f);
    }
    if (strcmp(kind, "advise") == 0)
        start_signposts(w, &p);
    if (*web_field(w, "look")) {    /* the officer looked for a child: what was typed so far is kept */
        p.f->is_wrong = false;
        for (size_t i = 0; i < p.f->n; i++)
            p.f->error[i] = "";
    }
    return p;
}

static void start_values(struct web *w, struct decide_page *p)
{
    const char *wanted = arena_print(w->arena, "%lld", (long long)(p->r->setting_officer_id ? p->r->setting_officer_id : w->person->id));
    form_set_number(p->f, "version", p->r->version);
    form_set(p->f, "words", template_for(w, p->r, p->kind));
    form_set(p->f, "next_on", date_add_working_days(w->arena, w->today, 10));
    if (p->searches)
        form_set(p->f, "officer", wanted);
    if (strcmp(p->kind, "pass on") == 0 && strcmp(web_query(w, "because"), "elsewhere") == 0)
        form_set_number(p->f, "partner", other_authority(w));
    if (strcmp(p->kind, "accept") == 0 && !p->candidates)
        form_set(p->f, "child", "new");
}

static const struct { const char *kind, *path, *title, *lead, *button; } ways[] = {
    { "accept", "accept", "Accept", "The service helps. An officer becomes the lead professional and makes the first contact within 10 working days.", "Accept" },
    { "pass on", "pass-on", "Pass on to a partner", "Somebody else can help better. It stays ours, with its day, until a named person there says yes.", "Pass on" },
    { "advise", "advise", "Give advice and signpost", "Advice is enough for now. The asker reads who can help, and can ask again at any time.", "Send the advice" },
    { "join", "join", "Join to a child we know", "The child is on the register already. What was told is added to the child’s history.", "Join" },
};

static void say_way(struct decide_page *p)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(ways[i].kind, p->kind) == 0) {
            p->path = ways[i].path;
            p->title = ways[i].title;
            p->lead = ways[i].lead;
            p->button = ways[i].button;
        }
}

static void show(struct web *w, struct decide_page *p)
{
    say_way(p);
    web_page(w, p->title);
    view_request_decide(&w->out, w, p);
}

/* Somebody else was first: what they decided; nothing of ours is written, and what was typed is shown to be kept. */
static void show_decided_first(struct web *w, struct request_by_id *r, const char *typed)
{
    size_t n;
    struct decisions_of *d = decisions_of(w->db, r->id, &n);
    w->status = 409;
    web_page(w, "Somebody else decided first");
    view_request_decided_first(&w->out, w, r, n ? d : NULL, typed);
}

static void begin(struct web *w, const char *kind)
{
    struct decide_page p = page_for(w, kind);
    if (!request_can_be_decided(p.r)) {
        show_decided_first(w, p.r, "");
        return;
    }
    start_values(w, &p);
    show(w, &p);
}

void accept_show(struct web *w) { begin(w, "accept"); }
void pass_on_show(struct web *w) { begin(w, "pass on"); }
void advise_show(struct web *w) { begin(w, "advise"); }
void join_show(struct web *w) { begin(w, "join"); }

/* A partner's request that was decided anew while the form was open. */
static bool decided_in_between(struct web *w, struct decide_page *p)
{
    size_t n;
    bool looks = *web_field(w, "look") != 0, changed = form_number(p->f, "version") != p->r->version;
    if (looks || !changed || strcmp(p->r->status, "waiting") == 0)
        return false;
    decisions_of(w->db, p->r->id, &n);
    return n > 0;
}

/* Claimed by somebody, or answered by the asker, while the form was open: told, with everything typed kept. */
static void show_changed(struct web *w, struct decide_page *p)
{
    const struct request_by_id *r = p->r;
    bool others = r->claimed_by && r->claimed_by != w->person->id;
    const char *what = others ? arena_print(w->arena, "%s has claimed it", r->claimed_by_name) : "Something was added, such as an answer to a question";
    form_fail(p->f, NULL, arena_print(w->arena, "This request has changed since you opened the page: %s. Nothing was sent, and what you typed is kept. Read the request again before you send it", what));
    form_set_number(p->f, "version", r->version);
    w->status = 409;
    show(w, p);
}

/* True where the form may be acted on; else the page is written. */
static bool is_ready(struct web *w, struct decide_page *p)
{
    bool looks = *web_field(w, "look") != 0;
    if (!request_can_be_decided(p->r) || decided_in_between(w, p)) {
        show_decided_first(w, p->r, form_typed(p->f, "words"));
        return false;
    }
    if (!looks && form_number(p->f, "version") != p->r->version) {
        show_changed(w, p);
        return false;
    }
    if (!looks && form_is_right(p->f))
        return true;
    if (!looks)
        w->status = 422;
    show(w, p);
    return false;
}

/* ---- What a decision writes ---- */

static const char *status_of(const char *kind)
{
    return strcmp(kind, "accept") == 0 ? "accepted" : strcmp(kind, "join") == 0 ? "joined" : "advised";
}

static bool took(struct web *w, const struct decide_page *p)
{
    bool passes_on = strcmp(p->kind, "pass on") == 0;
    int64_t me = w->person->id;
    if (!(passes_on ? pass_request(w->db, me, p->r->id, p->r->version) : take_request(w->db, me, p->r->id, p->r->version, status_of(p->kind), w->today, w->now)))
        return false;
    request_clock_goes_on(act_of(w), p->r->id);
    handover_take_back(act_of(w), p->r->id);
    return true;
}

/* False, and the page is written, where somebody else was first. */
static bool take(struct web *w, struct decide_page *p)
{
    if (took(w, p))
        return true;
    show_decided_first(w, request_by_id(w->db, w->person->id, p->r->id), form_typed(p->f, "words"));
    return false;
}

static int64_t write_decision(struct web *w, struct decide_page *p, const char *words)
{
    struct form *f = p->f;
    struct add_decision d = { .id = new_id(), .request_id = p->r->id, .kind = p->kind, .contact_name = "", .handover = "", .words = words, .next_on = form_value(f, "next_on"),
        .decided_by = w->person->id, .decided_at = w->now, .decided_on = w->today };
    if (p->searches)
        d.officer_id = form_number(f, "officer");
    else
        d.partner_id = form_number(f, "partner");
    if (strcmp(p->kind, "pass on") == 0) {
        const struct people_who_accept *m = team_person(w, form_number(f, "contact"));
        d.contact_name = m ? m->name : form_value(f, "contact_name");
        d.handover = form_value(f, "handover");
    }
    add_decision(w->db, &d);
    return d.id;
}

static void tell(struct web *w, const struct decide_page *p, int64_t child)
{
    request_tell_asker(w, p->r, strcmp(p->kind, "pass on") == 0 ? "request passed" : "request decided", arena_print(w->arena, "request %lld %s %lld", (long long)p->r->id, p->kind, (long long)p->r->version));
    web_audit(w, child, "change", arena_print(w->arena, "request %s", p->kind), p->r->reference);
}

static void finish(struct web *w, struct decide_page *p, int64_t child, const char *notice)
{
    tell(w, p, child);
    web_notice(w, notice);
    web_to_f(w, "/requests/%lld", (long long)p->r->id);
}

/* The service is not opened for a child who has left: nobody should get the usual letter about a child who has died. */
static const char *has_left_words(struct web *w, const struct child_by_id *c)
{
    if (strcmp(c->left_reason, "died") == 0)
        return arena_print(w->arena, "This child died on %s. Nothing was sent. Go back and choose ‘The child has died’", date_words(w->arena, c->left_on));
    return arena_print(w->arena, "This child moved away on %s. If they are back, say so on the child’s page first. If not, go back and choose ‘The child lives elsewhere’", date_words(w->arena, c->left_on));
}

/* For accepting and joining: the child, new or known, its lead, its status, its first contact. */
static void take_on(struct web *w, struct decide_page *p, const char *notice)
{
    const char *chosen = form_value(p->f, "child");
    int64_t child = form_number(p->f, "child"), officer = form_number(p->f, "officer");
    bool is_new = strcmp(chosen, "new") == 0;
    if (is_new && request_number_is_on_register(w->db, p->r)) {
        form_fail(p->f, "child", "A child with this NHS number is on the register already, so it cannot be a new child. Look for it by the number");
        w->status = 422;
        show(w, p);
        return;
    }
    struct child_by_id *known = is_new ? NULL : child_by_id(w->db, w->person->id, child);
    if (!is_new && !known)
        web_stop(w, 404);
    if (known && *known->left_on) {
        form_fail(p->f, "child", has_left_words(w, known));
        w->status = 422;
        show(w, p);
        return;
    }
    if (!take(w, p))
        return;
    if (is_new)
        child = request_make_child(act_of(w), p->r);
    write_decision(w, p, form_value(p->f, "words"));
    set_request_child(w->db, w->person->id, p->r->id, child);
    request_become_known(act_of(w), p->r, child, officer, form_value(p->f, "words"));
    finish(w, p, child, notice);
}

void accept_decide(struct web *w)
{
    struct decide_page p = page_for(w, "accept");
    if (is_ready(w, &p))
        take_on(w, &p, "Accepted. The asker reads what you wrote");
}

void join_decide(struct web *w)
{
    struct decide_page p = page_for(w, "join");
    if (is_ready(w, &p))
        take_on(w, &p, "Joined to the child. The asker reads what you wrote");
}

void pass_on_decide(struct web *w)
{
    struct decide_page p = page_for(w, "pass on");
    if (!is_ready(w, &p) || !take(w, &p))
        return;
    const struct people_who_accept *m = team_person(w, form_number(p.f, "contact"));
    handover_ask(act_of(w), p.r->id, write_decision(w, &p, form_value(p.f, "words")), m ? m->email : form_value(p.f, "contact_email"));
    finish(w, &p, p.r->child_id, "Passed on. It stays ours until they say yes");
}

void advise_decide(struct web *w)
{
    struct decide_page p = page_for(w, "advise");
    if (!is_ready(w, &p) || !take(w, &p))
        return;
    signpost_write(w, p.f, write_decision(w, &p, form_value(p.f, "words")));
    finish(w, &p, p.r->child_id, "The advice was sent");
}

/* Several at once are sent their services as words: there is one text for all. */
static const char *words_with_services(struct web *w, struct form *f)
{
    size_t n;
    struct partners_active *p = partners_active(w->db, &n);
    const char *words = form_value(f, "words");
    for (size_t i = 0; i < n; i++)
        if (form_has(f, "services", arena_print(w->arena, "%lld", (long long)p[i].id)))
            words = arena_print(w->arena, "%s\n\n%s: %s%s%s", words, p[i].name, p[i].what_they_do, *p[i].telephone ? " Telephone " : "", p[i].telephone);
    return words;
}

bool request_advise(struct web *w, struct request_by_id *r, struct form *f)
{
    struct decide_page p = { .r = r, .kind = "advise", .f = f };
    if (strcmp(r->status, "waiting") != 0 || !took(w, &p))
        return false;
    write_decision(w, &p, words_with_services(w, f));
    tell(w, &p, r->child_id);
    return true;
}

/* An officer writes down a no that was said on the telephone. */
static bool said_no(struct web *w, const struct request_by_id *r, const struct decisions_of *d, const struct form *f)
{
    struct handover_answer no = { d->id, r->id, web_field(w, "why"), "", form_value(f, "taken_up_by"), "", "" };
    if (strcmp(choice_label(handover_reasons, no.why), no.why) == 0 || !*no.by_name || !handover_answered(act_of(w), &no))
        return false;
    web_audit(w, r->child_id, "change", "handover", "answer by_name");
    web_notice(w, "Recorded: they cannot help. Decide anew");
    web_to_f(w, "/requests/%lld", (long long)r->id);
    return true;
}

void take_up_record(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct form *f = form_read(w, take_up_fields);
    size_t n;
    struct decisions_of *d = decisions_of(w->db, r->id, &n);
    if (n && *web_field(w, "why") && said_no(w, r, d, f))
        return;
    if (!form_is_right(f) || !n) {
        web_notice(w, "Nothing was recorded: enter the day, today or before, and who told you");
        web_to_f(w, "/requests/%lld", (long long)r->id);
        return;
    }
    struct handover_answer yes = { d->id, r->id, "", "", form_value(f, "taken_up_by"), "", "" };
    if (!handover_answered(act_of(w), &yes) && !take_up_handover(w->db, w->person->id, d->id, r->id, form_value(f, "taken_up_on"), form_value(f, "taken_up_by"))) {
        show_decided_first(w, r, "");
        return;
    }
    web_audit(w, r->child_id, "change", "handover", "taken_up_on taken_up_by");
    web_notice(w, "Recorded: the partner has taken it up");
    web_to_f(w, "/requests/%lld", (long long)r->id);
}
