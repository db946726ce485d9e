/* Evidence: see evidence.h.  Called by ask.c, new.c, call.c and app/api when a request has come in; the rules touch no table. */
#include "app/request/evidence.h"
#include "app/child/words.h"
#include "app/request/evidence.sql.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

const struct field evidence_fields[] = {
    { "evidence", "What is there already?", "None of it is needed to ask for support. Tick what there is: you can add it, or send it later", .kind = CHECKBOXES },
    { "evidence_words", "When was it, and what did it show?", "For example: two-year check on 3 March, talking behind; second cycle under way", .kind = PARAGRAPH, .max = 4000 },
    { 0 }
};

/* The check at two is due from 24 to 36 months (EYFS 2.5): not asked for before 27 months. ASQ comes with the health visitor's review at two to two and a half. */
enum { CHECK_MONTHS = 27 };

static const struct { const char *door, *kind; bool from_two; } expected[] = {
    { "setting", "observations", false }, { "setting", "cycles", false }, { "setting", "check", true },
    { "childminder", "observations", false }, { "childminder", "check", true },
    { "school", "observations", false }, { "school", "cycles", false },
    { "health visitor", "ASQ", true }, { "health visitor", "check", true },
    { "therapist", "reports", false }, { "paediatrician", "reports", false }, { "portage", "journal", false },
};

static bool has(struct arena *a, const char *codes, const char *code) { return strstr(arena_print(a, " %s ", codes), arena_print(a, " %s ", code)) != NULL; }

const char *const *evidence_missing(struct arena *a, const char *door, const char *born_on, const char *today, const char *have)
{
    size_t n = 0, all = sizeof expected / sizeof *expected;
    const char **missing = arena_array(a, const char *, all + 1);
    bool is_two = date_valid(born_on) && strcmp(date_add_months(a, born_on, CHECK_MONTHS), today) <= 0;
    for (size_t i = 0; i < all; i++)
        if (strcmp(expected[i].door, door) == 0 && (is_two || !expected[i].from_two) && !has(a, have, expected[i].kind))
            missing[n++] = expected[i].kind;
    return missing;
}

static const char *question(struct arena *a, const char *const *missing)
{
    const char **label = arena_array(a, const char *, 16);
    size_t n = 0;
    for (; missing[n]; n++)
        label[n] = code_label("evidence", missing[n]);
    return arena_print(a, "We have your request, and it goes on. One thing more, if you have it: you did not tick the following. %s. Is there any of it? Tell us when it was and what it showed, or add it under Reports and photos. "
        "If there is none yet, just write \"not yet\": then we think with you about what to look at first.", text_join(a, label, n, "; "));
}

/*
 * HAVE, and what stands already in the record of a child whom the asker sees:
 * nobody else learns from a question that is not asked what is known of whom.
 */
static const char *have_already(struct act act, const struct add_request *r, const char *have)
{
    struct arena *a = act.db->arena;
    size_t n;
    struct evidence_in_record *e = evidence_in_record(act.db, act.person_id, r->born_on, r->nhs_number, child_sort_name(a, r->given_name, r->family_name), &n);
    const char **kind = arena_array(a, const char *, n + 1);
    kind[0] = have;
    for (size_t i = 0; i < n; i++)
        kind[i + 1] = e[i].kind;
    return text_join(a, kind, n + 1, " ");
}

void evidence_keep(struct act act, const struct add_request *r, const char *have, const char *words)
{
    struct arena *a = act.db->arena;
    size_t n;
    const char *const *code = text_words(a, have, &n);
    for (size_t i = 0; i < n; i++)
        add_request_evidence(act.db, r->id, code[i]);
    if (*words)
        add_request_evidence_words(act.db, r->id, words);
    const char *const *missing = evidence_missing(a, r->door, r->born_on, act.today, have_already(act, r, have));
    if (*missing && strcmp(r->kind, "notification") != 0)
        add_question(act.db, new_id(), r->id, question(a, missing), 0, act.today, 0);
}

/* What stands in the record of the child by now, whoever wrote it down. */
static const char *held_words(struct web *w, int64_t request)
{
    size_t n;
    struct evidence_held *h = evidence_held(w->db, w->person->id, request, &n);
    const char **one = arena_array(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        one[i] = arena_print(w->arena, "%s, %s", h[i].name, date_words(w->arena, h[i].seen_on));
    return n ? arena_print(w->arena, "In the record: %s", text_join(w->arena, one, n, "; ")) : "";
}

const char *evidence_words(struct web *w, int64_t request)
{
    size_t n;
    struct evidence_of_request *e = evidence_of_request(w->db, request, &n);
    struct evidence_told *t = evidence_told(w->db, request);
    const char **label = arena_array(w->arena, const char *, n + 2);
    for (size_t i = 0; i < n; i++)
        label[i] = code_label("evidence", e[i].kind);
    const char *said[] = { text_join(w->arena, label, n, "; "), t ? t->words : "", held_words(w, request) }, *part[3];
    size_t parts = 0;
    for (size_t i = 0; i < 3; i++)
        if (*said[i])
            part[parts++] = said[i];
    return text_join(w->arena, part, parts, ". ");
}
