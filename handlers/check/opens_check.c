#include "handlers/check/opens_check.h"

#include "handlers/check/fault_spot.h"
#include "handlers/opens/opens_passed.h"
#include "templates/text/spelling.h"

#include <string.h>

/* ---- each place that opens something ---- */

/* What is done with one; `of` is the flow that it stands in. */
struct visit {
	void (*each)(const struct visit *v, const struct opens *o);
	const struct flows *set;
	const struct flow *of;
	struct faults *f;
};

static void visit_list(const struct visit *v, const struct opens_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		v->each(v, &list->all[i]);
}

static void visit_all(const struct visit *v)
{
	const struct flow *f = v->of;
	for (size_t i = 0; i < f->states_n; i++)
		visit_list(v, &f->states[i].opens);
	for (size_t i = 0; i < f->codes_n; i++)
		visit_list(v, &f->codes[i].opens);
	for (size_t i = 0; i < f->clocks_n; i++)
		for (size_t k = 0; k < f->clocks[i].steps_n; k++)
			visit_list(v, &f->clocks[i].steps[k].opens);
	for (size_t i = 0; i < f->schedules_n; i++)
		visit_list(v, &f->schedules[i].opens);
}

static struct spot spot_opens(const struct flow *f, const struct opens *o)
{
	return spot_at(f, o->line, o->col, f->opened[o->flow]);
}

static const struct flow *opened(const struct visit *v, const struct opens *o)
{
	return flows_find(v->set, v->of->opened[o->flow]);
}

/* ---- flows that are not there ---- */

static void check_known(const struct visit *v, const struct opens *o)
{
	const char *names[FLOWS_MAX], *name = v->of->opened[o->flow], *near;
	if (opened(v, o))
		return;
	for (size_t i = 0; i < v->set->n; i++)
		names[i] = v->set->all[i]->name;
	near = spelling_nearest(name, names, v->set->n);
	if (near)
		FAULT_AT(v->f, spot_opens(v->of, o), "there is no flow `%s`; did you mean `%s`?", name, near);
	else
		FAULT_AT(v->f, spot_opens(v->of, o),
			 "there is no flow `%s`; name it under `flows` in the configuration, or leave this out", name);
}

/* ---- circles ---- */

static uint32_t opened_bits(const struct flows *set, const struct flow *from)
{
	uint32_t bits = 0;
	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < from->opened_n; k++)
			bits |= strcmp(set->all[i]->name, from->opened[k]) == 0 ? 1u << i : 0;
	return bits;
}

/* The flows, as bits, that `from` opens, and those that these open. */
static uint32_t reached(const struct flows *set, const struct flow *from)
{
	uint32_t all = opened_bits(set, from), before;
	do {
		before = all;
		for (size_t i = 0; i < set->n; i++)
			all |= all & 1u << i ? opened_bits(set, set->all[i]) : 0;
	} while (all != before);
	return all;
}

static bool leads_to(const struct flows *set, const struct flow *from, const struct flow *to)
{
	uint32_t all = reached(set, from);
	for (size_t i = 0; i < set->n; i++)
		if (set->all[i] == to)
			return all & 1u << i;
	return false;
}

static void check_circle(const struct visit *v, const struct opens *o)
{
	const struct flow *f = opened(v, o);
	if (f == v->of)
		FAULT_AT(v->f, spot_opens(v->of, o),
			 "a ticket of `%s` would open another of `%s`, and that the next; leave this out", f->name,
			 f->name);
	else if (f && leads_to(v->set, f, v->of))
		FAULT_AT(v->f, spot_opens(v->of, o),
			 "a ticket of `%s` leads to another of `%s`, so they would open one another without end; leave "
			 "this or the other one out",
			 f->name, v->of->name);
}

/* ---- what the other flow demands ---- */

/* Machine, station and what the ticket is about are passed on as they are. */
static void check_demands(const struct visit *v, const struct opens *o)
{
	const struct flow *f = opened(v, o);
	for (size_t i = 0; f && i < f->open.takes_n; i++) {
		const struct take *k = &f->open.takes[i];
		if (k->must == MAY || k->field < 0 || opens_passes(v->of, f, (size_t)k->field) >= 0)
			continue;
		FAULT_AT(v->f, spot_opens(v->of, o),
			 "`open` of `%s` needs `%s`, and this flow has no field of that name and kind to pass on; add "
			 "`%s: {is: %s}` to its `fields`, or say `%s: no` there",
			 f->name, k->is.name, k->is.name, k->is.kind->name, k->is.name);
	}
}

/* Nothing moves it there, so nothing would follow. */
static void check_opening(const struct flow *flow, struct faults *f)
{
	int to = flow->open.to;
	if (to >= 0 && flow->states[to].opens.n > 0)
		FAULT_AT(f, spot_opens(flow, &flow->states[to].opens.all[0]),
			 "a new ticket stands in `%s` at once, and opens nothing there; let `open` lead to another "
			 "state, or leave this out",
			 flow->states[to].name);
}

void opens_check(const struct flows *set, struct faults *f)
{
	static void (*const checks[])(const struct visit *v, const struct opens *o) = {check_known, check_circle,
										       check_demands};
	for (size_t i = 0; i < set->n; i++) {
		struct visit v = {.set = set, .of = set->all[i], .f = f};
		for (size_t c = 0; set->all[i]->opened_n > 0 && c < sizeof(checks) / sizeof(*checks); c++) {
			v.each = checks[c];
			visit_all(&v);
		}
		check_opening(set->all[i], f);
	}
}
