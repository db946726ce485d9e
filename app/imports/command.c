/*
 * rightdoor import: a list from a file, by the same engine as the pages.  What
 * nobody needs to decide is written; else the list waits on the page "Lists",
 * unless --yes leaves out what is wrong or unsure.
 */
#include "app/command/command.h"
#include "app/imports/imports.h"
#include "app/people/audit.h"
#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_AT_ONCE = 500, HEADINGS_TOLD = 12 };

static int usage(void)
{
    fputs("rightdoor: usage: rightdoor import --database URL --what LIST --file FILE [--sheet NAME] [--day-order day|month] [--yes]\nLIST is one of:", stderr);
    for (const struct import_source *s = import_sources; s->code; s++)
        fprintf(stderr, " %s", s->code);
    fputc('\n', stderr);
    return 2;
}

static const char *today_of(struct command_line *c)
{
    const char *fixed = config_text(&c->config, "today");
    return date_valid(fixed) ? fixed : date_of_instant(&c->arena, date_now_ms());
}

/* The first headings of the file, so that whoever ran the command sees which list it is. */
static const char *headings_words(struct arena *a, const struct import_matching *m)
{
    size_t shown = m->headings < HEADINGS_TOLD ? m->headings : HEADINGS_TOLD;
    return arena_print(a, "%s%s", text_join(a, m->heading, shown, ", "), shown < m->headings ? ", ..." : "");
}

/* Takes the list in and matches its columns by their headings; 0 after a message, with nothing written. */
static int64_t hand_in(struct command_line *c, struct act act, const struct import_intake *in)
{
    const char *order = config_text(&c->config, "day-order"), *why;
    db_begin_write(act.db);
    int64_t id = import_take_in(act, in, 0, act.today);
    struct import_by_id *list = import_itself(act.db, id);
    struct import_matching m = import_matching_of(&c->arena, list);
    import_look_at_days(act.db, id, &m);
    if (m.is_ambiguous)
        m.order = strcmp(order, "day") == 0 ? DAY_FIRST : strcmp(order, "month") == 0 ? MONTH_FIRST : DAY_ORDER_ASK;
    why = import_columns_wrong(&c->arena, &m, false);
    if (!*why && !m.order)
        why = arena_print(&c->arena, "%s could be two days: say --day-order day or --day-order month", m.ambiguous);
    if (*why) {
        const char *headings = headings_words(&c->arena, &m);
        db_rollback(act.db);
        command_fails(1, "%s. The headings of the file are: %s", why, headings);
        return 0;
    }
    set_import_columns(act.db, id, import_columns_text(&c->arena, &m), m.order, "staging");
    audit_write(act.db, &(struct audit_entry){ act.now, 0, 0, "import", in->source->code, arena_print(&c->arena, "%lld: handed in", (long long)id), "command line" }, 1);
    db_commit(act.db);
    return id;
}

/* Lines and what is wrong with them; never a name. */
static void tell_rows(struct db *db, struct arena *a, int64_t id, const char *kind)
{
    size_t n = 1, faults;
    for (int64_t after = 0; n;) {
        struct import_rows_listed *r = import_rows_of_kind(db, id, kind, after, ROWS_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            const char *const *fault = import_faults(a, r[i].faults, &faults);
            after = r[i].line;
            for (size_t k = 0; k < faults; k++)
                fprintf(stderr, "line %lld: %s\n", (long long)r[i].line, fault[k]);
            if (strcmp(kind, "unsure") == 0)
                fprintf(stderr, "line %lld: may be a child of the register or of a row above (%lld in 1000)\n", (long long)r[i].line, (long long)r[i].likeness);
        }
    }
}

static void run_job(struct db *db, const char *today)
{
    while (import_round(db, today, date_now_ms())) { }
}

static int commit(struct command_line *c, struct act act, int64_t id, const struct import_counts *n)
{
    db_begin_write(act.db);
    leave_undecided_rows_itself(act.db, id);
    start_import_commit(act.db, id, 0);
    db_commit(act.db);
    run_job(act.db, act.today);
    struct import_by_id *list = import_itself(act.db, id);
    if (strcmp(list->status, "committed") != 0)
        return command_fails(1, "%s", *list->message ? list->message : "the list was not committed");
    printf("%lld added, %lld changed, %lld already known, %lld left out as unsure, %lld wrong\n", (long long)n->news, (long long)n->changes, (long long)n->sames, (long long)n->undecided, (long long)n->wrongs);
    (void)c;
    return 0;
}

static int after_staging(struct command_line *c, struct act act, int64_t id)
{
    struct import_counts *n = import_counts_itself(act.db, id);
    bool mostly_wrong = n->wrongs * 2 > n->everything, nothing = !(n->news + n->changes + n->undecided);
    tell_rows(act.db, &c->arena, id, "wrong");
    tell_rows(act.db, &c->arena, id, "unsure");
    if (mostly_wrong || nothing) {
        db_begin_write(act.db);
        move_import(act.db, id, "staged", "dropped", "");
        db_commit(act.db);
    }
    if (mostly_wrong)
        return command_fails(1, "%lld of %lld rows are wrong: the list was refused as a whole", (long long)n->wrongs, (long long)n->everything);
    if (nothing) {
        printf("0 added, 0 changed, %lld already known, %lld wrong\n", (long long)n->sames, (long long)n->wrongs);
        return n->wrongs != 0;
    }
    if ((n->wrongs || n->undecided) && !config_yes(&c->config, "yes"))
        return command_fails(1, "%lld wrong, %lld unsure: nothing was written. The list waits under Lists (/imports/%lld) for a manager; or put it aside there and say --yes to leave those rows out", (long long)n->wrongs, (long long)n->undecided, (long long)id);
    return commit(c, act, id, n);
}

int command_import(struct command_line *c)
{
    const struct import_source *source = import_source_of(config_text(&c->config, "what"));
    const char *file = config_text(&c->config, "file"), *slash = strrchr(file, '/'), *today = today_of(c);
    if (!source || !*file)
        return usage();
    struct import_intake *in = import_read_file(&c->arena, source, slash ? slash + 1 : file, file, config_text(&c->config, "sheet"));
    if (*in->error)
        return command_fails(1, "%s: %s", file, in->error);
    struct db *db = command_database(c, DB_WRITER);
    if (!db)
        return c->code ? c->code : 1;
    codes_load(db);
    authority_load(db);
    struct act act = { db, 0, today, date_now_ms() };
    int64_t id = hand_in(c, act, in);
    int code = 1;
    if (id) {
        run_job(db, today);
        code = after_staging(c, act, id);
    }
    db_close(db);
    return code;
}
