#include "handlers/check/clock_check.h"

#include "handlers/check/fault_spot.h"
#include "handlers/condition/condition_within.h"

#include <string.h>

static uint32_t stamped(const struct flow *flow)
{
	uint32_t nodes = flow->open.stamps;
	const struct code *c;
	for (size_t i = 0; (c = flow_way(flow, i)) != NULL; i++)
		nodes |= c->stamps;
	return nodes;
}

/* The states in which a ticket can be, as bits. */
static uint32_t entered(const struct flow *flow)
{
	uint32_t states = flow->open.to >= 0 ? 1u << flow->open.to : 0;
	const struct code *c;
	for (size_t i = 0; (c = flow_way(flow, i)) != NULL; i++)
		states |= c->to >= 0 ? 1u << c->to : 0;
	return states;
}

static struct spot spot_clock(const struct flow *flow, const struct clock_kind *k)
{
	return spot_at(flow, k->line, k->col, k->name);
}

static struct spot spot_line(const struct flow *flow, const struct due_rule *d)
{
	return spot_at(flow, d->line, d->col, "{");
}

static void check_start(const struct flow *flow, const struct clock_kind *k, struct faults *f)
{
	if (k->runs == RUNS_NODE && k->starts >= 0 && !(stamped(flow) & 1u << k->starts))
		FAULT_AT(f, spot_clock(flow, k),
			 "nothing starts `%s`: no code stamps `%s`; start it at a node that is stamped", k->name,
			 flow->nodes[k->starts].name);
	if (k->runs == RUNS_STATE && k->during && !(k->during & entered(flow)))
		FAULT_AT(f, spot_clock(flow, k), "nothing starts `%s`: no code leads to these states; name others",
			 k->name);
	if (clock_is_promise(k) && !flow_tells(flow, k->promise) && !code_tells(&flow->open, k->promise))
		FAULT_AT(f, spot_clock(flow, k), "nothing starts `%s`: no code takes such a time; let one take it",
			 k->name);
}

static void check_stop(const struct flow *flow, const struct clock_kind *k, struct faults *f)
{
	bool promise = clock_is_promise(k);
	uint32_t there = promise ? entered(flow) : stamped(flow);
	if (k->runs == RUNS_STATE && k->during & flow_end_states(flow))
		FAULT_AT(f, spot_clock(flow, k),
			 "nothing stops `%s`: a ticket that has ended stays so; leave that state out of `during`",
			 k->name);
	if (k->voids & (k->runs == RUNS_STATE ? k->during : promise ? k->stops : 0))
		FAULT_AT(f, spot_clock(flow, k),
			 "`%s` contradicts itself: a state of `%s` makes it void, too; leave it out of one", k->name,
			 promise ? "stops" : "during");
	if (k->runs == RUNS_STATE || k->stops == 0)
		return;
	if (!(k->stops & there))
		FAULT_AT(f, spot_clock(flow, k), "nothing stops `%s`: no code %s; stop it where codes lead", k->name,
			 promise ? "leads to these states" : "stamps these nodes");
	if (k->runs == RUNS_NODE && k->starts >= 0 && k->stops & 1u << k->starts)
		FAULT_AT(f, spot_clock(flow, k), "`%s` would stop where it starts; let it stop at a later node",
			 k->name);
	/* Nodes stand in the order in which they happen. */
	else if (k->runs == RUNS_NODE && k->starts >= 0 && k->stops >> k->starts == 0)
		FAULT_AT(f, spot_clock(flow, k), "`%s` would stop before it starts; let it stop at a later node",
			 k->name);
	if (k->voids & k->pauses)
		FAULT_AT(f, spot_clock(flow, k),
			 "in `%s` a state both pauses it and makes it void; leave it out of one", k->name);
}

static int64_t length(const struct due_rule *d)
{
	return d->how == DUE_DAY ? (int64_t)d->day * 24 * 60 + (d->minute < 0 ? 24 * 60 : d->minute) : d->ms;
}

/* True if `other` applies wherever `d` does, and is always the one that holds. */
static bool never_holds(const struct clock_kind *k, const struct due_rule *d, const struct due_rule *other)
{
	int64_t more;
	if (d == other || d->faulty || other->faulty || !condition_within(d->when, other->when))
		return false;
	if (k->holds == HOLDS_FIRST)
		return other < d;
	/* What a day gives cannot be compared with a span, nor its end with an hour. */
	if (d->how != other->how || (d->how == DUE_DAY && (d->minute < 0) != (other->minute < 0)))
		return false;
	more = k->holds == HOLDS_EARLIEST ? length(d) - length(other) : length(other) - length(d);
	return more > 0 || (more == 0 && other < d);
}

static const char *why_never(const struct clock_kind *k)
{
	static const char *const whys[] = {"the first that applies holds; put this line above that one",
					   "is never later, and the earliest holds; leave this line out",
					   "is never earlier, and the latest holds; leave this line out"};
	return whys[k->holds];
}

static void check_lines(const struct flow *flow, const struct clock_kind *k, struct faults *f)
{
	for (size_t i = 0; i < k->dues_n; i++) {
		const struct due_rule *d = &k->dues[i], *other = NULL;
		for (size_t j = 0; j < k->dues_n && !other; j++)
			other = never_holds(k, d, &k->dues[j]) ? &k->dues[j] : NULL;
		if (other)
			FAULT_AT(f, spot_line(flow, d),
				 "this line never holds: line %d applies to the same tickets, and %s", other->line,
				 why_never(k));
		if (d->how == DUE_DAY && k->pauses)
			FAULT_AT(f, spot_line(flow, d),
				 "a day cannot be paused, and `pauses` is given; write a span here, or leave `pauses` "
				 "out");
	}
}

/* Finds reminders that would come before the clock begins, so long are they sent before it ends. */
static void check_steps(const struct flow *flow, const struct clock_kind *k, struct faults *f)
{
	for (size_t i = 0; i < k->steps_n; i++) {
		const struct clock_step *p = &k->steps[i];
		for (size_t d = 0; d < k->dues_n && p->when == STEP_BEFORE; d++) {
			if (k->dues[d].how != DUE_SPAN || k->dues[d].ms > p->ms || k->dues[d].ms == 0)
				continue;
			FAULT_AT(f, spot_at(flow, p->line, p->col, "{"),
				 "where line %d holds, this would be said before `%s` begins; say it later",
				 k->dues[d].line, k->name);
			break;
		}
	}
}

/* True if both begin at one node, and `later` stops at a later one than `k`. */
static bool comes_behind(const struct clock_kind *later, const struct clock_kind *k)
{
	uint32_t first = later->stops & (~later->stops + 1);
	return k->runs == RUNS_NODE && later->runs == RUNS_NODE && k->starts == later->starts && k->stops != 0 &&
	       k->stops < first && !(later->pauses & ~k->pauses);
}

/* True if `other` holds wherever `d` does, and leaves its clock less time. */
static bool outlasts(const struct due_rule *d, const struct clock_kind *later, const struct due_rule *other)
{
	bool holds = later->holds == HOLDS_EARLIEST || (later->holds == HOLDS_FIRST && other == later->dues);
	return holds && !d->faulty && !other->faulty && d->how == other->how && d->how != DUE_DAY &&
	       d->ms > other->ms && condition_within(d->when, other->when);
}

/* What happens first may not take longer than what follows it. */
static void check_against(const struct flow *flow, const struct clock_kind *k, const struct clock_kind *later,
			  struct faults *f)
{
	for (size_t i = 0; i < k->dues_n && comes_behind(later, k); i++) {
		const struct due_rule *d = &k->dues[i], *other = NULL;
		for (size_t j = 0; j < later->dues_n && !other; j++)
			other = outlasts(d, later, &later->dues[j]) ? &later->dues[j] : NULL;
		if (other)
			FAULT_AT(f, spot_line(flow, d),
				 "`%s` contradicts `%s`, which stops later but is due earlier by line %d; shorten "
				 "this one, or lengthen that one",
				 k->name, later->name, other->line);
	}
}

void clocks_check(const struct flow *flow, struct faults *f)
{
	for (size_t i = 0; i < flow->clocks_n; i++) {
		const struct clock_kind *k = &flow->clocks[i];
		check_start(flow, k, f);
		check_stop(flow, k, f);
		check_lines(flow, k, f);
		check_steps(flow, k, f);
		for (size_t j = 0; j < flow->clocks_n; j++)
			check_against(flow, k, &flow->clocks[j], f);
	}
}
