/* How often a person has sent a text by which they get nowhere. It is for this wing alone. */
#ifndef TRIES_H
#define TRIES_H

#include "db/store/store.h"
#include "handlers/people/mo.h"

/* As struct world's `tries`. */
size_t tries_before(struct store *s, const struct mo *m);
/* The text that is filed as `row` was refused or passed on: from now on it counts. False if the store or memory
 * failed. */
bool tries_count(struct store *s, int64_t row, const struct mo *m);
/* The text repeats one that was passed on. True if that many have been answered that it gets no answer any more; else
 * it is counted as one that is. It is no try: its sender, or the network, sent the same one twice. */
bool tries_resent(struct store *s, int64_t row, const struct mo *m);

#endif
