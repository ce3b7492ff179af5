#include "gateway/outbox/mt_answers.h"

#include <inttypes.h>

#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "templates/text/text.h"

#define RESENDS_MOST 6 /* then a person is asked, though the carrier would know the text again */
#define LEFT_CHUNK 64

static const char *const ended_under_way = "the gateway ended while this was under way";

/* ---- noting ---- */

static struct settled_change change_of(const struct transport_answer *a, enum settled_kind kind, enum delivery state,
				       enum try_outcome outcome)
{
	struct settled_change c = {.id = a->tag, .kind = kind, .state = state, .outcome = outcome, .status = a->status};

	text_copy(c.why, sizeof(c.why), a->why);
	text_copy(c.carrier_id, sizeof(c.carrier_id), a->carrier_id);
	return c;
}

static bool note_answer(struct mt_board *b, const struct transport_answer *a, enum delivery state,
			enum try_outcome outcome)
{
	const struct settled_change c = change_of(a, SETTLED_ANSWER, state, outcome);

	return mt_settled_change(&b->settled, &c);
}

static bool note_end(struct mt_board *b, const struct transport_answer *a, enum delivery state)
{
	const struct settled_change c = change_of(a, SETTLED_ENDED, state, TRY_REFUSED);

	return mt_settled_change(&b->settled, &c);
}

/* What ends it; `tries`: what is answered is kept. One that will never arrive is logged once it is marked
 * (road/lost_texts.h). False: no memory to note it. */
static bool note(struct mt_board *b, const struct lane *l, bool tries, const struct transport_answer *a)
{
	switch (a->outcome) {
	case TRANSPORT_TAKEN:
		return tries ? note_answer(b, a, DELIVERY_SENT, TRY_TAKEN) : mt_settled_sent(&b->settled, a->tag);
	case TRANSPORT_EXPIRED:
		return tries ? note_answer(b, a, DELIVERY_EXPIRED, TRY_EXPIRED)
			     : mt_settled_expired(&b->settled, a->tag);
	case TRANSPORT_REFUSED:
		return tries ? note_answer(b, a, DELIVERY_REJECTED, TRY_REFUSED) : note_end(b, a, DELIVERY_REJECTED);
	case TRANSPORT_UNKNOWN:
		log_warn("nobody knows whether an MT on channel %s was taken: %s", l->name, a->why);
		return tries ? note_answer(b, a, DELIVERY_UNKNOWN, TRY_UNKNOWN) : note_end(b, a, DELIVERY_UNKNOWN);
	case TRANSPORT_NOBODY:
	case TRANSPORT_LATER:
		break;
	}
	return false;
}

/* ---- it waits ---- */

static void block(struct mt_board *b, uint32_t lane, const struct transport_answer *a, bool tried)
{
	lane_block(mt_board_lane(b, lane), a->tag, tried, a->why,
		   a->outcome == TRANSPORT_LATER && !a->alone ? a->wait_ms : 0);
	mt_board_read_again(b, lane);
}

/* Nothing of its channel is taken. */
static void all_wait(struct mt_board *b, struct mt_row *row, const struct transport_answer *a, bool tried)
{
	uint32_t lane = row->lane;
	bool kept = row->kept;

	if (!kept || !note_answer(b, a, DELIVERY_READY, TRY_LATER))
		mt_board_put_back(b, a->tag);
	else
		mt_board_settle_back(b, row);
	if (kept == lane_keeps_tries(mt_board_lane(b, lane))) /* else its channel goes another way by now */
		block(b, lane, a, tried);
}

static void flows(struct mt_board *b, uint32_t lane)
{
	lane_flows(mt_board_lane(b, lane));
	b->held_due = 0; /* those that were due while it was blocked */
}

/* A carrier that says of one text after another that only this has to wait, or says nothing, is broken. */
static void nobody_took_it(struct mt_board *b, uint32_t lane, const struct transport_answer *a, bool tried)
{
	struct lane *l = mt_board_lane(b, lane);

	l->alone++;
	if (a->outcome == TRANSPORT_UNKNOWN)
		lane_is_silent(l);
	if (l->alone >= LANE_ALONE_MOST || (tried && a->outcome == TRANSPORT_UNKNOWN))
		block(b, lane, a, tried);
	else if (tried)
		flows(b, lane);
}

static void it_waits_alone(struct mt_board *b, struct mt_row *row, const struct transport_answer *a, bool tried)
{
	enum try_outcome outcome = a->outcome == TRANSPORT_UNKNOWN ? TRY_UNKNOWN : TRY_LATER;
	struct settled_change c = change_of(a, SETTLED_ANSWER, DELIVERY_READY, outcome);
	int64_t wait = a->wait_ms > 0 ? a->wait_ms : lane_backoff(a->tag, row->tries + 1);
	uint32_t lane = row->lane;

	c.not_before = clock_now() + (wait < LANE_WAIT_MOST_MS ? wait : LANE_WAIT_MOST_MS);
	if (mt_settled_change(&b->settled, &c))
		mt_board_settle_held(b, row, c.not_before);
	else
		mt_board_put_back(b, a->tag);
	nobody_took_it(b, lane, a, tried);
}

/* ---- any answer ---- */

static bool waits_alone(const struct lane *l, const struct mt_row *row, const struct transport_answer *a)
{
	if (!lane_is_unordered(l) || !lane_keeps_tries(l))
		return false;
	if (a->outcome == TRANSPORT_UNKNOWN)
		return lane_resends(l) && row->tries + 1 < RESENDS_MOST;
	return a->outcome == TRANSPORT_LATER && a->alone;
}

static void it_ends(struct mt_board *b, struct mt_row *row, const struct transport_answer *a, bool tried)
{
	uint32_t lane = row->lane;
	struct lane *l = mt_board_lane(b, lane);

	if (note(b, l, row->kept, a))
		mt_board_settle(b, row);
	else /* it goes out again, under its id; unless its carrier would not know it: then it stays `sending` */
		mt_board_put_back(b, a->tag);
	if (a->outcome == TRANSPORT_TAKEN) {
		l->alone = 0;
		lane_took(l, clock_steady());
	}
	if (a->outcome == TRANSPORT_UNKNOWN && lane_keeps_tries(l))
		nobody_took_it(b, lane, a, tried);
	else if (tried && a->outcome != TRANSPORT_EXPIRED)
		flows(b, lane);
}

void mt_answers_take(struct mt_board *b, const struct transport_answer *a)
{
	struct mt_row *row = mt_rows_find(&b->rows, a->tag);
	const struct lane *l;
	bool tried;

	if (!row || row->state != MT_UNDER_WAY)
		return;
	l = mt_board_lane(b, row->lane);
	tried = l->trying && a->tag == l->oldest;
	if (waits_alone(l, row, a))
		it_waits_alone(b, row, a, tried);
	else if (a->outcome == TRANSPORT_NOBODY || a->outcome == TRANSPORT_LATER)
		all_wait(b, row, a, tried);
	else
		it_ends(b, row, a, tried);
}

/* ---- its time is over ---- */

static bool note_expired(struct mt_board *b, const struct lane *l, int64_t id)
{
	struct settled_change c = {.id = id, .kind = SETTLED_ANSWER, .state = DELIVERY_EXPIRED, .outcome = TRY_EXPIRED};

	if (!lane_keeps_tries(l))
		return mt_settled_expired(&b->settled, id);
	text_copy(c.why, sizeof(c.why), l->blocked ? l->why : "its time was over before it could leave");
	return mt_settled_change(&b->settled, &c);
}

bool mt_answers_expire(struct mt_board *b, const struct mt_row *row)
{
	const struct lane *l = mt_board_lane(b, row->lane);

	if (!mt_board_pass(b, row))
		return false;
	if (note_expired(b, l, row->id))
		return true;
	mt_rows_remove(&b->rows, row->id);
	return false;
}

bool mt_answers_expire_in_hand(struct mt_board *b, struct mt_row *row)
{
	const struct lane *l = mt_board_lane(b, row->lane);

	if (!note_expired(b, l, row->id))
		return false;
	mt_board_settle(b, row);
	return true;
}

/* ---- of a gateway that ended ---- */

static bool take_left(struct mt_board *b, const struct transports *ts, const struct outbox_left *left)
{
	struct transport_answer a = {.tag = left->id, .why = ended_under_way, .carrier_id = ""};
	uint32_t lane;
	bool resends;

	if (mt_rows_find(&b->rows, left->id))
		return true;
	if (!mt_board_add_lane(b, ts, left->channel, &lane))
		return false;
	resends = lane_resends(mt_board_lane(b, lane));
	return mt_board_pass(b, &(struct mt_row){.id = left->id, .lane = lane}) &&
	       note_answer(b, &a, resends ? DELIVERY_READY : DELIVERY_UNKNOWN, TRY_UNKNOWN);
}

bool mt_answers_of_the_dead(struct mt_board *b, const struct transports *ts)
{
	struct outbox_left left[LEFT_CHUNK];
	size_t n, all = 0;
	int64_t after = 0;

	do {
		n = outbox_left_sending(b->store, after, left, LEFT_CHUNK);
		for (size_t i = 0; i < n; i++) {
			if (!take_left(b, ts, &left[i]))
				return false;
			after = left[i].id;
		}
		all += n;
	} while (n == LEFT_CHUNK);
	if (all)
		log_warn("%zu MTs were under way when the gateway ended; those whose carrier knows them again go out "
			 "again, "
			 "the others wait for its report or for `fieldgate outbox`",
			 all);
	b->settled.hurried |= all > 0;
	return !store_failed(b->store);
}
