/* How the question who may see what is put to PostgreSQL. */
#include "db/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct arena a;

static void a_row_is_asked_of_itself(void **state)
{
    (void)state;
    assert_string_equal(scope_row_by_row(&a, "SELECT 1 FROM plan p WHERE p.id = ?1 AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = ?2) ORDER BY 1"),
        "SELECT 1 FROM plan p WHERE p.id = ?1 AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = ?2) IS TRUE ORDER BY 1");
    const char *other = "SELECT 1 WHERE 1 = 1 AND EXISTS (SELECT 1 FROM plan p WHERE p.id = ?1) OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = 1 AND v.person_id = 2)";
    assert_string_equal(scope_row_by_row(&a, other), other);
}

static void the_child_that_was_seen_is_let_through_and_others_are_asked_about(void **state)
{
    (void)state;
    assert_string_equal(scope_of_one_child(&a, "SELECT 1 FROM plan p WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = ?2) AND p.id = ?1", 3),
        "SELECT 1 FROM plan p WHERE ((p.child_id = ?3 AND ?2 = ?4 OR sees_child(p.child_id, ?2)) IS TRUE) AND p.id = ?1");
    assert_string_equal(scope_of_one_child(&a, "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = ?1)", 2),
        "SELECT 1 WHERE NOT (sees_request(r.id, ?1) IS TRUE)");
}

/* Whatever is put in other words stays as it is: asked in full. */
static void other_words_stay(void **state)
{
    (void)state;
    static const char *const text[] = {
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = (SELECT q.child_id FROM q) AND v.person_id = ?1)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = ?1 AND c.id > 3)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id OR c.id = 3 AND v.person_id = ?1)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND c.id > 4 AND v.person_id = ?1)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM agenda_seen_by v WHERE v.agenda_id = c.id AND v.person_id = ?1)",
        "SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = ?1",
        "SELECT 1 WHERE c.id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = ?1)",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        assert_string_equal(scope_of_one_child(&a, text[i], 2), text[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_row_is_asked_of_itself), cmocka_unit_test(the_child_that_was_seen_is_let_through_and_others_are_asked_about),
        cmocka_unit_test(other_words_stay) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&a);
    return failed;
}
