#ifndef FAMILY_FAMILY_H
#define FAMILY_FAMILY_H

#include "app/child/pages.h"
#include "app/family/family.sql.h"

/* Parents and carers of a child, their accounts, and what they agreed to.  Two parents never see each other here. */
extern const struct feature family_feature;

/* What this reader may see of the family: a parent sees their own line only. */
struct family_sheet {
    int64_t child;
    struct carers_of_child *carer;
    struct agreements_of_child *agreement;
    size_t carers, agreements;
    bool may_change, is_family;
};

const char *family_agreement_words(const char *what);
const char *family_responsibility_words(const char *code);

#endif
