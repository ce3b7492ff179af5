#include "handlers/flow/clock_read.h"

#include "handlers/condition/condition_read.h"
#include "handlers/entry/tells_read.h"
#include "handlers/entry/time_read.h"
#include "handlers/flow/due_read.h"
#include "handlers/flow/field_read.h"
#include "handlers/flow/opens_read.h"
#include "templates/file/yaml_get.h"

#include <string.h>

#define TIMES_MOST 100
#define LAST_MINUTE (24 * 60 - 1)

static const char *const clock_keys[] = {"label",  "starts", "during", "if",    "promise", "at",    "stops", "void",
					 "pauses", "owes",   "lacks",  "holds", "due",     "steps", NULL};
static const char *const step_keys[] = {"at", "before", "after", "every", "most", "urgent", "tells", "opens", NULL};
static const char *const holds_names[] = {"first", "earliest", "latest"};

/* ---- steps ---- */

static void read_step_when(struct flow_reader *r, const struct yaml *n, struct clock_step *p)
{
	static const char *const whens[] = {"at", "before", "after", "every"};
	const struct yaml *found = NULL;
	for (size_t i = 0; i < COUNT(whens); i++) {
		const struct yaml *y = yaml_get(n, whens[i]);
		if (y != NULL && found != NULL)
			yaml_fault_key(r->f, y, "`%s` and `%s` contradict each other; make two steps of it", found->key,
				       y->key);
		if (y == NULL || found != NULL)
			continue;
		found = y;
		p->when = (enum step_when)i;
		if (p->when == STEP_SHARE)
			time_read_percent(r, y, &p->percent);
		else if (!time_read_span(r, y, p->when == STEP_AFTER ? 0 : MINUTE_MS, &p->ms) && p->ms <= 0)
			p->ms = MINUTE_MS;
	}
	if (found == NULL)
		yaml_fault(r->f, n, "nothing says when; add `at: 50%%`, `before: 15m`, `after: 0m` or `every: 4h`");
}

static void read_step(struct flow_reader *r, const struct yaml *n, struct clock_kind *k)
{
	struct clock_step *p = &k->steps[k->steps_n++];
	const struct yaml *most, *urgent;
	*p = (struct clock_step){.most = TIMES_MOST, .line = n->line, .col = n->col, .ms = MINUTE_MS};
	if (!yaml_is_map(n, "{before: 15m, tells: {AUDIENCE: TEMPLATE}}", r->f))
		return;
	yaml_keys(n, step_keys, r->f);
	read_step_when(r, n, p);
	most = yaml_get(n, "most");
	urgent = yaml_get(n, "urgent");
	if (most != NULL && p->when != STEP_EVERY)
		yaml_fault_key(r->f, most, "only a step that comes `every` so often ends after a number; leave it out");
	else if (most != NULL)
		yaml_number(most, 1, TIMES_MOST, &p->most, r->f);
	if (urgent != NULL)
		yaml_yes(urgent, &p->urgent, r->f);
	if (yaml_get(n, "opens") == NULL)
		yaml_need(n, "tells", "`tells: {AUDIENCE: TEMPLATE}`", r->f);
	opens_read_step(r, n, &p->opens);
	tells_read(r, n, "tells", NULL, p->tells, &p->tells_n);
	for (size_t i = 0; i < p->tells_n; i++) {
		enum audience to = p->tells[i].to;
		if (to == TO_FORMER || to == TO_FORMER_HEAD || to == TO_FORMER_CUSTOMER || to == TO_PERSON ||
		    to == TO_ASKER)
			fault_add(r->f, r->flow->file, p->tells[i].line, p->tells[i].col,
				  (int)strlen(p->tells[i].template),
				  "a clock knows no `%s`; tell somebody who has to do with the ticket, as "
				  "`lead_engineer`",
				  audience_name(r->flow->roles, to));
	}
}

/* ---- a clock ---- */

/* Of a date: to which minute it is due, the last of the day if nothing is said. */
static void read_promise(struct flow_reader *r, const struct yaml *promise, const struct yaml *at, struct clock_kind *k)
{
	k->runs = RUNS_PROMISE;
	k->promise = field_read_promise(r, promise);
	k->minute = LAST_MINUTE;
	if (at != NULL && !r->flow->fields[k->promise].is.kind->day)
		yaml_fault_key(r->f, at, "a promised time has its own hour; leave this out");
	else if (at != NULL)
		time_read_of_day(r, at, &k->minute);
}

static void read_runs(struct flow_reader *r, const struct yaml *y, struct clock_kind *k)
{
	const struct yaml *starts = yaml_get(y, "starts"), *during = yaml_get(y, "during"),
			  *promise = yaml_get(y, "promise"), *when = yaml_get(y, "if");
	int given = (starts != NULL) + (during != NULL) + (promise != NULL);
	k->starts = -1;
	if (given != 1)
		yaml_fault_key(
			r->f, y,
			given ? "`starts`, `during` and `promise` contradict each other; leave one of them"
			      : "nothing starts this clock; add `starts: NODE`, `during: [STATE]` or `promise: FIELD`");
	if (starts != NULL) {
		k->runs = RUNS_NODE;
		k->starts = yaml_one_of(starts, "node", r->nodes, r->flow->nodes_n, r->f);
	} else if (during != NULL) {
		k->runs = RUNS_STATE;
		k->during = reader_states(r, during);
	} else if (promise != NULL) {
		read_promise(r, promise, yaml_get(y, "at"), k);
	}
	if (promise == NULL && yaml_get(y, "at") != NULL)
		yaml_fault_key(r->f, yaml_get(y, "at"),
			       "only a clock with `promise: DATE` asks for an hour; leave this out");
	if (when != NULL && during == NULL)
		yaml_fault_key(r->f, when,
			       "only a clock that runs `during` a state asks this; leave it out, and say "
			       "`down: yes` under `due`");
	else if (when != NULL)
		k->when = condition_read(&(struct condition_place){r->flow, NULL, r->f}, when);
}

static void read_ends(struct flow_reader *r, const struct yaml *y, struct clock_kind *k)
{
	const struct yaml *stops = yaml_get(y, "stops"), *voids = yaml_get(y, "void"), *pauses = yaml_get(y, "pauses");
	if (k->runs == RUNS_STATE && stops != NULL)
		yaml_fault_key(r->f, stops, "a clock that runs `during` a state stops when it is left; leave this out");
	else if (k->runs != RUNS_STATE)
		stops = yaml_need(
			y, "stops",
			k->runs == RUNS_NODE ? "`stops: [NODE]`" : "`stops: [STATE]`, where the promise is kept", r->f);
	if (stops != NULL && k->runs == RUNS_NODE)
		k->stops = reader_nodes(r, stops);
	else if (stops != NULL && k->runs != RUNS_STATE)
		k->stops = reader_states(r, stops);
	if (voids != NULL)
		k->voids = reader_states(r, voids);
	if (pauses != NULL && k->runs != RUNS_NODE)
		yaml_fault_key(r->f, pauses, "only a clock from node to node can pause; leave this out");
	else if (pauses != NULL)
		k->pauses = reader_states(r, pauses);
}

static void read_who(struct flow_reader *r, const struct yaml *y, struct clock_kind *k)
{
	const struct yaml *owes = yaml_get(y, "owes"), *holds = yaml_get(y, "holds");
	const struct yaml *lacks = yaml_get(y, "lacks");
	int how;
	k->owes = owes != NULL ? reader_audience(r, owes, false) : -1;
	k->lacks = k->runs == RUNS_NODE && k->stops ? __builtin_ctz(k->stops) : -1;
	if (lacks != NULL)
		k->lacks = yaml_one_of(lacks, "node", r->nodes, r->flow->nodes_n, r->f);
	else if (owes != NULL && k->lacks < 0)
		yaml_fault_key(r->f, owes, "nothing says which text is owed; add `lacks: NODE`");
	how = holds != NULL ? yaml_one_of(holds, "way to choose", holds_names, COUNT(holds_names), r->f) : 0;
	k->holds = how < 0 ? HOLDS_FIRST : (enum clock_holds)how;
}

static void read_clock(struct flow_reader *r, const struct yaml *y)
{
	struct clock_kind *k = &r->flow->clocks[r->flow->clocks_n++];
	const struct yaml *label;
	bool promised;
	const struct yaml *due, *steps;
	k->line = y->key_line;
	k->col = y->key_col;
	k->starts = k->owes = k->lacks = -1;
	reader_name(r, y, k->name, sizeof(k->name));
	if (!yaml_is_map(y, "the clock's keys: label, starts, stops, due, steps", r->f))
		return;
	yaml_keys(y, clock_keys, r->f);
	label = reader_need(r, y, "label", "`label: %s`, what people call it");
	if (label != NULL)
		label_read(label, &k->label, NULL, r->f);
	read_runs(r, y, k);
	read_ends(r, y, k);
	read_who(r, y, k);
	promised = clock_is_promise(k);
	due = yaml_get(y, "due");
	steps = yaml_get(y, "steps");
	if (promised && due != NULL)
		yaml_fault_key(r->f, due, "a promise is due when it was promised; leave this out");
	else if (!promised)
		due = yaml_need(y, "due", "`due: [{within: 36h}]`", r->f);
	if (due != NULL && !promised && yaml_is_list(due, "[{within: 36h}]", r->f))
		for (size_t i = 0; i < yaml_count(due) && reader_has_room(r, due, i, DUES_MAX, "lines"); i++)
			due_read(r, yaml_item(due, i), k);
	if (steps != NULL && yaml_is_list(steps, "[{before: 15m, tells: {...}}]", r->f))
		for (size_t i = 0; i < yaml_count(steps) && reader_has_room(r, steps, i, STEPS_MAX, "steps"); i++)
			read_step(r, yaml_item(steps, i), k);
}

/* ---- the file's other keys ---- */

static void read_quiet(struct flow_reader *r, const struct yaml *y)
{
	char typed[32];
	const char *dash, *end;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	dash = time_read_minute(typed, &r->flow->quiet_from);
	end = dash && *dash == '-' ? time_read_minute(dash + 1, &r->flow->quiet_to) : NULL;
	r->flow->quiet_to %= 24 * 60;
	r->flow->quiet_from %= 24 * 60;
	if (!end || *end || r->flow->quiet_from == r->flow->quiet_to)
		yaml_fault(r->f, y, "these are not quiet hours; write them like 22:00-07:00");
}

static bool add_fault_word(struct flow_reader *r, const struct yaml *word, void *to)
{
	struct fault_kind *k = to;
	if (!reader_has_room(r, word, k->words_n, WORDS_MAX, "words"))
		return false;
	k->words_n += reader_word(r, word, k->words[k->words_n]);
	return true;
}

static void read_fault_kind(struct flow_reader *r, const struct yaml *y)
{
	struct fault_kind *k = &r->flow->kinds[r->flow->kinds_n++];
	reader_name(r, y, k->name, sizeof(k->name));
	if (!yaml_is_list(y, "[WORD, WORD], which tell this kind of fault", r->f))
		return;
	reader_each_word(r, y, add_fault_word, k);
}

void clock_read_faults(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *faults = yaml_get(root, "faults");
	if (faults != NULL && yaml_is_map(faults, "{KIND: [WORD, ...]}, or leave the key out", r->f))
		for (size_t i = 0;
		     i < faults->n && reader_has_room(r, &faults->items[i], i, KINDS_MAX, "kinds of fault"); i++)
			read_fault_kind(r, &faults->items[i]);
}

void clock_read_all(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *quiet = yaml_get(root, "quiet"), *clocks = yaml_get(root, "clocks");
	if (quiet != NULL)
		read_quiet(r, quiet);
	if (clocks != NULL &&
	    yaml_is_map(clocks, "{CLOCK: {label: ..., starts: NODE, ...}}, or leave the key out", r->f))
		for (size_t i = 0; i < clocks->n && reader_has_room(r, &clocks->items[i], i, CLOCKS_MAX, "clocks"); i++)
			read_clock(r, &clocks->items[i]);
}
