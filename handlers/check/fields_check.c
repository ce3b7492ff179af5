#include "handlers/check/fields_check.h"

#include <string.h>

#include "handlers/check/fault_spot.h"
#include "templates/wording/wording.h"

/* Which fields some path may have filled, as bits. */
struct filled {
	const struct flow *flow;
	const struct wording *w;
	struct faults *f;
	uint32_t in[STATES_MAX]; /* where a ticket stands in that state */
	uint32_t reached;        /* bit a state that some path reaches */
};

static uint32_t taken(const struct code *c)
{
	uint32_t fields = 0;
	for (size_t i = 0; i < c->takes_n; i++)
		fields |= c->takes[i].field >= 0 ? 1u << c->takes[i].field : 0;
	return fields;
}

/* What some schedule fills on opening. */
static uint32_t scheduled(const struct flow *flow)
{
	uint32_t fields = 0;
	for (size_t i = 0; i < flow->schedules_n; i++) {
		for (size_t k = 0; k < flow->schedules[i].fills_n; k++)
			fields |= 1u << flow->schedules[i].fills[k].field;
	}
	return fields;
}

static uint32_t in_states(const struct filled *p, uint32_t states)
{
	uint32_t fields = 0;
	for (size_t i = 0; i < p->flow->states_n; i++)
		fields |= states & 1u << i ? p->in[i] : 0;
	return fields;
}

static uint32_t before(const struct filled *p, const struct code *c)
{
	return in_states(p, c->does == DOES_REOPEN ? c->from : c->from | c->from_skipping);
}

/* What is forgotten there is not there any more. */
static uint32_t kept_in(const struct flow *flow, uint32_t fields, uint32_t anew, int state)
{
	for (size_t i = 0; i < flow->fields_n; i++) {
		if (flow->fields[i].until & 1u << state && !(anew & 1u << i))
			fields &= ~(1u << i);
	}
	return fields;
}

static void enter(struct filled *p, int state, uint32_t fields)
{
	if (state < 0)
		return;
	p->in[state] |= fields;
	p->reached |= 1u << state;
}

static void pass(struct filled *p, const struct code *c)
{
	uint32_t from = (c->from | c->from_skipping) & p->reached, anew = taken(c);
	if (c->does == DOES_CLAIM || from == 0)
		return;
	for (int i = 0; c->to < 0 && i < (int)p->flow->states_n; i++) {
		if (from & 1u << i)
			enter(p, i, anew);
	}
	if (c->to >= 0)
		enter(p, c->to, kept_in(p->flow, before(p, c) | anew, anew, c->to));
	if (c->unled >= 0)
		enter(p, c->unled, kept_in(p->flow, before(p, c) | anew, anew, c->unled));
}

/* Paths are gone until nothing new is found; bits are only ever added. */
static void find(struct filled *p)
{
	uint32_t was[STATES_MAX], reached;
	const struct code *c;
	enter(p, p->flow->open.to, taken(&p->flow->open) | scheduled(p->flow));
	do {
		memcpy(was, p->in, sizeof(was));
		reached = p->reached;
		for (size_t i = 0; (c = flow_way(p->flow, i)) != NULL; i++)
			pass(p, c);
	} while (memcmp(was, p->in, sizeof(was)) != 0 || reached != p->reached);
}

/* ---- what is read ---- */

static void refuse(const struct filled *p, struct spot at, int field)
{
	const char *name = p->flow->fields[field].is.name;
	FAULT_AT(p->f, at,
		 "`%s` is asked here, and nothing can have filled it yet; let an earlier code take it, or the opening, "
		 "by `open: {takes: {%s: no}}`",
		 name, name);
}

static void check_condition(const struct filled *p, const struct condition *c, uint32_t there)
{
	for (size_t i = 0; c && i < c->n; i++) {
		int field = c->terms[i].field ? (int)(c->terms[i].field - p->flow->fields) : -1;
		if (field >= 0 && !(there & 1u << field))
			refuse(p, spot_at(p->flow, c->line, c->col, "{"), field);
	}
}

/* What stands outside of brackets would leave a hole. */
static void check_places(const struct filled *p, struct spot at, const char *name, uint32_t there)
{
	const struct template *t = p->w ? wording_find(p->w, LANG_FIRST, name) : NULL;
	for (size_t i = 0; t && i < template_places(t); i++) {
		const struct place *place = template_place(t, i);
		int field = place->optional ? -1 : flow_field(p->flow, place->name);
		if (field >= 0 && !(there & 1u << field))
			FAULT_AT(p->f, at,
				 "`%s` says {%s}, and nothing can have filled it yet; put that into brackets, as `[, "
				 "{%s}]`, or let an earlier code or the opening take it",
				 name, place->name, place->name);
	}
}

static void check_asked(const struct filled *p, const struct tell *t, uint32_t there)
{
	check_condition(p, t->when, there);
	if (t->to == TO_FIELD && !(there & 1u << t->named.field))
		refuse(p, spot_tell(p->flow, t), t->named.field);
}

static void check_tells(const struct filled *p, const struct tell *tells, size_t n, uint32_t there)
{
	for (size_t i = 0; i < n; i++) {
		const struct tell *t = &tells[i];
		check_asked(p, t, there);
		check_places(p, spot_tell(p->flow, t), t->template, there);
	}
}

static void check_opens(const struct filled *p, const struct opens_list *list, uint32_t there)
{
	for (size_t i = 0; i < list->n; i++)
		check_condition(p, list->all[i].when, there);
}

static void check_code(const struct filled *p, const struct code *c)
{
	uint32_t there = before(p, c), anew = taken(c);
	uint32_t after = c->to >= 0 ? kept_in(p->flow, there | anew, anew, c->to) : there | anew;
	for (size_t i = 0; i < c->by_fields_n; i++) {
		if (!(there & 1u << c->by_fields[i].field))
			refuse(p, spot_at(p->flow, c->by_line, c->by_col, "["), c->by_fields[i].field);
	}
	if (!(c->from | c->from_skipping))
		return;
	check_tells(p, c->tells, c->tells_n, after);
	check_opens(p, &c->opens, after);
	for (size_t i = 0; i < c->sets_n; i++) {
		if (c->sets[i].from == SET_FIELD && !(after & 1u << c->sets[i].field))
			refuse(p, spot_at(p->flow, c->sets_line, c->sets_col, "sets"), c->sets[i].field);
	}
	if (*c->answer)
		check_places(p, spot_at(p->flow, c->answer_line, c->answer_col, c->answer), c->answer, after);
}

static void check_chain(const struct filled *p, const struct chain_kind *c)
{
	uint32_t there = c->in >= 0 ? p->in[c->in] : 0;
	for (size_t i = 0; i < c->asks_n; i++)
		check_asked(p, &c->asks[i].whom, there);
	check_places(p, spot_at(p->flow, c->say_line, c->say_col, c->say), c->say, there);
}

static void check_clock(const struct filled *p, const struct clock_kind *k)
{
	uint32_t there = in_states(p, k->runs == RUNS_STATE ? k->during : UINT32_MAX);
	check_condition(p, k->when, there);
	for (size_t i = 0; i < k->dues_n; i++)
		check_condition(p, k->dues[i].when, there);
	for (size_t i = 0; i < k->steps_n; i++) {
		check_tells(p, k->steps[i].tells, k->steps[i].tells_n, there);
		check_opens(p, &k->steps[i].opens, there);
	}
}

static void check_schedule(const struct filled *p, const struct schedule *s)
{
	uint32_t there = in_states(p, s->states);
	if (!s->of_tickets)
		return;
	check_condition(p, s->when, there);
	check_opens(p, &s->opens, there);
}

void fields_check(const struct flow *flow, const struct wording *w, struct faults *f)
{
	struct filled p = {.flow = flow, .w = w, .f = f};
	const struct code *c;
	/* Where it opens into no state, that is a fault already. */
	if (flow->fields_n == 0 || flow->open.to < 0)
		return;
	find(&p);
	check_tells(&p, flow->open.tells, flow->open.tells_n, taken(&flow->open));
	for (size_t i = 0; i < flow->states_n; i++)
		check_opens(&p, &flow->states[i].opens, p.in[i]);
	for (size_t i = 0; (c = flow_way(flow, i)) != NULL; i++)
		check_code(&p, c);
	for (size_t i = 0; i < flow->chains_n; i++)
		check_chain(&p, &flow->chains[i]);
	for (size_t i = 0; i < flow->clocks_n; i++)
		check_clock(&p, &flow->clocks[i]);
	for (size_t i = 0; i < flow->schedules_n; i++)
		check_schedule(&p, &flow->schedules[i]);
}
