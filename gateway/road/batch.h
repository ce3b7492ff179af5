/* One batch through the four steps of the road: gather, decide, commit, release (gateway/README.md).
 *
 * The same road for the transports, the verbs and a rehearsal. What a batch returns may be released only when
 * batch_run() has returned true: it is on disk then. */
#ifndef BATCH_H
#define BATCH_H

#include "db/outbox/outbox_tries.h"
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

/* What else is to be written of one row of the outbox. */
enum settled_kind {
	SETTLED_ENDED,  /* nothing sends it again by itself: state, why */
	SETTLED_BACK,   /* it was to be handed over, and was not: it is ready as before */
	SETTLED_ANSWER, /* its carrier answered: all but `channel` */
	SETTLED_MOVED   /* it goes by `channel` now: why */
};
struct settled_change {
	int64_t id;
	enum settled_kind kind;
	enum delivery state;
	enum try_outcome outcome;
	int status;         /* of HTTP; 0: there was none */
	int64_t not_before; /* UTC ms; 0: it waits for nothing of its own */
	char why[TRY_WHY], carrier_id[CARRIER_ID], channel[CHANNEL_BYTES];
};

/* What is marked in the same transaction: what became of MTs, and how far events were published. */
struct settled {
	const int64_t *sent; /* outbox rows */
	size_t sent_n;
	const int64_t *expired;
	size_t expired_n;
	const int64_t *sending; /* about to be handed over to who would not know them again */
	size_t sending_n;
	bool *overtaken;                      /* set where one of these is not ready any more; NULL: nobody asks */
	const struct settled_change *changes; /* in this order */
	size_t changes_n;
	int64_t published; /* last event seq; 0: as it is */
};
bool settled_any(const struct settled *s);

/* Decides and commits all inputs in one transaction, one fsync. `done` may be NULL. False: the store failed, nothing
 * of the batch holds, and nothing may be acknowledged; store_why() tells. An empty batch with nothing settled does
 * nothing. */
bool batch_run(struct gateway *g, struct batch *b, const struct settled *done, int64_t now);

#endif
