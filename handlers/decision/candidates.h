/* The tickets for which a code might be meant.
 *
 * They come by number, and as briefly as struct world's `tickets` gives them: candidates_whole() makes one of them
 * whole, before it is moved or spoken of. Each is written to out[max]; what is returned is how many. */
#ifndef CANDIDATES_H
#define CANDIDATES_H

#include "handlers/decision/decision.h"

/* Room for so many, to be freed. NULL: memory ran out, and the world knows. So it does of all that follow. */
struct ticket *candidates_room(const struct context *ctx, size_t n);
/* Their tickets in these states (bits) for which they might send the code; `c` NULL: as a customer. */
size_t candidates_among(const struct context *ctx, const struct person *p, const struct flow *f, const struct code *c,
			uint32_t states, int64_t now, struct ticket *out, size_t max);
/* Their tickets on which the code skips no node, else those on which it skips some. */
size_t candidates_fitting(const struct context *ctx, const struct person *p, const struct flow *f, const struct code *c,
			  int64_t now, struct ticket *out, size_t max);
/* Tickets, ended ones too, on which a stated time waits that they might approve or refuse by this code. Whole
 * already. */
size_t candidates_claimed(const struct context *ctx, const struct person *p, const struct flow *f, const struct code *c,
			  int64_t now, struct ticket *out, size_t max);
/* Tickets on which it is their turn to sign. */
size_t candidates_asked(const struct context *ctx, const struct person *p, const struct flow *f, int64_t now,
			struct ticket *out, size_t max);
/* False only if the world fails. */
bool candidates_whole(const struct context *ctx, struct ticket *t);

/* ---- of which flows, where several are loaded ---- */

/* True if the sender has an open ticket of that flow; of the only one that is loaded it is never asked. It is looked up once
 * for each flow. */
bool own_flow(struct decision *d, const struct flow *f);
/* True if they have such tickets of more than one. */
bool own_several_flows(struct decision *d);

#endif
