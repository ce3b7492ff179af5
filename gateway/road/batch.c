#include "gateway/road/batch.h"

#include "db/tables/outbox.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/road/answer_limits.h"
#include "gateway/road/intake.h"
#include "gateway/road/metrics.h"
#include "gateway/road/poison.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the batch as a list ---- */

struct input *batch_add(struct batch *b)
{
	if (b->n == b->cap) {
		size_t cap = b->cap ? 2 * b->cap : 64;
		struct input *all = realloc(b->all, cap * sizeof(*all));
		if (!all)
			return NULL;
		b->all = all;
		b->cap = cap;
	}
	struct input *in = &b->all[b->n++];
	memset(in, 0, sizeof(*in));
	return in;
}

static void forget_results(struct input *in)
{
	free(in->answer);
	free(in->reply);
	free(in->rejected);
	in->answer = in->reply = in->rejected = NULL;
	in->row = in->ticket = 0;
	in->again = false;
	in->outcome[0] = in->report[0] = '\0';
	in->texts = in->events = 0;
}

void batch_clear(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		forget_results(&b->all[i]);
		free(b->all[i].payload);
		free(b->all[i].reply_to);
		free(b->all[i].correlation);
	}
	b->n = 0;
}

void batch_free(struct batch *b)
{
	batch_clear(b);
	free(b->all);
	memset(b, 0, sizeof(*b));
}

/* ---- the four steps ---- */

static bool run_one(struct intake *w)
{
	char why[WHY_BYTES];
	if (w->in->kind == IN_DUE) {
		poison_over(w->g->poison); /* no text is to blame for what the clock does */
		return take_due(w);
	}
	if (!poison_taking(w->g->poison, w->in->payload, w->in->length))
		return intake_reject(
			w, "",
			"the gateway ended three times while it decided this; it is kept unread: say it in other "
			"words, and report it");
	if (w->in->length > PAYLOAD_MAX) {
		snprintf(why, sizeof(why), "the payload has %zu bytes; at most %d are taken", w->in->length,
			 PAYLOAD_MAX);
		return intake_reject(w, "", why);
	}
	if (w->in->kind != IN_OPEN && !channel_ok(w->in->channel))
		return intake_reject(w, "", "a channel is named by 1 to 31 of A-Z a-z 0-9 _ . -");
	switch (w->in->kind) {
	case IN_MO:
		return take_mo(w);
	case IN_DLR:
		return take_dlr(w);
	case IN_OPEN:
		return take_open(w);
	case IN_DUE:
		break;
	}
	return false;
}

/* False where it cannot be decided; only a failing store, and want of memory, fail all: what comes again may then be
 * decided. */
static bool run_plain(struct intake *w)
{
	errno = 0;
	bool good = run_one(w);
	return intake_had_memory(w) && !store_failed(w->g->store) && good;
}

/* With a savepoint of its own: one that cannot be decided takes no neighbour along. */
static bool run_marked(struct intake *w)
{
	struct store *s = w->g->store;
	bool good;
	if (!store_mark(s))
		return false;
	errno = 0;
	good = run_one(w);
	if (!intake_had_memory(w) || store_failed(s))
		return false;
	if (good)
		return store_keep(s);
	log_error("an input cannot be taken: %s", store_why(s));
	if (!store_back(s))
		return false;
	forget_results(w->in);
	return intake_reject(w, "", "the gateway could not take this; it is kept, and the log says why") &&
	       intake_had_memory(w);
}

static bool settle(struct gateway *g, const struct settled *done, int64_t now)
{
	char seq[24];
	if (!outbox_mark_all(g->store, done->sent, done->sent_n, "sent", now) ||
	    !outbox_mark_all(g->store, done->expired, done->expired_n, "expired", now))
		return false;
	if (done->published == 0)
		return true;
	snprintf(seq, sizeof(seq), "%" PRId64, done->published);
	return store_put(g->store, "published", seq);
}

static bool decide_all(struct gateway *g, struct batch *b, int64_t now, bool (*run)(struct intake *w))
{
	for (size_t i = 0; i < b->n; i++) {
		struct intake w = {.g = g, .in = &b->all[i], .now = b->all[i].came ? b->all[i].came : now};
		forget_results(w.in);
		w.house = (struct context){.flows = &g->rules->flows,
					   .reader = g->rules->reader,
					   .wording = g->rules->wording,
					   .roster = &g->roster,
					   .world = &w.world,
					   .calendars = g->rules->calendars};
		world_answer(&w.world, &w.of, g);
		if (!run(&w))
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
	limits_back(g->limits);
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

/* The one place where this is counted. What is counted is on disk. */
static void count(struct metrics *m, const struct batch *b, const struct settled *done)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct input *in = &b->all[i];
		metrics_input(m, in->kind, in->again ? "again" : in->outcome);
		metrics_messages(m, in->report, 1);
		metrics_messages(m, "ready", in->texts);
		metrics_events(m, in->events);
	}
	if (b->n)
		metrics_batch(m, b->n);
	metrics_messages(m, "sent", done ? done->sent_n : 0);
	metrics_messages(m, "expired", done ? done->expired_n : 0);
}

static bool commit(struct gateway *g, const struct batch *b, const struct settled *done)
{
	int64_t before = clock_steady_us();
	if (!store_commit(g->store))
		return false;
	metrics_commit(g->metrics, clock_steady_us() - before);
	count(g->metrics, b, done);
	return true;
}

bool batch_run(struct gateway *g, struct batch *b, const struct settled *done, int64_t now)
{
	if (b->n == 0 && (!done || (done->sent_n == 0 && done->expired_n == 0 && done->published == 0)))
		return true;
	if (!store_begin(g->store))
		return false;
	if (decide_batch(g, b, now) && (!done || settle(g, done, now)) && commit(g, b, done)) {
		limits_keep(g->limits);
		return true;
	}
	undo_all(g);
	return false;
}
