/* Who has which role for which station, deputies considered. */
#ifndef ROSTER_ROLES_H
#define ROSTER_ROLES_H

#include "handlers/people/roster.h"

/* The next person, from *i (0 to begin) on, who has `role` for a ticket's station, deputies not considered. A person
 * without a station serves all; a ticket without one (0) is served only by those. Advances *i; NULL at the end. */
const struct person *roster_next(const struct roster *r, enum role role, int64_t station, size_t *i);

/* Who acts for this person, who has a role whose holders may name a deputy, now: the deputy while one is named, else
 * they themselves. */
const struct person *roster_acting(const struct roster *r, const struct person *head, int64_t now);
/* Those, most of them station heads, for whom `deputy` stands in now, from *i (0 to begin) on. Advances *i; NULL at the
 * end. */
const struct person *roster_next_head(const struct roster *r, const struct person *deputy, int64_t now, size_t *i);
/* True if p has the role, or stands in for someone who has, for whichever station. */
bool roster_holds(const struct roster *r, const struct person *p, enum role role, int64_t now);
/* The same for a ticket's station; a ticket without one (0) is served only by those who serve all. */
bool roster_serves(const struct roster *r, const struct person *p, enum role role, int64_t station, int64_t now);

#endif
