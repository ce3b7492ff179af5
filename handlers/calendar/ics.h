/* Holiday calendars as .ics files (RFC 5545); for this wing alone, whose ics*.c are the only ones that know libical.
 *
 * An event takes its days off, or, in the category WORKDAY, makes them make-up working days. Without a category its
 * summary may say so, in the words of the installation's languages. One with times takes that span out of what is worked.
 * Repetitions are written out, up to the last year that calendars know. */
#ifndef ICS_H
#define ICS_H

#include "handlers/calendar/ics_days.h"
#include "handlers/zone/zone.h"
#include "templates/file/fault.h"
#include "templates/lexicon/day_words.h"

/* Reads a file; times without a zone are those of `zone`, and `words` say which summaries mean make-up working days.
 * False, with faults that point into the file, if anything in it cannot be used as it is; *out then needs no freeing. */
bool ics_read(const char *file, const struct zone *zone, const struct day_words *words, struct ics *out,
	      struct faults *f);
void ics_free(struct ics *i);

#endif
