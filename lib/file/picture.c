/*
 * JPEG, PNG and HEIC: walked from part to part to their end.  Telephones put
 * more after the end of a photo (a film, a second picture); other things hide
 * there too.  It is left off.  Called by kind.c.
 */
#include "file/kind_inner.h"

#include <string.h>

static const char cut_off[] = "This picture is not complete. Please send it again";
static const char odd[] = "This picture is damaged, or is something else as well. Open it, save it anew and send that";

/* Markers without a length: TEM, the restarts. */
static bool is_lone(unsigned marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7); }
static bool is_frame(unsigned marker) { return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC; }

/* After a scan's head: to the next marker that is neither a stuffed byte nor a restart. */
static size_t end_of_scan(const unsigned char *b, size_t n, size_t at)
{
    while (at + 1 < n) {
        const unsigned char *mark = memchr(b + at, 0xFF, n - 1 - at);
        if (!mark)
            return n;
        at = (size_t)(mark - b);
        if (b[at + 1] != 0 && b[at + 1] != 0xFF && !is_lone(b[at + 1]))
            return at;
        at += b[at + 1] == 0xFF ? 1 : 2;
    }
    return n;
}

/* ITU-T T.81, annex B. */
const char *wrong_with_jpeg(const unsigned char *b, size_t n, int64_t *size)
{
    bool has_frame = false, has_scan = false;
    for (size_t at = 2; at + 1 < n;) {
        if (b[at] != 0xFF)
            return odd;
        unsigned marker = b[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == 0xD9) {
            *size = (int64_t)at + 2;
            return has_frame && has_scan ? "" : odd;
        }
        if (is_lone(marker)) {
            at += 2;
            continue;
        }
        if (at + 4 > n)
            return cut_off;
        size_t len = big_16(b + at + 2);
        if (len < 2 || at + 2 + len > n)
            return cut_off;
        if (is_frame(marker)) {
            if (len < 8 || !big_16(b + at + 5) || !big_16(b + at + 7))
                return odd;
            has_frame = true;
        }
        has_scan |= marker == 0xDA;
        at += 2 + len;
        if (marker == 0xDA)
            at = end_of_scan(b, n, at);
    }
    return cut_off;
}

static bool is_chunk_name(const unsigned char *b)
{
    for (int i = 0; i < 4; i++)
        if ((b[i] | 32) < 'a' || (b[i] | 32) > 'z')
            return false;
    return true;
}

/* W3C PNG, section 5. */
const char *wrong_with_png(const unsigned char *b, size_t n, int64_t *size)
{
    bool has_data = false;
    for (size_t at = 8; at + 12 <= n;) {
        size_t len = big_32(b + at);
        if (len > n - at - 12)
            return cut_off;
        const unsigned char *name = b + at + 4;
        bool is_head = memcmp(name, "IHDR", 4) == 0;
        if (!is_chunk_name(name) || is_head != (at == 8))
            return odd;
        if (is_head && (len != 13 || !big_32(b + at + 8) || !big_32(b + at + 12)))
            return odd;
        has_data |= memcmp(name, "IDAT", 4) == 0;
        at += 12 + len;
        if (memcmp(name, "IEND", 4) == 0) {
            *size = (int64_t)at;
            return has_data ? "" : odd;
        }
    }
    return cut_off;
}

/* One box of ISO/IEC 14496-12: its whole length; 0 if it does not fit. */
static uint64_t box_at(const unsigned char *b, size_t n, size_t at)
{
    uint64_t len = big_32(b + at);
    if (len == 1)
        len = at + 16 <= n ? (uint64_t)big_32(b + at + 8) << 32 | big_32(b + at + 12) : 0;
    else if (len == 0)
        len = n - at;
    return len < 8 || len > n - at ? 0 : len;
}

static bool is_heic_brand(const unsigned char *brand)
{
    static const char brands[][5] = { "heic", "heix", "heim", "heis", "mif1" };
    for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
        if (memcmp(brand, brands[i], 4) == 0)
            return true;
    return false;
}

/* A still picture of HEIF (ISO/IEC 23008-12): boxes from the first byte to the last, no film. */
const char *wrong_with_heic(const unsigned char *b, size_t n, int64_t *size)
{
    bool has_meta = false, has_data = false;
    size_t at = 0;
    if (n < 16 || box_at(b, n, 0) < 16 || !is_heic_brand(b + 8))
        return "This is not a photo that we can take. Save it as JPEG, or print it to PDF, and send that";
    while (at + 8 <= n) {
        uint64_t len = box_at(b, n, at);
        if (!len)
            break;
        has_meta |= memcmp(b + at + 4, "meta", 4) == 0;
        has_data |= memcmp(b + at + 4, "mdat", 4) == 0 || memcmp(b + at + 4, "idat", 4) == 0;
        if (memcmp(b + at + 4, "moov", 4) == 0)
            return "This is a film. We take photos only";
        at += (size_t)len;
    }
    *size = (int64_t)n;
    if (at != n)
        return has_meta ? cut_off : odd;
    return has_meta && has_data ? "" : odd;
}
