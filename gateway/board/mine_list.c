#include "gateway/board/mine_list.h"

#include <stdlib.h>

#include "db/store/tickets_found.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/permission.h"
#include "handlers/model/expected_code.h"

struct finding {
	const struct context *ctx;
	struct store *store;
	const struct person *person;
	int64_t now;
	struct mine *out;
	size_t n;
	struct ticket *some; /* MINE_EACH */
};

static void add(struct finding *f, int64_t number, const char *waits, const struct code *c)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->out[i].number == number)
			return;
	if (f->n < MINE_MOST)
		f->out[f->n++] = (struct mine){.number = number, .waits = waits, .code = c};
}

static void add_some(struct finding *f, size_t n, const char *waits, const struct code *c)
{
	for (size_t i = 0; i < n; i++)
		add(f, f->some[i].number, waits, c);
}

static bool may(const struct finding *f, const struct code *c, const struct ticket *t)
{
	return permission_on_ticket(f->ctx, f->person, c, t, f->now);
}

/* ---- for one code ---- */

static void find_signed(struct finding *f, const struct flow *flow, const struct code *c)
{
	if (c->does == DOES_SIGN)
		add_some(f, candidates_asked(f->ctx, f->person, flow, f->now, f->some, MINE_EACH), "sign", c);
}

/* Nobody approves what they have stated themselves. */
static bool is_others_claim(const struct ticket *t, int64_t person)
{
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		if (t->claims[i] && t->askers[i] != person)
			return true;
	return false;
}

static void find_stated(struct finding *f, const struct flow *flow, const struct code *c)
{
	size_t n;

	if (c->does != DOES_APPROVE)
		return;
	n = candidates_claimed(f->ctx, f->person, flow, c, f->now, f->some, MINE_EACH);
	for (size_t i = 0; i < n; i++)
		if (is_others_claim(&f->some[i], f->person->id))
			add(f, f->some[i].number, "decide", c);
}

/* Those of no station are nobody's but theirs who may place any. */
static void find_unplaced(struct finding *f, const struct flow *flow, const struct code *c)
{
	size_t n, count;

	if (c->does != DOES_ASSIGN)
		return;
	n = tickets_unplaced(f->store, flow, c->from, f->some, MINE_EACH, &count);
	for (size_t i = 0; i < n; i++)
		if (!f->some[i].station && may(f, c, &f->some[i]))
			add(f, f->some[i].number, "place", c);
}

/* Whether it is what is expected of some ticket in that state: with nothing or all behind it, before a visit or after it. */
static bool is_expected_in(const struct flow *flow, const struct code *c, int state, struct ticket *t)
{
	bool is = false;

	for (int i = 0; i < 4 && !is; i++) {
		ticket_blank(t, flow, 0);
		t->state = state;
		t->lead = 1;
		t->phase = i & 1 ? VISIT_OVER : VISIT_AHEAD;
		for (size_t n = 0; n < flow->nodes_n; n++)
			t->nodes[n].how = i & 2 ? NODE_STAMPED : NODE_OPEN;
		is = expected_code(t) == c;
	}
	return is;
}

/* Others would only take the room of those that wait for it. */
static uint32_t expected_in(const struct finding *f, const struct flow *flow, const struct code *c)
{
	uint32_t states = 0;

	for (int i = 0; i < (int)flow->states_n; i++)
		if (c->from & 1u << i && is_expected_in(flow, c, i, &f->some[0]))
			states |= 1u << i;
	return states;
}

static void find_moved(struct finding *f, const struct flow *flow, const struct code *c)
{
	size_t n;

	if (c->does != DOES_MOVE)
		return;
	n = candidates_among(f->ctx, f->person, flow, c, expected_in(f, flow, c), f->now, f->some, MINE_EACH);
	for (size_t i = 0; i < n; i++)
		if (expected_code(&f->some[i]) == c && may(f, c, &f->some[i]))
			add(f, f->some[i].number, "do", c);
}

/* ---- all of it ---- */

static void find_each(struct finding *f, void (*find)(struct finding *f, const struct flow *flow, const struct code *c))
{
	const struct flows *all = &f->ctx->rules->flows;

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->all[i]->codes_n; k++)
			if (permission_ever(f->ctx, f->person, &all->all[i]->codes[k], f->now))
				find(f, all->all[i], &all->all[i]->codes[k]);
}

static void find_led(struct finding *f)
{
	int64_t numbers[MINE_EACH];
	size_t n = tickets_numbers(f->store, TICKETS_BY_LEAD, f->person->id, 0, numbers, MINE_EACH);

	for (size_t i = 0; i < n; i++)
		add(f, numbers[i], "own", NULL);
}

bool mine_list(const struct context *ctx, struct store *s, const struct person *p, int64_t now,
	       struct mine out[MINE_MOST], size_t *n)
{
	struct finding f = {.ctx = ctx, .store = s, .person = p, .now = now, .out = out};

	f.some = calloc(MINE_EACH, sizeof(*f.some));
	*n = 0;
	if (!f.some)
		return false;
	find_each(&f, find_signed);
	find_each(&f, find_stated);
	find_each(&f, find_unplaced);
	find_each(&f, find_moved);
	find_led(&f);
	free(f.some);
	*n = f.n;
	return true;
}
