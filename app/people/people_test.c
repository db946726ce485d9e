/* The authority's logo: who may send it, what is refused and how it is said, and that everybody sees it. */
#include "tests/house.h"
#include "file/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;
static char folder[] = "/tmp/rightdoor-logo.XXXXXX";
static const char *as_administrator, *as_officer;

/* One grey pixel. */
static const char png[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\001\000\000\000\001\010\000\000\000\000\072"
    "\176\233\125\000\000\000\012\111\104\101\124\170\332\143\150\000\000\000\202\000\201\332\105\010\073\000\000\000\000\111"
    "\105\116\104\256\102\140\202";

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

static struct web_answer send_logo(const char *bytes, size_t n, const char *cookie)
{
    static const char head[] = "--XyZ\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"logo.png\"\r\nContent-Type: image/png\r\n\r\n", end[] = "\r\n--XyZ--\r\n";
    struct out o = { .arena = &all };
    html_lit(&o, head, strlen(head));
    html_lit(&o, bytes, n);
    html_lit(&o, end, strlen(end));
    return web_try_asked(&site, db, &all, &(struct web_asked){ .path = "/authority/logo", .body = o.at, .len = o.len, .type = "multipart/form-data; boundary=XyZ", .cookie = cookie });
}

static int set_up(void **state)
{
    (void)state;
    const char *why;
    if (!mkdtemp(folder) || !store_open(&all, folder, &why))
        return 1;
    db = house_new(&all);
    site = site_of_features;
    site.files_folder = folder;
    as_administrator = house_session(db, &all, house_person(db, "administrator", "administrator@test.example"));
    as_officer = house_session(db, &all, house_person(db, "officer", "officer@test.example"));
    return 0;
}

static int close_house(void **state)
{
    (void)state;
    return system(arena_print(&all, "rm -rf %s", folder));
}

static void a_logo_is_seen_by_everybody_until_it_is_taken_out(void **state)
{
    (void)state;
    assert_int_equal(ask("/authority/logo", NULL, NULL).status, 303);       /* without one: our own mark */
    assert_int_equal(send_logo(png, sizeof png - 1, as_officer).status, 404);
    assert_int_equal(send_logo(png, sizeof png - 1, as_administrator).status, 303);
    struct web_answer page = ask("/", NULL, NULL);
    assert_non_null(strstr(page.body, "/authority/logo?v="));
    struct web_answer shown = ask("/authority/logo", NULL, NULL);
    assert_int_equal(shown.status, 200);
    assert_string_equal(shown.type, "image/png");
    assert_int_equal(shown.len, sizeof png - 1);
    assert_memory_equal(shown.body, png, sizeof png - 1);
    assert_int_equal(ask("/authority/logo/remove", "x=1", as_administrator).status, 303);
    assert_null(strstr(ask("/", NULL, NULL).body, "/authority/logo?v="));
}

static void what_is_no_picture_is_refused(void **state)
{
    (void)state;
    struct web_answer a = send_logo("<svg onload=alert(1)>", 21, as_administrator);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "must be a picture"));
    assert_int_equal(send_logo("", 0, as_administrator).status, 422);
    char *large = arena_take(&all, 200 * 1024, 1);
    memset(large, 'x', 200 * 1024);
    a = send_logo(large, 200 * 1024, as_administrator);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "smaller than 100 KB"));
    assert_null(strstr(ask("/", NULL, NULL).body, "/authority/logo?v="));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_logo_is_seen_by_everybody_until_it_is_taken_out), cmocka_unit_test(what_is_no_picture_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, close_house);
}
