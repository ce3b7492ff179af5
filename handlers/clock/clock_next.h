/* When a clock is next to be looked at. */
#ifndef CLOCK_NEXT_H
#define CLOCK_NEXT_H

#include "handlers/clock/clock_context.h"

/* When the ticket is next to be looked at because of a clock, or of a ticket that it is to
 * open; 0: never, as it is now. */
int64_t clocks_next(const struct ticket *t);

/* For this wing: finds that moment for one clock, into s->next: its first step that was not taken, or that its time is
 * over. What should have been said by `now` waits for the end of the quiet hours. */
void clock_next_find(const struct clock_context *ctx, const struct clock_kind *k, struct clock_state *s,
		     const struct ticket *t, int64_t now);
/* For this wing: finds the deadline, which may be another than before, and then s->next. What would have been said by
 * `at` counts as said, everything later is to be said anew. */
void clock_next_deadline(const struct clock_context *ctx, const struct clock_kind *k, struct clock_state *s,
			 const struct ticket *t, int64_t at);

#endif
