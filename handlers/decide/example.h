/* An example that works: each refusal shows one, and whoever sends it as it stands is not refused. For this wing
 * alone. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include "handlers/decide/example_text.h"

/* Writes a text that the person could send now: the wished code, on the ticket that was meant or else on one of
 * theirs; else help, and false. Never another code: whoever sends what they read would do what they did not mean.
 * Deciding on an example to see whether it works costs as much as deciding a text; it is done at most once, or, for a
 * correction on no ticket in particular, once for each candidate. */
bool example_write(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *wish,
		   char out[EXAMPLE_BYTES]);

#endif
