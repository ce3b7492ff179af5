/* Events: what happened to a ticket, added to the effects as the ledger will keep it. */
#ifndef EVENT_H
#define EVENT_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"

/* Puts before → after into an event of this code. Whose turn it is to sign, what the ticket opens, and the clocks of
 * `after` follow it. Like the two below, sets e->failed when there is no room. */
void event_add(const struct context *ctx, struct effects *e, const struct ticket *before, struct ticket *after,
	       const char *code, int64_t by, int64_t at);
/* The same for what takes the ticket back to where it was: its clocks stay as they are in `after`. */
void event_add_back(struct effects *e, const struct ticket *before, const struct ticket *after, const char *code,
		    int64_t by, int64_t at);
/* Adds to the last event the time that was stated for it, where no node keeps it: the ledger forgets nothing that was
 * said. */
void event_add_stated(struct effects *e, const struct ticket *before, const struct ticket *after, int64_t claim);

#endif
