/* The clock time and the part of the day within a time; for this wing alone. */
#ifndef WHEN_CLOCK_H
#define WHEN_CLOCK_H

#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

/* Reads a clock time; `loose` if an hour alone will do, as after `afternoon` in characters. */
enum reading when_read_clock(struct scan *c, struct said *t, bool loose);
/* Takes an hour and minutes of which there are none such, as 25:00, 16:75 and 25 o'clock in characters. */
bool when_read_wrong(struct scan *c);
/* Reads what English puts behind: 4:30 tomorrow afternoon, 9:00 on monday. Returns true if there was a part of the
 * day, and works it in. */
bool when_read_tail(struct scan *c, struct said *t);

#endif
