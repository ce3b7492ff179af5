/* Which of the codes count, and which ticket is meant; for this wing alone. */
#ifndef SETTLE_CODES_H
#define SETTLE_CODES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

void settle_codes(struct spans *c, struct reading *r);
void settle_number(struct spans *c, struct reading *r);
/* Behind the only code, which takes no words: the first code's word that begins a clause of its own, as in
 * `arrived, repaired, fuse changed`. A further code counts only with its time; what is not done for want of one is said
 * to the sender. */
void settle_left_out(const struct spans *c, struct reading *r);
/* The only code; NULL if there are several. */
const struct code *lone_code(const struct reading *r);

#endif
