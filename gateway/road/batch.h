/* One batch through the four steps of the road: gather, decide, commit, release (gateway/README.md).
 *
 * The same road for the transports, the verbs and a rehearsal. What a batch returns may be released only when
 * batch_run() has returned true: it is on disk then. */
#ifndef BATCH_H
#define BATCH_H

#include "db/store/delivery.h"
#include "gateway/state/gateway.h"
#include "gateway/state/input.h"
#include "handlers/people/roster.h"

/* Zero-initialise; add inputs, run, read results, clear. */
struct batch {
	struct input *all;
	size_t n, cap;
};
/* Room for one more, zeroed; NULL when out of memory. The pointer holds until the next call. */
struct input *batch_add(struct batch *b);
void batch_clear(struct batch *b);
void batch_free(struct batch *b);

struct settled_end { /* an outbox row that will not go out again, and why */
	int64_t id;
	enum delivery state; /* rejected or unknown */
	char why[96];
};

/* What is marked in the same transaction: what became of MTs, and how far events were published. */
struct settled {
	const int64_t *sent; /* outbox rows */
	size_t sent_n;
	const int64_t *expired;
	size_t expired_n;
	const struct settled_end *ended;
	size_t ended_n;
	int64_t published; /* last event seq; 0: as it is */
};
bool settled_any(const struct settled *s);

/* Decides and commits all inputs in one transaction, one fsync. `done` may be NULL. False: the store failed, nothing
 * of the batch holds, and nothing may be acknowledged; store_why() tells. An empty batch with nothing settled does
 * nothing. */
bool batch_run(struct gateway *g, struct batch *b, const struct settled *done, int64_t now);

#endif
