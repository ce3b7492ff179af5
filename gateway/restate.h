/* Tickets whose published state is another although no event says so: a clock has passed, and a text is missing since.
 *
 * Kept in memory, for the herald to say where they stand once more. Noting one too many does no harm, so it is done before the
 * commit; and a gateway that is killed before they were said says all open tickets again at its beginning. */
#ifndef RESTATE_H
#define RESTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct restate;

struct restate *restate_new(void); /* NULL when out of memory */
void restate_free(struct restate *r);
/* Does nothing with NULL: who serves nobody publishes nothing. */
void restate_note(struct restate *r, int64_t ticket);
/* The first one that waits; 0: none. It waits on until restate_done(). */
int64_t restate_first(const struct restate *r);
void restate_done(struct restate *r);
/* True once if there were more than could be kept: then all are to be said. */
bool restate_overflowed(struct restate *r);

#endif
