#include "gateway/machine/machine_sets.h"

#include <string.h>

#include "db/store/ledger_rows.h"
#include "db/store/machine_rows.h"
#include "handlers/model/change.h"

/* Hours never go back. */
static bool is_new(const struct change_set *s)
{
	if (s->part == PART_HOURS && s->before != SET_NOTHING && s->after < s->before)
		return false;
	return s->after != s->before;
}

/* What the ticket has for it; false if it has nothing to say. */
static bool value_of(const struct ticket *t, const struct machine_set *set, int64_t *value)
{
	*value = SET_NOTHING;
	if (set->from == SET_FIELD)
		return field_value(&t->flow->fields[set->field].is, t->fields[set->field], value);
	if (set->from == SET_TICKET)
		*value = set->part == PART_STATION ? t->station : t->customer;
	return *value != 0;
}

static bool set_one(struct gateway *g, const struct ticket *t, const struct machine_set *set, struct event *v)
{
	struct change_set s = {.part = set->part};

	if (!value_of(t, set, &s.after))
		return true;
	if (!machine_part(g->store, t->machine, s.part, &s.before))
		return !store_failed(g->store);
	return !is_new(&s) ||
	       (change_add_set(v->change, &s) && machine_set_part(g->store, t->machine, s.part, s.after));
}

static bool set_all(struct gateway *g, struct effects *e)
{
	const struct ticket *t = &e->ticket;

	for (size_t i = 0; i < e->events_n; i++) {
		const struct code *c = flow_code(t->flow, e->events[i].code);

		for (size_t k = 0; c && k < c->sets_n; k++)
			if (!set_one(g, t, &c->sets[k], &e->events[i]))
				return false;
	}
	return true;
}

/* ---- taken back ---- */

/* What one text has set: what was there before its first code, and what after its last. */
struct sets_made {
	int64_t text;
	bool any[MACHINE_PARTS];
	struct change_set all[MACHINE_PARTS];
};

static bool gather(void *ctx, const struct ledger_event *event, struct ledger_bytes hash)
{
	struct sets_made *made = ctx;
	struct change_set s;

	(void)hash;
	for (int i = 0; event->inbox == made->text && i < MACHINE_PARTS; i++) {
		if (!change_find_set(event->change.s, (enum machine_part)i, &s))
			continue;
		if (!made->any[i])
			made->all[i] = s;
		made->all[i].after = s.after;
		made->any[i] = true;
	}
	return true;
}

static bool set_back(struct gateway *g, int64_t machine, const struct change_set *made, struct event *v)
{
	struct change_set s = {.part = made->part, .before = made->after, .after = made->before};
	int64_t now;

	if (!machine_part(g->store, machine, s.part, &now))
		return !store_failed(g->store);
	return now != s.before ||
	       (change_add_set(v->change, &s) && machine_set_part(g->store, machine, s.part, s.after));
}

static bool ever_sets(const struct flow *f)
{
	for (size_t i = 0; i < f->codes_n; i++)
		if (f->codes[i].sets_n > 0)
			return true;
	return false;
}

static bool set_all_back(struct gateway *g, struct effects *e)
{
	struct sets_made made = {.text = e->undone};
	const struct ledger_walk w = {.each = gather, .ctx = &made};

	if (!ever_sets(e->ticket.flow))
		return true;
	if (!ledger_walk_ticket(g->store, e->ticket.number, &w))
		return false;
	for (int i = 0; i < MACHINE_PARTS; i++)
		if (made.any[i] && !set_back(g, e->ticket.machine, &made.all[i], &e->events[e->events_n - 1]))
			return false;
	return true;
}

bool machine_sets_apply(struct gateway *g, struct effects *e)
{
	if (!e->ticket.number || !e->ticket.machine || e->events_n == 0)
		return true;
	return e->undone ? set_all_back(g, e) : set_all(g, e);
}
