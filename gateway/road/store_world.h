/* The world that decisions ask about, answered from the store. */
#ifndef STORE_WORLD_H
#define STORE_WORLD_H

#include "gateway/state/gateway.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clocks.h"
#include "handlers/model/world.h"

struct store_world {
	struct store *store;
	const struct flows *flows;
	struct clock_context clocks;
	bool by_hand;       /* the input: whoever puts it in is always answered */
	struct ticket last; /* that was asked for by number; number 0: none yet */
};
/* Fills *world, which asks *w from then on: both must stay where they are, and so must what the gateway has of rules
 * and people. */
void store_world_init(struct world *world, struct store_world *w, struct gateway *g, bool by_hand);

#endif
