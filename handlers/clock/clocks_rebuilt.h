/* Clocks that were built again from the ledger. What they said is not in it, and must not be said twice. */
#ifndef CLOCKS_REBUILT_H
#define CLOCKS_REBUILT_H

#include "handlers/clock/clock_context.h"

/* The clocks of `t` were built again because the calendar, the customer's class or the flow have changed, or the
 * system's clock went back. Takes over from `was`, the same ticket as it was kept, what has been judged and what has
 * been said. */
void clocks_rebuilt(const struct clock_context *ctx, struct ticket *t, const struct ticket *was, int64_t now);

/* A text that came at `at` was taken back, and `t` has the clocks from before it. Takes over from `was`, the ticket as
 * it was with that text, what had been judged by then, and what has been said since. */
void clocks_undone(const struct clock_context *ctx, struct ticket *t, const struct ticket *was, int64_t at);

#endif
