/* One carrier's channel: what waits, what is under way, and how much it takes now. Knows no socket. All times are steady
 * ms. It is for this wing alone. */
#ifndef CARRIER_CHANNEL_H
#define CARRIER_CHANNEL_H

#include "gateway/carrier/carrier_texts.h"
#include "gateway/carrier/segment_window.h"

struct carrier_channel {
	char name[CHANNEL_BYTES];
	struct channels *held;
	const struct channel *file; /* NULL: there is none any longer; what is under way ends */
	size_t under_way;
	struct carrier_texts waiting; /* what may not leave yet */
	struct segment_window window;
	unsigned unanswered; /* how many times in a row it was sent something and gave no whole answer */
	int64_t rests_until;
	int64_t fresh_until; /* until then each request has a connection of its own */
};

/* NULL: out of memory. */
struct carrier_channel *carrier_channel_new(const char *name);
/* Nothing of it may be under way. Frees what waits. */
void carrier_channel_free(struct carrier_channel *c);
/* From now on this file holds; NULL: none. False: out of memory for its rate; the one before goes on. */
bool carrier_channel_renew(struct carrier_channel *c, struct channels *all, const struct channel *file);

/* It has no place for a text, not even for one that waits. */
bool carrier_channel_is_full(const struct carrier_channel *c);
/* How many texts may leave now, so far as is known before their lengths are. */
size_t carrier_channel_room(struct carrier_channel *c, int64_t now);
/* When it goes on by itself: what waits may leave, or there is room again. INT64_MAX: never. */
int64_t carrier_channel_next(struct carrier_channel *c, int64_t now);

/* Takes a text over. */
void carrier_channel_add(struct carrier_channel *c, struct carrier_text *t);
/* The next that may leave now, which counts as under way; NULL: none may. */
struct carrier_text *carrier_channel_take(struct carrier_channel *c, int64_t now);
/* Its segments leave now. */
void carrier_channel_leaves(struct carrier_channel *c, const struct carrier_text *t, int64_t now);
/* One is under way no longer. */
void carrier_channel_done(struct carrier_channel *c);
/* What became of a request that was sent. A carrier that answers nothing is sent one at a time, and more and more
 * seldom: each of these texts may be lost. One that ends kept connections without a word is given none for a while. */
void carrier_channel_heard(struct carrier_channel *c, const struct http_outcome *o, int64_t now);

#endif
