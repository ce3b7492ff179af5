/* One batch through the four steps: gather → decide → commit → release (design.md).
 *
 * The same road for the broker, the verbs and a rehearsal. What a batch returns may be released only when batch_run()
 * has returned true: it is on disk then. */
#ifndef BATCH_H
#define BATCH_H

#include "db/messages/delivery.h"
#include "db/sqlite/store.h"
#include "gateway/config/setup.h"
#include "handlers/people/roster.h"

#define PAYLOAD_MAX (64 * 1024)
#define CHANNEL_SAID 256 /* enough to tell one that is too long by its beginning */
#define BATCH_MAX 512    /* a soft bound for gathering; the array grows past it */

enum input_kind { IN_MO, IN_DLR, IN_OPEN, IN_DUE }; /* IN_DUE: the clock; it has no payload */

struct input {
	/* in; all owned by the input */
	enum input_kind kind;
	char channel[CHANNEL_SAID]; /* of mo and dlr, as the topic has it: whether it holds is seen in the batch */
	char *payload;              /* bytes as they came, and a NUL behind */
	size_t length;
	char *reply_to; /* response topic, or NULL: only what lies under PREFIX/reply/ */
	void *correlation;
	size_t correlation_n;
	bool by_hand; /* a verb or the desk: answered here, not by SMS */
	int64_t came; /* UTC ms */
	/* out */
	int64_t row; /* of the inbox; of the first one if it came again */
	bool again;
	char outcome[16];
	int64_t ticket;
	char *answer;         /* what the sender was told, or NULL */
	char *reply;          /* JSON for reply_to, or NULL */
	char *rejected;       /* JSON for rejected/…, or NULL */
	size_t texts, events; /* how many it caused */
	bool reported;        /* of dlr: it told how far a text of ours got: */
	enum delivery report;
};

struct metrics;
struct poison;
struct limits;
struct stale_tickets;

struct gateway {
	const struct setup *setup;
	struct rules *rules;
	struct store *store;
	struct roster roster;
	int64_t roster_version;
	struct metrics *metrics; /* of `serve`; else NULL, as are the next */
	struct poison *poison;
	struct limits *limits;
	struct stale_tickets *stale;
};

/* Opens the store, loads the roster. One line in why[size] on failure. */
bool gateway_open(struct gateway *g, const struct setup *s, struct rules *r, const char *database, char *why,
		  size_t size);
void gateway_close(struct gateway *g);

/* A batch under way; add inputs, run, read results, clear. */
struct batch {
	struct input *all;
	size_t n, cap;
};
/* Room for one more, zeroed; NULL when out of memory. The pointer holds until the next call. */
struct input *batch_add(struct batch *b);
void batch_clear(struct batch *b);
void batch_free(struct batch *b);

/* Also marked in the same transaction: MTs that the broker took, and how far events were published. */
struct settled {
	const int64_t *sent; /* outbox rows */
	size_t sent_n;
	const int64_t *expired;
	size_t expired_n;
	int64_t published; /* last event seq; 0: as it is */
};
/* Decides and commits all inputs in one transaction, one fsync. `done` may be NULL. False: the store failed, nothing of the batch holds,
 * nothing may be acknowledged; store_why() tells. An empty batch with nothing settled does nothing. */
bool batch_run(struct gateway *g, struct batch *b, const struct settled *done, int64_t now);

#endif
