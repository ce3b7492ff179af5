/* Words that mean a code without being its word; for this wing alone. */
#ifndef MEANS_H
#define MEANS_H

#include "handlers/span/span.h"

/* The first such words that begin a clause from i on, unless the text asks: 修好了, `on my way`. The code's word that they
 * stand for, and where they end; NULL if there are none. */
const char *means_find(const struct spans *c, size_t i, size_t *end);
/* Such words stand at i, whatever is glued to them: what they are, they are no slip. */
bool means_begins(const struct spans *c, size_t i);

#endif
