/* How many segments may leave by a channel in any one second. All times are steady ms. It is for this wing alone. */
#ifndef SEGMENT_WINDOW_H
#define SEGMENT_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct segment_use { /* of one ms or more: `segments` count until then */
	int64_t until;
	int segments;
};

/* Zero-initialise: that lets any number pass. */
struct segment_window {
	int per_second;
	struct segment_use *uses; /* a ring, in the order in which they end */
	size_t size, first, n;
	int used;
};

/* 0: any number may leave. What has left already counts under the new number. False: out of memory, and nothing is
 * changed. */
bool segment_window_set(struct segment_window *w, int per_second);
void segment_window_free(struct segment_window *w);

/* How many segments may leave now; INT_MAX where any number may. */
int segment_window_room(struct segment_window *w, int64_t now);
/* From when on a text of so many segments may leave; `now`: at once. One of more than a second's worth leaves when
 * nothing counts, and counts for as long as its segments last. */
int64_t segment_window_opens(struct segment_window *w, int segments, int64_t now);
/* It leaves now. */
void segment_window_use(struct segment_window *w, int segments, int64_t now);

#endif
