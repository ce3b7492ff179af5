/* What goes out, as it is kept, copied, in queues. Knows no library and no lock. It is for this wing alone. */
#ifndef PUBLISH_QUEUE_H
#define PUBLISH_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/transport/transport.h"

#define EXPIRED_UNSENT \
	(-1) /* said where a reason of MQTT 5 is told otherwise: its time was over before it could leave */

struct queued_publish {
	struct queued_publish *next;
	const char *topic, *payload, *correlation; /* in `bytes`; the topic whole */
	size_t n, correlation_n;
	int64_t until; /* steady ms; 0: never expires */
	int64_t tag;
	bool retain;
	char bytes[];
};

/* Zero-initialise; the queue owns what is in it. */
struct publish_queue {
	struct queued_publish *first, **end;
	size_t n;
};

/* Adds a copy as the last; `prefix` and a slash stand before a topic that is not whole. False: out of memory. */
bool publish_queue_add(struct publish_queue *q, const char *prefix, const struct publish *p);
void publish_queue_move(struct publish_queue *from, struct publish_queue *to); /* all, behind what is there */
void publish_queue_drop_first(struct publish_queue *q);                        /* there must be one */
void publish_queue_clear(struct publish_queue *q);

#endif
