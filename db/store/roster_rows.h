/* Staff and stations as one roster, and how to know that it is old. */
#ifndef ROSTER_ROWS_H
#define ROSTER_ROWS_H

#include "db/store/store.h"
#include "handlers/people/roster.h"

/* Which roles there are, from now on, besides those of the program: an installation's own. They are copied. A roster
 * that was read before is to be read again. */
void people_roles(struct store *s, const struct roles *roles);
/* What people_roles() was given last, as long as the store is open. */
const struct roles *people_roles_of(const struct store *s);
/* Fills a roster with all staff and stations and indexes it. The caller frees it. False on failure. */
bool people_roster(struct store *s, struct roster *out);
/* Calls `each` for every role of somebody that is none, as one which the configuration no longer has. Reads all staff.
 * False on failure. */
typedef void people_unknown_role_fn(void *ctx, const char *person, const char *role);
bool people_unknown_roles(struct store *s, people_unknown_role_fn *each, void *ctx);
/* Changes with every import and deputy, so that a cached roster is known to be old. To be compared for equality
 * only: it is random, so that one which was rolled back never comes again. */
int64_t people_version(struct store *s);

/* Adds a station, or updates the one of that name; *id is its row. For an import, inside the caller's transaction. */
bool station_put(struct store *s, const char *name, const char *region, const char *address, int64_t *id);
/* Makes people_version() another one. */
bool people_changed(struct store *s);
/* The same at the end of an import, which may also have changed what deadlines depend on: classes, distances,
 * regions. */
bool people_imported(struct store *s);

/* Copies all people, stations, customers and machines of one store, as they are at one moment and with their ids, into
 * another, which has none, in a transaction of its own. `from` is only read. False if either store has failed. */
bool roster_copy(struct store *from, struct store *to);
/* Gives whoever does not work here other numbers, which nobody has: DISGUISE, their id in nine digits, and which of their
 * numbers it is. For a copy, in a transaction of its own. */
#define DISGUISE "+990"
bool roster_disguise(struct store *s);

#endif
