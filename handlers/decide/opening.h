/* Opening a ticket: asked for by a system or a verb. */
#ifndef OPENING_H
#define OPENING_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"

struct opening {
	const struct flow *flow;
	int64_t number;                                      /* the new ticket's */
	const struct machine *machine;                       /* NULL: nobody knows it; `serial` keeps the words */
	const struct person *customer;                       /* NULL: likewise */
	const struct station *station;                       /* NULL: likewise */
	const char *serial, *customer_words, *station_words; /* "" for none */
	const char *fault, *site, *reported_by;
	bool down;
	int64_t by; /* 0: the desk, or a system */
	int64_t came;
};

/* Into `e`, which effects_begin() has made ready. */
void decide_open(const struct context *ctx, const struct opening *o, struct effects *e);

#endif
