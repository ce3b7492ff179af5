/* A ticket's clocks follow its events: each starts, pauses, stops and is judged.
 *
 * Nothing here reads the system's clock: `at` is when the event happened. The same events, in the same order, give the
 * same clocks, so they can be built again from the ledger; a verdict is written into the event that gave it. */
#ifndef CLOCKS_H
#define CLOCKS_H

#include "handlers/clock/clock_context.h"

/* Lets the clocks of `after` follow one event, which turned `before` into `after`; after->clocks are still those of before.
 * `code` is the event's, NULL for opening or if the flow no longer has it.
 * Verdicts that it gives are added to change[CHANGE_BYTES] (may be NULL). False if they do not fit. */
bool clocks_follow(const struct clock_context *ctx, const struct ticket *before, struct ticket *after,
		   const struct code *code, int64_t at, char *change);

#endif
