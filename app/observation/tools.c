/*
 * The tools as an administrator sees them: which are offered, and those of the
 * authority's own.  A part or an answer that was used is never taken away, for
 * what was entered refers to it: a new tool is made instead.
 */
#include "app/observation/observation.h"
#include "app/observation/views.h"
#include "base/text.h"

#include <string.h>

enum { PARTS_MOST = 20, ANSWERS_MOST = 10, NAME_MOST = 100 };

static const struct choice looks_at[] = {
    { "answer", "Answers from a list", "The same answers in each area" }, { "number", "A number", "A score or a step" }, { "words", "Words", NULL }, { 0 }
};

static const struct field fields[] = {
    { "name", "What is the tool called?", .kind = LINE, .max = NAME_MOST, .need = "Enter what the tool is called" },
    { "about", "What should whoever enters it know?", .kind = PARAGRAPH, .max = 1000, .rows = 3 },
    { "from_months", "From which age is it meant, in months?", .kind = NUMBER, .min = 0, .max = 83, .need = "Enter an age in months" },
    { "to_months", "Up to which age, in months?", .kind = NUMBER, .min = 1, .max = 84, .need = "Enter an age in months" },
    { 0 }
};

static const struct field new_fields[] = {
    { "name", "What is the tool called?", .kind = LINE, .max = NAME_MOST, .need = "Enter what the tool is called" },
    { "about", "What should whoever enters it know?", .kind = PARAGRAPH, .max = 1000, .rows = 3 },
    { "from_months", "From which age is it meant, in months?", .kind = NUMBER, .min = 0, .max = 83, .need = "Enter an age in months" },
    { "to_months", "Up to which age, in months?", .kind = NUMBER, .min = 1, .max = 84, .need = "Enter an age in months" },
    { "parts", "Which areas does it look at?", "One on each line, 20 at most", .kind = PARAGRAPH, .max = 2500, .rows = 6, .need = "Enter one area at least" },
    { "looks_at", "What is entered for each area?", .kind = CHECKBOXES, .choices = looks_at, .need = "Choose what is entered for each area" },
    { "answers", "Which answers are there?", "Only if there are answers: one on each line, the best first. A line that begins with * means: below what is expected; with + means: to be watched", .kind = PARAGRAPH, .max = 1200, .rows = 4 },
    { "high", "What is the highest number?", "Only if there is a number. The lowest is 0", .kind = NUMBER, .min = 1, .max = 1000 },
    { 0 }
};

/* Lines that hold something, cleaned. */
static const char *const *lines_of(struct arena *a, const char *text, size_t *n)
{
    size_t most = 1;
    for (const char *s = text; *s; s++)
        most += *s == '\n';
    const char **line = arena_array(a, const char *, most);
    *n = 0;
    for (const char *s = text;; s++) {
        size_t len = strcspn(s, "\n");
        const char *one = text_clean(a, arena_text(a, s, len), TEXT_LINE);
        if (*one)
            line[(*n)++] = one;
        s += len;
        if (!*s)
            return line;
    }
}

static bool has_too_long(const char *const *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(line[i]) > NAME_MOST)
            return true;
    return false;
}

static void check_ages(struct form *f)
{
    if (form_is_right(f) && form_number(f, "to_months") <= form_number(f, "from_months"))
        form_fail(f, "to_months", "The second age must be above the first");
}

static void check_new(struct form *f)
{
    size_t parts, answers;
    const char *const *part = lines_of(f->w->arena, form_value(f, "parts"), &parts), *const *answer = lines_of(f->w->arena, form_value(f, "answers"), &answers);
    check_ages(f);
    if (parts > PARTS_MOST || has_too_long(part, parts))
        form_fail(f, "parts", "There are 20 areas at most, of 100 letters each");
    if (form_has(f, "looks_at", "answer") && (answers < 2 || answers > ANSWERS_MOST || has_too_long(answer, answers)))
        form_fail(f, "answers", "Enter from 2 to 10 answers, one on each line, of 100 letters each");
    if (form_has(f, "looks_at", "number") && !form_number(f, "high") && !*form_error(f, "high"))
        form_fail(f, "high", "Enter the highest number");
}

void observation_tools_list(struct web *w)
{
    struct observation_catalogue c = observation_catalogue(w->db, true);
    web_page(w, "Observation tools");
    view_observation_tools(&w->out, w, &c);
}

static void draw(struct web *w, struct form *f, const struct observation_kind *k)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, k ? "Change a tool" : "Add a tool");
    view_observation_tool_form(&w->out, w, f, k);
}

void observation_tool_new_form(struct web *w)
{
    struct form *f = form_new(w, new_fields);
    form_set(f, "from_months", "0");
    form_set(f, "to_months", "60");
    draw(w, f, NULL);
}

static void add_answers(struct web *w, const struct form *f, int64_t tool)
{
    size_t n;
    const char *const *answer = lines_of(w->arena, form_value(f, "answers"), &n);
    for (size_t i = 0; i < n && form_has(f, "looks_at", "answer"); i++) {
        int level = *answer[i] == '*' ? 2 : *answer[i] == '+' ? 1 : 0;
        const char *label = text_clean(w->arena, answer[i] + (level != 0), TEXT_LINE);
        add_observation_answer(w->db, &(struct add_observation_answer){ new_id(), tool, *label ? label : answer[i], level, (int64_t)i });
    }
}

void observation_tool_new(struct web *w)
{
    struct form *f = form_read(w, new_fields);
    check_new(f);
    if (!form_is_right(f)) {
        draw(w, f, NULL);
        return;
    }
    int64_t id = new_id();
    size_t n;
    bool has_number = form_has(f, "looks_at", "number");
    add_observation_tool(w->db, &(struct add_observation_tool){ .id = id, .code = arena_print(w->arena, "local-%lld", (long long)id), .name = form_value(f, "name"), .about = form_value(f, "about"),
        .from_months = form_number(f, "from_months"), .to_months = form_number(f, "to_months"), .changed_by = w->person->id, .changed_on = w->today });
    const char *const *part = lines_of(w->arena, form_value(f, "parts"), &n);
    for (size_t i = 0; i < n; i++)
        add_observation_part(w->db, &(struct add_observation_part){ .id = new_id(), .tool_id = id, .code = arena_print(w->arena, "part%zu", i + 1), .name = part[i], .unit = has_number ? "Number" : "", .low = 0,
            .high = has_number ? form_number(f, "high") : 0, .has_answer = form_has(f, "looks_at", "answer"), .has_words = form_has(f, "looks_at", "words"), .position = (int64_t)i });
    add_answers(w, f, id);
    web_audit(w, 0, "add", "observation tool", "name parts answers");
    web_notice(w, "The tool is offered from now on");
    web_to(w, "/observation-tools");
}

static const struct observation_kind *tool_or_stop(struct web *w)
{
    struct observation_catalogue *c = arena_new(w->arena, struct observation_catalogue);
    *c = observation_catalogue(w->db, true);
    const struct observation_kind *k = observation_kind(c, web_id(w, "id"));
    if (!k)
        web_stop(w, 404);
    return k;
}

static const struct observation_kind *local_or_stop(struct web *w)
{
    const struct observation_kind *k = tool_or_stop(w);
    if (!k->tool->is_local)
        web_stop(w, 404);
    return k;
}

void observation_tool_edit_form(struct web *w)
{
    const struct observation_kind *k = local_or_stop(w);
    struct form *f = form_new(w, fields);
    form_set(f, "name", k->tool->name);
    form_set(f, "about", k->tool->about);
    form_set_number(f, "from_months", k->tool->from_months);
    form_set_number(f, "to_months", k->tool->to_months);
    draw(w, f, k);
}

void observation_tool_edit(struct web *w)
{
    const struct observation_kind *k = local_or_stop(w);
    struct form *f = form_read(w, fields);
    check_ages(f);
    if (!form_is_right(f)) {
        draw(w, f, k);
        return;
    }
    change_observation_tool(w->db, &(struct change_observation_tool){ .name = form_value(f, "name"), .about = form_value(f, "about"), .from_months = form_number(f, "from_months"), .to_months = form_number(f, "to_months"),
        .changed_by = w->person->id, .changed_on = w->today, .id = k->tool->id, .version = k->tool->version });
    web_audit(w, 0, "change", "observation tool", "name about from_months to_months");
    web_notice(w, "Saved");
    web_to(w, "/observation-tools");
}

void observation_tool_offer(struct web *w)
{
    const struct observation_kind *k = tool_or_stop(w);
    bool offers = strcmp(web_field(w, "offered"), "1") == 0;
    offer_observation_tool(w->db, k->tool->id, offers, w->person->id, w->today);
    web_audit(w, 0, "change", "observation tool", "is_on");
    web_notice(w, offers ? "The tool is offered again" : "The tool is no longer offered. What was entered with it stays");
    web_to(w, "/observation-tools");
}
