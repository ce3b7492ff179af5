/* What words say of an hour: its half of the day, am, pm, утра, that it is one, в 9, полпятого; for this wing alone. */
#ifndef WHEN_HOUR_H
#define WHEN_HOUR_H

#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

/* Reads a part of the day. Weak ones, as am and the character for early, need a day or a clock time beside them. */
bool when_read_part(struct scan *c, enum part *part, bool *weak);
/* am or pm behind a clock time, blanks taken along. */
enum reading when_read_half(struct scan *c, struct said *t);
/* The same behind a number of which nothing is known yet: true if am or pm stands there and counts no days. */
bool when_half_behind(struct scan *c);
/* `дня` makes rather three days of a 3 than an hour of the day. */
bool when_counts_days(struct scan c);
/* Letters that begin as am and pm do. */
bool when_begins_half(const struct scan *c);

/* Reads `в 9`, `к 4 часам`, `в 3 часа дня`, `полпятого`. */
bool when_read_worded(struct scan *c, struct said *t);
/* Takes `около 2 часов`, of which nobody can tell whether it is a clock time or a span. */
bool when_read_either(struct scan *c);
/* Takes the word of an hour behind its number, blanks too, if a half of the day follows: of `4 часа дня`. Without one it is
 * rather a span. */
bool when_hour_word(struct scan *c);

#endif
