/* What carriers answered to texts, try by try, and what people did with them. Only channels whose carrier answers each
 * request keep this; of a text that goes by MQTT the last word alone is known. */
#ifndef OUTBOX_TRIES_H
#define OUTBOX_TRIES_H

#include "db/store/delivery.h"
#include "db/store/store.h"
#include "handlers/people/people.h"

#define TRY_WHY 96
#define CARRIER_ID 128 /* bytes of a carrier's id for a text, with the NUL */

/* One row an outcome: its name in C, and its word in the database and on the screen. */
#define TRY_OUTCOMES(X)                                                                        \
	X(TAKEN, "taken")                                                                      \
	X(LATER, "later")                                                                      \
	X(REFUSED, "refused")                                                                  \
	X(UNKNOWN, "unknown") /* nobody knows whether it was taken */                          \
	X(EXPIRED, "expired")                                                                  \
	X(MOVED, "moved")   /* to another channel, because this one is down: `why` names it */ \
	X(RESENT, "resent") /* by a person */                                                  \
	X(DROPPED, "dropped")

#define TRY_ENUM(name, word) TRY_##name,
enum try_outcome { TRY_OUTCOMES(TRY_ENUM) TRY_N };
#undef TRY_ENUM

const char *try_name(enum try_outcome o);

struct outbox_try {
	int n; /* from 1 */
	int64_t at;
	char channel[CHANNEL_BYTES];
	enum try_outcome outcome;
	int status; /* of HTTP; 0: there was none */
	char why[TRY_WHY];
};
/* All of one text, in order; at most max. */
size_t outbox_tries(struct store *s, int64_t id, struct outbox_try *out, size_t max);

/* Marks those of them that are ready as `sending`, and says how many were; cheapest where the ids follow one another.
 * Inside a transaction, as all below. */
bool outbox_mark_sending(struct store *s, const int64_t *ids, size_t n, int64_t now, size_t *marked);
/* Takes that back. */
bool outbox_take_back(struct store *s, int64_t id, int64_t now);

/* What is to be written of a text that was tried, or has expired. */
struct outbox_answer {
	int64_t id;
	enum try_outcome outcome;
	enum delivery state; /* in which that leaves it */
	int64_t not_before;  /* of READY: UTC ms; 0: it waits for nothing of its own */
	int status;
	const char *why;        /* "": there is no more to say; of EXPIRED, only where no try left a reason */
	const char *carrier_id; /* as the carrier wrote it; "": it said none */
};
/* Nothing takes back a final state, nor `sent` or `unknown` accepted. Reports that came before
 * this answer, by the carrier's id, hold now: *reported says the last of them (as it was: READY for none). */
bool outbox_answered(struct store *s, const struct outbox_answer *a, int64_t now, enum delivery *reported);
/* Ready ones go by another channel from now on. What is not ready stays. */
bool outbox_move(struct store *s, int64_t id, const char *channel, const char *why, int64_t now);

/* Those that were marked as `sending` when a gateway ended, with id > after, in order. */
struct outbox_left {
	int64_t id;
	char channel[CHANNEL_BYTES];
};
size_t outbox_left_sending(struct store *s, int64_t after, struct outbox_left *out, size_t max);

#endif
