#include "tests/bench/inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_waiting.h"
#include "db/store/ledger_rows.h"
#include "db/store/store.h"
#include "db/store/upkeep.h"
#include "gateway/base/wall_clock.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/road/batch.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/rulebook.h"

#define CHUNK 64
#define MARKS_MAX 8192

struct inside {
	struct setup setup;
	struct rulebook *rules;
	struct gateway g;
	struct batch batch;
	int64_t after, published; /* outbox row and event last read */
	int64_t marks[MARKS_MAX];
	size_t marks_n;
	bool ruled, opened;
};

static bool read_rules(struct inside *in, const char *config)
{
	struct faults faults = {0};

	in->ruled = setup_load(&in->setup, config, &faults) && faults.n == 0 &&
		    (in->rules = rulebook_load(&in->setup, &faults)) != NULL;
	if (!in->ruled)
		fprintf(stderr, "bench: %s does not hold; see `fieldgate check`\n", config);
	return in->ruled;
}

struct inside *inside_open(const char *config, const char *database)
{
	struct inside *in = calloc(1, sizeof(*in));
	char why[512] = "out of memory";

	if (in && read_rules(in, config)) {
		in->opened = gateway_open(&in->g, &in->setup, in->rules, database, why, sizeof(why));
		if (in->opened) {
			char hash[HASH_HEX];

			ledger_head(in->g.store, &in->published, hash);
			return in;
		}
		fprintf(stderr, "bench: %s\n", why);
	}
	inside_close(in);
	return NULL;
}

void inside_close(struct inside *in)
{
	if (!in)
		return;
	batch_free(&in->batch);
	if (in->opened)
		gateway_close(&in->g);
	if (in->ruled)
		rulebook_release(in->rules);
	free(in);
}

const struct flow *inside_flow(const struct inside *in)
{
	return flows_find(&in->rules->flows, "repair");
}

/* ---- texts ---- */

static struct input *add(struct inside *in, enum input_kind kind, char *payload)
{
	struct input *i = payload ? batch_add(&in->batch) : NULL;

	if (!i)
		return NULL;
	i->kind = kind;
	text_copy(i->channel, sizeof(i->channel), "sms");
	i->payload = payload;
	i->length = strlen(payload);
	i->came = clock_now();
	return i;
}

static bool add_text(struct inside *in, struct dealer *d, const struct text_in *t)
{
	char json[1024];

	dealer_json(d, t, clock_now(), json, sizeof(json));
	return add(in, IN_MO, strdup(json)) != NULL;
}

/* What the commit has earned, as gateway/outbox and event_publisher.c read it; marked with the next. */
static void read_out(struct inside *in)
{
	static struct ledger_row events[CHUNK];
	struct outbox_mt rows[CHUNK];
	size_t n;

	do {
		n = outbox_ready(in->g.store, "sms", in->after, rows, CHUNK);
		for (size_t i = 0; i < n; i++) {
			char *payload = wire_mt(&rows[i]);

			in->after = rows[i].id;
			if (in->marks_n < MARKS_MAX)
				in->marks[in->marks_n++] = rows[i].id;
			free(payload);
			outbox_mt_free(&rows[i]);
		}
	} while (n == CHUNK);
	do {
		n = ledger_after(in->g.store, in->published, events, CHUNK);
		if (n)
			in->published = events[n - 1].seq;
	} while (n == CHUNK);
}

static bool run(struct inside *in, const char *wanted)
{
	const struct settled done = {.sent = in->marks, .sent_n = in->marks_n, .published = in->published};

	if (!batch_run(&in->g, &in->batch, &done, clock_now())) {
		fprintf(stderr, "bench: %s\n", store_why(in->g.store));
		return false;
	}
	in->marks_n = 0;
	for (size_t i = 0; wanted && i < in->batch.n; i++) {
		const struct input *one = &in->batch.all[i];

		if (strcmp(one->outcome, wanted) == 0)
			continue;
		fprintf(stderr, "bench: %s was %s: %s\n", one->payload, one->outcome, one->answer ? one->answer : "");
		return false;
	}
	batch_clear(&in->batch);
	read_out(in);
	store_upkeep(in->g.store);
	return true;
}

bool inside_texts(struct inside *in, struct dealer *d, size_t n, size_t group)
{
	struct text_in t;

	for (size_t i = 0; i < n; i++) {
		dealer_next(d, &t);
		if (!add_text(in, d, &t) || ((in->batch.n >= group || i + 1 == n) && !run(in, "done")))
			return false;
	}
	return true;
}

/* ---- the pool ---- */

static bool open_all(struct inside *in)
{
	char serial[16], id[32];

	for (size_t i = 0; i < POOL; i++) {
		dealer_serial(i, serial);
		snprintf(id, sizeof(id), "pool-%zu", i);
		if (!add(in, IN_OPEN, wire_open(id, "repair", serial, i % 3 == 0, "发动机无法启动，仪表盘报警")))
			return false;
		if ((in->batch.n >= 500 || i + 1 == POOL) && !run(in, "opened"))
			return false;
	}
	return true;
}

bool inside_begin_pool(struct inside *in, const char *database)
{
	struct dealer *d = calloc(1, sizeof(*d));
	struct text_in t;
	bool ok = d && open_all(in) && dealer_load(d, database);

	for (size_t step = 0; step < STEPS && ok; step++) {
		for (size_t i = 0; i < POOL && ok; i++) {
			/* The database cannot tell one that waits from one that was delayed: none stops there. */
			if (d->unclear[i] || i % STEPS <= step || (i % STEPS == 3 && step == 2))
				continue;
			dealer_move(d, i, true, &t);
			ok = add_text(in, d, &t) && (in->batch.n < 500 || run(in, "done"));
		}
		ok = ok && (!in->batch.n || run(in, "done"));
	}
	free(d);
	return ok;
}
