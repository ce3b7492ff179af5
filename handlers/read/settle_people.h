/* Whom a text names, and which station; for this wing alone. */
#ifndef SETTLE_PEOPLE_H
#define SETTLE_PEOPLE_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* True if `and`, or a mark for it, stands between folded byte a and b, or begins at b. */
bool names_joined(const struct spans *c, size_t a, size_t b);
/* The people and the station among the spans. */
void settle_people(struct spans *c, struct reading *r);

#endif
