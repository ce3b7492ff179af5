/* The later of two times that stand together; for this wing alone. */
#ifndef WHEN_LATER_H
#define WHEN_LATER_H

#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

/* Reads the later end of a range, or the other of two alternatives, whose first was just read, as `-17:00` or
 * `, maybe 6`, and puts the later in the place of that. */
void when_read_later(struct scan *c, struct said *t);

#endif
