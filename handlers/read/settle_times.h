/* Which times are meant, and as what; for this wing alone. */
#ifndef SETTLE_TIMES_H
#define SETTLE_TIMES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* Which times say when something happened, which are meant as arguments; the others are words. */
void settle_times(struct spans *c, struct reading *r);

#endif
