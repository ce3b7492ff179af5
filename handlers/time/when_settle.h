/* From what was said about a time to the time; for this wing alone. */
#ifndef WHEN_SETTLE_H
#define WHEN_SETTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "handlers/time/when_said.h"
#include "handlers/time/when_tense.h"

/* Keeps a clock time; false if there is none such, as 25:00. */
bool when_said_clock(struct said *t, int hour, int minute);
/* Brings the clock time into the part of the day said with it, or, without one, takes the end of the part.
 * Returns false for nonsense, as 16:00 in the morning. */
bool when_said_part(struct said *t);
/* Which time that is; false for a date there is none of, as 2-30. */
bool when_said_settle(const struct said *t, int64_t moment, enum when_tense tense, int64_t *at);

#endif
