/* Which times are meant, and as what; for this wing alone. */
#ifndef SETTLE_TIMES_H
#define SETTLE_TIMES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* Which times say when something happened, which are meant as arguments; the others are words. */
void settle_times(struct spans *c, struct reading *r);
/* Finds what the time may be that `code` takes and none stands for, for the example alone. */
void settle_hint(const struct spans *c, struct reading *r, const struct code *code);

/* The nodes meant among those named, where a correction is asked for or decided on. The others are words. */
void settle_nodes(struct spans *c, struct reading *r);

#endif
