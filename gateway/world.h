/* The world that decisions ask about, answered from the store. */
#ifndef GATEWAY_WORLD_H
#define GATEWAY_WORLD_H

#include "db/store.h"
#include "handlers/world.h"

struct world_of {
	struct store *store;
	const struct flows *flows;
	struct ticket last; /* that was asked for by number; number 0: none yet */
};
/* Fills *w; `of` is kept by it and must outlive it. */
void world_answer(struct world *w, struct world_of *of, struct store *s, const struct flows *flows);

#endif
