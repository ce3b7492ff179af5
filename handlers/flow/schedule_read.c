#include "handlers/flow/schedule_read.h"

#include <stdio.h>
#include <string.h>

#include "handlers/condition/condition_read.h"
#include "handlers/condition/condition_within.h"
#include "handlers/entry/time_read.h"
#include "handlers/entry/timetable_read.h"
#include "handlers/flow/opens_read.h"
#include "handlers/model/timed/schedule.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

static const char *const schedule_keys[] = {"each",  "at", "on",    "days",   "every",
					    "since", "if", "words", "fields", NULL};
static const char *const ticket_keys[] = {"each", "at", "on", "days", "every", "since", "if", "states", "opens", NULL};
static const char *const since_keys[] = {"node", "hours", NULL};
enum each { EACH_MACHINE, EACH_TICKET };
static const char *const each_names[] = {"machine", "ticket"};
static const char *const from_names[] = {"machine.hours", "machine.hours_due", "machine.date_due",
					 "machine.warranty_until"};

/* ---- the interval ---- */

static enum every unit_of(const char *s)
{
	static const struct {
		const char *name;
		enum every every;
	} units[] = {{"hours", EVERY_HOURS}, {"days", EVERY_DAYS}, {"months", EVERY_MONTHS}};

	for (size_t i = 0; i < COUNT(units); i++) {
		size_t n = strlen(units[i].name);

		if (strcmp(s, units[i].name) == 0 || (strlen(s) == n - 1 && strncmp(s, units[i].name, n - 1) == 0))
			return units[i].every;
	}
	return EVERY_NOTHING;
}

static void read_every(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	char typed[64];
	int64_t n = 0;
	const char *unit;

	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	unit = time_read_number(typed, &n);
	s->every = unit && n >= 1 && n <= EVERY_MOST ? unit_of(unit) : EVERY_NOTHING;
	s->interval = s->every == EVERY_NOTHING ? 0 : (int)n;
	if (s->every == EVERY_NOTHING)
		yaml_fault(r->f, y, "this is no interval; write one as `500 hours`, `3 months` or `90 days`");
}

static void read_meter(struct flow_reader *r, const struct yaml *since, struct schedule *s)
{
	const struct yaml *hours = yaml_get(since, "hours");
	char name[PLACE_NAME];

	if (s->every == EVERY_HOURS)
		hours = yaml_need(since, "hours", "`hours: FIELD`, the field that says how many hours it had", r->f);
	else if (hours)
		yaml_fault(r->f, hours, "only what is counted in hours asks for them; leave `hours` out");
	if (!hours || !yaml_text(hours, name, sizeof(name), r->f))
		return;
	s->meter = flow_field(r->flow, name);
	if (s->meter < 0 || !r->flow->fields[s->meter].is.kind->digits) {
		yaml_fault(r->f, hours, "there is no field `%s` that is a number; name one of this flow", name);
		s->meter = -1;
	}
}

static void read_since(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *node;

	if (s->every == EVERY_NOTHING) {
		yaml_fault_key(r->f, y, "without `every` nothing is counted from anywhere; leave `since` out");
		return;
	}
	if (!yaml_is_map(y, "{node: NODE}, or with hours {node: NODE, hours: FIELD}, or leave the key out", r->f))
		return;
	yaml_keys(y, since_keys, r->f);
	node = yaml_need(y, "node", "`node: NODE`, which is stamped when it is done", r->f);
	if (node)
		s->since = yaml_one_of(node, "node", r->nodes, r->flow->nodes_n, r->f);
	read_meter(r, y, s);
}

static void read_interval(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *every = yaml_get(y, "every"), *since = yaml_get(y, "since");

	if (every)
		read_every(r, every, s);
	if (s->of_tickets && s->every == EVERY_HOURS) {
		yaml_fault(r->f, every, "a ticket has no hours to be counted; write `3 months` or `90 days`");
		s->every = EVERY_NOTHING;
	}
	if (since && (!every || s->every != EVERY_NOTHING))
		read_since(r, since, s);
}

/* ---- which machines ---- */

/* What is left is asked in the unit that is counted. */
static void check_left(struct flow_reader *r, const struct yaml *when, const struct schedule *s)
{
	static const char *const lefts[] = {"hours_left", "days_left"};

	for (size_t i = 0; i < COUNT(lefts); i++) {
		const struct yaml *left = yaml_get(when, lefts[i]);

		if (left && (s->every == EVERY_NOTHING || (s->every == EVERY_HOURS) != (i == 0)))
			yaml_fault_key(r->f, left,
				       "nothing is counted in %s here, so none are left; write `every: %s` beside "
				       "`if`, or ask for something else",
				       i == 0 ? "hours" : "days", i == 0 ? "500 hours" : "3 months");
	}
}

static void read_machines(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *when = yaml_get(y, "if");

	if (!when) {
		if (!yaml_get(y, "every"))
			yaml_fault_key(r->f, y,
				       "this would open a ticket for each machine there is; say which are due, with "
				       "`every: 500 hours` or with `if`");
		return;
	}
	if (!yaml_is_map(when, "{hours_left: up to 50}, or leave the key out", r->f))
		return;
	s->when = condition_read_of_machines(&(struct condition_place){r->flow, NULL, r->f}, when);
	check_left(r, when, s);
}

/* ---- what the ticket says ---- */

/* What the schedule knows of the machine needs a field of that kind. */
static void check_from(struct flow_reader *r, const struct yaml *n, const struct value *is, enum fill_from from)
{
	bool number = from == FILL_HOURS || from == FILL_HOURS_DUE;

	if (number ? !is->kind->digits : !is->kind->day)
		yaml_fault(r->f, n, "`%s` is a %s, and the field `%s` is none; name a field with `is: %s`",
			   from_names[from - FILL_HOURS], number ? "number" : "day", is->name,
			   number ? "number" : "date");
}

static void check_due(struct flow_reader *r, const struct yaml *n, const struct schedule *s, enum fill_from from)
{
	bool hours = from == FILL_HOURS_DUE;

	if ((hours && s->every != EVERY_HOURS) ||
	    (from == FILL_DATE_DUE && (s->every == EVERY_HOURS || s->every == EVERY_NOTHING)))
		yaml_fault(r->f, n, "nothing is counted in %s here; write `every: %s`, or leave this out",
			   hours ? "hours" : "days", hours ? "500 hours" : "3 months");
}

static void check_said(struct flow_reader *r, const struct yaml *n, const struct value *is, const char *said)
{
	int64_t value;

	if (!is->kind->read_plain)
		return;
	if (!(is->kind->brings & BRINGS_VALUE))
		yaml_fault(r->f, n, "a schedule fills numbers, choices, dates and words; leave `%s` out", is->name);
	else if (!is->kind->read_plain(NULL, is, said, &value))
		yaml_fault(r->f, n, "the field `%s` cannot be this; write %s%s", is->name, is->kind->shape,
			   is->most ? ", within its `min` and `max`" : "");
}

static void read_fill(struct flow_reader *r, const struct yaml *n, struct schedule *s)
{
	struct schedule_fill *fill = &s->fills[s->fills_n];
	const struct value *is;
	const char *names[FIELDS_MAX];

	for (size_t i = 0; i < r->flow->fields_n; i++)
		names[i] = r->flow->fields[i].is.name;
	*fill = (struct schedule_fill){.field = yaml_key_of(n, "field", names, r->flow->fields_n, r->f)};
	if (fill->field < 0 || !yaml_text(n, fill->said, sizeof(fill->said), r->f))
		return;
	is = &r->flow->fields[fill->field].is;
	s->fills_n++;
	if (strncmp(fill->said, "machine.", strlen("machine.")) == 0) {
		int at = yaml_one_of(n, "fact of a machine", from_names, COUNT(from_names), r->f);

		fill->from = at < 0 ? FILL_SAID : (enum fill_from)(FILL_HOURS + at);
	}
	if (fill->from == FILL_SAID) {
		check_said(r, n, is, fill->said);
		return;
	}
	check_from(r, n, is, fill->from);
	check_due(r, n, s, fill->from);
}

static bool fills(const struct schedule *s, int field)
{
	for (size_t i = 0; i < s->fills_n; i++)
		if (s->fills[i].field == field)
			return true;
	return false;
}

/* What whoever opens one by text must say, the schedule must say too. */
static void check_filled(struct flow_reader *r, const struct yaml *y, const struct schedule *s)
{
	for (size_t i = 0; i < r->flow->open.takes_n; i++) {
		const struct take *k = &r->flow->open.takes[i];

		if (k->must == MUST && k->field >= 0 && !fills(s, k->field))
			yaml_fault_key(r->f, y, "who opens a ticket must say `%s`; add `fields: {%s: ...}`", k->is.name,
				       k->is.name);
	}
}

static void read_fills(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *fields = yaml_get(y, "fields");

	if (fields && yaml_is_map(fields, "{FIELD: VALUE}, or leave the key out", r->f))
		for (size_t i = 0; i < fields->n && reader_has_room(r, &fields->items[i], i, FILLS_MAX, "fields"); i++)
			read_fill(r, &fields->items[i], s);
	check_filled(r, y, s);
}

static void read_of_machines(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *words;

	yaml_keys(y, schedule_keys, r->f);
	timetable_read_on(r, y, &s->times);
	read_interval(r, y, s);
	read_machines(r, y, s);
	words = reader_need(r, y, "words", "`words: %s`, what the ticket is about");
	if (words)
		label_read(words, &s->words, NULL, r->f);
	read_fills(r, y, s);
}

/* ---- of tickets ---- */

static void read_states(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *states = yaml_need(y, "states", "`states: [STATE]`, in which a ticket is due", r->f);
	size_t faults = r->f->n;

	if (!states)
		return;
	s->states = reader_states(r, states);
	if (r->f->n == faults && s->states & flow_end_states(r->flow))
		yaml_fault(r->f, states,
			   "a ticket that has ended is never due; name states that do not end, or let the "
			   "state that `ends` have `opens`");
}

static void read_of_tickets(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *when = yaml_get(y, "if");

	s->of_tickets = true;
	yaml_keys(y, ticket_keys, r->f);
	timetable_read_on(r, y, &s->times);
	read_interval(r, y, s);
	read_states(r, y, s);
	if (when)
		s->when = condition_read(&(struct condition_place){r->flow, NULL, r->f}, when);
	if (yaml_need(y, "opens", "`opens: {FLOW: now}`, the flow whose tickets it opens", r->f))
		opens_read_schedule(r, y, &s->opens);
}

static void read_one(struct flow_reader *r, const struct yaml *y, struct schedule *s)
{
	const struct yaml *each;
	int which = -1;

	*s = (struct schedule){.since = -1, .meter = -1, .line = y->key_line, .col = y->key_col};
	reader_name(r, y, s->name, sizeof(s->name));
	if (!yaml_is_map(y, "{each: machine, every: 500 hours, at: 08:30, words: {...}}", r->f))
		return;
	each = yaml_need(y, "each", "`each: machine`", r->f);
	if (each)
		which = yaml_one_of(each, "choice", each_names, COUNT(each_names), r->f);
	if (which == EACH_TICKET)
		read_of_tickets(r, y, s);
	else
		read_of_machines(r, y, s);
}

void schedule_read_all(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *y = yaml_get(root, "schedules");
	struct flow *f = r->flow;

	if (!y || !yaml_is_map(y, "{SCHEDULE: {each: machine, at: 08:30, ...}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], f->schedules_n, SCHEDULES_MAX, "schedules");
	     i++)
		read_one(r, &y->items[i], &f->schedules[f->schedules_n++]);
}
