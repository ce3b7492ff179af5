/* Spans of time, as they are said; for this wing alone. */
#ifndef WHEN_SPAN_H
#define WHEN_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "handlers/time/when_scan.h"

struct span_said {
	int64_t ms;
	bool range;  /* it was the longer of two, as 2-3 hours */
	bool choice; /* the longer of two alternatives: an hour or two */
	bool later;  /* it says that it counts from now: 2 hours later, in 2 hours */
};
/* Reads a span, as 2 hours or in 90 min, with what belongs to it behind. BEHIND, it must say that it is past. */
bool when_read_span(struct scan *c, bool past, struct span_said *span);

#endif
