/* What the words behind a code say against doing what it orders or decides; for this wing alone. Each is a rule of the table
 * in settle_doubt.c. */
#ifndef DOUBT_ORDERS_H
#define DOUBT_ORDERS_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The code's own word stands there once more, and is denied or asked about. */
bool order_taken_back(const struct spans *c, const struct reading *r);
/* What is to be called off is not decided yet. */
bool order_undecided(const struct spans *c, const struct reading *r);
/* What is said to be settled by telephone is to be looked at, or tried, first. */
bool order_unsettled(const struct spans *c, const struct reading *r);
/* Beside a code that lists, more is said than fillers. */
bool list_has_more(const struct spans *c, const struct reading *r);
/* What is approved is objected to. */
bool order_objected(const struct spans *c, const struct reading *r);
/* Two people stand there with `or` between them. */
bool order_of_either(const struct spans *c, const struct reading *r);

#endif
