/* The half or the part of the day that belongs to a clock time: am, pm, 下午, утра; for this wing alone. */
#ifndef WHEN_HALF_H
#define WHEN_HALF_H

#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

/* Reads a part of the day. Weak ones, as 早, need a day or a clock time beside them. */
bool when_read_part(struct scan *c, enum part *part, bool *weak);
/* am or pm behind a clock time, blanks taken along. */
enum reading when_read_half(struct scan *c, struct said *t);
/* The same behind a number of which nothing is known yet: true if am or pm stands there and counts no days. */
bool when_half_behind(struct scan *c);
/* `дня` makes rather three days of a 3 than an hour of the day. */
bool when_counts_days(struct scan c);
/* Letters that begin as am and pm do. */
bool when_begins_half(const struct scan *c);

#endif
