/* Holiday calendars as .ics files (RFC 5545), read with libical, which only the ics*.c of this wing know.
 *
 * An event takes its days off, or, in the category WORKDAY, makes them make-up working days; without a category its summary
 * may say so in the words of the installation's languages. One with times takes that span
 * out of what is worked. Repetitions are written out, up to the last year that calendars know. */
#ifndef ICS_H
#define ICS_H

#include <stddef.h>

#include "handlers/calendar/calendar_make.h"
#include "templates/file/fault.h"
#include "templates/lexicon/day_words.h"

#define ICS_BYTES_MAX (1024 * 1024)
#define ICS_EVENTS_MAX 5000
#define ICS_SPANS_MAX 20000 /* with all repetitions */

struct ics_span {
	enum day_mark mark; /* DAY_PLAIN: a span off, from and to in UTC ms; else they are the numbers of days */
	int64_t from, to;   /* [from, to) */
};
struct ics {
	struct ics_span *all;
	size_t n, cap;
	int64_t last_day; /* that any event is on; INT64_MIN: there is none */
};

/* Reads a file; times without a zone are those of `zone`, and `words` say which summaries mean make-up working days. False, with faults that point into the file, if anything in it
 * cannot be used as it is; *out then needs no freeing. */
bool ics_read(const char *file, const struct zone *zone, const struct day_words *words, struct ics *out,
	      struct faults *f);
void ics_free(struct ics *i);

#endif
