/*
 * Arrival: the one way by which a request comes in, whatever its door.  Called
 * by ask.c, new.c, imports and the demo, inside a write transaction.  It never
 * joins a request to a child: that is a person's decision.
 */
#include "app/request/request.h"
#include "base/date.h"
#include "base/kept.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

/* Letters and digits that are not mistaken for each other, on paper or by telephone: no 0 O, 1 I L. */
static const char reference_letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/* Asked for together: each question to the system's randomness costs as much as the letters. What is above 30 is thrown away, so that each letter is as likely. */
static void draw_reference(char *r)
{
    unsigned char draw[64];
    for (size_t i = 3, at = sizeof draw; i < 12;) {
        if (at == sizeof draw) {
            randombytes_buf(draw, sizeof draw);
            at = 0;
        }
        size_t n = draw[at++] & 31;
        if (i == 7)
            i++;
        if (n < sizeof reference_letters - 1)
            r[i++] = reference_letters[n];
    }
}

static const char *new_reference(struct db *db)
{
    char r[] = "RD-0000-0000";
    do
        draw_reference(r);
    while (reference_is_taken(db, r)->n);
    return arena_text(db->arena, r, strlen(r));
}

static void no_nulls(struct add_request *r)
{
    const char **text[] = { &r->kind, &r->door, &r->given_name, &r->family_name, &r->born_on, &r->sex, &r->nhs_number, &r->upn, &r->address, &r->postcode, &r->home_language,
        &r->setting_words, &r->asker_name, &r->asker_relationship, &r->asker_organisation, &r->asker_telephone, &r->asker_email, &r->asker_has_responsibility, &r->contact_by,
        &r->contact_language, &r->parent_name, &r->parent_contact, &r->going_well, &r->wants, &r->wanted, &r->already_helping, &r->notice_version, &r->opinion, &r->diagnosis,
        &r->parent_informed_on, &r->discussion_offered_on, &r->voluntary_told, &r->permission };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (!*text[i])
            *text[i] = "";
    if (!*r->kind)
        r->kind = "request";
    if (!*r->asker_has_responsibility)
        r->asker_has_responsibility = "unknown";
    if (!*r->permission)
        r->permission = "not recorded";
}

/* How well the folded words TYPED fit a name: 3 equal, 2 one begins with the other, 1 every word is in it, 0 not. */
static int fits(struct arena *a, const char *name, const char *typed)
{
    const char *folded = text_fold(a, name);
    if (strcmp(folded, typed) == 0)
        return 3;
    if (text_starts(folded, typed) || (text_starts(typed, folded) && text_length(folded) > 5))
        return 2;
    size_t words;
    const char *const *word = text_words(a, typed, &words);
    for (size_t i = 0; i < words; i++)
        if (text_length(word[i]) < 3 || !strstr(folded, word[i]))
            return 0;
    return words > 0;
}

struct open_settings *settings_meant(struct arena *a, struct db *db, const char *typed, size_t *n)
{
    enum { MOST = 8 };
    size_t all;
    struct open_settings *s = open_settings(db, &all), *found = arena_array(a, struct open_settings, MOST);
    const char *words = text_fold(a, typed);
    *n = 0;
    for (int level = 3; level > 0 && *words; level--)
        for (size_t i = 0; i < all && *n < MOST; i++)
            if (fits(a, s[i].name, words) == level)
                found[(*n)++] = s[i];
    return found;
}

/* A setting that is told by exactly its name is that setting; what is less sure stays as words. */
static void find_setting(struct db *db, struct add_request *r)
{
    if (r->setting_id || !*r->setting_words || strcmp(r->setting_words, "none") == 0)
        return;
    size_t n;
    struct arena *a = db->arena;
    struct open_settings *s = settings_meant(a, db, r->setting_words, &n);
    const char *typed = text_fold(a, r->setting_words);
    bool one = n && strcmp(text_fold(a, s[0].name), typed) == 0 && (n == 1 || strcmp(text_fold(a, s[1].name), typed) != 0);
    if (one)
        r->setting_id = s[0].id;
}

static const char *everything_told(struct arena *a, const struct add_request *r, const struct concern_told *c, size_t n)
{
    const char **part = arena_array(a, const char *, n + 4);
    size_t parts = 0;
    for (size_t i = 0; i < n; i++)
        part[parts++] = c[i].words;
    part[parts++] = r->going_well;
    part[parts++] = r->wanted;
    part[parts++] = r->already_helping;
    part[parts++] = r->diagnosis;
    return request_told_words(a, part, parts);
}

static struct kept_box rules_box = { .lock = PTHREAD_MUTEX_INITIALIZER, .most_ms = 1000 };

/* Read once for all forms that are written together; anew as soon as a form was stored, for it may have changed them. */
static const struct request_rules *rules_now(struct act act)
{
    int64_t changes = web_changes();
    const struct kept *k = kept_take(&rules_box, act.db->arena, act.today, changes);
    if (k)
        return k->what;
    struct kept *anew = kept_begin(act.today, changes);
    struct arena *own = act.db->arena;
    act.db->arena = &anew->arena;
    anew->what = request_rules_on(act.db, act.today);
    act.db->arena = own;
    kept_put(&rules_box, anew);
    k = kept_take(&rules_box, own, act.today, changes);
    return k ? k->what : request_rules_on(act.db, act.today);
}

static void judge(struct act act, struct add_request *r, const struct concern_told *c, size_t n)
{
    struct arena *a = act.db->arena;
    struct request_facts f = { .today = act.today, .born_on = r->born_on, .kind = r->kind, .door = r->door, .wants = r->wants, .told = everything_told(a, r, c, n), .concern = c, .concerns = n,
        .attends_setting = *r->setting_words && strcmp(r->setting_words, "none") != 0, .has_setting_row = r->setting_id != 0,
        .district = text_postcode_outward(a, r->postcode), .needs_interpreter = r->needs_interpreter, .is_outside = request_postcode_is_outside(a, authority(NULL, "postcodes"), r->postcode) };
    f.attends_setting |= f.has_setting_row;
    struct request_verdict v = request_judge(a, rules_now(act), &f);
    r->rules_id = v.rules_id;
    r->urgency = v.points;
    r->urgency_words = v.reasons;
    r->suggested_route = v.route;
    r->suggested_because = v.because;
    if (strcmp(v.route, "link officer") == 0) {
        struct setting_told *s = setting_told(act.db, r->setting_id);
        if (s && *s->officer_name)
            r->suggested_because = arena_print(a, "The child goes to %s, so its link officer, %s, contacts the setting", s->name, s->officer_name);
    }
}

static const char duty_question[] = "Before it tells us, section 23 of the Children and Families Act 2014 asks your organisation to tell the parent of its opinion and of the duty to tell us, "
    "and to offer to talk about it. You left the day empty. On which day was the parent told? If they have not been told yet, please tell them and let us know here.";

int64_t request_receive(struct act act, struct add_request *r, const struct concern_told *c, size_t n)
{
    int64_t days;
    no_nulls(r);
    find_setting(act.db, r);
    judge(act, r, c, n);
    if (!text_number(authority(NULL, "answer_working_days"), &days) || days < 1 || days > 60)
        days = 5;
    r->id = new_id();
    r->reference = new_reference(act.db);
    r->received_at = r->acknowledged_at = act.now;
    r->received_on = act.today;
    r->due_on = date_add_working_days(act.db->arena, act.today, (int)days);
    add_request(act.db, r);
    for (size_t i = 0; i < n; i++)
        add_concern(act.db, r->id, c[i].area, c[i].words);
    if (strncmp(r->kind, "notification", 12) == 0 && !*r->parent_informed_on)
        add_question(act.db, new_id(), r->id, duty_question, 0, act.today, 0);
    return r->id;
}
