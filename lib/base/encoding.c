/* Bytes of a file to UTF-8.  Called by sheet.c; twice, first to count, so that no more memory is taken than the text needs. */
#include "base/encoding.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* 0x80 to 0x9F of Windows-1252; 0 = not given out. */
static const uint16_t windows[32] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static size_t put(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* TO = NULL counts only; 0 for a byte that Windows-1252 does not have. */
static size_t windows_to(char *to, const char *bytes, size_t len)
{
    size_t n = 0;
    char one[4];
    for (size_t i = 0; i < len; i++) {
        unsigned char b = (unsigned char)bytes[i];
        uint32_t c = b >= 0x80 && b < 0xA0 ? windows[b - 0x80] : b;
        if (!c)
            return 0;
        n += put(to ? to + n : one, c);
    }
    return n;
}

static uint32_t unit(const char *at, bool big)
{
    unsigned char a = (unsigned char)at[0], b = (unsigned char)at[1];
    return big ? (uint32_t)(a << 8 | b) : (uint32_t)(b << 8 | a);
}

/* TO = NULL counts only; 0 if it is broken. */
static size_t utf16_to(char *to, const char *bytes, size_t len, bool big)
{
    size_t n = 0;
    char one[4];
    for (size_t i = 0; i < len && len % 2 == 0; i += 2) {
        uint32_t c = unit(bytes + i, big);
        if (c == 0xFEFF && i == 0)
            continue;
        if (c >= 0xD800 && c < 0xE000) {
            uint32_t low = i + 4 <= len ? unit(bytes + i + 2, big) : 0;
            if (c >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
                return 0;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        if (!c)
            return 0;
        n += put(to ? to + n : one, c);
    }
    return n;
}

static const char *from_windows(struct arena *a, const char *bytes, size_t *len)
{
    size_t n = windows_to(NULL, bytes, *len);
    char *to = n ? arena_take(a, n + 1, 1) : NULL;
    if (to)
        *len = windows_to(to, bytes, *len);
    return to;
}

static const char *from_utf16(struct arena *a, const char *bytes, size_t *len, bool big)
{
    size_t n = utf16_to(NULL, bytes, *len, big);
    char *to = n ? arena_take(a, n + 1, 1) : NULL;
    if (to)
        *len = utf16_to(to, bytes, *len, big);
    return to;
}

/* Text in English has a nought in every second byte: at odd places (little end first), or at even ones. 0 = neither. */
static int looks_like_utf16(const char *bytes, size_t len)
{
    size_t look = len < 2000 ? len & ~(size_t)1 : 2000, odd = 0, even = 0;
    for (size_t i = 0; i < look; i += 2) {
        even += !bytes[i];
        odd += !bytes[i + 1];
    }
    return odd * 5 > look && !even ? 1 : even * 5 > look && !odd ? 2 : 0;
}

const char *encoding_read(struct arena *a, const char *bytes, size_t *len, const char **encoding, const char **why)
{
    bool little = *len >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0, big = *len >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0;
    int guess = little ? 1 : big ? 2 : looks_like_utf16(bytes, *len);
    *why = "";
    if (guess) {
        const char *text = from_utf16(a, bytes, len, guess == 2);
        *encoding = "UTF-16";
        *why = text ? "" : "The file begins as Unicode text (UTF-16) and is broken further on. Save it again as \"CSV UTF-8\"";
        return text;
    }
    if (*len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        *len -= 3;
    }
    *encoding = "UTF-8";
    if (text_is_utf8(bytes, *len))
        return bytes;
    const char *text = memchr(bytes, 0, *len) ? NULL : from_windows(a, bytes, len);
    *encoding = "Windows text (CP1252)";
    *why = text ? "" : "This is not text: it is neither Unicode nor Windows text. Save it as \"CSV UTF-8\" or as an Excel workbook (.xlsx)";
    return text;
}
