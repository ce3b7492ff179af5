/* The publisher: events, as they enter the ledger, and where each ticket stands now, to the broker.
 *
 * What a broker retains may be lost with its store, or be of another database: so where each open ticket stands is said
 * again at the beginning, and whenever the broker knows our session no more. A ticket of which a clock has passed is said again
 * too: stale_tickets.h. */
#ifndef EVENT_PUBLISHER_H
#define EVENT_PUBLISHER_H

#include "gateway/road/batch.h"
#include "gateway/transport/broker.h"

struct publisher;

/* Begins behind the cursor that the store keeps; NULL when the store or memory fails. */
struct publisher *publisher_new(struct gateway *g);
void publisher_free(struct publisher *h);

void publisher_look(struct publisher *h);        /* there may be new events */
bool publisher_looks(const struct publisher *h); /* there may be some that are not handed over */
void publisher_send(struct publisher *h, struct broker *b);
void publisher_retell(struct publisher *h); /* the broker may have lost what it retained */
/* The tickets that a clock changed, and a few of the open ones that are still to be said again; to be called behind all else. */
void publisher_send_again(struct publisher *h, struct broker *b);
/* What the broker said of one of an event's two messages: a reason of MQTT 5. */
void publisher_answered(struct publisher *h, int64_t seq, int reason);

/* The cursor to be kept with the next commit (0: as it is), and that it was made. */
int64_t publisher_settled(const struct publisher *h);
void publisher_settled_kept(struct publisher *h);

#endif
