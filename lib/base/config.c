/*
 * Settings from a file and the command line.  Called by main only.  May read
 * the one file it is told to; looks at no environment.
 */
#include "base/config.h"

#include "base/html.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1000000 };

static size_t count_keys(const struct config_key *keys)
{
    size_t n = 0;
    while (keys[n].key)
        n++;
    return n;
}

/* Which key, or the number of keys if there is no such. */
static size_t find(const struct config *c, const char *key)
{
    size_t i = 0;
    while (c->keys[i].key && !text_equal(c->keys[i].key, key))
        i++;
    return i;
}

/* "" if VALUE fits the key, or what is wrong with it. */
static const char *complaint(struct arena *a, const struct config_key *k, const char *value)
{
    int64_t n = 0;
    if (k->kind == CONFIG_YES_NO && !text_equal(value, "yes") && !text_equal(value, "no"))
        return arena_print(a, "%s must be yes or no", k->key);
    if (k->kind != CONFIG_NUMBER)
        return "";
    if (!text_number(value, &n))
        return arena_print(a, "%s must be a whole number", k->key);
    if ((k->least || k->most) && (n < k->least || n > k->most))
        return arena_print(a, "%s must be from %lld to %lld", k->key, (long long)k->least, (long long)k->most);
    return "";
}

void config_start(struct config *c, struct arena *a, const struct config_key *keys)
{
    size_t n = count_keys(keys);
    *c = (struct config){ .arena = a, .keys = keys, .value = arena_array(a, const char *, n + 1), .error = "" };
    for (size_t i = 0; i < n; i++) {
        if (*complaint(a, &keys[i], keys[i].standard))
            abort();
        c->value[i] = keys[i].standard;
    }
}

static bool wrong(struct config *c, const char *where, const char *what)
{
    c->error = arena_print(c->arena, "%s: %s", where, what);
    return false;
}

static bool set(struct config *c, const char *where, const char *key, const char *value)
{
    size_t i = find(c, key);
    if (!c->keys[i].key)
        return wrong(c, where, arena_print(c->arena, "there is no setting called \"%s\"", key));
    const char *bad = complaint(c->arena, &c->keys[i], value);
    if (*bad)
        return wrong(c, where, bad);
    c->value[i] = value;
    return true;
}

/* ---- A file ---- */

static bool read_line(struct config *c, const char *where, const char *line, bool *was_set)
{
    const char *equals = strchr(line, '=');
    if (!*line || *line == '#')
        return true;
    if (!equals)
        return wrong(c, where, "this is not \"key = value\"");
    const char *key = text_clean(c->arena, arena_text(c->arena, line, (size_t)(equals - line)), TEXT_LINE);
    size_t i = find(c, key);
    if (c->keys[i].key && was_set[i])
        return wrong(c, where, arena_print(c->arena, "%s is set a second time", key));
    was_set[i] = true;
    return set(c, where, key, text_clean(c->arena, equals + 1, TEXT_LINE));
}

bool config_read_text(struct config *c, const char *name, const char *text)
{
    bool *was_set = arena_array(c->arena, bool, count_keys(c->keys) + 1);
    if (!text_is_utf8(text, strlen(text)))
        return wrong(c, name, "this is not UTF-8 text");
    for (int number = 1; *text; number++) {
        size_t len = strcspn(text, "\n");
        const char *line = text_clean(c->arena, arena_text(c->arena, text, len), TEXT_LINE);
        if (!read_line(c, arena_print(c->arena, "%s line %d", name, number), line, was_set))
            return false;
        text += len + (text[len] == '\n');
    }
    return true;
}

bool config_read_file(struct config *c, const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return wrong(c, path, strerror(errno));
    char *text = arena_take(c->arena, FILE_MOST + 2, 1);
    size_t len = fread(text, 1, FILE_MOST + 1, file);
    bool failed = ferror(file);
    fclose(file);
    if (failed)
        return wrong(c, path, "it cannot be read");
    if (len > FILE_MOST)
        return wrong(c, path, "it is longer than a million bytes");
    if (memchr(text, 0, len))
        return wrong(c, path, "this is not UTF-8 text");
    return config_read_text(c, path, text);
}

/* ---- The command line ---- */

bool config_read_arguments(struct config *c, int n, char *const *argument)
{
    bool only_words = false;
    c->word = arena_array(c->arena, const char *, (size_t)n + 1);
    c->words = 0;
    for (int i = 0; i < n; i++) {
        const char *s = argument[i];
        if (!text_is_utf8(s, strlen(s)))
            return wrong(c, "command line", "this is not UTF-8 text");
        if (only_words || !text_starts(s, "--")) {
            c->word[c->words++] = s;
            continue;
        }
        if (text_equal(s, "--")) {
            only_words = true;
            continue;
        }
        const char *equals = strchr(s, '=');
        const char *key = equals ? arena_text(c->arena, s + 2, (size_t)(equals - s) - 2) : s + 2;
        if (!equals && i + 1 == n)
            return wrong(c, s, "a value must follow");
        if (!set(c, arena_print(c->arena, "--%s", key), key, equals ? equals + 1 : argument[++i]))
            return false;
    }
    return true;
}

/* ---- Asking ---- */

static const char *value_of(const struct config *c, const char *key, enum config_kind kind)
{
    size_t i = find(c, key);
    if (!c->keys[i].key || c->keys[i].kind != kind)
        abort();
    return c->value[i];
}

const char *config_text(const struct config *c, const char *key)
{
    return value_of(c, key, CONFIG_TEXT);
}

int64_t config_number(const struct config *c, const char *key)
{
    int64_t n = 0;
    text_number(value_of(c, key, CONFIG_NUMBER), &n);
    return n;
}

bool config_yes(const struct config *c, const char *key)
{
    return text_equal(value_of(c, key, CONFIG_YES_NO), "yes");
}

const char *config_sample(struct arena *a, const struct config_key *keys)
{
    struct out o = { .arena = a };
    for (const struct config_key *k = keys; k->key; k++) {
        const char *part = arena_print(a, "# %s\n# %s = %s\n\n", k->about, k->key, k->standard);
        html_lit(&o, part, strlen(part));
    }
    return arena_text(a, o.at ? o.at : "", o.len);
}
