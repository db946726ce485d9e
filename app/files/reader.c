/*
 * The words of files that were sent, read in the background so that whoever
 * may see a file finds it by them (app/document/find.c).  Nobody waits for it,
 * and what the file does to its reader harms nobody: lib/file/words.h.  The
 * thread is started by `rightdoor serve` only.
 */
#include "app/files/files.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "file/store.h"
#include "file/words.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MS_BETWEEN = 2000, NAP_MS = 200, WORD_MOST = 60 };

bool files_have_words(const char *kind) { return strcmp(kind, "pdf") == 0 || strcmp(kind, "docx") == 0; }

static int by_letters(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

const char *files_word_list(struct arena *a, const char *text)
{
    size_t n, len = 0;
    const char *folded = text_fold(a, text), *const *found = text_words(a, folded, &n), *before = "";
    const char **word = arena_array(a, const char *, n + 1);
    memcpy(word, found, n * sizeof *word);
    qsort(word, n, sizeof *word, by_letters);
    char *list = arena_take(a, strlen(folded) + 2, 1);
    for (size_t i = 0; i < n; i++) {
        size_t has = strlen(word[i]);
        if (has > WORD_MOST || strcmp(word[i], before) == 0)
            continue;
        before = word[i];
        list[len++] = ' ';
        memcpy(list + len, word[i], has);
        len += has;
    }
    list[len] = 0;
    return list;
}

static const char *state_of(enum file_words_state s) { return s == FILE_WORDS_READ ? "words" : s == FILE_WORDS_NONE ? "none" : "wrong"; }

/* That reading was begun is on disk before it begins: a file at which the program ends is not read for ever. */
bool files_read_next(struct db *db, const char *folder)
{
    struct file_to_read *f = file_to_read(db, file_words_can("pdf"));
    if (!f)
        return false;
    db_begin_write(db);
    begin_reading_file(db, f->file_id);
    db_commit(db);
    struct file_words w = file_words_of(db->arena, store_path(db->arena, folder, f->file_id), f->kind);
    struct keep_file_words row = { .file = f->file_id, .state = state_of(w.state), .word_list = w.state == FILE_WORDS_READ ? files_word_list(db->arena, w.text) : "", .words = w.state == FILE_WORDS_READ ? w.text : "" };
    db_begin_write(db);
    keep_file_words(db, &row);       /* changes nothing if the file has gone meanwhile */
    db_commit(db);
    return true;
}

/* ---- the thread ---- */

struct file_reader {
    pthread_t thread;
    const struct site *site;
    const char *database;
    atomic_bool is_stopping;
};

static void nap(const struct file_reader *r, int ms)
{
    for (int i = 0; i < ms / NAP_MS && !r->is_stopping; i++)
        nanosleep(&(struct timespec){ 0, NAP_MS * 1000000 }, NULL);
}

static bool read_caught(struct db *db, const struct file_reader *r)
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db_rollback(db);
        log_error("reading files", LOG_TEXT("query", c.query));
        return false;
    }
    return files_read_next(db, r->site->files_folder);
}

static void *run(void *x)
{
    struct file_reader *r = x;
    struct arena kept = { 0 }, arena = { 0 };
    const char *why;
    struct db *db = db_open_later(&kept, r->database, DB_WRITER, &why);
    if (db)
        db_read_much(db, false);
    if (!file_words_can("pdf"))
        log_warning("pdftotext is not installed: the words of PDF files are not found");
    while (db && !r->is_stopping) {
        db->arena = &arena;
        bool more = read_caught(db, r);
        arena_free(&arena);
        if (more)
            malloc_trim(0);
        nap(r, more ? NAP_MS : MS_BETWEEN);
    }
    db_close(db);
    arena_free(&kept);
    return NULL;
}

struct file_reader *file_reader_start(const struct site *site, const char *database)
{
    struct file_reader *r = calloc(1, sizeof *r);
    if (!r)
        abort();
    r->site = site;
    r->database = database;
    if (pthread_create(&r->thread, NULL, run, r) != 0)
        abort();
    return r;
}

void file_reader_stop(struct file_reader *r)
{
    r->is_stopping = true;
    pthread_join(r->thread, NULL);
    free(r);
}
