/* What an administrator imports, as lists: stations, people, customers, machines, in the columns of an import and with
 * numbers in full; and who stands in for whom. */
#ifndef ROSTER_LIST_H
#define ROSTER_LIST_H

#include "db/store/store.h"
#include "gateway/table/table.h"
#include "handlers/people/people.h"

/* "people" …, NULL behind the last; those that an import takes stand first, ROSTER_IMPORTED of them. */
#define ROSTER_IMPORTED 4
extern const char *const roster_lists[];
/* Which people: those who have the role, and whose station it is; NULL: any. */
struct roster_filter {
	const char *role, *station;
};
/* Prints the list of that name, in order of its key: first mobile, serial, name of the station. `all`, of people alone:
 * those who have retired too, behind the others; and `f`, NULL for none. Whose time as a deputy is over at `now` is
 * left out. False if memory ran out: something is left out then. Whether the store failed is for the caller to ask. */
bool roster_list_print(struct store *s, const char *name, bool all, const struct roster_filter *f, int64_t now,
		       enum table_form form, FILE *out);

/* As /v1 has them: people and customers with their id.
 *
 * The next `limit` rows behind the key `after` ("": from the first) of the list of that name, as JSON. With `masked`,
 * numbers of customers do not show in full. *next is the key to go on from, to be freed; NULL: there are no others.
 * False if memory ran out. */
bool roster_list_page(struct store *s, const char *name, const char *after, size_t limit, bool masked, FILE *out,
		      char **next);
/* The rows of these keys, as far as there are any, likewise. */
bool roster_list_some(struct store *s, const char *name, char (*keys)[SERIAL_BYTES], size_t n, bool masked, FILE *out);
/* The one row of this key, as an object, to be freed; NULL: memory ran out. False: there is none, or the store failed. */
bool roster_list_one(struct store *s, const char *name, const char *key, bool masked, char **json);

#endif
