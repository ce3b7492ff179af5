/* Staff and stations as one roster, and how to know that it is old. */
#ifndef ROSTER_ROWS_H
#define ROSTER_ROWS_H

#include "db/store/store.h"
#include "handlers/people/roster.h"

/* Fills a roster with all staff and stations and indexes it. The caller frees it. False on failure. */
bool people_roster(struct store *s, struct roster *out);
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

#endif
