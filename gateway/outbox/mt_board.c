#include "gateway/outbox/mt_board.h"

#include "db/store/store.h"

#define CHUNK 64

/* ---- beginning and end ---- */

bool mt_board_init(struct mt_board *b, struct store *s)
{
	*b = (struct mt_board){.store = s, .waiting = mt_waiting_new()};
	return b->waiting && mt_rows_init(&b->rows) && mt_rows_init(&b->receivers) && mt_rows_init(&b->held);
}

void mt_board_free(struct mt_board *b)
{
	mt_lanes_free(&b->lanes);
	mt_rows_free(&b->rows);
	mt_rows_free(&b->receivers);
	mt_rows_free(&b->held);
	mt_waiting_free(b->waiting);
	mt_ids_free(&b->called);
	mt_ids_free(&b->going);
	mt_settled_free(&b->settled);
}

struct lane *mt_board_lane(const struct mt_board *b, uint32_t lane)
{
	return &b->lanes.all[lane];
}

/* ---- receivers ---- */

int64_t mt_board_receiver(const struct mt_board *b, uint32_t lane, const char *number)
{
	uint64_t h = 0xcbf29ce484222325u + lane;

	if (!lane_is_unordered(mt_board_lane(b, lane)))
		return 0;
	for (; *number; number++)
		h = (h ^ (unsigned char)*number) * 0x100000001b3u;
	return (int64_t)(h >> 1) | 1;
}

bool mt_board_is_busy(struct mt_board *b, int64_t receiver)
{
	return receiver && mt_rows_find(&b->receivers, receiver);
}

int64_t mt_board_held_until(struct mt_board *b, int64_t receiver)
{
	const struct mt_row *r = receiver ? mt_rows_find(&b->held, receiver) : NULL;

	return r ? r->until : 0;
}

bool mt_board_hold(struct mt_board *b, int64_t receiver, int64_t until)
{
	struct mt_row *r = mt_rows_find(&b->held, receiver);

	if (!r)
		return mt_rows_add(&b->held, &(struct mt_row){.id = receiver, .until = until, .n = 1});
	r->n++;
	if (r->until < until)
		r->until = until;
	return true;
}

/* One of its texts waits by itself no longer. */
static void release_one(struct mt_board *b, int64_t receiver)
{
	struct mt_row *r = mt_rows_find(&b->held, receiver);

	if (r && --r->n == 0)
		mt_rows_remove(&b->held, receiver);
}

/* The next of those that wait for it is called; with none left it is free. */
static void free_receiver(struct mt_board *b, int64_t receiver)
{
	struct mt_waiter next;
	uint32_t lane;

	if (!receiver)
		return;
	if (!mt_waiting_next(b->waiting, receiver, &next)) {
		mt_rows_remove(&b->receivers, receiver);
		return;
	}
	lane = next.lane;
	if (mt_rows_add(&b->rows, &(struct mt_row){.id = next.id,
						   .receiver = receiver,
						   .lane = lane,
						   .state = MT_CALLED,
						   .held = next.held})) {
		if (mt_ids_add(&b->called, next.id))
			return;
		mt_rows_remove(&b->rows, next.id);
	}
	mt_rows_remove(&b->receivers, receiver);
	mt_board_read_again(b, lane); /* no memory: in order, as at the beginning */
}

/* ---- lanes ---- */

/* Whose texts wait by themselves is known from then on. */
static bool read_held(struct mt_board *b, uint32_t lane)
{
	const struct lane *l = mt_board_lane(b, lane);
	struct outbox_turn turn = {0};
	struct outbox_mt chunk[CHUNK];
	size_t n = CHUNK;
	bool good = true;

	while (n == CHUNK && good) {
		n = outbox_held(b->store, l->name, &turn, chunk, CHUNK);
		for (size_t i = 0; i < n; i++) {
			int64_t receiver = mt_board_receiver(b, lane, chunk[i].number);

			good = good && (!receiver || mt_board_hold(b, receiver, chunk[i].not_before));
			turn = (struct outbox_turn){.at = chunk[i].not_before, .id = chunk[i].id};
			outbox_mt_free(&chunk[i]);
		}
	}
	return good && !store_failed(b->store);
}

bool mt_board_add_lane(struct mt_board *b, const struct transports *ts, const char *channel, uint32_t *lane)
{
	bool made;

	if (!mt_lanes_find(&b->lanes, ts, channel, lane, &made))
		return false;
	if (!made)
		return true;
	mt_board_lane(b, *lane)->due_at = 0;
	if (read_held(b, *lane))
		return true;
	b->lanes.n--;
	return false;
}

/* ---- rows ---- */

bool mt_board_take(struct mt_board *b, const struct mt_row *row)
{
	if (row->receiver && !mt_rows_find(&b->receivers, row->receiver) &&
	    !mt_rows_add(&b->receivers, &(struct mt_row){.id = row->receiver}))
		return false;
	if (mt_rows_add(&b->rows, row))
		return true;
	mt_rows_remove(&b->receivers, row->receiver);
	return false;
}

void mt_board_read_from(struct mt_board *b, uint32_t lane, int64_t id)
{
	struct lane *l = mt_board_lane(b, lane);

	if (lane_is_unordered(l)) {
		mt_board_read_again(b, lane); /* with those that wait for it */
		return;
	}
	if (id <= l->after)
		l->after = id - 1;
	l->look = true;
	l->begun++;
}

void mt_board_put_back(struct mt_board *b, int64_t id)
{
	const struct mt_row *row = mt_rows_find(&b->rows, id);
	uint32_t lane;

	if (!row)
		return;
	lane = row->lane;
	mt_rows_remove(&b->receivers, row->receiver);
	mt_rows_remove(&b->rows, id);
	mt_board_read_from(b, lane, id);
}

void mt_board_settle_back(struct mt_board *b, struct mt_row *row)
{
	int64_t id = row->id, receiver = row->receiver;
	uint32_t lane = row->lane;

	row->state = MT_SETTLED;
	row->receiver = 0;
	if (row->held)
		release_one(b, receiver);
	row->held = false;
	mt_rows_remove(&b->receivers, receiver);
	mt_board_read_from(b, lane, id);
}

bool mt_board_pass(struct mt_board *b, const struct mt_row *row)
{
	if (!mt_rows_add(&b->rows, &(struct mt_row){.id = row->id, .lane = row->lane, .state = MT_SETTLED}))
		return false;
	if (row->held)
		release_one(b, row->receiver);
	return true;
}

void mt_board_settle(struct mt_board *b, struct mt_row *row)
{
	int64_t receiver = row->receiver;

	row->state = MT_SETTLED;
	row->receiver = 0;
	if (row->held)
		release_one(b, receiver);
	row->held = false;
	free_receiver(b, receiver); /* the row may lie elsewhere from here on */
}

/* In order behind the row that they follow: the same time, and a greater id. */
static void hold_waiters(struct mt_board *b, int64_t receiver, int64_t until)
{
	struct mt_waiter next;

	while (mt_waiting_next(b->waiting, receiver, &next)) {
		const struct settled_change c = {.id = next.id, .kind = SETTLED_HELD, .not_before = until};

		if (!mt_rows_add(&b->rows, &(struct mt_row){.id = next.id, .lane = next.lane, .state = MT_SETTLED}) ||
		    !mt_settled_change(&b->settled, &c) || (!next.held && !mt_board_hold(b, receiver, until))) {
			mt_rows_remove(&b->rows, next.id);
			mt_board_read_again(b, next.lane);
			return;
		}
	}
}

void mt_board_settle_held(struct mt_board *b, struct mt_row *row, int64_t until)
{
	struct lane *l = mt_board_lane(b, row->lane);
	int64_t receiver = row->receiver;
	struct mt_row *r;

	row->state = MT_SETTLED;
	row->receiver = 0;
	if (!row->held)
		mt_board_hold(b, receiver, until); /* without it, a later text may overtake: there was no memory */
	row->held = false;
	r = mt_rows_find(&b->held, receiver);
	if (r && r->until < until)
		r->until = until;
	if (until < l->due_at)
		l->due_at = until;
	mt_rows_remove(&b->receivers, receiver);
	hold_waiters(b, receiver, until);
}

static void drop_called(struct mt_board *b, uint32_t lane)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->called.n; i++) {
		int64_t id = b->called.all[i];
		const struct mt_row *row = mt_rows_find(&b->rows, id);

		if (row && row->lane == lane) {
			mt_rows_remove(&b->receivers, row->receiver);
			mt_rows_remove(&b->rows, id);
		} else {
			b->called.all[kept++] = id;
		}
	}
	b->called.n = kept;
}

void mt_board_read_again(struct mt_board *b, uint32_t lane)
{
	struct lane *l = mt_board_lane(b, lane);

	mt_waiting_drop(b->waiting, lane);
	drop_called(b, lane);
	l->after = 0;
	l->turn = (struct outbox_turn){0};
	l->look = true;
	l->due_at = 0;
	l->begun++;
}

/* ---- written ---- */

static void leave(struct mt_board *b, const struct mt_ids *ids)
{
	for (size_t i = 0; i < ids->n; i++)
		mt_rows_remove(&b->rows, ids->all[i]);
}

/* A row that is ready once more is to be read once more. */
static void change_written(struct mt_board *b, const struct settled_change *c)
{
	struct mt_row *row = mt_rows_find(&b->rows, c->id);
	struct lane *l;
	uint32_t lane;

	if (!row)
		return;
	lane = row->lane;
	l = mt_board_lane(b, lane);
	if (c->kind == SETTLED_SENDING && mt_ids_add(&b->going, c->id)) {
		row->state = MT_GOES;
		return;
	}
	if (c->kind == SETTLED_SENDING)
		l->marked--; /* no memory: it stays `sending`, for the next start */
	mt_rows_remove(&b->rows, c->id);
	if (c->not_before && c->not_before < l->due_at)
		l->due_at = c->not_before;
	else if (c->kind == SETTLED_BACK || (c->kind == SETTLED_ANSWER && c->state == DELIVERY_READY))
		mt_board_read_from(b, lane, c->id);
}

void mt_board_written(struct mt_board *b)
{
	const struct mt_settled *s = &b->settled;

	leave(b, &s->sent);
	leave(b, &s->expired);
	for (size_t i = 0; i < s->changes_n; i++)
		change_written(b, &s->changes[i]);
	mt_settled_clear(&b->settled);
}

void mt_board_stop(struct mt_board *b)
{
	struct mt_row *row;

	for (size_t i = 0; i < b->settled.changes_n; i++) {
		struct settled_change *c = &b->settled.changes[i];

		row = c->kind == SETTLED_SENDING ? mt_rows_find(&b->rows, c->id) : NULL;
		if (!row)
			continue;
		c->kind = SETTLED_BACK;
		mt_board_lane(b, row->lane)->marked--;
		mt_board_settle_back(b, row);
	}
	for (size_t i = 0; i < b->going.n; i++) {
		const struct settled_change c = {.id = b->going.all[i], .kind = SETTLED_BACK};

		row = mt_rows_find(&b->rows, c.id);
		if (!row || !mt_settled_change(&b->settled, &c))
			continue;
		mt_board_lane(b, row->lane)->marked--;
		mt_board_settle_back(b, row);
	}
	b->going.n = 0;
}
