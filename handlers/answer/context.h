/* What stays the same from text to text. */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "handlers/answer/rulebook.h"
#include "handlers/chain/turn.h"
#include "handlers/clock/clock_context.h"
#include "handlers/model/world.h"

struct context {
	const struct rulebook *rules;
	const struct roster *roster;
	const struct world *world;
};

/* What of it the tickets' clocks depend on. */
struct clock_context context_clocks(const struct context *ctx);
/* The same of those who sign in turn. */
struct turn_context context_turns(const struct context *ctx);

#endif
