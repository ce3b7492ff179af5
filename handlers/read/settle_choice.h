/* Of several times the one that is meant; for this wing alone. */
#ifndef SETTLE_CHOICE_H
#define SETTLE_CHOICE_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* Of several times in a text that takes one, the one that is meant; where that cannot be told, several are left. */
void settle_choice(struct spans *c, struct reading *r);

#endif
