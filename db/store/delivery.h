/* How far a text that goes out has got: the one list of these states.
 *
 *	ready ─► sending ─► sent ─► accepted ─► delivered, failed, expired, rejected
 *
 * A state may be skipped, and a delivery report may overtake the mark that precedes it. `sending` is for a carrier that
 * would not know a text again: on disk before it is handed over, and ready once more where the carrier wants it later.
 * `unknown` is for one that fell silent: nobody knows whether the text went out. */
#ifndef DELIVERY_H
#define DELIVERY_H

#include <stdbool.h>

/* One row a state: its name in C; its word in the database, in reports, in metrics and on the screen; and what it is:
 *	OPEN      any other may follow
 *	REPORTED  the same, and a delivery report may say it
 *	FINAL     a delivery report may say it, and none follows */
#define DELIVERY_STATES(X)                \
	X(READY, "ready", OPEN)           \
	X(SENDING, "sending", OPEN)       \
	X(SENT, "sent", OPEN)             \
	X(ACCEPTED, "accepted", REPORTED) \
	X(DELIVERED, "delivered", FINAL)  \
	X(FAILED, "failed", FINAL)        \
	X(EXPIRED, "expired", FINAL)      \
	X(REJECTED, "rejected", FINAL)    \
	X(UNKNOWN, "unknown", OPEN)

#define DELIVERY_ENUM(name, word, kind) DELIVERY_##name,
enum delivery { DELIVERY_STATES(DELIVERY_ENUM) DELIVERY_N };
#undef DELIVERY_ENUM

const char *delivery_name(enum delivery d);
/* False if it is none of these words. */
bool delivery_read(const char *word, enum delivery *d);
/* Whether a delivery report may say it. */
bool delivery_is_reported(enum delivery d);
/* Whether a text in this state will never arrive. */
bool delivery_is_lost(enum delivery d);

#endif
