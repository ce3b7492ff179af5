#include "gateway/release/mt_queue.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/outbox.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/release/mt_lanes.h"
#include "gateway/release/mt_rows.h"
#include "gateway/release/mt_settled.h"

#define CHUNK 64
#define PASSED_MOST 64 /* receivers that a scan of one lane passes over */

struct mt_queue {
	struct store *store;
	struct mt_lanes lanes;
	struct mt_rows rows;
	struct mt_rows receivers; /* that have a text under way by a transport that keeps no order */
	int64_t after;            /* rows up to here are handed over, or wait in a lane */
	bool look;
	size_t waiting; /* committed by us and not read yet */
	struct mt_settled settled;
};

/* ---- what became of it ---- */

/* It waits again. */
static void forget(struct mt_queue *q, const struct mt_row *row)
{
	int64_t id = row->id, receiver = row->receiver;

	mt_rows_remove(&q->rows, id);
	mt_rows_remove(&q->receivers, receiver);
}

static void settle(struct mt_queue *q, struct mt_row *row)
{
	mt_rows_remove(&q->receivers, row->receiver);
	row->settled = true;
}

/* False: no memory to note it. */
static bool note(struct mt_queue *q, const struct lane *l, int64_t id, enum transport_outcome outcome, const char *why)
{
	switch (outcome) {
	case TRANSPORT_TAKEN:
		return mt_settled_sent(&q->settled, id);
	case TRANSPORT_EXPIRED:
		log_warn("an MT on channel %s has expired unsent", l->name);
		return mt_settled_expired(&q->settled, id);
	case TRANSPORT_REFUSED:
		log_warn("an MT on channel %s is refused for good: %s", l->name, why);
		return mt_settled_ended(&q->settled, id, DELIVERY_REJECTED, why);
	case TRANSPORT_UNKNOWN:
		log_warn("nobody knows whether an MT on channel %s was taken: %s", l->name, why);
		return mt_settled_ended(&q->settled, id, DELIVERY_UNKNOWN, why);
	case TRANSPORT_NOBODY:
	case TRANSPORT_LATER:
		break;
	}
	return false;
}

void mt_queue_answered(struct mt_queue *q, const struct transport_answer *a)
{
	enum transport_outcome outcome = a->outcome;
	const char *why = a->why;
	int64_t id = a->tag;
	struct mt_row *row = mt_rows_find(&q->rows, id);
	struct lane *l;

	if (!row || row->settled)
		return;
	l = &q->lanes.all[row->lane];
	l->answers++;
	l->waits = false;
	if (outcome == TRANSPORT_NOBODY || outcome == TRANSPORT_LATER) {
		forget(q, row);
		lane_block(l, id, why);
		return;
	}
	if (l->trying && id == l->oldest)
		lane_tried(l, outcome != TRANSPORT_EXPIRED);
	if (note(q, l, id, outcome, why)) {
		settle(q, row);
	} else { /* it goes out again, under its id */
		forget(q, row);
		lane_fall_behind(l, id);
	}
}

void mt_queue_settled(const struct mt_queue *q, struct settled *out)
{
	mt_settled_show(&q->settled, out);
}

void mt_queue_settled_kept(struct mt_queue *q)
{
	mt_settled_kept(&q->settled, &q->rows);
}

/* ---- handing over ---- */

/* 0: any number of texts may be under way to it. */
static int64_t receiver_of(const struct lane *l, uint32_t lane, const struct outbox_mt *m)
{
	uint64_t h = 0xcbf29ce484222325u + lane;

	if (!lane_is_unordered(l))
		return 0;
	for (const char *c = m->number; *c; c++)
		h = (h ^ (unsigned char)*c) * 0x100000001b3u;
	return (int64_t)(h >> 1) | 1;
}

static bool has_one_under_way(struct mt_queue *q, int64_t receiver)
{
	return receiver && mt_rows_find(&q->receivers, receiver);
}

static bool note_under_way(struct mt_queue *q, int64_t id, uint32_t lane, int64_t receiver)
{
	if (receiver && !mt_rows_add(&q->receivers, &(struct mt_row){.id = receiver}))
		return false;
	if (mt_rows_add(&q->rows, &(struct mt_row){.id = id, .lane = lane, .receiver = receiver}))
		return true;
	mt_rows_remove(&q->receivers, receiver);
	return false;
}

/* The row is noted first: the answer may come while it is handed over. */
static bool send_row(struct mt_queue *q, const struct outbox_mt *m, uint32_t lane, int64_t now)
{
	const struct transport *t = q->lanes.all[lane].transport;
	int64_t receiver = receiver_of(&q->lanes.all[lane], lane, m);

	if (!note_under_way(q, m->id, lane, receiver))
		return false;
	if (t->row->send(t->self, m, m->expires ? (m->expires - now + 999) / 1000 : 0))
		return true;
	mt_rows_remove(&q->rows, m->id);
	mt_rows_remove(&q->receivers, receiver);
	return false;
}

static bool expire(struct mt_queue *q, const struct outbox_mt *m, uint32_t lane, int64_t now)
{
	if (!m->expires || m->expires > now ||
	    !mt_rows_add(&q->rows, &(struct mt_row){.id = m->id, .lane = lane, .settled = true}))
		return false;
	if (!mt_settled_expired(&q->settled, m->id)) {
		mt_rows_remove(&q->rows, m->id);
		return false;
	}
	log_warn("MT %s on channel %s has expired unsent", m->uuid, m->channel);
	return true;
}

/* False: no memory; not this row nor any behind it. */
static bool hand_over(struct mt_queue *q, const struct transports *ts, size_t keep, const struct outbox_mt *m,
		      int64_t now)
{
	struct lane *l;
	uint32_t lane;

	if (mt_rows_find(&q->rows, m->id))
		return true;
	if (!mt_lanes_find(&q->lanes, ts, m->channel, &lane))
		return false;
	l = &q->lanes.all[lane];
	if (l->state != LANE_FLOWS) {
		lane_fall_behind(l, m->id);
		return true;
	}
	if (expire(q, m, lane, now))
		return true;
	if (lane_room(l, keep) && !has_one_under_way(q, receiver_of(l, lane, m)))
		return send_row(q, m, lane, now);
	lane_fall_behind(l, m->id);
	return true;
}

/* Frees the chunk. False: not all of it. */
static bool hand_over_all(struct mt_queue *q, const struct transports *ts, size_t keep, struct outbox_mt *chunk,
			  size_t n, int64_t now)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		ok = ok && hand_over(q, ts, keep, &chunk[i], now);
		if (ok && q->after < chunk[i].id)
			q->after = chunk[i].id;
		outbox_mt_free(&chunk[i]);
	}
	return ok;
}

static void send_new(struct mt_queue *q, const struct transports *ts, size_t keep, int64_t now)
{
	struct outbox_mt chunk[CHUNK];
	size_t n, max;

	while (q->look && (max = mt_lanes_room(ts, keep))) {
		max = max < CHUNK ? max : CHUNK;
		n = outbox_ready(q->store, q->after, chunk, max);
		q->look = n == max;
		q->waiting = q->look && q->waiting > n ? q->waiting - n : 0;
		if (!hand_over_all(q, ts, keep, chunk, n, now)) {
			q->look = true;
			return;
		}
	}
}

/* ---- lanes that are behind ---- */

struct scan { /* of one lane's rows, from the oldest that waits */
	struct lane *l;
	uint32_t lane;
	int64_t now, at;
	int64_t passed[PASSED_MOST]; /* receivers for whom a row waits that was passed over */
	size_t passed_n;
};

/* A later row must not overtake it. False: it passes over no more of them. */
static bool pass_over(struct scan *s, int64_t receiver)
{
	for (size_t i = 0; i < s->passed_n; i++)
		if (s->passed[i] == receiver)
			return true;
	if (s->passed_n == PASSED_MOST)
		return false;
	s->passed[s->passed_n++] = receiver;
	return true;
}

static bool was_passed(const struct scan *s, int64_t receiver)
{
	for (size_t i = 0; receiver && i < s->passed_n; i++)
		if (s->passed[i] == receiver)
			return true;
	return false;
}

/* False: the scan ends before this row. */
static bool scan_row(struct mt_queue *q, struct scan *s, const struct outbox_mt *m)
{
	int64_t receiver;
	bool done =
		strcmp(m->channel, s->l->name) != 0 || mt_rows_find(&q->rows, m->id) || expire(q, m, s->lane, s->now);

	if (!done) {
		receiver = receiver_of(s->l, s->lane, m);
		if (was_passed(s, receiver) || has_one_under_way(q, receiver))
			return pass_over(s, receiver);
		if (!send_row(q, m, s->lane, s->now))
			return false;
	}
	if (!s->passed_n)
		s->l->oldest = m->id + 1;
	return true;
}

/* Frees the chunk. False: the scan has ended within it. */
static bool scan_chunk(struct mt_queue *q, struct scan *s, struct outbox_mt *chunk, size_t n)
{
	bool on = true;

	for (size_t i = 0; i < n; i++) {
		on = on && s->l->state == LANE_BEHIND && scan_row(q, s, &chunk[i]);
		if (on)
			s->at = chunk[i].id;
		outbox_mt_free(&chunk[i]);
	}
	return on;
}

/* Once all that waited is handed over it flows again: what is behind q->after, send_new() reads. */
static void catch_up(struct mt_queue *q, uint32_t lane, size_t keep, int64_t now)
{
	struct outbox_mt chunk[CHUNK];
	struct lane *l = &q->lanes.all[lane];
	struct scan s = {.l = l, .lane = lane, .now = now, .at = l->oldest - 1};
	unsigned answers = l->answers;
	bool on = true, all = false;
	size_t n, max;

	while (on && !all && (max = lane_room(l, keep))) {
		max = max < CHUNK ? max : CHUNK;
		n = outbox_ready(q->store, s.at, chunk, max);
		on = scan_chunk(q, &s, chunk, n) && !store_failed(q->store);
		all = on && (n < max || s.at >= q->after);
	}
	if (l->state != LANE_BEHIND)
		return;
	/* An answer may have come within send(). */
	l->waits = s.passed_n && (all || s.passed_n == PASSED_MOST) && l->answers == answers;
	if (all && !s.passed_n)
		l->state = LANE_FLOWS;
}

void mt_queue_send(struct mt_queue *q, const struct transports *ts, size_t keep)
{
	int64_t now = clock_now();

	for (uint32_t i = 0; i < q->lanes.n; i++)
		if (q->lanes.all[i].state == LANE_BEHIND && !q->lanes.all[i].waits)
			catch_up(q, i, keep, now);
	send_new(q, ts, keep, now);
}

/* ---- lanes that are blocked ---- */

/* Tries the first of the chunk that waits in this lane; expired ones pass away. Frees the chunk. False: none waits. */
static bool try_one(struct mt_queue *q, uint32_t lane, struct outbox_mt *chunk, size_t n, int64_t now)
{
	struct lane *l = &q->lanes.all[lane];
	bool tried = false;

	for (size_t i = 0; i < n; i++) {
		const struct outbox_mt *m = &chunk[i];

		if (!tried && strcmp(m->channel, l->name) == 0 && !mt_rows_find(&q->rows, m->id) &&
		    !expire(q, m, lane, now)) {
			tried = true;
			l->oldest = m->id;
			l->retry_at = clock_steady() + LANE_RETRY_MS;
			l->trying = true; /* the answer may come before send_row() returns */
			if (!send_row(q, m, lane, now))
				l->trying = false;
		}
		outbox_mt_free(&chunk[i]);
	}
	return tried;
}

/* The oldest that still waits in a lane; with none left it is blocked no longer. */
static void try_lane(struct mt_queue *q, uint32_t lane, int64_t now)
{
	struct outbox_mt chunk[CHUNK];
	int64_t after = q->lanes.all[lane].oldest - 1;
	size_t n = outbox_ready(q->store, after, chunk, 1);

	while (n) {
		after = chunk[n - 1].id;
		if (try_one(q, lane, chunk, n, now))
			return;
		n = outbox_ready(q->store, after, chunk, CHUNK);
	}
	if (!store_failed(q->store))
		lane_unblock(&q->lanes.all[lane]);
}

void mt_queue_try_blocked(struct mt_queue *q)
{
	for (uint32_t i = 0; i < q->lanes.n; i++) {
		const struct lane *l = &q->lanes.all[i];

		if (l->state == LANE_BLOCKED && !l->trying && clock_steady() >= l->retry_at && lane_room(l, 0))
			try_lane(q, i, clock_now());
	}
}

/* ---- the rest ---- */

void mt_queue_more(struct mt_queue *q, size_t n)
{
	q->waiting += n;
}

bool mt_queue_looks(const struct mt_queue *q)
{
	return q->look || mt_lanes_look(&q->lanes);
}

size_t mt_queue_waiting(const struct mt_queue *q)
{
	return q->waiting;
}

void mt_queue_look(struct mt_queue *q)
{
	q->look = true;
}

int64_t mt_queue_retry_at(const struct mt_queue *q)
{
	return mt_lanes_retry_at(&q->lanes);
}

struct mt_queue *mt_queue_new(struct store *s)
{
	struct mt_queue *q = calloc(1, sizeof(*q));

	if (!q)
		return NULL;
	q->store = s;
	q->look = true;
	if (mt_rows_init(&q->rows) && mt_rows_init(&q->receivers))
		return q;
	mt_queue_free(q);
	return NULL;
}

void mt_queue_free(struct mt_queue *q)
{
	if (!q)
		return;
	mt_lanes_free(&q->lanes);
	mt_rows_free(&q->rows);
	mt_rows_free(&q->receivers);
	mt_settled_free(&q->settled);
	free(q);
}
