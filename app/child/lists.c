/*
 * What lists of others do with the register: change what is known of a child,
 * and take out a child whom such a list had added.  Called by app/imports
 * only, which keeps what was before and has checked who may.
 */
#include "app/child/child.h"
#include "app/child/lists.sql.h"
#include "app/child/words.h"
#include "base/date.h"

void child_rewrite(struct act a, const struct child_by_id *c)
{
    change_child_by_list(a.db, &(struct change_child_by_list){ .id = c->id, .given_name = c->given_name, .family_name = c->family_name, .known_as = c->known_as,
        .born_on = c->born_on, .sex = c->sex, .nhs_number = c->nhs_number, .upn = c->upn, .ethnicity = c->ethnicity, .home_language = c->home_language,
        .needs_interpreter = c->needs_interpreter, .address = c->address, .postcode = c->postcode, .area = c->area, .is_address_restricted = c->is_address_restricted,
        .school_year = date_reception_year(c->born_on), .first_concern_on = c->first_concern_on,
        .sort_name = child_sort_name(a.db->arena, c->given_name, c->family_name), .now = a.now });
    child_index(a, c->id);
}

void child_take_out(struct act a, int64_t child)
{
    child_words_write(a.db, child, &(struct child_words){ .arena = a.db->arena });
    take_out_child_names(a.db, child);
    drop_child_match_keys(a.db, child);
    take_out_child_events(a.db, child);
    take_out_child_statuses(a.db, child);
    take_out_child_placements(a.db, child);
    take_out_child_professionals(a.db, child);
    take_out_child_start(a.db, child);
    take_out_opinions_of_child(a.db, child);
    take_out_pairs_of_child(a.db, child);
    take_out_child(a.db, child);
}
