/* What is expected next of a ticket, and by when. */
#ifndef NEXT_STEP_H
#define NEXT_STEP_H

#include "handlers/model/ticket.h"

struct next_step {
	const struct code *code;        /* NULL: the flow says none */
	const struct clock_kind *clock; /* whose time `due` is; NULL: none runs that is ever due */
	int64_t due;
	bool late; /* some clock that runs is over */
};

/* The code with which a ticket goes on from that state, missing no node: of those that stamp a node the one that leads least
 * far; a signature while a chain asks. NULL: there is none. */
const struct code *next_code(const struct flow *f, int state);
/* Of the clocks that run the one that such a code answers, else the one that is due first. */
struct next_step next_step(const struct ticket *t, int64_t now);

#endif
