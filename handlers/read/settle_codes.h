/* Which of the codes count, and which ticket is meant; for this wing alone. */
#ifndef SETTLE_CODES_H
#define SETTLE_CODES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

void settle_codes(struct spans *c, struct reading *r);
void settle_number(struct spans *c, struct reading *r);
/* The only code; NULL if there are several. */
const struct code *lone_code(const struct reading *r);

#endif
