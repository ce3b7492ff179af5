/* Poison: an input that ends the process while it is decided was not acknowledged, so it would come again for ever.
 *
 * Each input is noted before it is decided, in a file and not in the store: what was written there outlives the
 * process without an fsync, and this is about the end of the process, not of the machine. One that was noted when
 * ENDS_MOST processes in a row ended is set aside: from then on whatever has its SHA-256 is not decided. What is due
 * of a ticket is noted in the same way, as it stands since its last text. */
#ifndef POISON_INPUT_H
#define POISON_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/store/store.h"

#define ENDS_MOST 3

struct poison;

/* Reads from `fd` what the last process was at. The descriptor is borrowed, and nobody else writes to its file; both
 * must last. NULL when the store or memory fails. */
struct poison *poison_new(struct store *s, int fd);
void poison_free(struct poison *p);

/* Notes that this payload is decided next. False: it is set aside. Both calls take NULL, and then set nothing aside. */
bool poison_taking(struct poison *p, const void *payload, size_t n);
/* Nothing is being decided any more. */
void poison_over(struct poison *p);

#endif
