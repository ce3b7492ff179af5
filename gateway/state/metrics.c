#include "gateway/state/metrics.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/state/metrics_counters.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))

/* ---- what there is to count ---- */

#define MO (1u << IN_MO)
#define DLR (1u << IN_DLR)
#define OPEN (1u << IN_OPEN)
#define DUE (1u << IN_DUE)
#define HAND (1u << IN_HAND)
#define SAY (1u << IN_SAY)
#define ROW (1u << IN_ROW)

const struct metrics_outcome metrics_outcomes[METRICS_OUTCOMES] = {
	{"done", MO | HAND | ROW},
	{"forwarded", MO},
	{"answered", MO},
	{"noted", MO | SAY},
	{"refused", MO | HAND | SAY | ROW},
	{"unknown", MO},
	{"resent", MO},
	{"part", MO},
	{"opened", OPEN},
	{"reminded", DUE},
	{"report", DLR},
	{"stray", DLR},
	{"again", MO | OPEN | SAY | ROW},
	{"rejected", MO | DLR | OPEN | SAY},
	{"other", MO | DLR | OPEN | DUE | HAND | SAY | ROW},
};

const char *const metrics_answers[METRICS_ANSWERS] = {
	[CALLBACK_TAKEN] = "taken",
	[CALLBACK_DENIED] = "denied",
	[CALLBACK_REFUSED] = "refused",
	[CALLBACK_LATER] = "later",
};

static const uint64_t batch_bounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
static const uint64_t commit_bounds[] = {250,   500,    1000,   2500,   5000,    10000,  25000,
					 50000, 100000, 250000, 500000, 1000000, 2500000}; /* us */

/* ---- counting ---- */

/* Relaxed everywhere: each number is true by itself, and none says anything about another. */
static void add(counter *c, uint64_t n)
{
	atomic_fetch_add_explicit(c, n, memory_order_relaxed);
}

static void observe(struct histogram *h, uint64_t value)
{
	size_t i = 0;

	while (i < h->n && value > h->bounds[i])
		i++;
	add(&h->counts[i], 1);
	add(&h->sum, value);
}

static bool ends_so(const struct metrics_outcome *o, enum input_kind kind, const char *outcome)
{
	return o->kinds & 1u << kind && strcmp(o->name, outcome) == 0;
}

void metrics_input(struct metrics *m, enum input_kind kind, const char *outcome)
{
	size_t i = 0;

	if (!m)
		return;
	while (i < METRICS_OUTCOMES - 1 && !ends_so(&metrics_outcomes[i], kind, outcome))
		i++;
	add(&m->inputs[kind][i], 1);
}

void metrics_messages(struct metrics *m, enum delivery state, size_t n)
{
	if (m)
		add(&m->messages[state], n);
}

void metrics_events(struct metrics *m, size_t n)
{
	if (m)
		add(&m->events, n);
}

void metrics_batch(struct metrics *m, size_t inputs)
{
	if (m)
		observe(&m->batches, inputs);
}

void metrics_commit(struct metrics *m, int64_t us)
{
	if (m)
		observe(&m->commits, us > 0 ? (uint64_t)us : 0);
}

void metrics_failure(struct metrics *m)
{
	if (m)
		add(&m->failures, 1);
}

void metrics_connected(struct metrics *m)
{
	if (m)
		add(&m->connects, 1);
}

void metrics_reload(struct metrics *m, bool ok)
{
	if (m)
		add(&m->reloads[ok], 1);
}

void metrics_callback(struct metrics *m, unsigned status)
{
	enum metrics_answer a = status < 300                     ? CALLBACK_TAKEN
				: status == 401 || status == 403 ? CALLBACK_DENIED
				: status < 500                   ? CALLBACK_REFUSED
								 : CALLBACK_LATER;

	if (m)
		add(&m->callbacks[a], 1);
}

/* ---- alive and well ---- */

void metrics_beat(struct metrics *m, int64_t steady, enum readiness c, bool connected)
{
	if (!m)
		return;
	atomic_store_explicit(&m->connected, connected, memory_order_relaxed);
	atomic_store_explicit(&m->readiness, (int)c, memory_order_relaxed);
	atomic_store_explicit(&m->beat, steady, memory_order_relaxed);
}

enum readiness metrics_readiness(const struct metrics *m, int64_t steady)
{
	if (steady - atomic_load_explicit(&m->beat, memory_order_relaxed) > STUCK_MS)
		return STUCK;
	return (enum readiness)atomic_load_explicit(&m->readiness, memory_order_relaxed);
}

const char *readiness_name(enum readiness c)
{
	static const char *const names[] = {[STARTING] = "starting", [READY] = "ready",       [NO_BROKER] = "no_broker",
					    [TROUBLE] = "trouble",   [STOPPING] = "stopping", [STUCK] = "stuck"};

	return names[c];
}

uint64_t metrics_moved(const struct metrics *m)
{
	uint64_t all = 0;

	for (size_t i = 0; i < DELIVERY_N; i++)
		all += atomic_load_explicit(&m->messages[i], memory_order_relaxed);
	return all;
}

const char *readiness_why(enum readiness c)
{
	switch (c) {
	case STARTING:
		return "starting";
	case READY:
		return "ok";
	case NO_BROKER:
		return "not connected to the broker; the log says why";
	case TROUBLE:
		return "the last commit failed; the log says why";
	case STOPPING:
		return "stopping";
	case STUCK:
		break;
	}
	return "the loop has not come round for 30 s; restart the gateway";
}

/* ---- beginning and end ---- */

struct metrics *metrics_new(int64_t now)
{
	struct metrics *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	m->started = now;
	m->batches = (struct histogram){.bounds = batch_bounds, .n = LENGTH(batch_bounds), .unit = 1};
	m->commits = (struct histogram){.bounds = commit_bounds, .n = LENGTH(commit_bounds), .unit = 1000000};
	return m;
}

void metrics_free(struct metrics *m)
{
	free(m);
}
