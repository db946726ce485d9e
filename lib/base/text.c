/*
 * Cleaning, folding and the shapes of text.  Called from everywhere.  Unicode
 * is libunistring's; its memory is copied into the arena at once.
 */
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* Bytes that grow as they are written. */
struct grown { struct arena *arena; char *at; size_t len, room; };

static void add(struct grown *g, const char *bytes, size_t len)
{
    if (g->len + len + 1 > g->room) {
        size_t room = (g->len + len + 1) * 2;
        g->at = arena_grow(g->arena, g->at, g->room, room);
        g->room = room;
    }
    memcpy(g->at + g->len, bytes, len);
    g->len += len;
    g->at[g->len] = 0;
}

static void add_character(struct grown *g, ucs4_t c)
{
    uint8_t bytes[6];
    int len = u8_uctomb(bytes, c, sizeof bytes);
    if (len > 0)
        add(g, (const char *)bytes, (size_t)len);
}

static const char *text_of(const struct grown *g)
{
    return g->len ? g->at : "";
}

bool text_is_utf8(const char *bytes, size_t len)
{
    return !memchr(bytes, 0, len) && !u8_check((const uint8_t *)bytes, len);
}

/* ---- Cleaning ---- */

static bool is_break(ucs4_t c)
{
    return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_dropped(ucs4_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xFEFF
        || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void clean_character(struct grown *g, ucs4_t c, ucs4_t before, enum text_kind kind)
{
    if (c == '\n' && before == '\r')
        return;
    if (is_break(c))
        add(g, kind == TEXT_LONG ? "\n" : " ", 1);
    else if (c == '\t')
        add(g, kind == TEXT_LONG ? "\t" : " ", 1);
    else if (!is_dropped(c))
        add_character(g, c);
}

/* Without white space at both ends. */
static const char *trimmed(struct arena *a, const char *s, size_t len)
{
    const uint8_t *from = (const uint8_t *)s, *end = from + len;
    ucs4_t c = 0;
    while (from < end) {
        int n = u8_mbtouc(&c, from, (size_t)(end - from));
        if (!uc_is_property_white_space(c))
            break;
        from += n;
    }
    while (end > from) {
        const uint8_t *last = u8_prev(&c, end, from);
        if (!last || !uc_is_property_white_space(c))
            break;
        end = last;
    }
    return from == end ? "" : arena_text(a, (const char *)from, (size_t)(end - from));
}

static bool is_plain_ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7E)
            return false;
    return true;
}

const char *text_clean(struct arena *a, const char *s, enum text_kind kind)
{
    if (is_plain_ascii(s))
        return trimmed(a, s, strlen(s));
    struct grown g = { .arena = a };
    ucs4_t c = 0, before = 0;
    const uint8_t *at = (const uint8_t *)s, *end = at + strlen(s);
    for (; at < end; before = c) {
        at += u8_mbtouc(&c, at, (size_t)(end - at));
        clean_character(&g, c, before, kind);
    }
    size_t len = 0;
    uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)text_of(&g), g.len, NULL, &len);
    if (!composed)
        abort();
    const char *clean = trimmed(a, (const char *)composed, len);
    free(composed);
    return clean;
}

/* ---- Folding ---- */

/* Letters that no decomposition makes plain. */
static const struct { ucs4_t letter; const char *plain; } stroked[] = {
    { 0xE6, "ae" }, { 0xF0, "d" }, { 0xF8, "o" }, { 0xFE, "th" }, { 0x111, "d" }, { 0x127, "h" }, { 0x131, "i" },
    { 0x142, "l" }, { 0x14B, "ng" }, { 0x153, "oe" }, { 0x167, "t" }, { 0x180, "b" }, { 0x19A, "l" }, { 0x1B6, "z" },
    { 0x1E5, "g" }, { 0x253, "b" }, { 0x256, "d" }, { 0x257, "d" }, { 0x199, "k" }, { 0x25B, "e" }, { 0x254, "o" },
};

static bool is_apostrophe(ucs4_t c)
{
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BB || c == 0x2BC || c == 0x2B9 || c == 0x2018 || c == 0x2019
        || c == 0x201B || c == 0x2032 || c == 0xFF07;
}

static bool is_dropped_mark(ucs4_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF)
        || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F)
        || (c >= 0x591 && c <= 0x5C7) || (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x640
        || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060;
}

static void fold_character(struct grown *g, ucs4_t c, bool *is_between)
{
    if (is_apostrophe(c) || is_dropped_mark(c))
        return;
    if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N)) {
        *is_between = true;
        return;
    }
    if (*is_between && g->len)
        add(g, " ", 1);
    *is_between = false;
    for (size_t i = 0; i < sizeof stroked / sizeof *stroked; i++)
        if (stroked[i].letter == c) {
            add(g, stroked[i].plain, strlen(stroked[i].plain));
            return;
        }
    add_character(g, c);
}

/* An apostrophe typed as an accent would decompose into a space, so those go before. */
static const char *without_apostrophes(struct arena *a, const char *s)
{
    struct grown g = { .arena = a };
    const uint8_t *at = (const uint8_t *)s, *end = at + strlen(s);
    ucs4_t c = 0;
    while (at < end) {
        at += u8_mbtouc(&c, at, (size_t)(end - at));
        if (!is_apostrophe(c))
            add_character(&g, c);
    }
    return text_of(&g);
}

static const char *fold_ascii(struct arena *a, const char *s)
{
    char *folded = arena_text(a, s, strlen(s)), *to = folded;
    for (const char *p = folded; *p; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            *to++ = c;
        else if (c != '\'' && c != '`' && to > folded && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > folded && to[-1] == ' ')
        to--;
    *to = 0;
    return folded;
}

const char *text_fold(struct arena *a, const char *s)
{
    if (is_plain_ascii(s))
        return fold_ascii(a, s);
    const char *typed = without_apostrophes(a, s);
    size_t len = 0;
    uint8_t *folded = u8_casefold((const uint8_t *)typed, strlen(typed), NULL, UNINORM_NFKD, NULL, &len);
    if (!folded)
        abort();
    struct grown g = { .arena = a };
    bool is_between = false;
    ucs4_t c = 0;
    for (size_t at = 0; at < len;) {
        at += (size_t)u8_mbtouc(&c, folded + at, len - at);
        fold_character(&g, c, &is_between);
    }
    free(folded);
    return text_of(&g);
}

/* ---- Parts ---- */

const char *const *text_words(struct arena *a, const char *s, size_t *n)
{
    static const char white[] = " \t\n\r\v\f";
    *n = 0;
    for (const char *p = s + strspn(s, white); *p; p += strspn(p, white), ++*n)
        p += strcspn(p, white);
    const char **word = arena_array(a, const char *, *n + 1);
    size_t i = 0;
    for (const char *p = s + strspn(s, white); *p; p += strspn(p, white)) {
        size_t len = strcspn(p, white);
        word[i++] = arena_text(a, p, len);
        p += len;
    }
    word[i] = "";
    return word;
}

bool text_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool text_starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

size_t text_length(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

bool text_number(const char *s, int64_t *n)
{
    const char *digits = s + (*s == '-');
    if (!*digits || strspn(digits, "0123456789") != strlen(digits))
        return false;
    errno = 0;
    long long value = strtoll(s, NULL, 10);
    if (errno)
        return false;
    *n = value;
    return true;
}

const char *text_join(struct arena *a, const char *const *part, size_t n, const char *between)
{
    struct grown g = { .arena = a };
    for (size_t i = 0; i < n; i++) {
        if (i)
            add(&g, between, strlen(between));
        add(&g, part[i], strlen(part[i]));
    }
    return text_of(&g);
}

const char *text_hex(struct arena *a, const void *bytes, size_t len)
{
    static const char digit[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    char *hex = arena_text(a, "", 0);
    if (!len)
        return hex;
    hex = arena_take(a, len * 2 + 1, 1);
    for (size_t i = 0; i < len; i++) {
        hex[2 * i] = digit[from[i] >> 4];
        hex[2 * i + 1] = digit[from[i] & 15];
    }
    return hex;
}

/* ---- Shapes ---- */

#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* A domain's labels: letters, digits and inner hyphens; at least two; the last has a letter. */
static bool is_domain(const char *s)
{
    size_t labels = 0;
    bool has_letter = false;
    for (;; s++) {
        size_t len = strspn(s, DIGITS UPPER LOWER "-");
        if (len < 1 || len > 63 || s[0] == '-' || s[len - 1] == '-')
            return false;
        has_letter = len >= 2 && strcspn(s, UPPER LOWER) < len;
        s += len;
        labels++;
        if (*s != '.')
            break;
    }
    return !*s && labels >= 2 && has_letter;
}

bool text_is_email(const char *s)
{
    static const char local[] = DIGITS UPPER LOWER "!#$%&'*+/=?^_`{|}~-.";
    size_t len = strspn(s, local);
    if (strlen(s) > 254 || len < 1 || len > 64 || s[len] != '@' || s[0] == '.' || s[len - 1] == '.')
        return false;
    const char *dots = strstr(s, "..");
    return !(dots && dots < s + len) && is_domain(s + len + 1);
}

bool text_is_telephone(const char *s)
{
    char digits[20] = "";
    size_t n = 0;
    bool is_abroad = *s == '+';
    for (s += is_abroad; *s; s++) {
        if (is_one_of(*s, DIGITS) && n < sizeof digits - 1)
            digits[n++] = *s;
        else if (!is_one_of(*s, " -()"))
            return false;
    }
    if (!is_abroad)
        return digits[0] == '0' && digits[1] && digits[1] != '0' && (n == 10 || n == 11);
    if (text_starts(digits, "44"))
        return text_starts(digits, "440") ? n == 12 || n == 13 : n == 11 || n == 12;
    return digits[0] != '0' && n >= 7 && n <= 15;
}

/* A9, A99, A9A, AA9, AA99, AA9A; the first letter not Q, V, X, the second not I, J, Z. */
static bool is_outward(const char *s, size_t len)
{
    if (len < 2 || len > 4 || !is_one_of(s[0], "ABCDEFGHIJKLMNOPRSTUWYZ"))
        return false;
    size_t at = is_one_of(s[1], "ABCDEFGHKLMNOPQRSTUVWXY") ? 2 : 1;
    if (at >= len || !is_one_of(s[at], DIGITS))
        return false;
    return at + 1 == len || (at + 2 == len && is_one_of(s[at + 1], DIGITS UPPER));
}

static bool is_inward(const char *s)
{
    return is_one_of(s[0], DIGITS) && is_one_of(s[1], "ABDEFGHJLNPQRSTUWXYZ") && is_one_of(s[2], "ABDEFGHJLNPQRSTUWXYZ");
}

const char *text_postcode(struct arena *a, const char *s)
{
    char pc[8] = "";
    size_t n = 0;
    for (; *s; s++) {
        if (is_one_of(*s, " \t-."))
            continue;
        if (n == 7)
            return "";
        pc[n++] = is_one_of(*s, LOWER) ? (char)(*s - 'a' + 'A') : *s;
    }
    if (n < 5 || !is_inward(pc + n - 3) || !(is_outward(pc, n - 3) || strcmp(pc, "GIR0AA") == 0))
        return "";
    return arena_print(a, "%.*s %s", (int)(n - 3), pc, pc + n - 3);
}

const char *text_postcode_outward(struct arena *a, const char *s)
{
    const char *pc = text_postcode(a, s);
    return *pc ? arena_text(a, pc, strlen(pc) - 4) : "";
}

const char *text_postcode_inward(struct arena *a, const char *s)
{
    const char *pc = text_postcode(a, s);
    return *pc ? pc + strlen(pc) - 3 : "";
}

/* ---- short enough ---- */

static size_t cut_at(const char *text, size_t room)
{
    size_t line = 0, sentence = 0, word = 0;
    for (size_t i = 0; i < room && text[i]; i++) {
        if (text[i] == '\n')
            line = i;
        else if (text[i] == ' ' && i && strchr(".!?", text[i - 1]))
            sentence = i;
        else if (text[i] == ' ')
            word = i;
    }
    size_t best = line > sentence ? line : sentence;
    return best > room / 2 ? best : word > room / 2 ? word : best ? best : room;
}

const char *text_short(struct arena *a, const char *text, size_t n)
{
    if (text_length(text) <= n)
        return text;
    size_t room = 0;
    for (size_t letters = 0; text[room] && letters < n; room++)
        letters += (text[room + 1] & 0xC0) != 0x80;
    size_t at = cut_at(text, room);
    return arena_print(a, "%.*s …", (int)at, text);
}
