#include "gateway/api/mine/waiting.h"

#include <stdlib.h>

#include "db/store/tickets_found.h"
#include "gateway/road/store_world.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/permission.h"
#include "handlers/model/expected_code.h"
#include "templates/text/array.h"

struct search {
	const struct person *person;
	int64_t now;
	struct store *store;
	struct gateway gateway;
	struct store_world world;
	struct world asks;
	struct context ctx;
	struct waiting_list *list;
	bool failed;
	uint32_t states[CODES_MAX]; /* of the flow at hand: in which its codes may be expected */
	struct ticket some[WAITING_EACH];
};

static void add(struct search *s, const struct ticket *t, enum why why, const struct code *c)
{
	struct waiting_list *l = s->list;
	struct waiting *all = l->n < WAITING_MOST ? array_room(l->all, l->n, &l->cap, sizeof(*all)) : NULL;

	s->failed = s->failed || (!all && l->n < WAITING_MOST);
	if (!all)
		return;
	l->all = all;
	all[l->n++] = (struct waiting){.number = t->number, .why = why, .code = c};
}

static bool may(const struct search *s, const struct code *c, const struct ticket *t)
{
	return permission_on_ticket(&s->ctx, s->person, c, t, s->now);
}

static void find_turns(struct search *s, const struct flow *f)
{
	const struct code *c = flow_does(f, DOES_SIGN);
	size_t n = c ? candidates_asked(&s->ctx, s->person, f, s->now, s->some, WAITING_EACH) : 0;

	for (size_t i = 0; i < n; i++)
		add(s, &s->some[i], WHY_SIGN, c);
}

/* Nobody approves what they have stated themselves. */
static bool others_claim(const struct ticket *t, int64_t person)
{
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		if (t->claims[i] && t->askers[i] != person)
			return true;
	return false;
}

static void find_claims(struct search *s, const struct flow *f)
{
	const struct code *c = flow_does(f, DOES_APPROVE);
	size_t n = 0;

	if (c && permission_ever(&s->ctx, s->person, c, s->now))
		n = candidates_claimed(&s->ctx, s->person, f, c, s->now, s->some, WAITING_EACH);
	for (size_t i = 0; i < n; i++)
		if (others_claim(&s->some[i], s->person->id) && may(s, c, &s->some[i]))
			add(s, &s->some[i], WHY_DECIDE, c);
}

/* In the states of the list that is sent of them. */
static void find_unplaced(struct search *s, const struct flow *f)
{
	const struct code *c = flow_does(f, DOES_ASSIGN);
	size_t n = 0, count;

	if (c && permission_ever(&s->ctx, s->person, c, s->now))
		n = tickets_unplaced(s->store, f, c->from, s->some, WAITING_EACH, &count);
	for (size_t i = 0; i < n; i++)
		if (may(s, c, &s->some[i]))
			add(s, &s->some[i], WHY_PLACE, c);
}

/* By what the flow expects of anyone, or of the engineer who leads it. */
static bool is_expected(const struct search *s, const struct code *c, const struct ticket *t)
{
	if (expected_code(t) == c)
		return may(s, c, t);
	return t->lead == s->person->id && expected_of_lead(t) == c;
}

static void find_expected(struct search *s, const struct flow *f, const struct code *c)
{
	uint32_t states = s->states[c - f->codes];
	size_t n;

	if (states == 0 || !permission_ever(&s->ctx, s->person, c, s->now))
		return;
	n = candidates_among(&s->ctx, s->person, f, c, states, s->now, s->some, WAITING_EACH);
	for (size_t i = 0; i < n; i++)
		if (is_expected(s, c, &s->some[i]))
			add(s, &s->some[i], code_brings(c, BRINGS_LEAD) ? WHY_PLAN : WHY_DO, c);
}

static void find_of(struct search *s, const struct flow *f)
{
	find_turns(s, f);
	find_claims(s, f);
	find_unplaced(s, f);
	s->failed = !expected_states(f, s->states) || s->failed;
	for (size_t i = 0; i < f->codes_n; i++)
		find_expected(s, f, &f->codes[i]);
}

static int in_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (int)x->why - (int)y->why;
}

/* As the roster has them: who acts for whom is told by that. */
static const struct person *as_listed(const struct access *a)
{
	const struct person *p = roster_person(a->roster, a->person.id);

	return p ? p : &a->person;
}

bool waiting_find(const struct access *a, const struct workspace *w, struct waiting_list *out)
{
	struct search *s = calloc(1, sizeof(*s));
	const struct flows *all = &w->rules->flows;
	bool good;

	*out = (struct waiting_list){.n = 0};
	if (!s)
		return false;
	s->person = as_listed(a);
	s->now = a->now;
	s->store = w->store;
	s->list = out;
	s->gateway = (struct gateway){.setup = &w->setup, .store = w->store, .rules = w->rules, .roster = w->roster};
	store_world_init(&s->asks, &s->world, &s->gateway, false);
	s->ctx = (struct context){.rules = w->rules, .roster = a->roster, .world = &s->asks};
	for (size_t i = 0; i < all->n; i++)
		find_of(s, all->all[i]);
	if (out->n > 1)
		qsort(out->all, out->n, sizeof(*out->all), in_order);
	good = !s->failed;
	free(s);
	return good;
}
