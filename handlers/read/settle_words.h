/* The free words of a text; for this wing alone. */
#ifndef SETTLE_WORDS_H
#define SETTLE_WORDS_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The words, and what in them may be a serial number; the text proper begins at `begin`. */
void settle_words(struct spans *c, struct reading *r, size_t begin);
/* `tools missing, left back tomorrow`: where the code passes nothing on besides, the clause before it goes before
 * its words. To be called when these have raised no doubt. */
void settle_clause(const struct spans *c, struct reading *r);

#endif
