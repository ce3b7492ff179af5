/* One who listens to changes: what they have been told, and what waits to be sent to them. For one thread. */
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/api/access/access.h"
#include "gateway/state/metrics.h"
#include "templates/text/text.h"

#define STREAM_WAITS (64 * 1024) /* bytes; while more wait to be read, nothing is added, and nothing is lost by that */

struct stream {
	struct stream *next, **link; /* of the hub */
	struct access access;
	char secret[TOKEN_BYTES]; /* of its session; "" where the token itself was shown */
	int64_t seq;              /* events up to this one are told, */
	size_t waiting, unknown;  /* and so many texts; SIZE_MAX: none */
	uint64_t moved;           /* what metrics_moved() said then */
	int status;               /* an enum readiness; -1: nothing was said of it */
	int64_t beat_at;          /* steady ms */
	struct text out;
	size_t sent; /* bytes of it */
	bool ended;  /* it sends what it has, and is over */
	void *owner; /* the web's */
};

/* True if there is something to do for who sends it: bytes, or its end. */
bool stream_has_news(const struct stream *s);
/* Up to n bytes of what waits; 0: nothing does. */
size_t stream_take(struct stream *s, char *to, size_t n);

#endif
