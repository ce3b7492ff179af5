#include "handlers/model/expected_code.h"

#include <stdlib.h>
#include <string.h>

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

/* Of those that somebody of `by` may send. */
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

/* ---- in which states ---- */

static void note(const struct ticket *t, const struct code *c, uint32_t states[CODES_MAX])
{
	if (c)
		states[c - t->flow->codes] |= 1u << t->state;
}

/* A ticket before and after a visit, with all of its nodes open, and with none. */
static void try_state(struct ticket *t, uint32_t states[CODES_MAX])
{
	for (int i = 0; i < 4; i++) {
		t->phase = i & 1 ? VISIT_OVER : VISIT_AHEAD;
		for (size_t n = 0; n < t->flow->nodes_n; n++)
			t->nodes[n].how = i & 2 ? NODE_STAMPED : NODE_OPEN;
		note(t, expected_code(t), states);
		note(t, expected_of_lead(t), states);
	}
}

bool expected_states(const struct flow *f, uint32_t states[CODES_MAX])
{
	struct ticket *t = malloc(sizeof(*t));

	memset(states, 0, CODES_MAX * sizeof(*states));
	if (!t)
		return false;
	ticket_blank(t, f, 0);
	t->lead = 1;
	for (t->state = 0; t->state < (int)f->states_n; t->state++)
		try_state(t, states);
	free(t);
	return true;
}
