/* One input under way inside a batch's transaction. It is for this wing alone: batch.c, and the files that take one
 * kind of input. */
#ifndef INTAKE_H
#define INTAKE_H

#include "db/store/inbox.h"
#include "gateway/road/store_world.h"
#include "gateway/state/gateway.h"
#include "gateway/state/input.h"
#include "handlers/decide/decide.h"

#define DESK "desk"   /* who puts in a text by hand, as nobody in particular */
#define MUTED "muted" /* why an answer was not given: answer_limits.h */

struct intake {
	struct gateway *g;
	struct input *in;
	struct context context;
	struct world world;
	struct store_world store_world;
	int64_t now; /* UTC ms: when it came */
	int64_t row; /* of the inbox */
	bool muted;  /* the sender is not answered */
	bool told;   /* they are told by SMS of what another has put in for them, who is answered where they ask */
};

/* Begins with an input whose results are forgotten. `intake` must stay where it is. */
void intake_begin(struct intake *intake, struct gateway *g, struct input *in, int64_t now);

/* Whether memory has sufficed so far. If not, the store is made to fail, for nothing of the batch may hold. To be
 * asked before anything is written. */
bool intake_had_memory(const struct intake *intake);
void intake_outcome(struct intake *intake, const char *outcome);

/* The input as the inbox keeps it, without key, sender and digest. */
struct inbox_entry intake_entry(const struct intake *intake);

/* Each returns false if the store or memory failed. */

/* Files it in the inbox; *again: its key is there already. */
bool intake_file(struct intake *intake, const struct inbox_entry *entry, bool *again);
/* Of who is answered where they ask: whether their key was used for the other, `kind` by `channel`, before. Then nothing is to
 * be done, and they are told so. */
bool intake_key_differs(struct intake *intake, const char *key, const char *kind, const char *channel);
/* Keeps one that is not filed yet, with its reason, and says so on rejected/ and to the sender. */
bool intake_reject(struct intake *intake, const char *id, const char *why);
/* The same for one that is in the inbox already. */
bool intake_reject_filed(struct intake *intake, const char *id, const char *why);
/* The same key again: nothing happens but its reply. */
bool intake_reply_again(struct intake *intake, const char *id);
/* Whose number this is; NULL: nobody's, or the store failed. What it points to stays good for the whole decision, as
 * long as *p does. */
const struct person *intake_person(const struct intake *intake, const char *number, struct person *p);

/* Notes an answer to this number; true if it is muted. `idle`: the text did nothing but ask. */
bool intake_is_muted(const struct intake *intake, const char *number, bool idle);
/* Puts a text into the outbox. */
bool intake_send(struct intake *intake, const struct message *m);
bool intake_send_with(struct intake *intake, const struct message *m,
		      const char *params); /* JSON, in place of its own */
/* All texts of a decision, but for an answer that is given where it was asked, or not at all. */
bool intake_send_all(struct intake *intake, const struct effects *e);
/* The answer among them; NULL: there is none. */
const struct message *intake_answer(const struct effects *e);
/* Keeps what the input said for fields of the ticket, whose row is there. */
bool intake_keep_words(struct intake *intake, const struct effects *e);
/* Makes a decision true: its events, its texts, and what became of the input. */
bool intake_apply(struct intake *intake, const struct effects *e, const char *outcome);
/* The same of what happens to another ticket because of it: its events and its texts alone. */
bool intake_apply_besides(struct intake *intake, const struct effects *e);

#endif
