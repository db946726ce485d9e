/* The directory: the samples load, bad files are refused whole, a new file leaves our own changes, families find what fits. */
#include "tests/house.h"
#include "app/directory/directory.h"
#include "app/setting/setting.h"
#include "app/setting/setting.sql.h"
#include "file/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct web reader;
static struct site site;
static const char *as_officer, *as_administrator;

static char folder[] = "/tmp/rightdoor-directory.XXXXXX";

static int set_up(void **state)
{
    (void)state;
    const char *why;
    if (!mkdtemp(folder) || !store_open(&all, folder, &why))
        return 1;
    db = house_new(&all);
    reader = (struct web){ .arena = &all, .db = db, .today = "2026-11-24" };
    site = site_of_features;
    site.today = "2026-11-24";
    site.files_folder = folder;
    db_begin_write(db);
    add_setting(db, &(struct add_setting){ .id = 1, .kind = "group", .name = "A", .area = "North Vale", .is_open = 1 });
    add_setting(db, &(struct add_setting){ .id = 2, .kind = "group", .name = "B", .area = "South", .is_open = 1 });
    db_commit(db);
    as_officer = house_session(db, &all, house_person(db, "officer", "officer@test.example"));
    as_administrator = house_session(db, &all, house_person(db, "administrator", "administrator@test.example"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static struct directory_reading *read_text(const char *text) { return directory_read(&reader, db, text, strlen(text)); }

static struct directory_plan *load(const char *text, const char *source)
{
    struct directory_reading *r = read_text(text);
    assert_int_equal(r->wrongs, 0);
    db_begin_write(db);
    struct directory_plan *p = directory_compare(r, db, source);
    directory_apply(db, source, p, 0, 1000);
    db_commit(db);
    return p;
}

static const char *const full =
    "{\"id\":\"s1\",\"name\":\"Talk &amp; play\",\"description\":\"<p>Come <b>along</b>.</p><ul><li>Songs</li><li>Snack</li></ul>\",\"status\":\"active\",\"minimum_age\":1.5,\"maximum_age\":4,"
    "\"url\":\"www.talk.example\",\"email\":\"a@talk.example\",\"assured_date\":\"2026-05-01\",\"organization\":{\"id\":\"o\",\"name\":\"Talk Ltd\"},"
    "\"phones\":[{\"number\":\"01632 960123\"}],\"languages\":[{\"name\":\"Polish\"},{\"code\":\"en\"},{\"name\":\"Klingon\"}],"
    "\"cost_options\":[{\"amount\":2,\"amount_description\":\"a child\"},{\"option\":\"Old price\",\"amount\":9,\"valid_to\":\"2020-01-01\"}],"
    "\"schedules\":[{\"byday\":\"TU,TH\",\"opens_at\":\"10:00:00\",\"closes_at\":\"11:30:00\"}],"
    "\"service_areas\":[{\"name\":\"The whole of North Vale\"}],\"attributes\":[{\"taxonomy_term\":{\"name\":\"Speech and language therapy\"}}],"
    "\"service_at_locations\":[{\"location\":{\"name\":\"Hall\",\"addresses\":[{\"address_1\":\"1 High Street\",\"city\":\"Southtown\",\"postal_code\":\"hr12ab\"}]}},{\"location\":{\"name\":\"The library\"}}]}";

static void one_service_says_all_it_has_in_our_words(void **state)
{
    (void)state;
    struct directory_reading *r = read_text(full);
    assert_int_equal(r->wrongs, 0);
    assert_int_equal(r->n, 1);
    const char *const *v = r->entry->value;
    assert_string_equal(v[D_NAME], "Talk & play");
    assert_string_equal(v[D_DESCRIPTION], "Come along.\n\nSongs\n\nSnack");
    assert_string_equal(v[D_WEBSITE], "https://www.talk.example");
    assert_string_equal(v[D_TELEPHONE], "01632 960123");
    assert_string_equal(v[D_POSTCODE], "HR1 2AB");
    assert_string_equal(v[D_AGE_FROM], "18");
    assert_string_equal(v[D_AGE_TO], "59");
    assert_string_equal(v[D_NEEDS], "|playing|talking|");
    assert_string_equal(v[D_LANGUAGES], "|pl|other|");
    assert_string_equal(v[D_AREAS], "|North Vale|");
    assert_string_equal(v[D_COST], "\u00a32.00 a child");
    assert_string_equal(v[D_OPENING], "Also at The library\nTuesday, Thursday 10:00 to 11:30");
    assert_string_equal(r->entry->checked_on, "2026-05-01");
}

static void a_file_with_anything_wrong_is_refused_with_reasons(void **state)
{
    (void)state;
    static const struct { const char *text, *why; } files[] = {
        { "{\"id\":\"1\",\"name\":\"A\nB\"}", "this is not JSON" },
        { "[{\"id\":\"1\",\"name\":\"A\"},{\"id\":\"1\",\"name\":\"B\"}]", "same identifier" },
        { "[{\"id\":\"1\"}]", "no name" }, { "[{\"name\":\"A\"}]", "no identifier" }, { "[1]", "not an object" }, { "[]", "no service" }, { "{\"openapi\":\"3.0\"}", "describes an API" },
        { "[{\"id\":\"1\",\"name\":\"A\",\"minimum_age\":9,\"maximum_age\":2}]", "ages are not possible" },
        { "a,b\n1,2\n", "neither Open Referral UK" }, { "", "neither Open Referral UK" }, { "import_id,name\n1,\"A", "never closed" },
        { "import_id,import_id_reference,name\n1,,A\n2,9,\n", "names no service above" }, { "import_id,name,min_age\n1,A,two\n", "not a number of years" },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct directory_reading *r = read_text(files[i].text);
        assert_true(r->wrongs > 0);
        bool said = false;
        for (size_t k = 0; k < r->wrongs; k++)
            said |= strstr(r->wrong[k].what, files[i].why) != NULL;
        if (!said)
            print_error("%s: %s\n", files[i].text, r->wrong[0].what);
        assert_true(said);
    }
    char *bomb = arena_take(&all, 200001, 1);
    memset(bomb, '[', 200000);
    assert_true(read_text(bomb)->wrongs > 0);
}

static void no_link_is_taken_that_a_browser_should_not_follow(void **state)
{
    (void)state;
    struct directory_reading *r = read_text("[{\"id\":\"1\",\"name\":\"A\",\"url\":\"javascript:alert(1)\",\"email\":\"no address\"}]");
    assert_int_equal(r->wrongs, 0);
    assert_int_equal(r->notes, 2);
    assert_string_equal(r->entry->value[D_WEBSITE], "");
    assert_string_equal(r->entry->value[D_EMAIL], "");
}

static void outpost_adds_further_lines_and_keeps_hidden_contacts_out(void **state)
{
    (void)state;
    struct directory_reading *r = read_text("import_id,import_id_reference,name,visible,contact_visible,contact_email,contact_phone,mask_exact_address,location_name,location_address_1,location_city,location_postcode,scheduled_weekday,schedules_opens_at,schedules_closes_at,free,send_needs_support\r\n"
        "1,,Club,TRUE,FALSE,private@x.example,111,TRUE,Refuge,Secret Road,South,HR1 2AB,monday,09:00:00,10:00:00,TRUE,Autism;Hearing impairment\r\n"
        "2,1,,,TRUE,open@x.example,,,,,,,tuesday,hh:mm:ss,hh:mm:ss,,\r\n3,,Gone,FALSE,,,,,,,,,,,,,\r\n");
    assert_int_equal(r->wrongs, 0);
    assert_int_equal(r->n, 2);
    const char *const *v = r->entry[0].value;
    assert_string_equal(v[D_EMAIL], "open@x.example");
    assert_string_equal(v[D_TELEPHONE], "");
    assert_string_equal(v[D_ADDRESS], "South");
    assert_string_equal(v[D_POSTCODE], "");
    assert_string_equal(v[D_OPENING], "Monday 09:00 to 10:00\nTuesday");
    assert_string_equal(v[D_COST], "Free");
    assert_string_equal(v[D_NEEDS], "|talking|playing|seeing|");
    assert_false(r->entry[0].is_closed);
    assert_true(r->entry[1].is_closed);
}

static const char two[] = "[{\"id\":\"a\",\"name\":\"Alpha\",\"email\":\"a@x.example\"},{\"id\":\"b\",\"name\":\"Beta\"}]";

static void the_next_file_changes_what_is_theirs_and_leaves_what_is_ours(void **state)
{
    (void)state;
    struct directory_plan *p = load(two, "Town");
    assert_int_equal(p->count[D_ADDED], 2);
    assert_int_equal(load(two, "Town")->count[D_SAME], 2);
    size_t n;
    struct service_by_id *s = services_of_source(db, "Town", &n);
    int64_t id = s->id;
    const char *path = arena_print(&all, "/directory/%lld", (long long)id);
    struct web_answer a = web_try(&site, db, &all, path, "name=Alpha&email=a%40x.example&telephone=01632+960999&version=1", as_officer);
    assert_int_equal(a.status, 303);
    p = load("[{\"id\":\"a\",\"name\":\"Alpha group\",\"email\":\"new@x.example\",\"phones\":[{\"number\":\"000\"}]}]", "Town");
    assert_int_equal(p->count[D_CHANGED], 1);
    assert_int_equal(p->count[D_GONE], 1);
    assert_string_equal(p->step[0].kept, "Telephone");
    s = service_by_id(db, id);
    assert_string_equal(s->name, "Alpha group");
    assert_string_equal(s->email, "new@x.example");
    assert_string_equal(s->telephone, "01632 960999");
    a = web_try(&site, db, &all, arena_print(&all, "%s/return", path), "field=telephone", as_officer);
    assert_int_equal(a.status, 303);
    assert_string_equal(service_by_id(db, id)->telephone, "000");
    assert_int_equal(load(two, "Town")->count[D_BACK], 1);
    assert_int_equal(load(two, "Another")->count[D_ADDED], 2);
}

static size_t found(struct directory_filter f)
{
    size_t n;
    directory_find(&reader, &f, -1, "", 0, 100, &n);
    return n;
}

static void families_find_what_fits_their_child(void **state)
{
    (void)state;
    load("[{\"id\":\"1\",\"name\":\"Babies\",\"minimum_age\":0,\"maximum_age\":1},{\"id\":\"2\",\"name\":\"Threes in South\",\"minimum_age\":3,\"maximum_age\":3,\"service_areas\":[{\"name\":\"South\"}],\"languages\":[{\"name\":\"Polish\"}]},"
         "{\"id\":\"3\",\"name\":\"Grown-ups\",\"minimum_age\":18},{\"id\":\"4\",\"name\":\"Hearing group\",\"attributes\":[{\"taxonomy_term\":{\"name\":\"Deaf children\"}}]}]", "Fits");
    struct directory_filter any = { "", "", "", -1 };
    size_t before = found(any);
    db_begin_write(db);
    house_script(db, "DELETE FROM directory_own; DELETE FROM directory_service WHERE source <> 'Fits'");
    db_commit(db);
    assert_true(before > found(any));
    assert_int_equal(found(any), 3);
    assert_int_equal(found((struct directory_filter){ "", "", "", 0 }), 2);
    assert_int_equal(found((struct directory_filter){ "", "", "", 3 }), 2);
    assert_int_equal(found((struct directory_filter){ "North Vale", "", "", 3 }), 1);
    assert_int_equal(found((struct directory_filter){ "", "", "pl", -1 }), 1);
    size_t n;
    struct directory_filter hearing = { "", "seeing", "", -1 };
    struct services_shown *s = directory_find(&reader, &hearing, -1, "", 0, 100, &n);
    assert_int_equal(n, 3);
    assert_string_equal(s->name, "Hearing group");
    struct web_answer a = web_try(&site, db, &all, "/find-help?age=3&area=South", NULL, NULL);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Threes in South"));
    assert_null(strstr(a.body, "Grown-ups"));
    a = web_try(&site, db, &all, "/find-help?age=99&need=x%27%22%3C&language=%25", NULL, NULL);
    assert_int_equal(a.status, 200);
}

static const char *stage(const char *encoded, int status)
{
    struct web_answer a = web_try(&site, db, &all, "/directory/loads", arena_print(&all, "source=Town+hall&content=%s", encoded), as_administrator);
    assert_int_equal(a.status, status);
    return a.go_to;
}

static void the_page_shows_first_and_loads_after(void **state)
{
    (void)state;
    const char *path = stage("[{\"id\":\"q\",\"name\":\"Quay+club\",\"minimum_age\":5,\"maximum_age\":1}]", 303);
    struct web_answer a = web_try(&site, db, &all, path, NULL, as_administrator);
    assert_non_null(strstr(a.body, "refused, all of it"));
    assert_int_equal(web_try(&site, db, &all, path, "x=1", as_administrator).status, 422);
    path = stage("[{\"id\":\"q\",\"name\":\"Quay+club\"}]", 303);
    a = web_try(&site, db, &all, path, NULL, as_administrator);
    assert_non_null(strstr(a.body, "Quay club"));
    size_t n;
    services_of_source(db, "Town hall", &n);
    assert_int_equal(n, 0);
    assert_int_equal(web_try(&site, db, &all, path, "x=1", as_administrator).status, 303);
    services_of_source(db, "Town hall", &n);
    assert_int_equal(n, 1);
    assert_int_equal(web_try(&site, db, &all, path, "x=1", as_administrator).status, 404);
    stage("", 422);
}

static struct web_answer send_file(const char *bytes, size_t n)
{
    struct out o = { .arena = &all };
    static const char head[] = "--XyZ\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nHarbour\r\n--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"services.json\"\r\n\r\n", end[] = "\r\n--XyZ--\r\n";
    html_lit(&o, head, strlen(head));
    html_lit(&o, bytes, n);
    html_lit(&o, end, strlen(end));
    return web_try_asked(&site, db, &all, &(struct web_asked){ .path = "/directory/loads", .body = o.at, .len = o.len, .type = "multipart/form-data; boundary=XyZ", .cookie = as_administrator });
}

static void a_file_is_chosen_instead_of_pasted(void **state)
{
    (void)state;
    static const char good[] = "\xEF\xBB\xBF[{\"id\":\"h\",\"name\":\"Harbour play\"}]";
    struct web_answer a = send_file(good, strlen(good));
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(web_try(&site, db, &all, a.go_to, NULL, as_administrator).body, "Harbour play"));
    assert_int_equal(web_try(&site, db, &all, a.go_to, "x=1", as_administrator).status, 303);
    assert_non_null(strstr(web_try(&site, db, &all, "/directory/loads", NULL, as_administrator).body, "services.json"));
    static const struct { const char *bytes; size_t n; const char *words; } wrong[] = {
        { "", 0, "This file is empty" }, { "[\0]", 3, "no text in UTF-8" }, { "[\"\xFF\"]", 5, "no text in UTF-8" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        a = send_file(wrong[i].bytes, wrong[i].n);
        assert_int_equal(a.status, 422);
        assert_non_null(strstr(a.body, wrong[i].words));
    }
    char *large = calloc(1, (5 << 20) + 1);
    memset(large, ' ', (5 << 20) + 1);
    a = send_file(large, (5 << 20) + 1);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "larger than 5 MB"));
    free(large);
}

static void most_going_wants_to_be_said(void **state)
{
    (void)state;
    load("[{\"id\":\"1\",\"name\":\"A\"},{\"id\":\"2\",\"name\":\"B\"},{\"id\":\"3\",\"name\":\"C\"},{\"id\":\"4\",\"name\":\"D\"}]", "Town hall");
    const char *path = stage("[{\"id\":\"1\",\"name\":\"A\"}]", 303);
    assert_int_equal(web_try(&site, db, &all, path, "x=1", as_administrator).status, 422);
    assert_int_equal(web_try(&site, db, &all, path, "most_gone=1", as_administrator).status, 303);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_service_says_all_it_has_in_our_words),
        cmocka_unit_test(a_file_with_anything_wrong_is_refused_with_reasons),
        cmocka_unit_test(no_link_is_taken_that_a_browser_should_not_follow),
        cmocka_unit_test(outpost_adds_further_lines_and_keeps_hidden_contacts_out),
        cmocka_unit_test(the_next_file_changes_what_is_theirs_and_leaves_what_is_ours),
        cmocka_unit_test(families_find_what_fits_their_child),
        cmocka_unit_test(the_page_shows_first_and_loads_after),
        cmocka_unit_test(a_file_is_chosen_instead_of_pasted),
        cmocka_unit_test(most_going_wants_to_be_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
