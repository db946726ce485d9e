/* The store of files: see store.h.  Called by app/files and by the command line. */
#include "file/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS = 256 };

static const char *folder_of(struct arena *a, const char *folder, int64_t id) { return arena_print(a, "%s/%02x", folder, (unsigned)((uint64_t)id % FOLDERS)); }

const char *store_path(struct arena *a, const char *folder, int64_t id) { return arena_print(a, "%s/%lld", folder_of(a, folder, id), (long long)id); }

static bool make(const char *path) { return mkdir(path, 0700) == 0 || errno == EEXIST; }

static void clear(struct arena *a, const char *folder)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        if (*e->d_name != '.')
            unlink(arena_print(a, "%s/%s", folder, e->d_name));
    if (d)
        closedir(d);
}

bool store_open(struct arena *a, const char *folder, const char **why)
{
    const char *arriving = arena_print(a, "%s/arriving", folder);
    *why = "";
    if (!make(folder) || !make(arriving) || access(arriving, W_OK | X_OK) != 0) {
        *why = arena_print(a, "%s: %s", folder, strerror(errno));
        return false;
    }
    clear(a, arriving);
    return true;
}

static bool on_disk(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW);
    bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return done;
}

bool store_keep(struct arena *a, const char *folder, int64_t id, const char *from, int64_t size)
{
    const char *into = folder_of(a, folder, id), *path = store_path(a, folder, id);
    struct stat s;
    if (stat(from, &s) != 0 || s.st_size < size || (s.st_size > size && truncate(from, size) != 0))
        return false;
    return on_disk(from, O_RDWR) && make(into) && rename(from, path) == 0 && on_disk(into, O_RDONLY | O_DIRECTORY) && on_disk(folder, O_RDONLY | O_DIRECTORY);
}

void store_drop(struct arena *a, const char *folder, int64_t id) { unlink(store_path(a, folder, id)); }

void store_each(struct arena *a, const char *folder, int64_t older_than, void (*what)(void *with, int64_t id), void *with)
{
    for (unsigned i = 0; i < FOLDERS; i++) {
        const char *one = arena_print(a, "%s/%02x", folder, i);
        DIR *d = opendir(one);
        struct stat s;
        for (struct dirent *e; d && (e = readdir(d));) {
            char *end;
            long long id = strtoll(e->d_name, &end, 10);
            if (id > 0 && !*end && fstatat(dirfd(d), e->d_name, &s, AT_SYMLINK_NOFOLLOW) == 0 && s.st_mtim.tv_sec < older_than)
                what(with, id);
        }
        if (d)
            closedir(d);
    }
}
