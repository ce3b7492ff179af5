#include "handlers/flow/list_read.h"

#include <stdio.h>
#include <string.h>

#include "handlers/condition/condition_read.h"
#include "handlers/entry/tells_read.h"
#include "handlers/entry/timetable_read.h"
#include "templates/file/yaml_get.h"
#include "templates/text/utf8.h"

static const char *const list_keys[] = {"lists", "states", "if", "line", "each", "on", "at", "days", "tells", NULL};
static const char *const of_names[] = {"unplaced", "claims", "open"};

/* ---- which tickets ---- */

/* What is listed waits for one code; a flow without it has nothing to list. */
static void check_mended(struct flow_reader *r, const struct yaml *of, enum does mends, const char *does)
{
	if (!flow_does(r->flow, mends))
		yaml_fault(r->f, of,
			   "no code of this flow does `%s`, so nobody could do anything about what is listed; leave it "
			   "out",
			   does);
}

static void refuse_key(struct flow_reader *r, const struct yaml *y, const char *key)
{
	const struct yaml *n = yaml_get(y, key);

	if (n)
		yaml_fault(r->f, n, "`%s` is for `lists: open`; leave it out", key);
}

static void check_open_states(struct flow_reader *r, const struct yaml *states, const struct list_kind *k)
{
	if (k->states & ~flow_open_states(r->flow))
		yaml_fault(r->f, states, "a ticket that has ended is in no list; name states that do not end");
}

static void read_open(struct flow_reader *r, const struct yaml *y, struct list_kind *k)
{
	const struct yaml *states = yaml_get(y, "states"), *when = yaml_get(y, "if"), *line = yaml_get(y, "line");

	k->states = flow_open_states(r->flow);
	if (states) {
		size_t faults = r->f->n;

		k->states = reader_states(r, states);
		if (r->f->n == faults)
			check_open_states(r, states, k);
	}
	if (when)
		k->when = condition_read(&(struct condition_place){r->flow, NULL, r->f}, when);
	if (line) {
		reader_template(r, line, k->line);
		k->line_line = line->line;
		k->line_col = line->col;
	}
}

static void read_of(struct flow_reader *r, const struct yaml *y, struct list_kind *k)
{
	const struct yaml *of = yaml_need(y, "lists", "`lists: unplaced`", r->f);
	int which = of ? yaml_one_of(of, "list", of_names, COUNT(of_names), r->f) : -1;

	k->of = which < 0 ? LIST_UNPLACED : (enum list_of)which;
	if (which == LIST_OPEN) {
		read_open(r, y, k);
		return;
	}
	if (which < 0)
		return;
	if (which == LIST_CLAIMS)
		check_mended(r, of, DOES_APPROVE, "approve");
	else
		check_mended(r, of, DOES_ASSIGN, "assign");
	refuse_key(r, y, "states");
	refuse_key(r, y, "if");
	refuse_key(r, y, "line");
}

/* ---- to whom ---- */

/* Of one ticket among many only what each of them has can be told: a role, and who leads it. */
static void check_tells(struct flow_reader *r, const struct list_kind *k)
{
	for (size_t i = 0; i < k->tells_n; i++) {
		const struct tell *t = &k->tells[i];
		bool each = k->of == LIST_OPEN;

		if (t->to >= TO_LEAD && !(each && t->to == TO_LEAD))
			fault_add(r->f, r->flow->file, t->line, t->col, (int)utf8_count(t->template),
				  "a list is about many tickets, so nobody is `%s`; tell a role instead, as `agent`%s",
				  t->to == TO_FIELD ? r->flow->fields[t->named.field].is.name
						    : audience_name(r->flow->roles, t->to),
				  each ? ", or `lead_engineer`" : "");
		if (t->when)
			fault_add(r->f, r->flow->file, t->when->line, t->when->col, 1,
				  "a list is about many tickets, and asks nothing of one; leave `if` out");
	}
}

static void read_one(struct flow_reader *r, const struct yaml *y)
{
	struct list_kind *k = &r->flow->lists[r->flow->lists_n++];

	k->at_line = y->key_line;
	k->at_col = y->key_col;
	reader_name(r, y, k->name, sizeof(k->name));
	if (!yaml_is_map(y, "{lists: unplaced, at: 08:30, tells: {agent: TEMPLATE}}", r->f))
		return;
	yaml_keys(y, list_keys, r->f);
	read_of(r, y, k);
	timetable_read(r, y, &k->times);
	yaml_need(y, "tells", "`tells: {ROLE: TEMPLATE}`", r->f);
	tells_read(r, y, "tells", NULL, k->tells, &k->tells_n);
	check_tells(r, k);
}

/* Each is known by its name, under which the store keeps when it comes next. */
static void check_name(struct flow_reader *r, const struct yaml *y)
{
	const struct flow *f = r->flow;

	for (size_t i = 0; i + 1 < f->lists_n; i++)
		if (strcmp(f->lists[i].name, f->lists[f->lists_n - 1].name) == 0)
			yaml_fault(r->f, y, "there is a list `%s` already; give this one another name",
				   f->lists[i].name);
}

static void read_key(struct flow_reader *r, const struct yaml *root, const char *key)
{
	const struct yaml *y = yaml_get(root, key);

	if (!y || !yaml_is_map(y, "{LIST: {lists: unplaced, at: 08:30, tells: {...}}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], r->flow->lists_n, LISTS_MAX, "lists"); i++) {
		read_one(r, &y->items[i]);
		check_name(r, &y->items[i]);
	}
}

void list_read_all(struct flow_reader *r, const struct yaml *root)
{
	read_key(r, root, "lists");
	read_key(r, root, "daily");
}
