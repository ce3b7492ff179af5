/* The lanes of the outbox, one for each channel: by which transport it goes, and whether its texts flow or wait. Knows
 * no store. It is for this wing alone.
 *
 *           no room, or its receiver has one under way       nobody, or later
 *   FLOWS ────────────────────────────────────────► BEHIND ◄──────────┐
 *     ▲                                               │               │ the oldest is taken, or none is left
 *     └──────────── all that waited is handed over ───┘    any ──► BLOCKED
 */
#ifndef MT_LANES_H
#define MT_LANES_H

#include "gateway/transport/transports.h"

#define LANE_RETRY_MS 1000 /* who begins to listen should not wait for longer than 2 s */

enum lane_state {
	LANE_FLOWS,
	LANE_BEHIND, /* its rows from `oldest` on are handed over in a scan of their own */
	LANE_BLOCKED /* only its oldest row is tried, now and then */
};

struct lane {
	char name[CHANNEL_BYTES];
	const struct transport *transport; /* NULL: none carries it */
	enum lane_state state;
	int64_t oldest;   /* unless it flows: no row before this one waits */
	unsigned answers; /* so many of its texts were answered */
	bool waits;       /* BEHIND: until something of it is answered, or new */
	bool trying;      /* BLOCKED: its oldest is under way */
	int64_t retry_at; /* BLOCKED: steady ms */
};

/* Zero-initialise. */
struct mt_lanes {
	struct lane *all;
	size_t n, cap;
};

void mt_lanes_free(struct mt_lanes *l);
/* The place of a channel's lane in all[], made if there is none. False: out of memory. */
bool mt_lanes_find(struct mt_lanes *l, const struct transports *ts, const char *channel, uint32_t *place);
/* A lane is behind that could go on. */
bool mt_lanes_look(const struct mt_lanes *l);
/* steady ms of the next try of a blocked lane with room; INT64_MAX: there is none. */
int64_t mt_lanes_retry_at(const struct mt_lanes *l);

/* How many texts all transports take, or a lane's, `keep` places left free for what is no text. */
size_t mt_lanes_room(const struct transports *ts, size_t keep);
size_t lane_room(const struct lane *l, size_t keep);
/* Its transport must have one text to a receiver at a time. */
bool lane_is_unordered(const struct lane *l);
/* A row waits, and all behind it. */
void lane_fall_behind(struct lane *l, int64_t row);
/* Nobody took this row. Says so the first time. */
void lane_block(struct lane *l, int64_t row, const char *why);
/* Its oldest was tried, and now waits no longer. taken: the others may follow. */
void lane_tried(struct lane *l, bool taken);
/* None waits that could be tried. */
void lane_unblock(struct lane *l);

#endif
