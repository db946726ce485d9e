/*
 * The authority's own logo: sent by an administrator, told by its bytes, kept
 * with the other settings in the database, so that a copy of the database is
 * whole.  Shown in the head of every page, to everybody.
 */
#include "app/people/people.h"
#include "app/people/admin.h"
#include "app/people/people.sql.h"
#include "app/people/views.h"
#include "file/kind.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST = 100 * 1024 };

/* What came: the setting's value ("image/png;" and base64), or why it is not taken. */
struct new_logo { const char *value, *why; };

static const char *read_as_text(struct arena *a, const char *path, size_t size, const char *type)
{
    unsigned char *bytes = arena_take(a, size, 1);
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(bytes, 1, size, f) : 0;
    if (f)
        fclose(f);
    if (n != size)
        return NULL;
    size_t room = sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_take(a, room, 1);
    return arena_print(a, "%s;%s", type, sodium_bin2base64(text, room, bytes, size, sodium_base64_VARIANT_ORIGINAL));
}

/* On a slow thread, before the handler: a file is read from its first byte to its last. */
void logo_take(struct web *w)
{
    static const char kind_wanted[] = "The logo must be a picture of the kind PNG or JPEG";
    struct new_logo *l = arena_new(w->arena, struct new_logo);
    size_t n;
    const struct sent_file *f = web_sent_files(w, &n);
    w->prepared = l;
    if (!n || !f->size) {
        l->why = "Choose the file with the logo";
        return;
    }
    if (f->is_too_big || f->size > LARGEST) {
        l->why = "The logo must be smaller than 100 KB";
        return;
    }
    struct file_check c = file_check(f->path);
    if (!c.kind || (strcmp(c.kind->code, "png") != 0 && strcmp(c.kind->code, "jpeg") != 0)) {
        l->why = kind_wanted;
        return;
    }
    l->value = read_as_text(w->arena, f->path, (size_t)c.size, c.kind->type);
    l->why = l->value ? NULL : kind_wanted;
}

static void keep(struct web *w, const char *value, const char *notice)
{
    set_authority(w->db, "logo", value);
    authority_load(w->db);
    web_audit(w, 0, "change", "/authority/logo", "");
    web_notice(w, notice);
    web_to(w, "/authority");
}

void logo_change(struct web *w)
{
    struct new_logo *l = w->prepared;
    if (l->why)
        authority_page_with_logo_error(w, l->why);
    else
        keep(w, l->value, "The logo is saved.");
}

void logo_remove(struct web *w) { keep(w, "", "The logo is taken out. The name stands in its place."); }

const char *logo_address(struct web *w)
{
    const char *logo = authority(w, "logo");
    return *logo ? arena_print(w->arena, "/authority/logo?v=%.16s", web_hash(w->arena, logo)) : "";
}

/* The logo's bytes; NULL where there is none. *TYPE of MIME. */
static const void *logo_bytes(struct web *w, size_t *n, const char **type)
{
    const char *logo = authority(w, "logo"), *text = strchr(logo, ';');
    if (!text)
        return NULL;
    size_t room = strlen(text);
    unsigned char *bytes = arena_take(w->arena, room, 1);
    if (sodium_base642bin(bytes, room, text + 1, strlen(text + 1), NULL, n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return NULL;
    *type = arena_text(w->arena, logo, (size_t)(text - logo));
    return bytes;
}

/* Without one: Rightdoor's own mark. */
void logo_show(struct web *w)
{
    size_t n = 0;
    const char *type = "";
    const void *bytes = logo_bytes(w, &n, &type);
    if (bytes)
        web_image(w, type, bytes, n);
    else
        web_to(w, web_asset(w, "mark.svg"));
}

struct pdf_about authority_paper(struct web *w, const char *title, const char *reference)
{
    const char *telephone = authority(w, "telephone"), *type = "";
    struct pdf_about about = { .title = title, .author = authority(w, "name"), .language = "en-GB", .reference = reference, .colour = authority(w, "colour"),
        .footer = *telephone ? arena_print(w->arena, "Questions? Telephone %s", telephone) : "" };
    about.logo.bytes = logo_bytes(w, &about.logo.len, &type);
    about.logo.is_jpeg = strcmp(type, "image/jpeg") == 0;
    return about;
}
