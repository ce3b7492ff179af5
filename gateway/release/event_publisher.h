/* Publishes events as they enter the ledger, and where each ticket stands now.
 *
 * What a broker retains may be lost with its store, or be of another database: so where each open ticket stands is
 * published again at the beginning, and whenever the broker has lost our session. So is a ticket of which a clock
 * has passed: stale_tickets.h. It is for this wing alone. */
#ifndef EVENT_PUBLISHER_H
#define EVENT_PUBLISHER_H

#include "gateway/state/gateway.h"
#include "gateway/transport/transports.h"

struct publisher;

/* Begins behind the cursor that the store keeps; NULL when the store or memory fails. */
struct publisher *publisher_new(struct gateway *g);
void publisher_free(struct publisher *p);

void publisher_look(struct publisher *p);        /* there may be new events */
bool publisher_looks(const struct publisher *p); /* there may be some that are not handed over */
void publisher_send(struct publisher *p, const struct transport *t);
void publisher_republish(struct publisher *p); /* the broker may have lost what it retained */
/* The tickets that a clock changed, and a few of the open ones that are to be published again; to be called behind
 * all else. */
void publisher_send_again(struct publisher *p, const struct transport *t);
/* What became of one of an event's two messages: as in transport.h. */
void publisher_answered(struct publisher *p, int64_t seq, enum transport_outcome outcome, const char *why);

/* The cursor to be kept with the next commit (0: as it is), and that it was made. */
int64_t publisher_settled(const struct publisher *p);
void publisher_settled_kept(struct publisher *p);

#endif
