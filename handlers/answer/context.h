/* What stays the same from text to text. */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "handlers/clock/clocks.h"
#include "handlers/model/world.h"

struct text_reader;

struct context {
	const struct flows *flows;
	const struct text_reader *reader; /* of these flows */
	const struct wording *wording;
	const struct roster *roster;
	const struct world *world;
	const struct calendars *calendars;
};

/* What of it the tickets' clocks depend on. */
struct clock_context context_clocks(const struct context *ctx);

#endif
