/* Home and the frame of every page.  What stands on a home is offered by the features as panels. */
#define _GNU_SOURCE   /* memmem */
#include "app/people/people.h"
#include "app/people/people.sql.h"
#include "app/people/views.h"

#include <string.h>

void people_home(struct web *w)
{
    if (!w->person->id) {
        web_page(w, "Get help for a young child");
        view_people_welcome(&w->out, w);
        return;
    }
    web_page(w, "Today");
    view_people_home_top(&w->out, w);
    web_draw_panels(w, "home", 0);
}

static bool is_here(struct web *w, const char *path)
{
    size_t n = strlen(path);
    return strcmp(path, "/") == 0 ? strcmp(w->path, "/") == 0 : strncmp(w->path, path, n) == 0 && (w->path[n] == 0 || w->path[n] == '/');
}

static void menu(struct web *w)
{
    for (const struct feature *const *f = w->site->features; *f; f++)
        for (const struct route *r = (*f)->routes; r && r->path; r++)
            if (r->menu && web_may(w, r->may))
                view_people_menu_item(&w->out, r, is_here(w, r->path));
}

void people_frame_top(struct web *w)
{
    const char *notice = web_notice_now(w);
    if (*notice)
        web_cookie_set(w, "notice", "", 0);
    view_people_frame_head(&w->out, w);
    if (w->person->id) {
        view_people_menu_top(&w->out);
        menu(w);
        view_people_menu_end(&w->out, w);
    }
    view_people_main_top(&w->out, w, notice);
}

/*
 * A view writes its own way back (breadcrumbs) first; it belongs before <main>, so that "Skip to main content" skips it.
 * All of the page is still here, so the two change places.
 */
static void trail_before_main(struct web *w)
{
    char *page = w->out.at, *end = page + w->out.len;
    char *main = memmem(page, w->out.len, "<main ", 6);
    char *trail = main ? memmem(main, (size_t)(end - main), "<nav class=\"rd-trail", 20) : NULL;
    char *after = trail ? memmem(trail, (size_t)(end - trail), "</nav>", 6) : NULL;
    if (!after)
        return;
    size_t n = (size_t)(after + 6 - trail);
    const char *kept = arena_text(w->arena, trail, n);
    memmove(main + n, main, (size_t)(trail - main));
    memcpy(main, kept, n);
}

void people_frame_end(struct web *w)
{
    trail_before_main(w);
    view_people_frame_end(&w->out, w);
}

struct problem { int status; const char *title, *words; };

static const struct problem problems[] = {
    { 400, "We could not read that request", "Something was wrong with what the browser sent. Go back and try again." },
    { 403, "Please send that again", "The page was open for too long, or was opened in another window. Go back, reload the page and send it again. Nothing was changed." },
    { 404, "We cannot find that page", "The address may be wrong, or the page may be about something that you do not work with." },
    { 405, "We could not read that request", "This address does not take that kind of request." },
    { 409, "Somebody else was quicker", "What you wanted to change has changed in the meantime. Go back, look at it again and decide anew. Nothing was lost." },
    { 413, "That is too long", "What you sent is larger than we can take. Make it shorter and send it again." },
    { 415, "We could not read that request", "The form came in a way that we do not read." },
    { 429, "Please wait a minute", "Very many answers came from your internet connection just now, so we ask it to slow down. Nothing that you sent before is lost. Wait one minute, go back, and press Continue again. Or telephone us: we fill it in with you." },
    { 503, "The service is busy", "Nothing was changed. Wait a moment and try again." },
    { 507, "The service cannot store anything just now", "Nothing was changed. You can go on reading. Please tell the service." },
};

static const struct problem unexpected = { 500, "Sorry, there is a problem with the service", "Nothing was changed. Try again in a few minutes. If it goes on, tell the service." };

void people_problem(struct web *w, int status)
{
    const struct problem *p = &unexpected;
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (problems[i].status == status)
            p = &problems[i];
    web_page(w, p->title);
    view_people_problem(&w->out, w, p->title, p->words);
}

static int channel(const char *hex) { int v = 0; for (int i = 0; i < 2; i++) { char c = hex[i]; v = v * 16 + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10); } return v; }

const char *authority_colour(struct web *w)
{
    const char *colour = authority(w, "colour");
    bool ok = strlen(colour) == 7 && colour[0] == '#' && strspn(colour + 1, "0123456789abcdefABCDEF") == 6;
    return ok ? colour : "#00594c";
}

/* The authority's colour; black or white on it, whichever is easier to read.  Its address names the colour, so browsers may keep it. */
void people_authority_css(struct web *w)
{
    const char *colour = authority_colour(w);
    int light = (channel(colour + 1) * 299 + channel(colour + 3) * 587 + channel(colour + 5) * 114) / 1000;
    web_bare(w, 200, "text/css; charset=utf-8", arena_print(w->arena, ":root{--authority:%s;--authority-text:%s}\n", colour, light > 140 ? "#000000" : "#ffffff"));
}

void people_healthz(struct web *w) { web_bare(w, 200, "text/plain; charset=utf-8", "ok\n"); }
