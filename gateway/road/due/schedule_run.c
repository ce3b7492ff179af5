#include "gateway/road/due/schedule_run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/road/due/ticket_schedule.h"
#include "gateway/road/due/timed.h"
#include "gateway/road/system_open.h"
#include "handlers/calendar/calendars.h"
#include "handlers/condition/condition_within.h"
#include "handlers/schedule/occasion.h"
#include "handlers/zone/day.h"
#include "templates/text/thousandths.h"

#define MACHINES_AT_ONCE 128
#define OPENED_AT_ONCE 16 /* an opening costs as much as some texts, and these must not wait */

/* A schedule in one turn. */
struct run {
	struct intake *intake;
	const struct flow *flow;
	const struct schedule *schedule;
	char key[112]; /* under which the database keeps how far it has come */
	int64_t today;
	size_t opened;
	struct machine_counted all[MACHINES_AT_ONCE];
	struct ticket ticket; /* as it would be opened for the machine at hand; of the last one, what is done */
};

/* ---- what is known of a machine ---- */

static bool get_number(struct store *s, const char *key, int64_t *n)
{
	char value[32], *end;

	if (!store_get(s, key, value, sizeof(value)) || !*value)
		return false;
	*n = strtoll(value, &end, 10);
	return !*end;
}

static bool put_number(struct store *s, const char *key, int64_t n)
{
	char value[32];

	snprintf(value, sizeof(value), "%" PRId64, n);
	return store_put(s, key, value);
}

/* The ticket that would be opened: what conditions ask of it. */
static void make_ticket(struct run *r, const struct machine *m)
{
	struct ticket *t = &r->ticket;
	struct person customer;

	ticket_blank(t, r->flow, 0);
	t->machine = m->id;
	t->customer = m->customer;
	t->station = m->station;
	t->km = m->km;
	t->opened = r->intake->now;
	text_copy(t->model, sizeof(t->model), m->model);
	if (m->customer && condition_term(r->schedule->when, "class") &&
	    people_by_id(r->intake->g->store, m->customer, &customer))
		t->customer_class = customer.class;
}

/* What the last ticket of the flow on which the node was stamped has of it. The ticket at hand is made anew behind it. */
static void find_done(struct run *r, const struct machine *machine, struct occasion_machine *m)
{
	const struct schedule *s = r->schedule;
	struct store *store = r->intake->g->store;
	const struct flows flows = {.all = {(struct flow *)r->flow}, .n = 1};
	int64_t number, at;

	if (s->since < 0 || !tickets_earlier(store, &r->ticket, s->since, 1, &number, &at))
		return;
	m->done = timed_day(r->intake->g, at);
	if (s->meter < 0 || !tickets_load(store, &flows, number, &r->ticket))
		return;
	if (!field_value(&r->flow->fields[s->meter].is, r->ticket.fields[s->meter], &m->done_at))
		m->done_at = FACT_UNKNOWN;
	make_ticket(r, machine);
}

static void first_key(const struct run *r, int64_t machine, char out[128])
{
	snprintf(out, 128, "scheduled.%s.%s.%" PRId64, r->flow->name, r->schedule->name, machine);
}

static void know_machine(struct run *r, const struct machine_counted *c, struct occasion_machine *m)
{
	char key[128];

	*m = (struct occasion_machine){.hours = FACT_UNKNOWN,
				       .warranty = FACT_UNKNOWN,
				       .done = FACT_UNKNOWN,
				       .done_at = FACT_UNKNOWN,
				       .first = FACT_UNKNOWN};
	if (c->is.hours >= 0)
		m->hours = c->is.hours;
	if (*c->warranty_until)
		day_read(c->warranty_until, &m->warranty);
	make_ticket(r, &c->is);
	if (r->schedule->every == EVERY_NOTHING)
		return;
	find_done(r, &c->is, m);
	first_key(r, c->is.id, key);
	get_number(r->intake->g->store, key, &m->first);
}

/* ---- opening ---- */

static char *fill_value(const struct schedule_fill *fill, const struct occasion_machine *m, int64_t due,
			char out[FILL_BYTES])
{
	char number[THOUSANDTHS_BYTES];
	int64_t value = fill->from == FILL_HOURS ? m->hours : fill->from == FILL_WARRANTY ? m->warranty : due;

	if (fill->from == FILL_SAID)
		text_copy(out, FILL_BYTES, fill->said);
	else if (value == FACT_UNKNOWN)
		return NULL;
	else if (fill->from == FILL_HOURS || fill->from == FILL_HOURS_DUE)
		text_copy(out, FILL_BYTES, thousandths_write(value, number));
	else
		day_write(value, out);
	return out;
}

static bool open_ticket(struct run *r, const struct machine *machine, const struct occasion_machine *m, int64_t due,
			const char *key)
{
	const struct schedule *s = r->schedule;
	char values[FILLS_MAX][FILL_BYTES];
	struct wire_field fields[FILLS_MAX];
	struct wire_opening o = {.id = key,
				 .flow = r->flow->name,
				 .key = key,
				 .machine = machine->serial,
				 .fault = s->words.in[LANG_FIRST],
				 .fields = fields};
	int64_t ticket;

	for (size_t i = 0; i < s->fills_n; i++) {
		const struct field *f = &r->flow->fields[s->fills[i].field];

		fields[o.fields_n].value = fill_value(&s->fills[i], m, due, values[i]);
		if (!fields[o.fields_n].value)
			continue;
		text_copy(fields[o.fields_n].name, sizeof(fields[0].name), f->is.name);
		o.fields_n++;
	}
	r->opened++;
	return system_open(r->intake, "schedule", &o, &ticket);
}

/* Opens one for this occasion, if it is one, and none was opened for it. *taken: it was one. */
static bool try_occasion(struct run *r, const struct machine_counted *c, const struct occasion_machine *m, int64_t due,
			 bool *taken)
{
	struct store *s = r->intake->g->store;
	struct machine_facts facts;
	const struct condition_of of = {.ticket = &r->ticket, .roster = r->intake->context.roster, .machine = &facts};
	char name[OCCASION_BYTES], key[160];

	*taken = false;
	occasion_facts(r->schedule, m, due, r->today, &facts);
	if (!occasion_holds(r->schedule, &of))
		return true;
	occasion_name(r->schedule, m, due, name);
	snprintf(key, sizeof(key), "schedule %s %" PRId64 " %s", r->schedule->name, c->is.id, name);
	if (tickets_by_key(s, r->flow->name, key) != 0)
		return !store_failed(s);
	*taken = true;
	if (tickets_has_open(s, c->is.id, r->flow->name))
		return true;
	return !store_failed(s) && open_ticket(r, &c->is, m, due, key);
}

/* Where a ticket was opened for the occasion that has come, the one behind it may have come near. */
static bool take_machine(struct run *r, const struct machine_counted *c)
{
	struct occasion_machine m;
	bool seen, taken;
	int64_t base, last;
	char key[128];

	know_machine(r, c, &m);
	base = occasion_base(r->schedule, &m, r->today, &seen);
	if (seen) {
		first_key(r, c->is.id, key);
		if (!put_number(r->intake->g->store, key, base))
			return false;
	}
	if (base == FACT_UNKNOWN)
		return r->schedule->every != EVERY_NOTHING || try_occasion(r, c, &m, FACT_UNKNOWN, &taken);
	last = occasion_last(r->schedule, &m, base, r->today);
	if (!try_occasion(r, c, &m, occasion_due(r->schedule, base, last), &taken))
		return false;
	return taken || try_occasion(r, c, &m, occasion_due(r->schedule, base, last + 1), &taken);
}

/* ---- a turn ---- */

static bool go_on(struct run *r, const struct timed *t)
{
	struct store *s = r->intake->g->store;
	int64_t after = 0;
	size_t n, i;

	get_number(s, r->key, &after);
	n = machines_after(s, after, r->all, MACHINES_AT_ONCE);
	for (i = 0; i < n && r->opened < OPENED_AT_ONCE; i++) {
		if (!take_machine(r, &r->all[i]))
			return false;
		after = r->all[i].is.id;
	}
	if (store_failed(s))
		return false;
	if (i == MACHINES_AT_ONCE || i < n)
		return put_number(s, r->key, after);
	return put_number(s, r->key, 0) && timed_put_next(r->intake->g, t, r->intake->now);
}

static bool go_on_with_tickets(struct run *r, const struct timed *t)
{
	struct store *s = r->intake->g->store;
	int64_t after = 0;
	bool more;

	get_number(s, r->key, &after);
	if (!ticket_schedule_take(r->intake, r->flow, r->schedule, &after, &more))
		return false;
	if (more)
		return put_number(s, r->key, after);
	return put_number(s, r->key, 0) && timed_put_next(r->intake->g, t, r->intake->now);
}

static bool run_schedule(struct intake *intake, const struct flow *f, const struct schedule *s, const struct timed *t)
{
	struct run *r = calloc(1, sizeof(*r));
	bool good = false;

	if (r) {
		r->intake = intake;
		r->flow = f;
		r->schedule = s;
		r->today = timed_day(intake->g, intake->now);
		snprintf(r->key, sizeof(r->key), "%s.after", t->key);
		good = s->of_tickets ? go_on_with_tickets(r, t) : go_on(r, t);
	}
	free(r);
	return good;
}

bool schedule_take(struct intake *intake)
{
	const struct flows *all = &intake->g->rules->flows;

	for (size_t i = 0; i < all->n; i++) {
		for (size_t n = 0; n < all->all[i]->schedules_n; n++) {
			const struct schedule *s = &all->all[i]->schedules[n];
			struct timed t = timed_schedule(all->all[i], s);

			if (timed_due(intake->g, &t, intake->now) <= intake->now)
				return run_schedule(intake, all->all[i], s, &t);
		}
	}
	return true;
}
