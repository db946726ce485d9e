#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "app/child/child.h"
#include "app/document/document.sql.h"
#include "app/files/files.h"
#include "web/form.h"

/*
 * Documents of a child (reports that were sent, letters that we wrote), each
 * with its kind, date, author and who may see it; letters from templates to
 * one family or to many; and finding one's own documents and notes by their
 * words.  Who may see a document is who may see the child and is among those
 * whom the document is for.
 */
extern const struct feature document_feature;

/* --- what follows is shared by the files of this folder only --- */

/* Which documents this person reads: 0 those for everybody (families), 1 also those for professionals, 2 also those for the service: `reach` of the queries. */
int document_reach(const struct web *);
extern const struct choice document_readers[];

/* ---- finding ---- */

/* A row of own_words as it is shown: where it leads, and its words around the first that was looked for (HIT "" = it stands in the title or the name). */
struct found_note { const struct own_words *row; const char *path, *before, *hit, *after; bool in_file; };

/* ---- letters ---- */

enum { MOST_LETTERS = 1000 };

/* A letter's text with the fields of one child put in; what is not known stands as "[the setting]". *GAPS counts those. */
const char *letter_merge(struct web *, const char *text, const struct letter_children *, int year, size_t *gaps);

/* The first {field} in TEXT that does not exist, "" if all do. */
const char *letter_unknown_field(struct arena *, const char *text);

/* What the fields are called, for the hint: "{child}, {first name} ...". */
const char *letter_fields_words(struct arena *);

/* One letter as a PDF. */
const void *letter_paper(struct web *, const struct letters_of_run *, size_t *len);

void letter_list(struct web *), letter_show(struct web *), letter_pdf(struct web *), letter_one_pdf(struct web *);
void letter_choose(struct web *), letter_make(struct web *);
void template_list(struct web *), template_form(struct web *), template_save(struct web *), template_new_form(struct web *), template_new(struct web *), template_offer(struct web *);

/* How many of a run's letters stand on paper so far, while its PDF is made; *OF 0 where none is being made. */
void letter_progress(int64_t run, size_t *done, size_t *of);

void find_form(struct web *), find(struct web *);

#endif
