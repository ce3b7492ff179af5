/* The lanes of the outbox, one for each channel: by which transport it goes, how far its rows are read, and whether its
 * texts flow or wait. Knows no store. It is for this wing alone.
 *
 *            nobody is there, later, or five texts in a row that nobody took
 *   FLOWS ─────────────────────────────────────────────────────────────────► BLOCKED: only its oldest is tried
 *     ▲                                                                         │        │ for 30 s, and it has `then`
 *     │                            the oldest is taken, or refused              │        ▼
 *     └─────────────────────────────────────────────────────────────────────────┴───── DOWN: its texts go by `then`
 */
#ifndef MT_LANES_H
#define MT_LANES_H

#include "db/outbox/outbox_tries.h"
#include "gateway/outbox/mt_ids.h"
#include "gateway/transport/transports.h"

#define LANE_RETRY_MS 1000 /* who begins to listen should not wait for longer than 2 s */
#define LANE_RETRY_MOST_MS (5 * 60 * 1000)
#define LANE_WAIT_MOST_MS (60 * 60 * 1000) /* whatever a carrier asks for */
/* A connection begun anew, or a carrier that starts again, takes a few seconds: texts are not moved for that. An
 * engineer who waits for his dispatch should not wait for minutes. */
#define LANE_DOWN_MS (30 * 1000)
#define LANE_ALONE_MOST 5 /* texts in a row for which it was said that only they have to wait, or nothing was said */
/* What would not be known again is marked on disk before it leaves, and a commit takes as long as many texts: so as
 * many are marked ahead as the carrier has just taken in this time. After a kill all that are marked are doubtful. */
#define LANE_AHEAD_MS 32
#define LANE_AHEAD_MOST 1024

struct lane {
	char name[CHANNEL_BYTES];
	const struct transport *transport; /* NULL: none carries it */

	/* ---- its rows ---- */
	int64_t after;       /* they are read up to here, but for those that wait by themselves */
	bool look;           /* there may be more of them */
	unsigned begun;      /* how often reading began again at an earlier row */
	size_t waiting;      /* committed by us and not read yet, as far as is known */
	size_t marked;       /* of its rows, on the way to the disk or to the transport as `sending` */
	struct mt_ids going; /* of these, those that are on disk as such: to be handed over, in order */

	/* ---- how fast it goes ---- */
	int64_t since;              /* steady ms: */
	size_t taken, taken_before; /* texts, since then, and in the LANE_AHEAD_MS before */
	bool refills;               /* lane_refills() said so last */
	bool silent;                /* of the last text nobody knows whether it was taken */

	/* ---- whether it flows ---- */
	bool blocked;
	int64_t oldest;     /* BLOCKED: the one that was tried */
	bool trying;        /* it is under way */
	bool idle;          /* BLOCKED: there was nothing to try */
	int64_t retry_at;   /* BLOCKED: steady ms */
	unsigned tries;     /* in a row that were in vain */
	unsigned alone;     /* LANE_ALONE_MOST */
	int64_t down_since; /* steady ms: since when nothing goes; 0: something does */
	bool down;          /* said so, and its texts go by another */
	char why[TRY_WHY];
};

/* Zero-initialise. */
struct mt_lanes {
	struct lane *all;
	size_t n, cap;
};

void mt_lanes_free(struct mt_lanes *l);
/* The place of a channel's lane in all[], made if there is none, and then *made. False: out of memory. */
bool mt_lanes_find(struct mt_lanes *l, const struct transports *ts, const char *channel, uint32_t *place, bool *made);
/* The same of one that is there; false: it is not. */
bool mt_lanes_known(const struct mt_lanes *l, const char *channel, uint32_t *place);
/* A lane flows, and may have rows that are not read. */
bool mt_lanes_look(const struct mt_lanes *l);
/* ms until a blocked lane with room is to be tried; INT64_MAX: none is. */
int64_t mt_lanes_wait(const struct mt_lanes *l, int64_t steady);

/* How many it takes, `keep` places left free for what is no text, and those that are marked. Where they are marked
 * before they leave, more may be than there is room for. */
size_t lane_room(const struct lane *l, size_t keep);
/* False: enough are marked ahead. More follow when three quarters of these have left, so that one commit
 * marks many. */
bool lane_refills(struct lane *l);
/* Its transport must have one text to a receiver at a time. */
bool lane_is_unordered(const struct lane *l);
/* Its carrier answers each text: what it says is kept, try by try. */
bool lane_keeps_tries(const struct lane *l);
/* Its carrier would not know a text again: each is marked on disk before it is handed over. */
bool lane_marks(const struct lane *l);
/* Where nobody knows whether a text was taken, it is sent again: its carrier knows it. */
bool lane_resends(const struct lane *l);

/* Nothing of it is taken: this row was not, and was `tried` if it was the one by which a blocked lane is. `wait_ms`: as
 * its carrier wants it; 0: it named no time. Says so the first time. */
void lane_block(struct lane *l, int64_t row, bool tried, const char *why, int64_t wait_ms);
/* A text of it was taken. */
void lane_took(struct lane *l, int64_t steady);
/* Nobody knows whether a text of it was: until one is taken, none is marked ahead. */
void lane_is_silent(struct lane *l);
/* A text of it was taken, or refused: the others may follow. */
void lane_flows(struct lane *l);
/* ms until the n-th try of a row: from 1 s to 5 min, each about twice the one before, and no two rows alike. */
int64_t lane_backoff(int64_t row, unsigned n);
/* Since LANE_DOWN_MS nothing has gone. Notes when that began: to be called in each turn. */
bool lane_is_down(struct lane *l, int64_t steady);

#endif
