#ifndef REQUEST_TEAMS_H
#define REQUEST_TEAMS_H

#include "app/request/request.h"
#include "app/request/teams.sql.h"

/*
 * Partner teams: who else can help, for which areas, who there may take a
 * family over, and how they answer.  Kept by managers and administrators
 * (teams.c); an officer passes on to them (decide.c), and they answer by a
 * link or signed in (partner.c).  What an administrator reads is counts, and
 * no small one.
 */
extern const struct feature teams_feature;
extern const struct choice team_kinds[];

/* Of a year. days: working days to an answer, the middle one; -1 = none answered. */
struct team_figures { int64_t asked, yes, no, open, days; const char *oldest; };      /* oldest: the day since which one waits, "" = none */

struct teams_page { struct teams *team; size_t n; struct team_figures *figures; };
struct team_page {
    struct team_by_id *team;                 /* NULL: a new one */
    struct form *f, *person;
    struct team_people *people;
    size_t n_people, n_open;
    struct handovers_open *open;
    struct team_figures figures;
};

/* A count as this person may read it: "Fewer than 5" for those who see no children. */
const char *team_count(struct web *, int64_t n);

/* "Portage: Sam Reed, team lead" for each who may accept, by id, and "other"; one of them, NULL if there is none. */
const struct choice *team_people_choices(struct web *);
const struct people_who_accept *team_person(struct web *, int64_t id);

/* The names of those of one team who may accept, NULL where nobody was named. */
const struct choice *team_names(struct db *, int64_t partner);
const char *team_job(struct db *, int64_t partner, const char *name);

#endif
