/* The free words of a text; for this wing alone. */
#ifndef SETTLE_WORDS_H
#define SETTLE_WORDS_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The words, and what in them may be a serial number; the text proper begins at `begin`. */
void settle_words(struct spans *c, struct reading *r, size_t begin);

#endif
