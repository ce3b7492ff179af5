/* Release: what a commit has earned goes out, and what became of it is gathered for the next commit.
 *
 * Replies and rejections from memory (replies.h), MTs from the outbox (mt_queue.h), events from the ledger
 * (event_publisher.h); all as far as the transports have room. */
#ifndef RELEASE_H
#define RELEASE_H

#include "gateway/road/batch.h"
#include "gateway/transport/transports.h"

struct release;

/* Reads the cursor; NULL when the store or memory fails. What is ready will go out again, by the same ids. */
struct release *release_new(struct gateway *g);
void release_free(struct release *r);

/* Takes the replies and rejections out of a committed batch, and looks for what it put in. */
void release_batch(struct release *r, struct batch *b);
/* What the other side retained may be gone. */
void release_forgotten(struct release *r);
/* The files were read again, and the transports know. */
void release_renew(struct release *r, const struct transports *ts);
/* Somebody else has written, or the store had failed: there may be new rows and events anywhere. */
void release_look(struct release *r);
/* Hands over as much as the transports take of what is on disk: at any time outside a transaction. `last`: no
 * more rows and events, we are stopping. */
void release_pump(struct release *r, const struct transports *ts, bool last);
/* Something waits to go out until what went before is answered. */
bool release_waiting(const struct release *r);
/* More waits to go out than is taken at a time: take nothing more in until it is less. */
bool release_behind(const struct release *r);
/* The transports' hook. */
void release_answered(struct release *r, const struct transport_answer *a);

/* What should be marked with the next commit. Borrowed until release_settled_kept(). */
struct settled release_settled(const struct release *r);
/* That commit was made. */
void release_settled_kept(struct release *r);
/* True when it should be marked even without other reason for a commit. */
bool release_settled_due(const struct release *r);

/* ms until release_settled_due() or the next try of a blocked channel; -1: nothing waits. */
int release_timeout(const struct release *r);
/* Replies or rejections that are not handed over yet. */
bool release_owes(const struct release *r);

#endif
