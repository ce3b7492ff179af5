/* One request with which a carrier calls back, from what it brings to what it is answered. Knows no socket and no
 * library of HTTP. */
#ifndef CALLBACK_H
#define CALLBACK_H

#include "gateway/callback/asker_queue.h"
#include "gateway/channel/channel_callback.h"

/* Stays where it is until callback_free(). */
struct callback {
	struct asker asker;
	struct channels *channels; /* held: what is taken points into them */
	const struct channel *channel;
	struct callback_taken taken;
	struct asked_input *inputs;
	void (*over)(struct callback *c); /* by the loop: it is answered, and is the owner's again */
	void *owner;
	/* the answer */
	unsigned status;
	const char *type, *body; /* of one that is taken */
	char why[WHY_BYTES];     /* of any other: what is wrong and what would work */
	int later_s;             /* of 503: not before; else 0 */
};

/* Reads what came to /mo/ or /dlr/; `name` is the channel. Takes over who holds the channels. True: it is to be put
 * into the queue, with callback_put(), once `over` is set; what came must stay till then. False: it is answered
 * already. To be freed in any case. */
bool callback_read_request(struct callback *c, struct channels *held, enum input_kind kind, const char *name,
			   const struct callback_request *r);
/* False: there is no room, and it is answered. */
bool callback_put(struct callback *c, struct asker_queue *q);
void callback_free(struct callback *c);

#endif
