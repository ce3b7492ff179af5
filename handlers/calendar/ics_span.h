/* The days and times that an event takes, with its repetitions; for this wing alone. */
#ifndef ICS_SPAN_H
#define ICS_SPAN_H

#include "handlers/calendar/ics_moment.h"

struct ics_event {
	enum day_mark mark;
	struct ics_moment start, end;
	int64_t length; /* whole days, or ms by its own clock */
};

/* Adds the event where it is. */
void ics_span_add(struct ics_reader *r, const struct ics_event *e);
/* Adds it as often as its rule says. */
void ics_span_repeat(struct ics_reader *r, const struct ics_event *e, icalproperty *rule);

#endif
