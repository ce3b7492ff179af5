/* Where reading an .ics file has got to, and faults in it; for this wing alone.
 *
 * libical does not tell where in the file a thing is, so the file's own lines are searched for it. */
#ifndef ICS_READER_H
#define ICS_READER_H

#include <stdbool.h>

#include "handlers/calendar/ics_days.h"
#include "handlers/zone/zone.h"
#include "templates/file/fault.h"

struct ics_reader {
	const char *file;
	const struct zone *zone;
	const struct day_words *words;
	struct ics *out;
	struct faults *f;
	char *bytes; /* the file's, with a NUL after them */
	size_t n;
	const char *at; /* the line that begins this event; NULL if there is none */
	int line;       /* its number */
	size_t bad;     /* faults */
};

/* The line after this one; NULL after the last. */
const char *ics_next_line(const char *at);
/* True if the line is one of this property. */
bool ics_begins(const char *line, const char *property);
/* Goes on to the next event. */
void ics_next_event(struct ics_reader *r);
/* True if this event has a line of that property. */
bool ics_has_line(const struct ics_reader *r, const char *property);

/* Adds a fault of this event, at its line of that property (at the event's own if that is NULL or not there). */
void ics_event_fault(struct ics_reader *r, const char *property, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Adds a fault at a line of the file (0: of the file as a whole). Returns false. */
bool ics_refuse(struct ics_reader *r, int line, const char *what);

#endif
