#include "gateway/road/metrics.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/exposition.h"

#define TEXT_MAX (64 * 1024)
#define LENGTH(a) (sizeof(a) / sizeof(*(a)))

/* ---- what there is to count ---- */

#define KINDS 4
static const char *const kinds[KINDS] = {"mo", "dlr", "open", "due"}; /* by enum input_kind */

#define MO (1u << IN_MO)
#define DLR (1u << IN_DLR)
#define OPEN (1u << IN_OPEN)
#define DUE (1u << IN_DUE)

/* Each with the kinds that can end so; any other pair is counted as `other`, the last. */
static const struct {
	const char *name;
	unsigned kinds;
} outcomes[] = {
	{"done", MO},
	{"forwarded", MO},
	{"answered", MO},
	{"refused", MO},
	{"unknown", MO},
	{"resent", MO},
	{"part", MO},
	{"opened", OPEN},
	{"reminded", DUE},
	{"report", DLR},
	{"again", MO | OPEN},
	{"rejected", MO | DLR | OPEN},
	{"other", MO | DLR | OPEN | DUE},
};
#define OUTCOMES LENGTH(outcomes)

#define BOUNDS_MAX 16
static const uint64_t batch_bounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, BATCH_MAX};
static const uint64_t commit_bounds[] = {250,   500,    1000,   2500,   5000,    10000,  25000,
					 50000, 100000, 250000, 500000, 1000000, 2500000}; /* us */

typedef _Atomic uint64_t counter;

struct histogram {
	counter counts[BOUNDS_MAX + 1];
	counter sum;
};

struct metrics {
	int64_t started;
	counter inputs[KINDS][OUTCOMES];
	counter messages[DELIVERY_N];
	counter events, failures, connects, reloads[2]; /* reloads: failed, taken over */
	struct histogram batches, commits;
	_Atomic int64_t beat; /* steady ms */
	_Atomic int condition;
	atomic_bool connected;
};

/* ---- counting ---- */

/* Relaxed everywhere: each number is true by itself, and none says anything about another. */
static void add(counter *c, uint64_t n)
{
	atomic_fetch_add_explicit(c, n, memory_order_relaxed);
}

static uint64_t get(const counter *c)
{
	return atomic_load_explicit(c, memory_order_relaxed);
}

static void observe(struct histogram *h, const uint64_t *bounds, size_t n, uint64_t value)
{
	size_t i = 0;

	while (i < n && value > bounds[i])
		i++;
	add(&h->counts[i], 1);
	add(&h->sum, value);
}

void metrics_input(struct metrics *m, enum input_kind kind, const char *outcome)
{
	size_t i = 0;

	if (!m)
		return;
	while (i < OUTCOMES - 1 && (!(outcomes[i].kinds & 1u << kind) || strcmp(outcomes[i].name, outcome) != 0))
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
		observe(&m->batches, batch_bounds, LENGTH(batch_bounds), inputs);
}

void metrics_commit(struct metrics *m, int64_t us)
{
	if (m)
		observe(&m->commits, commit_bounds, LENGTH(commit_bounds), us > 0 ? (uint64_t)us : 0);
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

/* ---- alive and well ---- */

void metrics_beat(struct metrics *m, int64_t steady, enum condition c, bool connected)
{
	if (!m)
		return;
	atomic_store_explicit(&m->connected, connected, memory_order_relaxed);
	atomic_store_explicit(&m->condition, (int)c, memory_order_relaxed);
	atomic_store_explicit(&m->beat, steady, memory_order_relaxed);
}

enum condition metrics_condition(const struct metrics *m, int64_t steady)
{
	if (steady - atomic_load_explicit(&m->beat, memory_order_relaxed) > STUCK_MS)
		return STUCK;
	return (enum condition)atomic_load_explicit(&m->condition, memory_order_relaxed);
}

const char *condition_why(enum condition c)
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

/* ---- showing ---- */

static struct tags one(const char *name, const char *value)
{
	return (struct tags){{{name, value}}};
}

static void show_inputs(struct text *t, const struct metrics *m)
{
	static const char name[] = "fieldgate_inputs_total";

	exposition_head(t, name, "counter", "Messages taken in, by what became of them.");
	for (size_t k = 0; k < KINDS; k++)
		for (size_t i = 0; i < OUTCOMES; i++)
			if (outcomes[i].kinds & 1u << k)
				exposition_count(t, name,
						 (struct tags){{{"kind", kinds[k]}, {"outcome", outcomes[i].name}}},
						 get(&m->inputs[k][i]));
}

static void show_age(struct text *t, const char *name, const char *help, int64_t ms)
{
	exposition_head(t, name, "gauge", help);
	exposition_number(t, name, NO_TAGS, (double)ms / 1000);
}

static void show_messages(struct text *t, const struct metrics *m, const struct measured *now)
{
	static const char total[] = "fieldgate_messages_total", rows[] = "fieldgate_outbox_rows";

	exposition_head(t, total, "counter", "Texts out, by the states they entered; repeated reports count again.");
	for (size_t i = 0; i < DELIVERY_N; i++)
		exposition_count(t, total, one("state", delivery_name((enum delivery)i)), get(&m->messages[i]));
	if (!now->store)
		return;
	exposition_head(t, rows, "gauge", "Texts that wait now; counted up to 10000 a state.");
	exposition_count(t, rows, one("state", delivery_name(DELIVERY_READY)), (uint64_t)now->ready);
	exposition_count(t, rows, one("state", delivery_name(DELIVERY_UNKNOWN)), (uint64_t)now->unknown);
	show_age(t, "fieldgate_outbox_oldest_seconds", "Age of the oldest text that the broker has not taken; 0: none.",
		 now->oldest_ms);
	show_age(t, "fieldgate_events_oldest_seconds", "Age of the oldest event that is not published yet; 0: none.",
		 now->event_ms);
	show_age(t, "fieldgate_due_oldest_seconds",
		 "How long the first step of a clock has been waiting to be taken; 0: none is due.", now->overdue_ms);
}

static void show_histogram(struct text *t, const char *name, const char *help, const struct histogram *h,
			   const uint64_t *bounds, size_t n, uint64_t unit)
{
	uint64_t counts[BOUNDS_MAX + 1];

	for (size_t i = 0; i <= n; i++)
		counts[i] = get(&h->counts[i]);
	exposition_head(t, name, "histogram", help);
	exposition_histogram(t, name, bounds, n, counts, get(&h->sum), unit);
}

static void show_count(struct text *t, const char *name, const char *help, uint64_t value)
{
	exposition_head(t, name, "counter", help);
	exposition_count(t, name, NO_TAGS, value);
}

static void show_gauge(struct text *t, const char *name, const char *help, struct tags l, double value)
{
	exposition_head(t, name, "gauge", help);
	exposition_number(t, name, l, value);
}

static void show_store(struct text *t, const struct metrics *m)
{
	show_count(t, "fieldgate_events_total", "Events that entered the ledger.", get(&m->events));
	show_histogram(t, "fieldgate_batch_inputs", "Inputs decided in one transaction.", &m->batches, batch_bounds,
		       LENGTH(batch_bounds), 1);
	show_histogram(t, "fieldgate_commit_seconds", "Time of one batch's COMMIT with its fsync.", &m->commits,
		       commit_bounds, LENGTH(commit_bounds), 1000000);
	show_count(t, "fieldgate_store_failures_total", "Batches of which nothing holds: they come again.",
		   get(&m->failures));
}

static void show_broker(struct text *t, const struct metrics *m, const struct measured *now)
{
	static const char reloads[] = "fieldgate_reloads_total";
	uint64_t connects = get(&m->connects);

	show_gauge(t, "fieldgate_ready", "1 while /readyz says 200, else 0.", NO_TAGS,
		   metrics_condition(m, now->steady) == READY);
	show_gauge(t, "fieldgate_broker_connected", "1 while connected to the broker, else 0.", NO_TAGS,
		   atomic_load_explicit(&m->connected, memory_order_relaxed));
	show_count(t, "fieldgate_broker_reconnects_total", "Connections to the broker after the first.",
		   connects ? connects - 1 : 0);
	exposition_head(t, reloads, "counter", "Configuration, flows and templates read again on SIGHUP.");
	exposition_count(t, reloads, one("result", "ok"), get(&m->reloads[true]));
	exposition_count(t, reloads, one("result", "failed"), get(&m->reloads[false]));
}

static void show_process(struct text *t, const struct metrics *m, const struct measured *now)
{
	show_gauge(t, "fieldgate_build_info", "1, with the version as a label.", one("version", VERSION), 1);
	show_gauge(t, "process_start_time_seconds", "When the gateway began to serve, in seconds since 1970.", NO_TAGS,
		   (double)m->started / 1000);
	if (now->resident)
		show_gauge(t, "process_resident_memory_bytes", "Memory that the process occupies.", NO_TAGS,
			   (double)now->resident);
}

char *metrics_text(const struct metrics *m, const struct measured *now)
{
	struct text t = text_new(TEXT_MAX);

	show_inputs(&t, m);
	show_messages(&t, m, now);
	show_store(&t, m);
	show_broker(&t, m, now);
	show_process(&t, m, now);
	if (!t.full)
		return t.s;
	text_free(&t);
	return NULL;
}

/* ---- beginning and end ---- */

struct metrics *metrics_new(int64_t now)
{
	struct metrics *m = calloc(1, sizeof(*m));

	if (m)
		m->started = now;
	return m;
}

void metrics_free(struct metrics *m)
{
	free(m);
}
