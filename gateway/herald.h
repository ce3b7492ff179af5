/* The herald: events, as they enter the ledger, and where each ticket stands now, to the broker.
 *
 * What a broker retains may be lost with its store, or be of another database: so where each open ticket stands is said
 * again at the beginning, and whenever the broker knows our session no more. A ticket of which a clock has passed is said again
 * too: restate.h. */
#ifndef HERALD_H
#define HERALD_H

#include "gateway/batch.h"
#include "gateway/broker.h"

struct herald;

/* Begins behind the cursor that the store keeps; NULL when the store or memory fails. */
struct herald *herald_new(struct gateway *g);
void herald_free(struct herald *h);

void herald_look(struct herald *h);        /* there may be new events */
bool herald_looks(const struct herald *h); /* there may be some that are not handed over */
void herald_send(struct herald *h, struct broker *b);
void herald_retell(struct herald *h); /* the broker may have lost what it retained */
/* The tickets that a clock changed, and a few of the open ones that are still to be said again; to be called behind all else. */
void herald_send_again(struct herald *h, struct broker *b);
/* What the broker said of one of an event's two messages: a reason of MQTT 5. */
void herald_answered(struct herald *h, int64_t seq, int reason);

/* The cursor to be kept with the next commit (0: as it is), and that it was made. */
int64_t herald_settled(const struct herald *h);
void herald_settled_kept(struct herald *h);

#endif
