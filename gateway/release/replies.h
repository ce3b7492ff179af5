/* Replies and rejections, which wait in memory for room. Best effort: whoever misses a reply sends
 * again. It is for this wing alone. */
#ifndef REPLIES_H
#define REPLIES_H

#include "gateway/road/batch.h"
#include "gateway/transport/transports.h"

struct waiting_reply;

struct replies {
	struct waiting_reply *first, *last;
	size_t n;
};

/* Takes them out of an input that is committed. What finds no room is dropped, with a line in the log. */
void replies_take(struct replies *r, struct input *in);
/* Hands over as many as the transport takes. */
void replies_send(struct replies *r, const struct transport *t);
void replies_free(struct replies *r);

#endif
