/* MTs out of the outbox to the transports, each until it is taken for someone: those of one channel in order of their
 * rows, and no channel waiting for another.
 *
 * An MT that was taken by nobody stays ready and blocks its channel: then only the channel's oldest is tried, and when
 * it is taken all the others follow in order. What waits by itself is passed by others, but not by those to its
 * receiver. A channel that has been blocked for a while gives its texts to another. */
#ifndef MT_QUEUE_H
#define MT_QUEUE_H

#include "gateway/road/batch.h"
#include "gateway/transport/transports.h"

struct mt_queue;

/* NULL when out of memory. All that is ready will be handed over (again). The gateway is borrowed. */
struct mt_queue *mt_queue_new(const struct gateway *g);
void mt_queue_free(struct mt_queue *q);

void mt_queue_committed(struct mt_queue *q);   /* a batch was: what it put in is looked for */
bool mt_queue_looks(const struct mt_queue *q); /* there may be rows that are not handed over */
size_t mt_queue_waiting(
	const struct mt_queue *q);      /* of those committed, not read yet though they could go, as far as is known */
void mt_queue_look(struct mt_queue *q); /* there may be new rows, or old ones that are ready again */
void mt_queue_renew(struct mt_queue *q, const struct transports *ts); /* the channels' files were read again */
/* Hands over what there is room for. Where other things go out too, `keep` places stay free for them. */
void mt_queue_send(struct mt_queue *q, const struct transports *ts, size_t keep);
/* What became of a row. */
void mt_queue_answered(struct mt_queue *q, const struct transport_answer *a);
/* We are stopping: nothing more is handed over, and what was about to be is as before with the next commit. */
void mt_queue_stop(struct mt_queue *q);

/* Rows to be marked with the next commit, and that it was made. */
void mt_queue_settled(struct mt_queue *q, struct settled *out);
void mt_queue_settled_kept(struct mt_queue *q);
/* Something waits for that commit: it should be made at once. */
bool mt_queue_hurried(const struct mt_queue *q);

/* ms until something is to be handed over by itself; INT64_MAX: there is nothing. */
int64_t mt_queue_wait(const struct mt_queue *q);

#endif
