#include "gateway/machine/machine_sets.h"

#include <string.h>

#include "db/store/machine_rows.h"
#include "handlers/model/change.h"

/* Hours never go back. What says again what is there is kept as well: it holds where the first is taken back. */
static bool goes_back(const struct change_set *s)
{
	return s->part == PART_HOURS && s->before != SET_NOTHING && s->after < s->before;
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
	return goes_back(&s) ||
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

/* What one text has set of a part, gone through from the machine's last set to its first. */
struct set_made {
	const struct flows *flows;
	int64_t text;
	bool any, replaced;    /* replaced: another text has set it since, and stands */
	int64_t before, after; /* what was there before its first code, and what after its last */
};

static bool is_undo(const struct flows *all, const struct machine_set_row *row)
{
	const struct flow *f = flows_find(all, row->flow);
	const struct code *c = f ? flow_code(f, row->code) : NULL;

	return c && c->does == DOES_UNDO;
}

/* What a text that was taken back has left behind is not what was there before: what that one found is. */
static bool gather(void *ctx, const struct machine_set_row *row)
{
	struct set_made *made = ctx;
	bool gone = row->undone || is_undo(made->flows, row);

	if (row->text == made->text) {
		made->after = made->any ? made->after : row->set.after;
		made->before = row->set.before;
		made->any = true;
		return true;
	}
	if (!made->any) {
		made->replaced = !gone;
		return gone;
	}
	if (!gone || row->set.after != made->before)
		return false;
	made->before = row->set.before;
	return true;
}

static bool set_back(struct gateway *g, int64_t machine, const struct change_set *s, struct event *v)
{
	int64_t now;

	if (!machine_part(g->store, machine, s->part, &now))
		return !store_failed(g->store);
	return now != s->before || now == s->after ||
	       (change_add_set(v->change, s) && machine_set_part(g->store, machine, s->part, s->after));
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
	if (!ever_sets(e->ticket.flow))
		return true;
	for (int i = 0; i < MACHINE_PARTS; i++) {
		struct set_made made = {.flows = &g->rules->flows, .text = e->undone};
		struct change_set s = {.part = (enum machine_part)i};

		if (!machine_sets_walk(g->store, e->ticket.machine, s.part, gather, &made))
			return false;
		s.before = made.after;
		s.after = made.before;
		if (made.any && !made.replaced && !set_back(g, e->ticket.machine, &s, &e->events[e->events_n - 1]))
			return false;
	}
	return true;
}

bool machine_sets_apply(struct gateway *g, struct effects *e)
{
	if (!e->ticket.number || !e->ticket.machine || e->events_n == 0)
		return true;
	return e->undone ? set_all_back(g, e) : set_all(g, e);
}
