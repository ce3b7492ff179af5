/* A move as text and back: what change_between() writes, change_apply() makes again; any other text does no harm. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/model/change.h"
#include "handlers/model/ticket.h"
#include "handlers/model/ticket_move.h"

/* Small numbers mostly, so that two tickets have much in common. */
static int64_t some(struct bytes *b)
{
	uint8_t way = take_byte(b);
	return way < 200 ? way % 8 : way < 240 ? take_int(b, 2) : take_int(b, 8);
}

static void some_ticket(struct bytes *b, const struct flow *flow, struct ticket *t)
{
	ticket_blank(t, flow, 10008);
	t->state = take_byte(b) % ((int)flow->states_n + 1) - 1;
	for (size_t i = 0; i < flow->nodes_n; i++) {
		t->nodes[i].how = (enum node_how)(take_byte(b) % 3);
		t->nodes[i].at = t->nodes[i].how == NODE_OPEN ? 0 : some(b);
		t->claims[i] = some(b);
	}
	int64_t *const fields[] = {&t->machine, &t->customer, &t->station, &t->lead, &t->former};
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		*fields[i] = some(b);
	for (size_t i = 0; i < flow->fields_n; i++)
		t->fields[i] = some(b);
	t->visit = (int)(int16_t)take_int(b, 2);
	t->phase = (enum visit_phase)(take_byte(b) % 4);
	t->down = take_byte(b) % 2;
	t->companions_n = take_byte(b) % (COMPANIONS_MAX + 1);
	for (size_t i = 0; i < t->companions_n; i++)
		t->companions[i] = some(b);
}

static bool same(const struct ticket *a, const struct ticket *b)
{
	bool all = a->state == b->state && a->machine == b->machine && a->customer == b->customer &&
		   a->station == b->station && a->lead == b->lead && a->former == b->former &&
		   memcmp(a->fields, b->fields, sizeof(a->fields)) == 0 && a->visit == b->visit &&
		   a->phase == b->phase && a->down == b->down && a->companions_n == b->companions_n;
	for (size_t i = 0; all && i < a->companions_n; i++)
		all = a->companions[i] == b->companions[i];
	for (size_t i = 0; all && i < a->flow->nodes_n; i++)
		all = a->nodes[i].how == b->nodes[i].how && a->nodes[i].at == b->nodes[i].at &&
		      a->claims[i] == b->claims[i];
	return all;
}

static void there_and_back(const struct ticket *a, const struct ticket *b)
{
	char change[CHANGE_BYTES], rest[CHANGE_BYTES];
	struct ticket made = *a;
	if (!change_between(a, b, change))
		return; /* too much for one event */
	HOLD(change_apply(&made, change), "not taken: %s", change);
	HOLD(same(&made, b), "something else was made of: %s", change);
	HOLD(change_between(&made, b, rest) && !*rest, "%s left of %s", rest, change);
}

static void any_words(const struct ticket *a, struct bytes words)
{
	struct ticket t = *a;
	char *change = take_text(words);
	if (change_apply(&t, change)) {
		HOLD(t.companions_n <= COMPANIONS_MAX, "%zu companions", t.companions_n);
		HOLD(t.state >= -1 && t.state < (int)t.flow->states_n, "state %d", t.state);
		there_and_back(a, &t);
		there_and_back(&t, a);
	}
	free(change);
}

static void one_move(const struct ticket *a, struct bytes *b)
{
	struct ticket t = *a;
	const struct flow *flow = a->flow;
	const struct code *code = &flow->codes[take_byte(b) % flow->codes_n];
	int64_t who[COMPANIONS_MAX] = {some(b), some(b)};
	struct move m = {
		.code = code,
		.at = some(b),
		.lead = some(b),
		.told = {some(b), some(b)},
		.claim = some(b),
		.companions = who,
		.companions_n = take_byte(b) % (COMPANIONS_MAX + 1),
		.set_companions = take_byte(b) % 2,
	};
	ticket_move(&t, &m);
	for (size_t i = 0; i < flow->nodes_n; i++)
		HOLD(a->nodes[i].how != NODE_STAMPED ||
			     (t.nodes[i].how == NODE_STAMPED && t.nodes[i].at == a->nodes[i].at),
		     "%s moved a stamped node", code->name);
	there_and_back(a, &t);
	there_and_back(&t, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct ticket a, c;
	struct bytes b = {data, n};
	const struct flow *flow = fuzz_rules()->flows.all[0];
	/* Words first, up to a bar. */
	struct bytes words = take_until(&b, '|');
	some_ticket(&b, flow, &a);
	some_ticket(&b, flow, &c);
	there_and_back(&a, &c);
	any_words(&a, words);
	one_move(&a, &b);
	return 0;
}
