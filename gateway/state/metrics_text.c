#include "gateway/state/metrics_text.h"

#include "db/store/delivery.h"
#include "gateway/base/exposition.h"
#include "gateway/state/input.h"
#include "gateway/state/metrics_counters.h"
#include "templates/text/text.h"

#define TEXT_MAX (64 * 1024)

static uint64_t get(const counter *c)
{
	return atomic_load_explicit(c, memory_order_relaxed);
}

static struct tags one(const char *name, const char *value)
{
	return (struct tags){{{name, value}}};
}

static void show_inputs(struct text *t, const struct metrics *m)
{
	static const char name[] = "fieldgate_inputs_total";

	exposition_head(t, name, "counter", "Messages taken in, by what became of them.");
	for (size_t k = 0; k < INPUT_KINDS; k++)
		for (size_t i = 0; i < METRICS_OUTCOMES; i++)
			if (metrics_outcomes[i].kinds & 1u << k)
				exposition_count(t, name,
						 (struct tags){{{"kind", input_kind_name(k)},
								{"outcome", metrics_outcomes[i].name}}},
						 get(&m->inputs[k][i]));
}

static void show_callbacks(struct text *t, const struct metrics *m)
{
	static const char name[] = "fieldgate_callbacks_total";

	exposition_head(t, name, "counter", "Requests to /mo/ and /dlr/, by what they were answered.");
	for (size_t i = 0; i < METRICS_ANSWERS; i++)
		exposition_count(t, name, one("answer", metrics_answers[i]), get(&m->callbacks[i]));
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

static void show_histogram(struct text *t, const char *name, const char *help, const struct histogram *h)
{
	uint64_t counts[METRICS_BOUNDS + 1];

	for (size_t i = 0; i <= h->n; i++)
		counts[i] = get(&h->counts[i]);
	exposition_head(t, name, "histogram", help);
	exposition_histogram(t, name, h->bounds, h->n, counts, get(&h->sum), h->unit);
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
	show_histogram(t, "fieldgate_batch_inputs", "Inputs decided in one transaction.", &m->batches);
	show_histogram(t, "fieldgate_commit_seconds", "Time of one batch's COMMIT with its fsync.", &m->commits);
	show_count(t, "fieldgate_store_failures_total", "Batches of which nothing holds: they come again.",
		   get(&m->failures));
}

static void show_broker(struct text *t, const struct metrics *m, const struct measured *now)
{
	static const char reloads[] = "fieldgate_reloads_total";
	uint64_t connects = get(&m->connects);

	show_gauge(t, "fieldgate_ready", "1 while /readyz says 200, else 0.", NO_TAGS,
		   metrics_readiness(m, now->steady) == READY);
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
	show_callbacks(&t, m);
	show_messages(&t, m, now);
	show_store(&t, m);
	show_broker(&t, m, now);
	show_process(&t, m, now);
	if (!t.full)
		return t.s;
	text_free(&t);
	return NULL;
}
