/* The post: MTs out of the outbox to the broker, in order of their rows, each until it is taken for someone.
 *
 * An MT that the broker took for nobody stays ready and blocks its channel: then only the channel's oldest is tried, once a
 * second, and when it is taken all the others follow in order. */
#ifndef POST_H
#define POST_H

#include "gateway/batch.h"
#include "gateway/broker.h"

struct post;

/* NULL when out of memory. All that is ready will be handed over (again). */
struct post *post_new(struct store *s);
void post_free(struct post *p);

void post_more(struct post *p, size_t n);  /* so many were committed */
bool post_looks(const struct post *p);     /* there may be rows that are not handed over */
size_t post_waiting(const struct post *p); /* of them, and not handed over yet; as good as it can be told */
void post_look(struct post *p);            /* there may be new rows */
/* Hands over at most `room` rows. */
void post_send(struct post *p, struct broker *b, size_t room);
/* The oldest row of each blocked channel, where it is time. */
void post_try_blocked(struct post *p, struct broker *b);
/* What the broker said of a row: a reason as its hook has it. */
void post_answered(struct post *p, int64_t id, int reason);

/* Rows to be marked with the next commit, and that it was made. */
void post_settled(const struct post *p, struct settled *out);
void post_settled_kept(struct post *p);

int64_t post_retry_at(const struct post *p); /* steady ms; INT64_MAX: no channel is blocked */

#endif
