/* One input under way inside a batch's transaction: for batch.c and the files that take one kind of input alone. */
#ifndef WORK_H
#define WORK_H

#include "db/mail.h"
#include "gateway/batch.h"
#include "gateway/world.h"
#include "handlers/decide.h"

#define DESK "desk" /* who puts in a text by hand, as nobody in particular */
#define WHY_BYTES 256
#define MUTED "muted" /* why an answer was not given: limits.h */

/* What is known of an input while it is worked on. */
struct work {
	struct gateway *g;
	struct input *in;
	struct house house;
	struct world world;
	struct world_of of;
	int64_t now;
	int64_t row;
	bool muted; /* the sender is not answered */
};

/* Each takes one kind of input: false if it cannot be decided now, with store_failed() where the store is why. */
bool take_mo(struct work *w);
bool take_dlr(struct work *w);
bool take_open(struct work *w);
/* What the clocks have to say by now: at most DUE_AT_ONCE tickets, what falls to one person joined into one text. */
bool take_due(struct work *w);
#define DUE_AT_ONCE 256

bool work_had_memory(const struct work *w);
void work_digest(const void *data, size_t n, unsigned char out[32]);
void work_outcome(struct input *in, const char *outcome);
/* Counts an answer to this number; true if it is muted. `idle`: the text did nothing but ask. */
bool work_is_muted(const struct work *w, const char *number, bool idle);
/* Keeps it with its reason, and says so on rejected/ and to the sender. */
bool work_reject(struct work *w, const char *id, const char *why);
/* The same for one that is in the inbox already. */
bool work_refuse_taken(struct work *w, const char *id, const char *why);
/* Puts a text into the outbox. */
bool work_post(struct work *w, const struct message *m);
/* Makes a decision true: its events, its texts, and what became of the letter. */
bool work_apply(struct work *w, const struct effects *e, const char *outcome);
bool work_take_letter(struct work *w, const struct letter *l, bool *again);
/* The same key again: nothing happens but its reply. */
bool work_reply_again(struct work *w, const char *id);

/* Reads the roster again where the database's is another; in gateway.c. */
bool gateway_refresh(struct gateway *g);

#endif
