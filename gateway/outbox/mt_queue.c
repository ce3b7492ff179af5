#include "gateway/outbox/mt_queue.h"

#include <stdlib.h>

#include "db/outbox/outbox_waiting.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/outbox/mt_answers.h"
#include "gateway/outbox/mt_board.h"
#include "gateway/outbox/mt_failover.h"
#include "gateway/outbox/mt_hand.h"
#include "gateway/state/channel_state.h"

struct mt_queue {
	const struct gateway *g;
	struct mt_board board;
	bool look;     /* any channel may have rows that are not known */
	bool began;    /* what the last gateway left under way is noted */
	bool waits;    /* for the commit that writes it: it is older than what is ready */
	uint32_t next; /* the lane that is first next time: none takes all the room from the others */
};

/* ---- which lanes there are ---- */

/* A text that comes while a lane has nothing to be tried by is what it waits for. */
static void look_at(struct lane *l)
{
	l->look = true;
	if (l->blocked && l->idle)
		l->retry_at = clock_steady();
	l->idle = false;
}

static bool look_for_lanes(struct mt_queue *q, const struct transports *ts)
{
	char channel[CHANNEL_BYTES] = "";
	uint32_t lane;

	while (outbox_next_channel(q->board.store, channel, channel)) {
		if (!mt_board_add_lane(&q->board, ts, channel, &lane))
			return false;
		mt_board_read_again(&q->board, lane);
		look_at(mt_board_lane(&q->board, lane));
	}
	return !store_failed(q->board.store);
}

void mt_queue_committed(struct mt_queue *q)
{
	char channel[CHANNEL_BYTES];
	bool missed = false;
	uint32_t lane;
	size_t texts;

	if (!q->g->channel_states) {
		q->look = true;
		return;
	}
	while (channel_states_next(q->g->channel_states, channel, &texts, &missed)) {
		q->look |= missed;
		if (!mt_lanes_known(&q->board.lanes, channel, &lane)) {
			q->look = true;
			continue;
		}
		look_at(mt_board_lane(&q->board, lane));
		mt_board_lane(&q->board, lane)->waiting += texts;
	}
	q->look |= missed;
}

/* Whoever took the file of a channel away is to hear where its texts go now: whoever wrote by it last goes by it
 * still. */
static void renew_lane(struct lane *l, const struct transports *ts)
{
	bool kept = lane_keeps_tries(l);

	l->transport = transports_for(ts, l->name);
	if (kept && !lane_keeps_tries(l))
		log_warn("channel %s has no file any longer by which its texts could leave: they go by the broker, on "
			 "mt/%s",
			 l->name, l->name);
}

void mt_queue_renew(struct mt_queue *q, const struct transports *ts)
{
	for (uint32_t i = 0; i < q->board.lanes.n; i++) {
		struct lane *l = mt_board_lane(&q->board, i);

		renew_lane(l, ts);
		l->retry_at = clock_steady(); /* what was wrong may be mended: nobody is to wait for the next try */
		l->tries = 0;
		mt_board_read_again(&q->board, i);
	}
	q->look = true;
}

/* ---- handing over ---- */

static void try_blocked(struct mt_queue *q, int64_t now)
{
	for (uint32_t i = 0; i < q->board.lanes.n; i++) {
		struct lane *l = mt_board_lane(&q->board, i);

		if (!l->blocked || l->trying || clock_steady() < l->retry_at || !lane_room(l, 0) ||
		    mt_hand_oldest(&q->board, i, now))
			continue;
		/* Nothing waits. Of one that is down, the next text is to show whether it still is. */
		l->idle = true;
		if (l->down)
			l->retry_at = INT64_MAX;
		else
			l->blocked = false;
		q->board.held_due = 0;
	}
}

/* A chunk of each lane in turn, as long as there is more. */
static void send_all(struct mt_queue *q, size_t keep, int64_t now)
{
	uint32_t n = (uint32_t)q->board.lanes.n;
	bool more = true;

	while (more) {
		more = false;
		for (uint32_t i = 0; i < n; i++)
			more |= mt_hand_some(&q->board, (q->next + i) % n, keep, now);
	}
	q->next = n ? (q->next + 1) % n : 0;
}

void mt_queue_send(struct mt_queue *q, const struct transports *ts, size_t keep)
{
	struct mt_board *b = &q->board;
	int64_t now = clock_now();

	if (!q->began) {
		q->began = mt_answers_of_the_dead(b, ts);
		q->waits = b->settled.hurried;
	}
	if (!q->began || q->waits)
		return;
	if (q->look)
		q->look = !look_for_lanes(q, ts);
	mt_hand_going(b, now);
	try_blocked(q, now);
	mt_failover_tend(b, q->g, clock_steady());
	mt_board_call_due(b, now);
	mt_hand_called(b, keep, now);
	send_all(q, keep, now);
}

void mt_queue_answered(struct mt_queue *q, const struct transport_answer *a)
{
	mt_answers_take(&q->board, a);
}

/* ---- written ---- */

void mt_queue_settled(struct mt_queue *q, struct settled *out)
{
	mt_settled_show(&q->board.settled, out);
}

static bool any_moved(const struct mt_settled *s)
{
	for (size_t i = 0; i < s->changes_n; i++)
		if (s->changes[i].kind == SETTLED_MOVED)
			return true;
	return false;
}

void mt_queue_settled_kept(struct mt_queue *q)
{
	q->look |= any_moved(&q->board.settled);
	mt_board_written(&q->board);
	q->waits = false;
}

bool mt_queue_hurried(const struct mt_queue *q)
{
	return q->board.settled.hurried;
}

void mt_queue_stop(struct mt_queue *q)
{
	mt_board_stop(&q->board);
}

/* ---- the rest ---- */

bool mt_queue_looks(const struct mt_queue *q)
{
	return q->look || q->board.called.n || mt_lanes_look(&q->board.lanes);
}

size_t mt_queue_waiting(const struct mt_queue *q)
{
	size_t all = 0;

	for (size_t i = 0; i < q->board.lanes.n; i++)
		if (!q->board.lanes.all[i].blocked)
			all += q->board.lanes.all[i].waiting;
	return all;
}

void mt_queue_look(struct mt_queue *q)
{
	q->look = true;
}

int64_t mt_queue_wait(const struct mt_queue *q)
{
	int64_t now = clock_now(), due = q->board.held_due, wait = mt_lanes_wait(&q->board.lanes, clock_steady());

	if (due == INT64_MAX)
		return wait;
	return due - now < wait ? due - now : wait;
}

struct mt_queue *mt_queue_new(const struct gateway *g)
{
	struct mt_queue *q = calloc(1, sizeof(*q));

	if (!q)
		return NULL;
	q->g = g;
	q->look = true;
	if (mt_board_init(&q->board, g->store))
		return q;
	mt_queue_free(q);
	return NULL;
}

void mt_queue_free(struct mt_queue *q)
{
	if (!q)
		return;
	mt_board_free(&q->board);
	free(q);
}
