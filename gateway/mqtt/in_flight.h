/* Publishes in the library's hands: given to it, and not answered yet, by packet id. For whoever has the connection;
 * knows no lock. It is for this wing alone. */
#ifndef IN_FLIGHT_H
#define IN_FLIGHT_H

#include "gateway/mqtt/connection.h"
#include "gateway/mqtt/publish_queue.h"

struct in_flight {
	int protocol;
	size_t most; /* of them at a time */
	/* Each that was given is answered once, those too that can never be sent: by a reason of MQTT 5, or EXPIRED_UNSENT. */
	void (*answered)(void *ctx, int64_t tag, int reason);
	void *ctx;
	const struct connection *connection;
	uint32_t packet_most; /* bytes of a packet that the broker takes; 0: any */
	size_t n;
	int last_mid;
	int64_t tags[UINT16_MAX + 1]; /* by packet id */
};

/* `window`: publishes that the broker may owe an answer to. */
void in_flight_init(struct in_flight *f, int protocol, int window, void (*answered)(void *ctx, int64_t tag, int reason),
		    void *ctx);

/* Gives as many of the queue as may be under way, in order; what finds no memory stays in it. False: the broker has
 * owed an answer for so long that no packet id is left. */
bool in_flight_fill(struct in_flight *f, struct publish_queue *queue);
/* The library's on_publish. */
void in_flight_answered(struct in_flight *f, int mid, int reason);

#endif
