/* Holiday calendars as .ics files; ics.c is the only includer of libical's header.
 *
 * An event takes its days off; in the category WORKDAY it makes them make-up working days instead. One with times takes
 * that span out of what is worked. Repetitions are written out, to the last year that calendars know. */
#ifndef ICS_H
#define ICS_H

#include "handlers/calendar/calendar_make.h"

#define ICS_BYTES_MAX (1024 * 1024)
#define ICS_EVENTS_MAX 5000
#define ICS_SPANS_MAX 20000 /* with all repetitions */

struct ics_span {
	enum day_mark mark; /* DAY_PLAIN: from and to are UTC ms, a span off; else they are days' numbers */
	int64_t from, to;   /* [from, to) */
};
struct ics {
	struct ics_span *all;
	size_t n, cap;
	int64_t last_day; /* that anything is said about */
};

/* Reads a file; times without a zone are those of `zone`. False, with faults that point into the file, if anything in it
 * cannot be taken as it stands; *out then needs no freeing. */
bool ics_read(const char *file, const struct zone *zone, struct ics *out, struct faults *f);
void ics_free(struct ics *i);

#endif
