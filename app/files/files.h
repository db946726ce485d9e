#ifndef FILES_FILES_H
#define FILES_FILES_H

#include "app/files/files.sql.h"
#include "file/kind.h"
#include "out/folder.h"
#include "web/form.h"

/*
 * Taking files in and sending them out, for every feature that has some.  A
 * feature keeps a table of its own that says whose each file is, and asks its
 * own view who may see it; this folder knows nothing of that.
 *
 *     { POST, "/requests/:id/files", MAY, add_files, .before = take, .takes_files = true }
 *     static void take(struct web *w) { w->prepared = files_take(w, "files"); }
 *     static void add_files(struct web *w) { struct taken_files *t = w->prepared; ... files_enter(w, &t->file[i]) ... }
 */
struct taken_file {
    const char *name, *why;      /* why: it was not taken; "" = it was */
    int64_t id;
    struct file_check check;
};
struct taken_files { struct taken_file *file; size_t n, good; bool left_out; };

/* What came in FIELD, checked and put into the store. For a row's `before`: it reads every byte and waits for the disk. */
struct taken_files *files_take(struct web *, const char *field);

/* The row of a file that was taken: in the handler's transaction, together with the feature's own row. */
void files_enter(struct web *, const struct taken_file *);

/* Away with those that were taken, because the form is not right or there are too many. */
void files_give_back(struct web *, struct taken_files *);

/* Row and bytes, at once. The caller's own row goes first. */
void files_forget(struct web *, int64_t id);

/* What was wrong with each, and what to do, for the field NAME; nothing if all is well. MOST: that one thing may have. */
void files_say_wrong(struct form *, const char *name, const struct taken_files *, size_t had, size_t most);

/* Sends it as a download under AS ("RD-7K3M-Q2XP-1", the ending is added): never shown in the browser. */
void files_send(struct web *, int64_t id, const char *kind, const char *as);

/* It as one of a folder, under E's name, to which the ending is added. */
void files_put(struct web *, struct folder *, int64_t id, const char *kind, struct folder_entry e);

const char *files_size_words(struct arena *, int64_t size);     /* "1.4 MB" */
const char *files_kind_words(const char *kind);

/* Whether a file of this kind can hold text: a photo cannot. */
bool files_have_words(const char *kind);

/* WORDS as file_text.word_list has them: folded, each once, each after a space. */
const char *files_word_list(struct arena *, const char *text);

/* Reads the words of one file that waits and keeps them; false if none waits. DB is a writer outside a transaction; slow (lib/file/words.h). */
bool files_read_next(struct db *, const char *folder);

/* The thread that does so: reader.c. */
struct file_reader;
struct file_reader *file_reader_start(const struct site *, const char *database);
void file_reader_stop(struct file_reader *);

/* Bytes without a row, older than a day: what was taken by a form that was then not stored. At the start and by files_take. */
void files_sweep(struct db *, struct arena *, const char *folder, int64_t now);

#endif
