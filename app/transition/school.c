/* A child's own page about starting school: the year explained, the agreed other year, the place, and how it went afterwards. */
#include "app/transition/family.h"
#include "app/transition/views.h"
#include "base/date.h"
#include "web/form.h"

#include <string.h>

static const struct field place_fields[] = {
    { "school", "School", "The school that the family expects, or that has offered a place", .kind = SELECT },
    { "place_on", "The place was confirmed on", "Leave empty until the offer or the EHC plan confirms it", .kind = PAST_DATE },
    { 0 }
};

static const struct field year_fields[] = {
    { "year", "Reception begins in", .kind = RADIOS, .need = "Choose the year that was agreed" },
    { "because", "Why", "Needed for a child not born between 1 April and 31 August", .kind = PARAGRAPH, .max = 1000, .rows = 3 },
    { "by", "Which admission authority agreed", "The council or the school’s own admission authority", .need = "Enter the admission authority that agreed" },
    { "on", "When it agreed", .kind = PAST_DATE, .need = "Enter the day on which the admission authority agreed" },
    { 0 }
};

static const struct choice *school_choices(struct web *w)
{
    size_t n;
    struct receiving_schools *s = receiving_schools(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ .code = arena_print(w->arena, "%lld", (long long)s[i].id),
            .label = strcmp(s[i].kind, "special school") == 0 ? arena_print(w->arena, "%s (special school)", s[i].name) : s[i].name };
    return c;
}

static const struct choice *year_choices(struct web *w, const struct start_of *s)
{
    struct choice *c = arena_array(w->arena, struct choice, 3);
    for (int i = 0; i < 2; i++) {
        long long year = s->school_year + (i ? -1 : 1);
        c[i] = (struct choice){ .code = arena_print(w->arena, "%lld", year), .label = arena_print(w->arena, "September %lld, a year %s", year, i ? "early" : "later") };
    }
    return c;
}

static struct form *place_form(struct web *w, const struct start_of *s)
{
    struct form *f = form_new(w, place_fields);
    if (s->school_id)
        form_set_number(f, "school", s->school_id);
    form_set(f, "place_on", s->place_on);
    return f;
}

static struct form *year_form(struct web *w, const struct start_of *s)
{
    struct form *f = form_new(w, year_fields);
    if (s->agreed_year) {
        form_set_number(f, "year", s->agreed_year);
        form_set(f, "because", s->agreed_because);
        form_set(f, "by", s->agreed_by);
        form_set(f, "on", s->agreed_on);
    }
    return f;
}

/* The page with its two forms, either of which may come back with errors. */
static void page(struct web *w, const struct start_of *s, struct form *place, struct form *year)
{
    if (!place) {
        place = place_form(w, s);
        form_choices(place, "school", school_choices(w));
    }
    if (!year) {
        year = year_form(w, s);
        form_choices(year, "year", year_choices(w, s));
    }
    size_t n;
    struct school_checks_of *check = school_checks_of(w->db, w->person->id, s->id, &n);
    web_page(w, "Starting school");
    view_start(&w->out, w, s, place, year, check, n);
}

void show_start(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    if (web_role(w, "parent"))
        family_school_page(w, s);
    else
        page(w, s, NULL, NULL);
}

static void refuse(struct web *w, const struct start_of *s, struct form *place, struct form *year)
{
    w->status = 422;
    page(w, s, place, year);
}

void save_place(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    struct form *f = form_read(w, place_fields);
    form_choices(f, "school", school_choices(w));
    int64_t school = web_field_id(w, "school");
    if (!school && *form_value(f, "place_on"))
        form_fail(f, "school", "Choose the school where the place was confirmed");
    if (!form_is_right(f)) {
        refuse(w, s, f, NULL);
        return;
    }
    bool took_back = s->passport_school_id && s->passport_school_id != school;
    start_set_place(act_of(w), s, school, form_value(f, "place_on"));
    web_audit(w, s->id, "change", "school place", took_back ? "school place_on, passport taken back" : "school place_on");
    web_notice(w, took_back ? "Saved. The passport was taken back from the school before. Share it anew when the place is confirmed." : "The school place is saved.");
    web_to_f(w, "/children/%lld/school", (long long)s->id);
}

void save_year(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    struct form *f = form_read(w, year_fields);
    form_choices(f, "year", year_choices(w, s));
    int64_t year = web_field_id(w, "year");
    if (*form_value(f, "year") && (!is_summer_born(s->born_on) || year < s->school_year) && !*form_value(f, "because"))
        form_fail(f, "because", is_summer_born(s->born_on) ? "Say why Reception begins a year early" : "Say why: this child was not born between 1 April and 31 August");
    if (!form_is_right(f)) {
        refuse(w, s, NULL, f);
        return;
    }
    start_agree_year(act_of(w), s, &(struct agreed_year){ year, form_value(f, "because"), form_value(f, "by"), form_value(f, "on") });
    web_audit(w, s->id, "change", "school year", "agreed_year agreed_because agreed_by agreed_on");
    web_notice(w, "The agreed year is saved.");
    web_to_f(w, "/children/%lld/school", (long long)s->id);
}

void undo_year(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    if (s->agreed_year) {
        start_agree_year(act_of(w), s, &(struct agreed_year){ 0, "", "", "" });
        web_audit(w, s->id, "change", "school year", "agreed_year undone");
        web_notice(w, "Reception begins in the normal year again.");
    }
    web_to_f(w, "/children/%lld/school", (long long)s->id);
}

/* ---- after the start ---- */

static const struct choice points[] = { { "six weeks", "After six weeks" }, { "autumn", "End of the autumn term" }, { "year", "End of Reception" }, { NULL } };
static const struct choice yes_no[] = { { "1", "Yes" }, { "0", "No" }, { NULL } };
static const struct choice suspensions[] = { { "0", "No" }, { "1", "Yes" }, { NULL } };
static const struct choice settled[] = { { "4", "Very settled" }, { "3", "Settled" }, { "2", "Partly settled" }, { "1", "Not settled" }, { NULL } };
static const struct choice parents[] = { { "4", "Very settled" }, { "3", "Settled" }, { "2", "Partly settled" }, { "1", "Not settled" }, { "0", "Not asked yet" }, { NULL } };

static const struct field check_fields[] = {
    { "point", "Which check is this?", .kind = RADIOS, .choices = points, .need = "Choose which check this is" },
    { "checked_on", "Date of the check", .kind = PAST_DATE, .need = "Enter the date of the check" },
    { "on_roll", "Is the child still on roll at this school?", .kind = RADIOS, .choices = yes_no, .need = "Say if the child is still on roll" },
    { "full_time", "Does the child attend full time?", "Full time, or increasing as planned", .kind = RADIOS, .choices = yes_no, .need = "Say if the child attends full time" },
    { "suspended", "Has the child been suspended?", .kind = RADIOS, .choices = suspensions, .need = "Say if the child has been suspended" },
    { "attendance", "Attendance so far, per cent", .kind = NUMBER, .min = 0, .max = 100, .need = "Enter the attendance, a whole number from 0 to 100" },
    { "settled", "How settled is the child, as the school sees it?", .kind = RADIOS, .choices = settled, .need = "Choose how settled the child is" },
    { "parent_settled", "How settled, as the parents see it?", .kind = RADIOS, .choices = parents, .need = "Choose what the parents say, or that they were not asked yet" },
    { "passport_used", "Was the passport used?", .kind = RADIOS, .choices = yes_no, .need = "Say if the passport was used" },
    { "words", "What goes well, what is hard, what happens next", .kind = PARAGRAPH, .max = 2000 },
    { 0 }
};

/* What stands already for a point is changed, not entered twice. */
static void fill_check(struct web *w, struct form *f, const struct start_of *s)
{
    size_t n;
    struct school_checks_of *done = school_checks_of(w->db, w->person->id, s->id, &n);
    const char *asked = web_query(w, "point"), *point = "";
    for (size_t i = 0; check_points[i][0]; i++)
        if (strcmp(check_points[i][0], asked) == 0)
            point = check_points[i][0];
    form_set(f, "point", point);
    form_set(f, "checked_on", w->today);
    for (size_t i = 0; i < n; i++) {
        const struct school_checks_of *k = &done[i];
        if (strcmp(k->point, point) != 0)
            continue;
        form_set(f, "checked_on", k->checked_on);
        form_set(f, "words", k->words);
        const struct { const char *name; int64_t value; } number[] = { { "on_roll", k->on_roll }, { "full_time", k->full_time }, { "suspended", k->suspended },
            { "attendance", k->attendance }, { "settled", k->settled }, { "parent_settled", k->parent_settled }, { "passport_used", k->passport_used } };
        for (size_t j = 0; j < sizeof number / sizeof *number; j++)
            form_set_number(f, number[j].name, number[j].value);
    }
}

static void check_page(struct web *w, const struct start_of *s, struct form *f)
{
    web_page(w, "How school is going");
    view_school_check(&w->out, w, s, f);
}

void show_check(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, check_fields);
    fill_check(w, f, s);
    check_page(w, s, f);
}

void save_check(struct web *w)
{
    struct start_of *s = start_or_stop(w, web_id(w, "id"));
    struct form *f = form_read(w, check_fields);
    const char *first_day = start_days(w->arena, start_year(s->school_year, s->agreed_year)).first_day, *on = form_value(f, "checked_on");
    if (*on && strcmp(on, first_day) < 0)
        form_fail(f, "checked_on", arena_print(w->arena, "The check is after the start of school, 1 September %.4s", first_day));
    if (!form_is_right(f)) {
        w->status = 422;
        check_page(w, s, f);
        return;
    }
    school_check_record(act_of(w), s, &(struct set_school_check){ .id = new_id(), .child_id = s->id, .point = form_value(f, "point"), .checked_on = on,
        .on_roll = form_number(f, "on_roll"), .full_time = form_number(f, "full_time"), .suspended = form_number(f, "suspended"), .attendance = form_number(f, "attendance"),
        .settled = form_number(f, "settled"), .parent_settled = form_number(f, "parent_settled"), .passport_used = form_number(f, "passport_used"),
        .words = form_value(f, "words"), .person_id = w->person->id });
    web_audit(w, s->id, "change", "school check", form_value(f, "point"));
    web_notice(w, "The check is saved.");
    web_to_f(w, "/children/%lld/school", (long long)s->id);
}
