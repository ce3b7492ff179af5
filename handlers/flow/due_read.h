/* Reading a line of a clock's `due`: to which tickets it applies, and how long they have. For this wing alone. */
#ifndef DUE_READ_H
#define DUE_READ_H

#include "handlers/entry/flow_reader.h"

/* Adds it to k->dues, where there is room. The kinds of fault have been read. */
void due_read(struct flow_reader *r, const struct yaml *n, struct clock_kind *k);
/* When something comes that is not a clock's: 36h, 2 working hours, next working day 09:00. Fills `how`, `ms`, `day` and
 * `minute`. */
void due_read_after(struct flow_reader *r, const struct yaml *y, struct due_rule *d);

#endif
