/* The world that decisions ask about, answered from the store. */
#ifndef STORE_WORLD_H
#define STORE_WORLD_H

#include "db/sqlite/store.h"
#include "handlers/clock/clock_context.h"
#include "handlers/model/world.h"

struct gateway;

struct world_of {
	struct store *store;
	const struct flows *flows;
	struct clock_context clocks;
	struct ticket last; /* that was asked for by number; number 0: none yet */
};
/* Fills *w; `of` is kept by it and must outlive it, as must what the gateway has of rules and people. */
void world_answer(struct world *w, struct world_of *of, struct gateway *g);

#endif
