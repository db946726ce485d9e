/*
 * The notes of a meeting on paper: what parents and child said stands first,
 * then who was there, what was said, what was decided, and the actions.  The
 * same for whoever may read the notes; a parent gets it once they are shared.
 * Called by the route in meeting.c, on a slow thread.
 */
#include "app/action/action.h"
#include "app/meeting/meeting.h"
#include "app/people/people.h"
#include "base/date.h"
#include "base/text.h"
#include "out/pdf.h"

#include <string.h>

enum { MOST_LINES = 200 };

/* The lines of TEXT as bullets. */
static void put_bullets(struct pdf *p, struct arena *a, const char *text)
{
    const char *item[MOST_LINES];
    size_t n = 0;
    for (const char *at = text; *at && n < MOST_LINES; at += strcspn(at, "\n"), at += *at == '\n') {
        const char *line = text_clean(a, arena_text(a, at, strcspn(at, "\n")), TEXT_LINE);
        if (*line)
            item[n++] = line;
    }
    pdf_list(p, item, n);
}

static void put_people(struct pdf *p, struct arena *a, const struct meeting_sheet *s)
{
    static const char *const header[] = { "Who", "At the meeting" };
    const char **cell = arena_array(a, const char *, 2 * s->guests + 1);
    for (size_t i = 0; i < s->guests; i++) {
        const struct meeting_guests *g = &s->guest[i];
        cell[2 * i] = *g->job ? arena_print(a, "%s, %s", g->name, g->job) : g->name;
        cell[2 * i + 1] = *g->attendance ? choice_label(meeting_attendances, g->attendance) : "Not written down";
    }
    if (s->guests)
        pdf_table(p, &(struct pdf_table){ .columns = 2, .header = header, .cell = cell, .rows = s->guests });
}

static void put_actions(struct pdf *p, struct web *w, const struct meeting_sheet *s)
{
    static const char *const header[] = { "What", "Who", "By" };
    static const double width[] = { 5, 3, 2 };
    size_t n;
    struct actions_from *one = actions_from(w->db, w->person->id, "meeting", s->m->id, &n);
    const char **cell = arena_array(w->arena, const char *, 3 * n + 1);
    for (size_t i = 0; i < n; i++) {
        cell[3 * i] = one[i].what;
        cell[3 * i + 1] = *one[i].owner_name ? one[i].owner_name : one[i].owner_words;
        cell[3 * i + 2] = *one[i].due_on ? date_short(w->arena, one[i].due_on) : "";
    }
    pdf_heading(p, 2, "To be done");
    if (n)
        pdf_table(p, &(struct pdf_table){ .columns = 3, .header = header, .cell = cell, .rows = n, .width = width });
    else
        pdf_paragraph(p, "Nothing was agreed to be done.");
}

static void put_notes(struct pdf *p, struct web *w, const struct meeting_sheet *s)
{
    const struct meeting_by_id *m = s->m;
    if (*m->parent_view)
        pdf_box(p, "What the family said", m->parent_view);
    if (*m->child_view)
        pdf_box(p, arena_print(w->arena, "What %s said or showed", s->first_name), m->child_view);
    pdf_heading(p, 2, "What we met for");
    pdf_paragraph(p, m->purpose);
    pdf_heading(p, 2, "Who was there");
    put_people(p, w->arena, s);
    if (*m->said) {
        pdf_heading(p, 2, "What was talked about");
        pdf_paragraph(p, m->said);
    }
    pdf_heading(p, 2, "Decided");
    if (*m->decided)
        put_bullets(p, w->arena, m->decided);
    else
        pdf_paragraph(p, "No decision is written down.");
    put_actions(p, w, s);
}

void meeting_paper(struct web *w)
{
    struct arena *a = w->arena;
    struct meeting_sheet *s = meeting_or_stop(w);
    const struct meeting_by_id *m = s->m;
    if (!m->recorded_at || (s->is_family && !m->published_at)) {
        web_notice(w, "The meeting is not written down yet");
        web_to(w, meeting_path(w, m));
        return;
    }
    struct pdf_about about = authority_paper(w, "Notes of a meeting", m->reference);
    struct pdf *p = pdf_begin(a, &about);
    pdf_heading(p, 1, arena_print(a, "%s: %s", code_label("meeting_kind", m->kind), s->name));
    pdf_lead(p, arena_print(a, "%s. %s", meeting_when(a, NULL, m->starts_at), meeting_place(NULL, m->place_kind, m->place)));
    put_notes(p, w, s);
    pdf_small(p, arena_print(a, "Written down by %s, %s. Printed on %s.", m->recorded_by_name, date_time_words(a, m->recorded_at), date_words(a, w->today)));
    web_audit(w, m->child_id, "export", "meeting notes", arena_print(a, "%lld", (long long)m->id));
    size_t len;
    const void *bytes = pdf_end(p, &len, NULL);
    web_file(w, "application/pdf", "meeting-notes.pdf", bytes, len);
}
