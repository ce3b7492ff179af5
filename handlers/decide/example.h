/* An example that works: each refusal shows one, and whoever sends it as it stands is not refused. For this wing alone. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include "handlers/decision/decision.h"

#define EXAMPLE_BYTES 500

/* Writes a text the person could send now: the wished code, on that ticket or, where none was meant, on one of theirs;
 * else what comes next on that ticket, if that does no harm; else help. What is composed is first decided into effects
 * that are thrown away, at most twice, and shown only if it does what it should. */
void example_write(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *wish,
		   char out[EXAMPLE_BYTES]);

#endif
