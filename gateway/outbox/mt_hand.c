#include "gateway/outbox/mt_hand.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/store.h"
#include "gateway/base/wall_clock.h"
#include "gateway/outbox/mt_answers.h"

#define CHUNK 64

static bool is_over(const struct outbox_mt *m, int64_t now)
{
	return m->expires && m->expires <= now;
}

/* ---- one row ---- */

static bool send_row(struct mt_board *b, uint32_t lane, const struct outbox_mt *m, int64_t now)
{
	const struct transport *t = mt_board_lane(b, lane)->transport;

	return t->row->send(t->self, m, m->expires ? (m->expires - now + 999) / 1000 : 0);
}

/* Its words move to the row. */
static bool mark(struct mt_board *b, struct mt_row *row, struct outbox_mt *m)
{
	struct lane *l = mt_board_lane(b, row->lane);
	struct outbox_mt *kept = malloc(sizeof(*kept));

	if (!kept || !mt_settled_sending(&b->settled, m->id)) {
		free(kept);
		return false;
	}
	*kept = *m;
	m->text = m->params = NULL;
	row->mt = kept;
	row->state = MT_MARKED;
	l->marked++;
	return true;
}

/* One in hand. Where its carrier would not know it again, the disk has to know first. */
static bool start(struct mt_board *b, struct mt_row *row, struct outbox_mt *m, int64_t now)
{
	uint32_t lane = row->lane;
	struct lane *l = mt_board_lane(b, lane);

	row->kept = lane_keeps_tries(l);
	if (lane_marks(l)) {
		if (mark(b, row, m))
			return true;
	} else {
		row->state = MT_UNDER_WAY; /* first: the answer may come while it is handed over */
		if (send_row(b, lane, m, now))
			return true;
	}
	mt_board_put_back(b, m->id);
	return false;
}

static bool take(struct mt_board *b, const struct mt_row *row, struct outbox_mt *m, int64_t now)
{
	return mt_board_take(b, row) && start(b, mt_rows_find(&b->rows, row->id), m, now);
}

/* ---- rows that are read ---- */

/* It is in hand already. Where a person has sent one again that waited by itself, it does so no longer. */
static bool is_in_hand(struct mt_board *b, const struct outbox_mt *m)
{
	struct mt_row *row = mt_rows_find(&b->rows, m->id);

	if (row && row->state == MT_HELD)
		row->until = b->held_due = 0;
	return row;
}

/* False: not this row, nor any behind it, for now. */
static bool take_read(struct mt_board *b, const struct mt_row *row, struct outbox_mt *m, size_t keep, int64_t now)
{
	const struct mt_waiter waiter = {.id = m->id, .receiver = row->receiver, .lane = row->lane};

	if (is_in_hand(b, m))
		return true;
	if (is_over(m, now))
		return mt_answers_expire(b, row);
	if (mt_board_is_busy(b, row->receiver))
		return mt_waiting_add(b->waiting, &waiter);
	return lane_room(mt_board_lane(b, row->lane), keep) && take(b, row, m, now);
}

static struct mt_row row_of(const struct mt_board *b, uint32_t lane, const struct outbox_mt *m)
{
	return (struct mt_row){.id = m->id,
			       .receiver = mt_board_receiver(b, lane, m->number),
			       .lane = lane,
			       .tries = (uint32_t)m->tries};
}

/* ---- lanes that flow ---- */

bool mt_hand_some(struct mt_board *b, uint32_t lane, size_t keep, int64_t now)
{
	struct lane *l = mt_board_lane(b, lane);
	size_t max = lane_room(l, keep), n;
	unsigned begun = l->begun;
	struct outbox_mt chunk[CHUNK];
	struct mt_row row;
	bool on = true;

	if (l->blocked || !lane_refills(l) || !l->look || !max)
		return false;
	max = max < CHUNK ? max : CHUNK;
	n = outbox_ready(b->store, l->name, l->after, chunk, max);
	for (size_t i = 0; i < n; i++) {
		row = row_of(b, lane, &chunk[i]);
		on = on && take_read(b, &row, &chunk[i], keep, now) && l->begun == begun && !l->blocked;
		if (on)
			l->after = chunk[i].id;
		outbox_mt_free(&chunk[i]);
	}
	if (!on)
		return false;
	l->look = n == max;
	l->waiting = l->look && l->waiting > n ? l->waiting - n : 0;
	return l->look;
}

/* ---- those whose receiver is free, and those that are marked ---- */

/* It is not in the outbox any more as what it was: a person, or a report, was first. */
static void let_go(struct mt_board *b, struct mt_row *row)
{
	int64_t id = row->id;

	mt_board_settle(b, row);
	mt_rows_remove(&b->rows, id);
}

/* False: it stays called. */
static bool call(struct mt_board *b, int64_t id, size_t keep, int64_t now)
{
	struct mt_row *row = mt_rows_find(&b->rows, id);
	struct lane *l = row ? mt_board_lane(b, row->lane) : NULL;
	struct outbox_mt m;

	if (!row || row->state != MT_CALLED)
		return true;
	if (!lane_refills(l) || !lane_room(l, keep))
		return false;
	if (!outbox_ready_one(b->store, id, &m)) {
		if (store_failed(b->store))
			return false;
		let_go(b, row);
		return true;
	}
	row->tries = (uint32_t)m.tries;
	if (strcmp(m.channel, l->name) != 0)
		let_go(b, row);
	else if (!is_over(&m, now) || !mt_answers_expire_in_hand(b, row))
		(void)start(b, row, &m, now); /* or it is read again */
	outbox_mt_free(&m);
	return true;
}

void mt_hand_called(struct mt_board *b, size_t keep, int64_t now)
{
	struct mt_ids called = b->called;

	b->called = (struct mt_ids){0}; /* more may be called meanwhile */
	for (size_t i = 0; i < called.n; i++)
		if (!call(b, called.all[i], keep, now) && !mt_ids_add(&b->called, called.all[i]))
			mt_board_put_back(b, called.all[i]); /* no memory: it is read again */
	mt_ids_free(&called);
}

static void take_back(struct mt_board *b, struct mt_row *row)
{
	const struct settled_change c = {.id = row->id, .kind = SETTLED_BACK};

	if (mt_settled_change(&b->settled, &c))
		mt_board_settle_back(b, row);
}

/* Where not all could be marked, it is read again. False: it is not to be sent, and is let go; or the store failed. */
static bool has_text(struct mt_board *b, struct mt_row *row)
{
	struct outbox_mt m, *kept;

	if (row->mt)
		return true;
	if (!outbox_sending(b->store, row->id, &m)) {
		if (!store_failed(b->store))
			let_go(b, row);
		return false;
	}
	kept = malloc(sizeof(*kept));
	if (!kept) {
		outbox_mt_free(&m);
		take_back(b, row);
		return false;
	}
	*kept = m;
	row->mt = kept;
	return true;
}

/* False: it stays marked. */
static bool send_marked(struct mt_board *b, struct mt_row *row, int64_t now)
{
	struct outbox_mt *mt = row->mt;
	int64_t id = row->id;
	bool gone;

	row->mt = NULL;
	row->state = MT_UNDER_WAY; /* first: the answer may come while it is handed over */
	gone = send_row(b, row->lane, mt, now);
	row = mt_rows_find(&b->rows, id);
	if (!gone && row) {
		row->state = MT_GOES;
		row->mt = mt;
		return false;
	}
	outbox_mt_free(mt);
	free(mt);
	return true;
}

/* It is ready again, and read again. */
static bool comes_back(const struct lane *l, int64_t id, size_t room)
{
	return !lane_marks(l) || (l->blocked && !(l->trying && id == l->oldest)) || (!room && l->silent);
}

/* False: it stays marked. */
static bool go(struct mt_board *b, const struct lane *l, int64_t id, int64_t now)
{
	size_t room = transport_room_for(l->transport, l->name);
	struct mt_row *row = mt_rows_find(&b->rows, id);

	if (!row || row->state != MT_GOES)
		return true;
	if (comes_back(l, id, room)) {
		take_back(b, row);
		return true;
	}
	if (!room)
		return false;
	if (!has_text(b, row))
		return !store_failed(b->store);
	if (is_over(row->mt, now) && mt_answers_expire_in_hand(b, row))
		return true;
	return send_marked(b, row, now);
}

void mt_hand_going(struct mt_board *b, int64_t now)
{
	for (uint32_t i = 0; i < b->lanes.n; i++) {
		struct lane *l = mt_board_lane(b, i);
		size_t gone = 0;

		while (gone < l->going.n && go(b, l, l->going.all[gone], now))
			gone++;
		l->marked -= gone;
		l->going.n -= gone;
		if (gone && l->going.n)
			memmove(l->going.all, l->going.all + gone, l->going.n * sizeof(*l->going.all));
	}
}

/* ---- lanes that are blocked ---- */

/* False: it is none to try. */
static bool try_row(struct mt_board *b, uint32_t lane, struct outbox_mt *m, int64_t now)
{
	const struct mt_row row = row_of(b, lane, m);
	struct lane *l = mt_board_lane(b, lane);

	if (is_in_hand(b, m) || mt_board_is_busy(b, row.receiver))
		return false;
	if (is_over(m, now) && mt_answers_expire(b, &row))
		return false;
	l->oldest = m->id;
	l->retry_at = clock_steady() + LANE_RETRY_MS;
	l->trying = true; /* first: the answer may come while it is handed over */
	if (!take(b, &row, m, now))
		l->trying = false;
	return true;
}

/* Frees the chunk. False: there is none to try. */
static bool try_chunk(struct mt_board *b, uint32_t lane, struct outbox_mt *chunk, size_t n, int64_t now)
{
	bool tried = false;

	for (size_t i = 0; i < n; i++) {
		tried = tried || try_row(b, lane, &chunk[i], now);
		outbox_mt_free(&chunk[i]);
	}
	return tried;
}

/* Of those that wait by themselves. False: there are none. */
static bool try_held(struct mt_board *b, uint32_t lane, int64_t now)
{
	struct lane *l = mt_board_lane(b, lane);
	int64_t due, id = mt_board_due_of(b, lane, now, &due);
	struct mt_row *row = id ? mt_rows_find(&b->rows, id) : NULL;

	if (due == INT64_MAX)
		return false;
	l->retry_at = clock_steady() + (row ? LANE_RETRY_MS : due - now);
	l->idle = !row;
	if (!row || !mt_ids_add(&b->called, id))
		return true;
	row->state = MT_CALLED;
	l->oldest = id;
	l->trying = true;
	return true;
}

bool mt_hand_oldest(struct mt_board *b, uint32_t lane, int64_t now)
{
	struct lane *l = mt_board_lane(b, lane);
	struct outbox_mt chunk[CHUNK];
	size_t n = outbox_ready(b->store, l->name, 0, chunk, 1);
	bool any = n;
	int64_t after;

	while (n) {
		after = chunk[n - 1].id;
		if (try_chunk(b, lane, chunk, n, now))
			return true;
		n = outbox_ready(b->store, l->name, after, chunk, CHUNK);
	}
	if (any)
		l->retry_at = clock_steady() + LANE_RETRY_MS; /* all of them are in hand */
	return try_held(b, lane, now) || any || store_failed(b->store);
}
