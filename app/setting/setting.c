/* Settings as choices of a form, and the words they are found by.  Called by every feature that asks "which nursery, which school?"; draws nothing. */
#include "app/setting/setting.h"
#include "base/text.h"

#include <string.h>

const struct choice setting_kinds[] = {
    { "group", "Nursery or pre-school", NULL },
    { "childminder", "Childminder", NULL },
    { "nursery school", "Nursery school", NULL },
    { "school", "School", NULL },
    { "special school", "Special school", NULL },
    { 0 }
};

static bool is_among(const char *kinds, const char *kind)
{
    size_t len = strlen(kind);
    for (const char *s = kinds; *s; s += *s == ',') {
        size_t n = strcspn(s, ",");
        if (n == len && memcmp(s, kind, n) == 0)
            return true;
        s += n;
    }
    return !*kinds;
}

const struct choice *setting_choices(struct web *w, const char *kinds)
{
    size_t n, made = 0;
    struct settings_of_kind *s = settings_open(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        if (is_among(kinds, s[i].kind))
            c[made++] = (struct choice){ arena_print(w->arena, "%lld", (long long)s[i].id),
                *s[i].area ? arena_print(w->arena, "%s (%s)", s[i].name, s[i].area) : s[i].name, NULL };
    return c;
}

static void add_words(struct db *db, int64_t setting, const char *name)
{
    size_t n;
    const char *const *word = text_words(db->arena, text_fold(db->arena, name), &n);
    for (size_t i = 0; i < n; i++)
        add_setting_word(db, word[i], setting);
}

void setting_words_write(struct db *db, int64_t setting, const char *name)
{
    drop_words_of_setting(db, setting);
    add_words(db, setting, name);
}

void setting_words_list(struct db *db)
{
    size_t n;
    struct settings_to_list *s = settings_to_list(db, &n);
    drop_setting_words(db);
    for (size_t i = 0; i < n; i++)
        add_words(db, s[i].id, s[i].name);
}
