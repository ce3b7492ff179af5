#include "gateway/road/batch.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox.h"
#include "db/outbox/outbox_tries.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/config/channel_name.h"
#include "gateway/road/hand/row_take.h"
#include "gateway/road/intake.h"
#include "gateway/road/lost_texts.h"
#include "gateway/road/take.h"
#include "gateway/state/answer_limits.h"
#include "gateway/state/metrics.h"
#include "gateway/state/poison_input.h"
#include "templates/text/array.h"
#include "templates/text/units.h"

/* ---- the batch as a list ---- */

struct input *batch_add(struct batch *b)
{
	struct input *all = array_room(b->all, b->n, &b->cap, sizeof(*all));

	if (!all)
		return NULL;
	b->all = all;
	all[b->n] = (struct input){0};
	return &all[b->n++];
}

void batch_clear(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		input_free(&b->all[i]);
	b->n = 0;
}

void batch_free(struct batch *b)
{
	batch_clear(b);
	free(b->all);
	*b = (struct batch){0};
}

/* ---- deciding ---- */

static bool (*const takes[INPUT_KINDS])(struct intake *intake) = {
	[IN_MO] = take_mo,     [IN_DLR] = take_dlr, [IN_OPEN] = take_open, [IN_DUE] = take_due,
	[IN_HAND] = take_hand, [IN_SAY] = take_say, [IN_ROW] = row_take};

static bool run_one(struct intake *intake)
{
	struct input *in = intake->in;
	char why[WHY_BYTES];

	if (in->kind == IN_DUE) {
		poison_over(intake->g->poison); /* no text is to blame for what the clock does */
		return take_due(intake);
	}
	if (in->kind == IN_HAND || in->kind == IN_ROW)
		return takes[in->kind](intake); /* made by us, and no words of it are of the inbox */
	if (in->refused)
		return intake_reject(intake, "", in->refused);
	if (!poison_taking(intake->g->poison, in->payload, in->length))
		return intake_reject(
			intake, "",
			"the gateway ended three times while it decided this; it is kept unread: say it in other "
			"words, and report it");
	if (in->length > PAYLOAD_MAX) {
		snprintf(why, sizeof(why), "the payload has %zu bytes; at most %d are taken", in->length, PAYLOAD_MAX);
		return intake_reject(intake, "", why);
	}
	if (in->kind != IN_OPEN && !channel_name_ok(in->channel))
		return intake_reject(intake, "", "a channel is named by 1 to 31 of A-Z a-z 0-9 _ . -");
	return takes[in->kind](intake);
}

/* False where it cannot be decided. Only a failing store, and lack of memory, fail all: what comes again may then be
 * decided. */
static bool run_plain(struct intake *intake)
{
	bool good;

	errno = 0;
	good = run_one(intake);
	return intake_had_memory(intake) && !store_failed(intake->g->store) && good;
}

/* It takes no neighbour along: nothing has happened but that it is kept with its reason. */
static bool undo_one(struct intake *intake, size_t limits)
{
	struct store *s = intake->g->store;

	log_error("an input cannot be taken: %s", store_why(s));
	if (!store_back(s))
		return false;
	answer_limits_back(intake->g->limits, limits);
	input_forget_results(intake->in);
	return intake_reject(intake, "", "the gateway could not take this; it is kept, and the log says why") &&
	       intake_had_memory(intake);
}

/* With a savepoint of its own. */
static bool run_marked(struct intake *intake)
{
	size_t limits = answer_limits_mark(intake->g->limits);
	struct store *s = intake->g->store;
	bool good;

	if (!store_mark(s))
		return false;
	errno = 0;
	good = run_one(intake);
	if (!intake_had_memory(intake) || store_failed(s))
		return false;
	return good ? store_keep(s) : undo_one(intake, limits);
}

static bool decide_all(struct gateway *g, struct batch *b, int64_t now, bool (*run)(struct intake *intake))
{
	struct intake intake;

	for (size_t i = 0; i < b->n; i++) {
		intake_begin(&intake, g, &b->all[i], now);
		if (!run(&intake))
			return false;
	}
	return true;
}

/* Nothing of the batch has happened: neither in the store nor in what is remembered beside it. */
static void undo_all(struct gateway *g)
{
	store_rollback(g->store);
	/* The roster may hold a deputy that was not kept. */
	g->roster_version = -1;
	answer_limits_back(g->limits, 0);
}

/* Savepoints cost a fifth of a text, and hardly any batch needs them: one that does is begun again with them. */
static bool decide_batch(struct gateway *g, struct batch *b, int64_t now)
{
	bool decided = gateway_refresh(g) && decide_all(g, b, now, run_plain);

	if (!decided && !store_failed(g->store)) {
		undo_all(g);
		decided = store_begin(g->store) && gateway_refresh(g) && decide_all(g, b, now, run_marked);
	}
	poison_over(g->poison);
	return decided;
}

/* ---- committing ---- */

bool settled_any(const struct settled *s)
{
	return s->sent_n || s->expired_n || s->sending_n || s->changes_n || s->published;
}

/* What follows from marking. */
struct settling {
	size_t reported
		[DELIVERY_N]; /* how many texts entered each state by what carriers had reported before they answered */
	struct lost_texts lost;
	struct input said; /* it tells of those that are lost */
};

/* What will never arrive is noted before it is marked. */
static bool note_lost(struct gateway *g, const struct settled *done, struct lost_texts *lost)
{
	bool good = true;

	for (size_t i = 0; good && i < done->expired_n; i++)
		good = lost_texts_note(lost, g->store, done->expired[i], DELIVERY_EXPIRED);
	for (size_t i = 0; good && i < done->changes_n; i++)
		if (done->changes[i].kind == SETTLED_ENDED || done->changes[i].kind == SETTLED_ANSWER)
			good = lost_texts_note(lost, g->store, done->changes[i].id, done->changes[i].state);
	return good;
}

static bool settle_answer(struct gateway *g, const struct settled_change *c, int64_t now, struct settling *s)
{
	const struct outbox_answer a = {.id = c->id,
					.outcome = c->outcome,
					.state = c->state,
					.not_before = c->not_before,
					.status = c->status,
					.why = c->why,
					.carrier_id = c->carrier_id};
	enum delivery reported;

	if (!outbox_answered(g->store, &a, now, &reported))
		return false;
	s->reported[reported] += reported != DELIVERY_READY;
	/* The answer itself has been noted. */
	return !delivery_is_lost(reported) || delivery_is_lost(c->state) || lost_texts_add(&s->lost, g->store, c->id);
}

static bool settle_one(struct gateway *g, const struct settled_change *c, int64_t now, struct settling *s)
{
	switch (c->kind) {
	case SETTLED_ENDED:
		return outbox_mark(g->store, c->id, c->state, c->why, now);
	case SETTLED_BACK:
		return outbox_take_back(g->store, c->id, now);
	case SETTLED_MOVED:
		return outbox_move(g->store, c->id, c->channel, c->why, now);
	case SETTLED_ANSWER:
		break;
	}
	return settle_answer(g, c, now, s);
}

static bool mark_sending(struct gateway *g, const struct settled *done, int64_t now)
{
	size_t marked;

	if (!outbox_mark_sending(g->store, done->sending, done->sending_n, now, &marked))
		return false;
	if (marked < done->sending_n && done->overtaken)
		*done->overtaken = true;
	return true;
}

static bool mark(struct gateway *g, const struct settled *done, int64_t now, struct settling *s)
{
	char seq[24];

	if (!outbox_mark_all(g->store, done->sent, done->sent_n, DELIVERY_SENT, now) ||
	    !outbox_mark_all(g->store, done->expired, done->expired_n, DELIVERY_EXPIRED, now) ||
	    !mark_sending(g, done, now))
		return false;
	for (size_t i = 0; i < done->changes_n; i++)
		if (!settle_one(g, &done->changes[i], now, s))
			return false;
	if (done->published == 0)
		return true;
	snprintf(seq, sizeof(seq), "%" PRId64, done->published);
	return store_put(g->store, "published", seq);
}

static bool settle(struct gateway *g, const struct settled *done, int64_t now, struct settling *s)
{
	struct intake intake;

	if (!note_lost(g, done, &s->lost) || !mark(g, done, now, s))
		return false;
	if (s->lost.n == 0 || !g->rules)
		return true;
	errno = 0;
	intake_begin(&intake, g, &s->said, now);
	return lost_texts_tell(&s->lost, &intake);
}

/* What is ready again, or still, has been counted as ready before. */
static void count_changes(struct metrics *m, const struct settled *done, const struct settling *s)
{
	for (size_t i = 0; i < done->changes_n; i++) {
		const struct settled_change *c = &done->changes[i];

		if ((c->kind == SETTLED_ENDED || c->kind == SETTLED_ANSWER) && c->state != DELIVERY_READY)
			metrics_messages(m, c->state, 1);
	}
	for (size_t i = 0; i < DELIVERY_N; i++)
		metrics_messages(m, (enum delivery)i, s->reported[i]);
	metrics_messages(m, DELIVERY_READY, s->said.texts);
	metrics_messages(m, DELIVERY_REJECTED, s->said.kept_back);
}

/* The one place where this is counted. What is counted is on disk. */
static void count(struct gateway *g, const struct batch *b, const struct settled *done, const struct settling *s)
{
	struct metrics *m = g->metrics;

	answer_limits_count(g->limits);
	for (size_t i = 0; i < b->n; i++) {
		const struct input *in = &b->all[i];

		metrics_input(m, in->kind, in->again ? "again" : in->outcome);
		if (in->reported)
			metrics_messages(m, in->report, 1);
		metrics_messages(m, DELIVERY_READY, in->texts);
		metrics_messages(m, DELIVERY_REJECTED, in->kept_back);
		metrics_events(m, in->events);
	}
	if (b->n)
		metrics_batch(m, b->n);
	if (!done)
		return;
	metrics_messages(m, DELIVERY_SENT, done->sent_n);
	metrics_messages(m, DELIVERY_EXPIRED, done->expired_n);
	metrics_messages(m, DELIVERY_SENDING, done->sending_n);
	count_changes(m, done, s);
}

static bool commit(struct gateway *g, const struct batch *b, const struct settled *done, const struct settling *s)
{
	int64_t before = clock_steady_us();

	if (!store_commit(g->store))
		return false;
	metrics_commit(g->metrics, clock_steady_us() - before);
	count(g, b, done, s);
	return true;
}

bool batch_run(struct gateway *g, struct batch *b, const struct settled *done, int64_t now)
{
	struct settling s = {.said = {.kind = IN_DUE}};
	bool good;

	if (b->n == 0 && (!done || !settled_any(done)))
		return true;
	if (!store_begin(g->store))
		return false;
	good = decide_batch(g, b, now) && (!done || settle(g, done, now, &s)) && commit(g, b, done, &s);
	if (!good)
		undo_all(g);
	lost_texts_free(&s.lost);
	input_free(&s.said);
	return good;
}
