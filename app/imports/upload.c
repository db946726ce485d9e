/* Handing a list in: whose it is, the file or the pasted rows.  The file is read on a slow thread before anything is written. */
#include "app/imports/imports.h"
#include "app/imports/views.h"
#include "app/setting/setting.h"
#include "base/date.h"

#include <string.h>

static const struct field fields[] = {
    { "source", "What list is it?", .kind = RADIOS, .need = "Choose what list it is" },
    { "headcount_setting", "Which setting is it from?", "Leave this empty if each row says it", .kind = SELECT, .only_if = "source", .only_is = "headcount" },
    { "admissions_school", "Which school is it about?", "Leave this empty if each row says it", .kind = SELECT, .only_if = "source", .only_is = "admissions" },
    { "on_day", "On what day was it true?", "The day the list was made. It becomes the day from which its changes hold", .kind = PAST_DATE, .need = "Enter the day on which the list was made" },
    { "file", "The list", .max = 1 << 20 },
    { "sheet", "Name of the sheet", "Only for a workbook with several. Left empty, it is the first that holds rows", .max = 100 },
    { "again", "Take it in again all the same", .kind = YES },
    { 0 }
};

static struct form *with_choices(struct web *w, struct form *f)
{
    form_choices(f, "source", import_source_choices(w));
    form_choices(f, "headcount_setting", setting_choices(w, SETTING_EARLY_YEARS));
    form_choices(f, "admissions_school", setting_choices(w, SETTING_SCHOOLS));
    return f;
}

static void draw(struct web *w, struct form *f, bool asks_again)
{
    web_page(w, "Bring in a list");
    view_import_new(&w->out, w, f, asks_again);
}

void import_new_form(struct web *w)
{
    struct form *f = with_choices(w, form_new(w, fields));
    form_set(f, "on_day", w->today);
    draw(w, f, false);
}

/* The file in the field "file"; NULL if none was chosen. */
static const struct sent_file *chosen_file(struct web *w)
{
    size_t n;
    const struct sent_file *f = web_sent_files(w, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(f[i].field, "file") == 0 && (f[i].size || *f[i].name))
            return &f[i];
    return NULL;
}

static struct import_intake *too_large(struct web *w)
{
    struct import_intake *in = arena_new(w->arena, struct import_intake);
    *in = (struct import_intake){ .error = arena_print(w->arena, "The file is too large: %d MB at most here. Send it in parts; or the operator of this service can take in up to 50 MB", MAX_FILE_BYTES >> 20), .hash = "" };
    return in;
}

/* On a slow thread: a workbook takes a moment to read. */
void import_new_before(struct web *w)
{
    const struct import_source *source = import_source_of(web_field(w, "source"));
    const char *text = web_field(w, "text");
    const struct sent_file *file = chosen_file(w);
    if (file && file->is_too_big)
        w->prepared = too_large(w);
    else if (source && file)
        w->prepared = import_read_file(w->arena, source, file->name, file->path, web_field(w, "sheet"));
    else if (source && *text)
        w->prepared = import_read_bytes(w->arena, source, "pasted", text, strlen(text), "");
}

static const char *told_before(struct web *w, const struct import_intake *in)
{
    size_t n;
    struct imports_with_hash *same = imports_with_hash(w->db, in->hash, 0, &n);
    return n ? arena_print(w->arena, "This very file was handed in already, on %s (%s). Choose it again and tick the box, if it is to be taken in twice",
                   date_words(w->arena, date_of_instant(w->arena, same->made_at)), import_status_words(same->status)) : "";
}

void import_new(struct web *w)
{
    struct form *f = with_choices(w, form_read(w, fields));
    const struct import_intake *in = w->prepared;
    bool asks_again = false;
    if (!in)
        form_fail(f, "file", "Choose the file with the list, or paste its rows");
    else if (*in->error)
        form_fail(f, "file", in->error);
    else if (*told_before(w, in) && !form_is(f, "again", "1")) {
        form_fail(f, "file", told_before(w, in));
        asks_again = true;
    }
    if (!form_is_right(f)) {
        w->status = 422;
        draw(w, f, asks_again);
        return;
    }
    int64_t setting = web_field_id(w, form_is(f, "source", "headcount") ? "headcount_setting" : form_is(f, "source", "admissions") ? "admissions_school" : "none");
    int64_t id = import_take_in(act_of(w), in, setting, form_value(f, "on_day"));
    web_audit(w, 0, "change", "list", arena_print(w->arena, "%lld: handed in", (long long)id));
    struct import_by_id *list = import_itself(w->db, id);
    web_to_f(w, strcmp(list->status, "columns") == 0 ? "/imports/%lld/columns" : "/imports/%lld", (long long)id);
}
