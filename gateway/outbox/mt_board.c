#include "gateway/outbox/mt_board.h"

#include "db/store/store.h"
#include "gateway/base/wall_clock.h"

#define CHUNK 64

/* ---- beginning and end ---- */

bool mt_board_init(struct mt_board *b, struct store *s)
{
	*b = (struct mt_board){.store = s, .waiting = mt_waiting_new(), .held_due = INT64_MAX};
	return b->waiting && mt_rows_init(&b->rows) && mt_rows_init(&b->receivers);
}

void mt_board_free(struct mt_board *b)
{
	mt_lanes_free(&b->lanes);
	mt_rows_free(&b->rows);
	mt_rows_free(&b->receivers);
	mt_waiting_free(b->waiting);
	mt_ids_free(&b->called);
	mt_ids_free(&b->held);
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
	if (mt_rows_add(&b->rows,
			&(struct mt_row){.id = next.id, .receiver = receiver, .lane = lane, .state = MT_CALLED})) {
		if (mt_ids_add(&b->called, next.id))
			return;
		mt_rows_remove(&b->rows, next.id);
	}
	mt_rows_remove(&b->receivers, receiver);
	mt_board_read_again(b, lane); /* no memory: in order, as at the beginning */
}

/* ---- lanes ---- */

static bool take_held(struct mt_board *b, uint32_t lane, const struct outbox_mt *m)
{
	const struct mt_row row = {.id = m->id,
				   .receiver = mt_board_receiver(b, lane, m->number),
				   .until = m->not_before,
				   .lane = lane,
				   .tries = (uint32_t)m->tries,
				   .state = MT_HELD};

	if (mt_rows_find(&b->rows, m->id))
		return true;
	if (mt_ids_add(&b->held, m->id) && mt_board_take(b, &row))
		return true;
	return false; /* what is held and not in hand is passed over when it is due */
}

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
			good = good && take_held(b, lane, &chunk[i]);
			turn = (struct outbox_turn){.at = chunk[i].not_before, .id = chunk[i].id};
			outbox_mt_free(&chunk[i]);
		}
	}
	b->held_due = 0;
	return good && !store_failed(b->store);
}

bool mt_board_add_lane(struct mt_board *b, const struct transports *ts, const char *channel, uint32_t *lane)
{
	bool made;

	if (!mt_lanes_find(&b->lanes, ts, channel, lane, &made))
		return false;
	if (!made)
		return true;
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

/* The lane reads this row again. */
static void read_from(struct mt_board *b, uint32_t lane, int64_t id)
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

/* It is not being tried any more. */
static void not_tried(struct mt_board *b, const struct mt_row *row)
{
	struct lane *l = mt_board_lane(b, row->lane);

	if (row->id == l->oldest)
		l->trying = false;
}

/* Lets it go as it is on disk: one that waits by itself goes on waiting. */
static void drop(struct mt_board *b, struct mt_row *row)
{
	not_tried(b, row);
	if (row->until && mt_ids_add(&b->held, row->id)) {
		row->state = MT_HELD;
		return;
	}
	mt_rows_remove(&b->receivers, row->receiver);
	mt_rows_remove(&b->rows, row->id);
}

void mt_board_put_back(struct mt_board *b, int64_t id)
{
	struct mt_row *row = mt_rows_find(&b->rows, id);
	uint32_t lane;

	if (!row)
		return;
	lane = row->lane;
	if (row->until)
		row->until = clock_now() + LANE_RETRY_MS; /* not at once again */
	if (row->until < b->held_due)
		b->held_due = row->until;
	drop(b, row);
	read_from(b, lane, id);
}

/* Until that is written no other to its receiver is tried: on disk this one is not ready yet, and would be
 * overtaken. */
void mt_board_settle_back(struct mt_board *b, struct mt_row *row)
{
	int64_t id = row->id;
	uint32_t lane = row->lane;

	not_tried(b, row);
	mt_row_forget(row);
	row->state = MT_SETTLED;
	row->until = 0;
	read_from(b, lane, id);
}

bool mt_board_pass(struct mt_board *b, const struct mt_row *row)
{
	return mt_rows_add(&b->rows, &(struct mt_row){.id = row->id, .lane = row->lane, .state = MT_SETTLED});
}

void mt_board_settle(struct mt_board *b, struct mt_row *row)
{
	int64_t receiver = row->receiver;

	not_tried(b, row);
	mt_row_forget(row);
	row->state = MT_SETTLED;
	row->receiver = row->until = 0;
	free_receiver(b, receiver); /* the row may lie elsewhere from here on */
}

void mt_board_settle_held(struct mt_board *b, struct mt_row *row, int64_t until)
{
	if (!mt_ids_add(&b->held, row->id)) {
		mt_board_settle_back(b, row); /* no memory: it waits for the next start, and nobody for it */
		return;
	}
	not_tried(b, row);
	row->state = MT_SETTLED;
	row->until = until;
}

/* No text waits for longer than that: where one seems to, the computer's clock was set back meanwhile. */
static int64_t due_at(int64_t until, int64_t now)
{
	return until != INT64_MAX && until - now > LANE_WAIT_MOST_MS ? now : until;
}

void mt_board_call_due(struct mt_board *b, int64_t now)
{
	size_t kept = 0;

	if (now < due_at(b->held_due, now))
		return;
	b->held_due = INT64_MAX;
	for (size_t i = 0; i < b->held.n; i++) {
		int64_t id = b->held.all[i];
		struct mt_row *row = mt_rows_find(&b->rows, id);
		bool flows = row && !mt_board_lane(b, row->lane)->blocked;

		if (!row || (row->state != MT_HELD && row->state != MT_SETTLED))
			continue;
		if (flows && row->state == MT_HELD && due_at(row->until, now) <= now && mt_ids_add(&b->called, id)) {
			row->state = MT_CALLED;
			continue;
		}
		b->held.all[kept++] = id;
		if (flows && row->until < b->held_due)
			b->held_due = row->until;
	}
	b->held.n = kept;
}

int64_t mt_board_due_of(struct mt_board *b, uint32_t lane, int64_t now, int64_t *due)
{
	const struct mt_row *first = NULL;

	*due = INT64_MAX;
	for (size_t i = 0; i < b->held.n; i++) {
		const struct mt_row *row = mt_rows_find(&b->rows, b->held.all[i]);

		if (row && row->lane == lane && row->state == MT_HELD && due_at(row->until, now) < *due) {
			first = row;
			*due = due_at(row->until, now);
		}
	}
	return first && *due <= now ? first->id : 0;
}

static void drop_called(struct mt_board *b, uint32_t lane)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->called.n; i++) {
		int64_t id = b->called.all[i];
		struct mt_row *row = mt_rows_find(&b->rows, id);

		if (row && row->lane == lane)
			drop(b, row);
		else
			b->called.all[kept++] = id;
	}
	b->called.n = kept;
}

void mt_board_read_again(struct mt_board *b, uint32_t lane)
{
	struct lane *l = mt_board_lane(b, lane);

	mt_waiting_drop(b->waiting, lane);
	drop_called(b, lane);
	l->after = 0;
	l->look = true;
	l->begun++;
}

/* ---- written ---- */

static void leave(struct mt_board *b, const struct mt_ids *ids)
{
	for (size_t i = 0; i < ids->n; i++)
		mt_rows_remove(&b->rows, ids->all[i]);
}

/* `overtaken`: perhaps this one is not. */
static void sending_written(struct mt_board *b, int64_t id, bool overtaken)
{
	struct mt_row *row = mt_rows_find(&b->rows, id);
	struct lane *l = row ? mt_board_lane(b, row->lane) : NULL;

	if (!row || row->state != MT_MARKED)
		return;
	row->until = 0; /* nor on disk */
	if (overtaken)
		mt_row_forget(row);
	if (mt_ids_add(&l->going, id)) {
		row->state = MT_GOES;
		return;
	}
	l->marked--; /* no memory: it stays `sending`, for the next start */
	mt_rows_remove(&b->receivers, row->receiver);
	mt_rows_remove(&b->rows, id);
}

/* A row that is ready once more is to be read once more. */
static void change_written(struct mt_board *b, const struct settled_change *c)
{
	struct mt_row *row = mt_rows_find(&b->rows, c->id);
	uint32_t lane;
	bool back;

	if (!row)
		return;
	lane = row->lane;
	if (row->until) {
		row->state = MT_HELD;
		b->held_due = row->until < b->held_due ? row->until : b->held_due;
		return;
	}
	back = row->receiver || c->kind == SETTLED_BACK || (c->kind == SETTLED_ANSWER && c->state == DELIVERY_READY);
	mt_rows_remove(&b->receivers, row->receiver);
	mt_rows_remove(&b->rows, c->id);
	if (back)
		read_from(b, lane, c->id);
}

void mt_board_written(struct mt_board *b)
{
	const struct mt_settled *s = &b->settled;

	leave(b, &s->sent);
	leave(b, &s->expired);
	for (size_t i = 0; i < s->sending.n; i++)
		sending_written(b, s->sending.all[i], s->overtaken);
	for (size_t i = 0; i < s->changes_n; i++)
		change_written(b, &s->changes[i]);
	mt_settled_clear(&b->settled);
}

static void take_all_back(struct mt_board *b, struct mt_ids *ids)
{
	for (size_t i = 0; i < ids->n; i++) {
		const struct settled_change c = {.id = ids->all[i], .kind = SETTLED_BACK};
		struct mt_row *row = mt_rows_find(&b->rows, c.id);

		if (!row || !mt_settled_change(&b->settled, &c))
			continue;
		mt_board_lane(b, row->lane)->marked--;
		mt_board_settle_back(b, row);
	}
	ids->n = 0;
}

void mt_board_stop(struct mt_board *b)
{
	take_all_back(b, &b->settled.sending);
	for (uint32_t i = 0; i < b->lanes.n; i++)
		take_all_back(b, &mt_board_lane(b, i)->going);
}
