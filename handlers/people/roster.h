/* The roster: everybody who works here, and the stations, in memory.
 *
 * db/store/people_rows.h fills it. Customers may be many, and are loaded one by one. */
#ifndef ROSTER_H
#define ROSTER_H

#include "handlers/people/people.h"

struct roster {
	struct person *people; /* staff with at least one role, by id */
	size_t n;
	struct station *stations; /* by id */
	size_t stations_n;
	uint32_t *by_name;     /* indexes into people, by folded name; this and the rest is made by roster_index() */
	uint32_t *with_deputy; /* indexes of those who have a deputy, even one whose time is over */
	size_t with_deputy_n;
	uint32_t *by_role; /* indexes of the people of the first role, then of the second … */
	size_t role_begins[ROLES_MAX + 1];
	/* An installation's own roles whose holders may name a deputy, as station heads may. Whoever fills the arrays sets
	 * it. */
	uint32_t own_with_deputy;
};

/* To be called once the arrays are filled, before anything below, and again should a person change. False when out of
 * memory. */
bool roster_index(struct roster *r);
void roster_free(struct roster *r);

const struct person *roster_person(const struct roster *r, int64_t id);   /* NULL if none */
const struct station *roster_station(const struct roster *r, int64_t id); /* NULL if none */
/* The roles whose holders may name a deputy, as bits. */
uint32_t roster_with_deputy(const struct roster *r);
/* By folded name; NULL if none. */
const struct station *roster_station_named(const struct roster *r, const char *folded);

#endif
