/* What comes in: the topics that we subscribe to, a bounded number of messages in a turn, and none while paused. It
 * is for this wing alone. */
#ifndef INCOMING_H
#define INCOMING_H

#include <mosquitto.h>

#include "gateway/transport/transport.h"

#define INCOMING_TOPICS 3 /* below the prefix: mo/+, dlr/+ and ticket/open */

struct incoming {
	const char *prefix;
	char *topics[INCOMING_TOPICS];
	char *reply_prefix;
	int keepalive;   /* s */
	int mid;         /* of the last request to subscribe */
	bool paused;     /* no texts are wanted now */
	int64_t read_at; /* steady ms: when it was last read */
	/* this turn: */
	bool more;       /* it ended at its bound, and not because the socket was dry */
	size_t n, bytes; /* of messages */
};

/* `prefix` is borrowed. False: out of memory. */
bool incoming_init(struct incoming *in, const char *prefix, int keepalive);
void incoming_free(struct incoming *in);

/* Asks for all topics at QoS 1. The library's code. */
int incoming_subscribe(struct incoming *in, struct mosquitto *m);
/* What the broker granted; what it did not goes to the log. False: this is the answer to another request. */
bool incoming_granted(const struct incoming *in, int mid, int n, const int *granted);

/* Whether messages are to be read now. */
bool incoming_is_wanted(const struct incoming *in);
/* A turn begins; `wanted`: it reads. */
void incoming_begin(struct incoming *in, bool wanted);
/* Whether this turn may take one more, `calls` of the library after its beginning. */
bool incoming_has_room(const struct incoming *in, int calls);
/* One came: hands it to the hook if it is to one of our topics. */
void incoming_take(struct incoming *in, const struct transport_hooks *hooks, const struct mosquitto_message *message,
		   const mosquitto_property *properties);

#endif
