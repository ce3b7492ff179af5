#include "handlers/model/expected_code.h"

static bool leads_on(const struct code *c, const struct ticket *t)
{
	return c->to >= 0 && c->to != t->state;
}

static bool stamps_open(const struct code *c, const struct ticket *t)
{
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		if (c->stamps & 1u << i && t->nodes[i].how == NODE_OPEN)
			return true;
	return false;
}

static int last_node(const struct code *c)
{
	int last = -1;

	for (int i = 0; i < NODES_MAX; i++)
		if (c->stamps & 1u << i)
			last = i;
	return last;
}

/* The lower a code ranks, the sooner it is expected; NEVER: it is not. */
#define NEVER (2 * NODES_MAX + STATES_MAX)

static int rank(const struct code *c, const struct ticket *t)
{
	if (c->does != DOES_MOVE || !(c->from & 1u << t->state))
		return NEVER;
	if (c->stamps && leads_on(c, t) && c->visit == VISIT_DEPARTS && t->phase == VISIT_OVER && t->lead)
		return -1;
	if (c->stamps && leads_on(c, t))
		return last_node(c);
	if (stamps_open(c, t))
		return NODES_MAX + last_node(c);
	return c->to > t->state ? 2 * NODES_MAX + c->to : NEVER;
}

/* Of those that somebody of `by` may send; 0: whoever sends them. */
static const struct code *first_of(const struct ticket *t, uint64_t by)
{
	const struct code *found = NULL;
	int least = NEVER;

	for (size_t i = 0; i < t->flow->codes_n; i++) {
		const struct code *c = &t->flow->codes[i];
		int r = by == 0 || c->by & by ? rank(c, t) : NEVER;

		if (r < least) {
			least = r;
			found = c;
		}
	}
	return found;
}

static bool goes_on(const struct ticket *t)
{
	return t->state >= 0 && !t->flow->states[t->state].ends;
}

const struct code *expected_code(const struct ticket *t)
{
	if (!goes_on(t))
		return NULL;
	if (t->turn && flow_chain_in(t->flow, t->state))
		return flow_does(t->flow, DOES_SIGN);
	return first_of(t, 0);
}

const struct code *expected_of_lead(const struct ticket *t)
{
	return goes_on(t) && t->lead ? first_of(t, BY_LEAD) : NULL;
}
