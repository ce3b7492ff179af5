/* Names that are nobody's, where somebody should be named; for this wing alone. */
#ifndef SETTLE_STRANGER_H
#define SETTLE_STRANGER_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The name that is nobody's, or one key off somebody's. */
void settle_stranger(const struct spans *c, struct reading *r);

#endif
