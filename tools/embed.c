/*
 * embed: puts files into the program.
 *
 *     embed migrations migrate/0001-people.sql ...   >build/migrations.c
 *     embed catalogues build/po/pl.mo build/po/pl.drafts.mo ...   >build/catalogues.c   (two for each language)
 *     embed static site/dist DIR/file ...            >build/static_files.c   (a file.gz beside it in build/gz is embedded too)
 *
 * Bytes are taken in by the assembler (.incbin), so that the compiler never
 * sees them.  Run by the Makefile only.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t hash_of(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint64_t h = 1469598103934665603u;
    if (!f) {
        perror(path);
        exit(1);
    }
    for (int c; (c = fgetc(f)) != EOF;)
        h = (h ^ (unsigned)c) * 1099511628211u;
    fclose(f);
    return h;
}

static size_t size_of(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        perror(path);
        exit(1);
    }
    return (size_t)st.st_size;
}

static const char *gzip_of(const char *root, const char *path)
{
    static char gz[512];
    snprintf(gz, sizeof gz, "build/gz/%s.gz", path + strlen(root) + 1);
    return gz;
}

static const char *type_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    static const char *const types[][2] = {
        { ".css", "text/css; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" }, { ".svg", "image/svg+xml" },
        { ".woff2", "font/woff2" }, { ".png", "image/png" }, { ".json", "application/json" }, { ".txt", "text/plain; charset=utf-8" },
    };
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i][0]) == 0)
            return types[i][1];
    return "application/octet-stream";
}

static void take_in(const char *name, int i, const char *path)
{
    printf("__asm__(\".pushsection .rodata\\n.balign 16\\n%s%d:\\n.incbin \\\"%s\\\"\\n%s%d_end:\\n.byte 0\\n.popsection\");\n", name, i, path, name, i);
    printf("extern const unsigned char %s%d[], %s%d_end[];\n", name, i, name, i);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    int is_static = strcmp(argv[1], "static") == 0, first = is_static ? 3 : 2, is_catalogue = strcmp(argv[1], "catalogues") == 0;
    printf("/* made by embed */\n#include \"%s\"\n", is_static ? "web/static.h" : is_catalogue ? "base/language.h" : "db/migrate.h");
    for (int i = first; i < argc; i++) {
        take_in(is_static ? "static_" : is_catalogue ? "catalogue_" : "migration_", i, argv[i]);
        if (is_static) {
            take_in("static_gz_", i, gzip_of(argv[2], argv[i]));
        }
    }
    if (is_static) {
        printf("const struct static_file static_table[] = {\n");
        for (int i = first; i < argc; i++)
            printf("    { \"%s\", \"%s\", \"%016llx\", static_%d, static_gz_%d, %zu, %zu },\n", argv[i] + strlen(argv[2]) + 1, type_of(argv[i]),
                   (unsigned long long)hash_of(argv[i]), i, i, size_of(argv[i]), size_of(gzip_of(argv[2], argv[i])));
        printf("    { NULL, NULL, NULL, NULL, NULL, 0, 0 }\n};\n");
    } else if (is_catalogue) {
        printf("const struct catalogue catalogues[] = {\n");
        for (int i = first; i + 1 < argc; i += 2) {
            const char *name = strrchr(argv[i], '/') + 1;
            printf("    { \"%.*s\", catalogue_%d, catalogue_%d },\n", (int)strcspn(name, "."), name, i, i + 1);
        }
        printf("    { NULL, NULL, NULL }\n};\n");
    } else {
        printf("const struct migration migrations[] = {\n");
        for (int i = first; i < argc; i++) {
            const char *name = strrchr(argv[i], '/');
            printf("    { \"%s\", (const char *)migration_%d },\n", name ? name + 1 : argv[i], i);
        }
        printf("    { NULL, NULL }\n};\n");
    }
    return 0;
}
