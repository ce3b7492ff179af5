/* MTs out of the outbox to the transports, in order of their rows, each until it is taken for someone.
 *
 * An MT that was taken by nobody stays ready and blocks its channel: then only the channel's oldest is tried, once a
 * second, and when it is taken all the others follow in order. A channel for which there is no room waits by itself,
 * and no other for it. It is for this wing alone. */
#ifndef MT_QUEUE_H
#define MT_QUEUE_H

#include "gateway/road/batch.h"
#include "gateway/transport/transports.h"

struct mt_queue;

/* NULL when out of memory. All that is ready will be handed over (again). */
struct mt_queue *mt_queue_new(struct store *s);
void mt_queue_free(struct mt_queue *q);

void mt_queue_more(struct mt_queue *q, size_t n);  /* so many were committed */
bool mt_queue_looks(const struct mt_queue *q);     /* there may be rows that are not handed over */
size_t mt_queue_waiting(const struct mt_queue *q); /* of those committed, not read yet, as far as is known */
void mt_queue_look(struct mt_queue *q);            /* there may be new rows */
/* Hands over what there is room for. Where other things go out too, `keep` places stay free for them. */
void mt_queue_send(struct mt_queue *q, const struct transports *ts, size_t keep);
/* The oldest row of each blocked channel, where it is time. */
void mt_queue_try_blocked(struct mt_queue *q);
/* What became of a row. */
void mt_queue_answered(struct mt_queue *q, const struct transport_answer *a);

/* Rows to be marked with the next commit, and that it was made. */
void mt_queue_settled(const struct mt_queue *q, struct settled *out);
void mt_queue_settled_kept(struct mt_queue *q);

int64_t mt_queue_retry_at(const struct mt_queue *q); /* steady ms; INT64_MAX: no channel is blocked, or has room */

#endif
