/* Texts without a code; for this wing alone. */
#ifndef NEAR_CODES_H
#define NEAR_CODES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The codes that a text without one may have meant, and what it says beside them. */
void near_codes_find(struct spans *c, struct reading *r);
/* True if the text begins with words that mean a code which the sender may send: `send Li Lei`. Changes nothing. */
bool near_codes_before(struct spans *c);

#endif
