/* What an .ics file says of days and times; for this wing alone. */
#ifndef ICS_DAYS_H
#define ICS_DAYS_H

#include <stdint.h>

#include "handlers/calendar/hours.h"

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

#endif
