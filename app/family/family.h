#ifndef FAMILY_FAMILY_H
#define FAMILY_FAMILY_H

#include "app/child/pages.h"
#include "app/family/family.sql.h"
#include "out/folder.h"

/*
 * Parents and carers of a child, how we made sure who they are, what they
 * agreed to and refused; and the family's own place: sharing, their copy of
 * the record, feedback.  Two parents never see each other here.
 */
extern const struct feature family_feature;

/* What this reader may see of the family: a parent sees their own line only. */
struct family_sheet {
    int64_t child;
    struct carers_of_child *carer;
    struct agreements_of_child *agreement;
    struct verifications_of_child *check;
    struct refusals_of_child *refusal;
    size_t carers, agreements, checks, refusals;
    bool may_change, is_family;
};

const char *family_agreement_words(const char *what);
const char *family_responsibility_words(const char *code);

/* The carer that the path names, 404 if it is none of this child's. */
struct carers_of_child *family_carer_or_stop(struct web *, const struct child_by_id *);
void family_back(struct web *, const struct child_by_id *, const char *notice);

/* Checking who a carer is, and taking it back: verify.c. */
void family_verify_form(struct web *), family_verify(struct web *), family_unverify_form(struct web *), family_unverify(struct web *);
const char *family_how_words(const char *how);
const char *family_basis_words(const char *basis);

/* One organisation with which the record is shared, and how that stands for this parent. */
struct shared_with {
    const char *key, *name, *what;    /* KEY: what the form sends; WHAT: what sharing means here */
    int64_t setting_id;
    bool is_refused, is_mine;         /* not shared; and it was this parent who said so */
    int64_t refusal;
};
void family_sharing_show(struct web *), family_sharing_save(struct web *);
struct shared_with *family_shared_with(struct web *, int64_t child, size_t *n);

void family_feedback_form(struct web *), family_feedback_save(struct web *), family_feedback_read(struct web *);
void family_copy_ask(struct web *), family_copy_page(struct web *), family_copy_folder(struct web *);

#endif
