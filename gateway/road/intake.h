/* One input under way inside a batch's transaction: for batch.c and the files that take one kind of input alone. */
#ifndef INTAKE_H
#define INTAKE_H

#include "db/tables/inbox.h"
#include "gateway/road/batch.h"
#include "gateway/road/store_world.h"
#include "handlers/decide/decide.h"
#include "templates/text/units.h"

#define DESK "desk"   /* who puts in a text by hand, as nobody in particular */
#define MUTED "muted" /* why an answer was not given: answer_limits.h */

/* What is known of an input while it is worked on. */
struct intake {
	struct gateway *g;
	struct input *in;
	struct context house;
	struct world world;
	struct world_of of;
	int64_t now;
	int64_t row;
	bool muted; /* the sender is not answered */
};

/* Each takes one kind of input: false if it cannot be decided now, with store_failed() where the store is why. */
bool take_mo(struct intake *w);
bool take_dlr(struct intake *w);
bool take_open(struct intake *w);
/* What the clocks have to say by now: at most DUE_AT_ONCE tickets, what falls to one person joined into one text. */
bool take_due(struct intake *w);
#define DUE_AT_ONCE 256

bool intake_had_memory(const struct intake *w);
void intake_digest(const void *data, size_t n, unsigned char out[32]);
void intake_outcome(struct input *in, const char *outcome);
/* Counts an answer to this number; true if it is muted. `idle`: the text did nothing but ask. */
bool intake_is_muted(const struct intake *w, const char *number, bool idle);
/* Keeps it with its reason, and says so on rejected/ and to the sender. */
bool intake_reject(struct intake *w, const char *id, const char *why);
/* The same for one that is in the inbox already. */
bool intake_refuse_taken(struct intake *w, const char *id, const char *why);
/* Puts a text into the outbox. */
bool intake_post(struct intake *w, const struct message *m);
/* Makes a decision true: its events, its texts, and what became of the input. */
bool intake_apply(struct intake *w, const struct effects *e, const char *outcome);
bool intake_take_input(struct intake *w, const struct inbox_entry *entry, bool *again);
/* The same key again: nothing happens but its reply. */
bool intake_reply_again(struct intake *w, const char *id);

/* Reads the roster again where the database's is another; in gateway.c. */
bool gateway_refresh(struct gateway *g);

#endif
