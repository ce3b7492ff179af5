#include "gateway/desk/next_step.h"

#include "handlers/clock/due.h"

/* ---- the code ---- */

static bool leads_on(const struct code *c, int state)
{
	return c->does == DOES_MOVE && c->from & 1u << state && c->to >= 0 && c->to != state;
}

/* Codes that stamp nothing, such as waiting and cancelling, come behind all that do. */
static uint32_t how_far(const struct code *c)
{
	return c->stamps ? c->stamps : UINT32_MAX;
}

const struct code *next_code(const struct flow *f, int state)
{
	const struct code *found = NULL;

	if (state < 0 || f->states[state].ends)
		return NULL;
	if (flow_chain_in(f, state))
		return flow_does(f, DOES_SIGN);
	for (size_t i = 0; i < f->codes_n; i++) {
		const struct code *c = &f->codes[i];

		if (leads_on(c, state) && (!found || how_far(c) < how_far(found)))
			found = c;
	}
	return found;
}

/* ---- by when ---- */

static bool runs(const struct clock_state *s)
{
	return s->started && !s->stopped && s->due;
}

static bool answers(const struct code *c, const struct clock_kind *k)
{
	if (!c)
		return false;
	switch (k->runs) {
	case RUNS_NODE:
		return c->stamps & k->stops;
	case RUNS_PROMISE:
		return c->to >= 0 && k->stops & 1u << c->to;
	case RUNS_STATE:
		break;
	}
	return c->to >= 0 && !(k->during & 1u << c->to);
}

struct next_step next_step(const struct ticket *t, int64_t now)
{
	struct next_step next = {.code = next_code(t->flow, t->state)};
	bool answered = false;

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_kind *k = &t->flow->clocks[i];
		const struct clock_state *s = &t->clocks[i];
		bool fits = answers(next.code, k);

		if (!runs(s))
			continue;
		next.late = next.late || due_over(k, s, now);
		if (next.clock && (answered > fits || (answered == fits && next.due <= s->due)))
			continue;
		next.clock = k;
		next.due = s->due;
		answered = fits;
	}
	return next;
}
