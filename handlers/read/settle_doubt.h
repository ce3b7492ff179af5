/* Why a text is not done although it may look like one that is; for this wing alone. */
#ifndef SETTLE_DOUBT_H
#define SETTLE_DOUBT_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The first rule that the text falls under. */
void settle_doubt(const struct spans *c, struct reading *r);

#endif
