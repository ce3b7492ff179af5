/* What an administrator keeps, as whole tables: the rows that an import takes, and who stands in for whom. */
#ifndef LISTED_ROWS_H
#define LISTED_ROWS_H

#include "db/store/store.h"

#define LISTED_FIELDS 9

/* Each with its fields, in this order; "" for none, several values of one field with `;` between. All but deputies are
 * as an import into an empty store takes them: numbers in full, another row named so that it is found again. */
enum listed {
	LISTED_STATIONS,  /* station, region, address */
	LISTED_PEOPLE,    /* name, mobiles, roles, station, language: who has a role */
	LISTED_RETIRED,   /* the same of those who have none, and are no customers */
	LISTED_CUSTOMERS, /* name, mobiles, class, language, sales manager */
	LISTED_MACHINES,  /* serial, model, customer, station, km, latitude, longitude, hours, warranty until */
	LISTED_DEPUTIES   /* head, mobile, station, deputy, their mobile, until when as UTC ms (0: further notice) */
};

struct listed_row {
	char *key;  /* to go on from */
	int64_t id; /* of people and customers */
	char *fields[LISTED_FIELDS];
};

/* The next rows behind `after` ("": from the first), `max` at most, in order of their keys: first mobile, serial, name
 * of the station. One that another process changes between two pages is as it was, or as it is. To be freed each. */
size_t listed_page(struct store *s, enum listed kind, const char *after, struct listed_row *out, size_t max);
/* The row of this key, but none of deputies. False: there is none. To be freed. */
bool listed_one(struct store *s, enum listed kind, const char *key, struct listed_row *out);
void listed_row_free(struct listed_row *r);

#endif
