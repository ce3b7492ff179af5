/* Tickets whose published state is no longer true although no event says so: a clock has passed, and a text is
 * missing since.
 *
 * Kept in memory, for the publisher to say where they stand once more. Noting one too many does no harm, so it is
 * done before the commit. A gateway that is killed before they are published publishes all open tickets at its
 * start. */
#ifndef STALE_TICKETS_H
#define STALE_TICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stale_tickets;

struct stale_tickets *stale_tickets_new(void); /* NULL when out of memory */
void stale_tickets_free(struct stale_tickets *t);
/* Does nothing with NULL: a process that does not serve publishes nothing. */
void stale_tickets_note(struct stale_tickets *t, int64_t ticket);
/* The first one that waits; 0: none. It waits on until stale_tickets_done(). */
int64_t stale_tickets_first(const struct stale_tickets *t);
void stale_tickets_done(struct stale_tickets *t);
/* True once if there were more than could be kept: then all are to be published. */
bool stale_tickets_overflowed(struct stale_tickets *t);

#endif
