#ifndef REQUEST_TRIAGE_H
#define REQUEST_TRIAGE_H

#include "app/request/request.h"

/* What triage.c, decide.c and their views share. */

struct triage_page {
    struct request_by_id *r;
    struct follow_page given;
    struct child_candidate *candidate;
    size_t candidates;
    struct due_words due;
    bool can_decide, is_handed_over;
    struct form *take_up;
};

/* Waiting, or with a partner: what a partner has can be taken back, so nothing comes to an end that helps nobody. */
bool request_can_be_decided(const struct request_by_id *);

struct child_candidate *request_candidates(struct web *, const struct request_by_id *, size_t *n);
struct match_strength { int64_t of_ten; const char *words; };
struct match_strength match_strength(int64_t weight_tenths);
const char *match_probability_words(struct arena *, const struct match_result *);

/* A page on which a decision is written. */
struct decide_page {
    struct request_by_id *r;
    const char *kind, *path, *title, *lead, *button;
    struct form *f;
    struct child_candidate *candidate;      /* shown where a child is chosen */
    size_t candidates;
    struct signpost_choice *signpost;       /* where services are chosen */
    bool searches;                          /* the page can look for a child */
    const char *searched;
};

extern const struct field take_up_fields[];

/* Gives advice, by a form with `partner`, `services`, `words` and `next_on`, and tells the asker. False where r->version is not how it stands any more. */
bool request_advise(struct web *, struct request_by_id *, struct form *);
const struct choice *request_partner_choices(struct web *, bool with_hints);

#endif
