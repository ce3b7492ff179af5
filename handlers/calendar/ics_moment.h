/* Dates and times in an .ics file; for this wing alone. */
#ifndef ICS_MOMENT_H
#define ICS_MOMENT_H

#include <libical/ical.h>

#include "handlers/calendar/ics_reader.h"

/* Begins as {0}. */
struct ics_moment {
	struct icaltimetype t;
	const struct zone *zone; /* NULL: UTC */
	struct zone *own;        /* if it has one of its own, to be closed */
};

/* False if it is null, or a date or time that no calendar or clock has. */
bool ics_moment_valid(const struct icaltimetype *t);
/* The number of its day. */
int64_t ics_moment_day(const struct icaltimetype *t);
/* What its clock shows, in ms. */
int64_t ics_moment_local(const struct icaltimetype *t);
/* The instant at which the moment's clock shows `local`. */
int64_t ics_moment_instant(const struct ics_moment *m, int64_t local);

/* Reads the moment that a property has. False, with a fault of this event, if it has none. */
bool ics_moment_read(struct ics_reader *r, icalproperty *p, const char *property, struct ics_moment *m);
/* True if the event has this property, but libical dropped it as it could not read it. */
bool ics_moment_dropped(struct ics_reader *r, icalcomponent *event, icalproperty_kind kind, const char *property);

#endif
