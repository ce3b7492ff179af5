#include "handlers/flow/clock_read.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/units.h"

#define SPAN_MOST (366 * 24 * HOUR_MS)
#define DAYS_MOST 60
#define TIMES_MOST 100

static const char *const clock_keys[] = {"label",  "starts", "during", "if",    "promise", "stops", "void",
					 "pauses", "owes",   "lacks",  "holds", "due",     "steps", NULL};
static const char *const due_keys[] = {"region", "class", "fault", "over_km", "up_to_km", "down", "within", "by", NULL};
static const char *const step_keys[] = {"at", "before", "after", "every", "most", "urgent", "tells", NULL};
static const char *const label_keys[] = {"zh", "en", NULL};
static const char *const promise_names[] = {"planned", "eta"};
static const char *const holds_names[] = {"first", "earliest", "latest"};
static const char *const if_names[] = {"down"};
static const char *const day_names[] = {"same", "next", "second", "third", "fourth", "fifth"};
static const int day_numbers[] = {0, 1, 2, 3, 4, 5};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- times ---- */

/* A whole number, and what follows it behind blanks; NULL if there is none. */
static const char *number(const char *s, int64_t *n)
{
	char *end;
	if (!isdigit((unsigned char)*s))
		return NULL;
	*n = strtoll(s, &end, 10);
	while (*end == ' ')
		end++;
	return *n <= INT32_MAX ? end : NULL;
}

static bool read_span(struct flow_reader *r, const struct yaml *y, int64_t least, int64_t *ms)
{
	char typed[64];
	int64_t n = 0;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	const char *unit = number(typed, &n);
	int64_t of = unit && strlen(unit) == 1 ? (*unit == 'm'   ? MINUTE_MS
						  : *unit == 'h' ? HOUR_MS
						  : *unit == 'd' ? 24 * HOUR_MS
								 : 0)
					       : 0;
	*ms = n * of;
	if (of != 0 && *ms >= least && *ms <= SPAN_MOST)
		return true;
	yaml_fault(r->f, y, "this is no span; write one as 30m, 36h or 3d, %s to a year at most",
		   least > 0 ? "more than nothing" : "from 0m");
	return false;
}

static bool read_percent(struct flow_reader *r, const struct yaml *y, int *percent)
{
	char typed[64];
	int64_t n = 0;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return false;
	const char *rest = number(typed, &n);
	if (rest && strcmp(rest, "%") == 0 && n >= 1 && n <= 99) {
		*percent = (int)n;
		return true;
	}
	yaml_fault(r->f, y, "this is no share of the time; write one from 1%% to 99%%, and `after: 0m` for its end");
	return false;
}

/* ---- a line of `due` ---- */

/* 36h, 2 working hours, 30 working minutes */
static void read_within(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	char typed[64];
	int64_t n = 0;
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	const char *unit = number(typed, &n);
	d->how = DUE_WORKING;
	if (unit && (strcmp(unit, "working hours") == 0 || strcmp(unit, "working hour") == 0)) {
		d->ms = n * HOUR_MS;
	} else if (unit && (strcmp(unit, "working minutes") == 0 || strcmp(unit, "working minute") == 0)) {
		d->ms = n * MINUTE_MS;
	} else if (unit && strstr(unit, "work")) {
		yaml_fault(r->f, y, "this is no working time; write it as `2 working hours` or `30 working minutes`");
		return;
	} else {
		d->how = DUE_SPAN;
		read_span(r, y, 1, &d->ms);
		return;
	}
	if (d->ms <= 0 || d->ms > SPAN_MOST / 4)
		yaml_fault(r->f, y, "nobody works that long, or so short; write from 1 to 2000 working hours");
}

/* same working day, next working day 18:00 */
static void read_by_day(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	char typed[64], word[16], rest[32] = "";
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	d->how = DUE_DAY;
	d->minute = -1;
	int n = 0, day = -1;
	if (sscanf(typed, "%15s working day%n %31s", word, &n, rest) >= 1 && n > 0) {
		for (size_t i = 0; i < COUNT(day_names); i++)
			day = strcmp(day_names[i], word) == 0 ? day_numbers[i] : day;
	}
	const char *end = *rest ? reader_clock_time(rest, &d->minute) : "";
	d->day = day;
	if (day < 0 || !end || *end)
		yaml_fault(r->f, y,
			   "this is no working day; write `same working day`, `next working day` or `third working "
			   "day`, and "
			   "behind it, if it is not until its end, the time as 18:00");
}

static void read_classes(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	static const char *const names[] = {"A", "B", "C", "D"};
	d->classes = reader_bits(r, y, "class", names, COUNT(names));
}

static void read_km(struct flow_reader *r, const struct yaml *y, double *km)
{
	int n;
	if (yaml_number(y, 0, 20000, &n, r->f))
		*km = n;
}

static void read_kinds(struct flow_reader *r, const struct yaml *y, struct due_rule *d)
{
	const char *names[KINDS_MAX];
	for (size_t i = 0; i < r->flow->kinds_n; i++)
		names[i] = r->flow->kinds[i].name;
	d->kinds = reader_bits(r, y, "kind of fault", names, r->flow->kinds_n);
}

static void add_condition(struct text *out, const struct yaml *y, const char *before)
{
	text_addf(out, "%s%s", out->len ? " " : "", before);
	for (size_t i = 0; i < yaml_count(y); i++)
		text_addf(out, "%s%s",
			  i         ? "/"
			  : *before ? " "
				    : "",
			  yaml_item(y, i)->text ? yaml_item(y, i)->text : "");
}

/* The line in words, for people and for the ledger: `class A, 2 working hours`. */
static void name_due(struct flow_reader *r, const struct yaml *n, struct due_rule *d)
{
	static const char *const shown[][2] = {{"region", "region"}, {"class", "class"}, {"fault", "fault"},
					       {"over_km", "over"},  {"up_to_km", "to"}, {"down", "down"},
					       {"within", ""},       {"by", ""}};
	struct text t = text_new(400);
	bool any = false;
	for (size_t i = 0; i < COUNT(shown); i++) {
		const struct yaml *y = yaml_get(n, shown[i][0]);
		any |= y != NULL;
		if (y != NULL)
			add_condition(&t, y, shown[i][1]);
	}
	if (t.len == 0 && any)
		yaml_fault(r->f, n, "there is not enough memory to read this line; free some and try again");
	text_copy(d->text, sizeof(d->text), text_str(&t));
	text_free(&t);
}

static void read_conditions(struct flow_reader *r, const struct yaml *n, struct due_rule *d)
{
	const struct yaml *region = yaml_get(n, "region"), *class = yaml_get(n, "class"), *kind = yaml_get(n, "fault");
	const struct yaml *over = yaml_get(n, "over_km"), *to = yaml_get(n, "up_to_km"), *down = yaml_get(n, "down");
	char typed[64];
	bool yes = false;
	if (region != NULL && yaml_text(region, typed, sizeof(typed), r->f) &&
	    (!fold_small(d->region, sizeof(d->region), typed) || !*d->region))
		yaml_fault(r->f, region, "a region is a short name, as in stations.csv; write one");
	if (class != NULL)
		read_classes(r, class, d);
	if (kind != NULL)
		read_kinds(r, kind, d);
	if (over != NULL)
		read_km(r, over, &d->km_over);
	if (to != NULL)
		read_km(r, to, &d->km_up_to);
	if (over != NULL && to != NULL && d->km_over >= d->km_up_to)
		yaml_fault(r->f, over, "no distance is over this and up to %g km; let `over_km` be the smaller",
			   d->km_up_to);
	if (down != NULL && yaml_yes(down, &yes, r->f))
		d->down = yes ? DOWN_YES : DOWN_NO;
}

static void read_due(struct flow_reader *r, const struct yaml *n, struct clock_kind *k)
{
	struct due_rule *d = &k->dues[k->dues_n++];
	*d = (struct due_rule){.km_over = -1, .km_up_to = -1, .line = n->line, .col = n->col, .minute = -1};
	if (!yaml_is_map(n, "{within: 36h}, or {class: A, by: next working day}", r->f))
		return;
	size_t before = r->f->n;
	yaml_keys(n, due_keys, r->f);
	read_conditions(r, n, d);
	const struct yaml *within = yaml_get(n, "within"), *by = yaml_get(n, "by");
	if (within != NULL && by != NULL)
		yaml_fault_key(r->f, by, "`within` and `by` contradict each other; leave one out");
	else if (within == NULL && by == NULL)
		yaml_fault(r->f, n, "nothing says how long; add `within: 36h` or `by: next working day`");
	if (within != NULL)
		read_within(r, within, d);
	else if (by != NULL)
		read_by_day(r, by, d);
	name_due(r, n, d);
	d->faulty = r->f->n > before;
}

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
			read_percent(r, y, &p->percent);
		else if (!read_span(r, y, p->when == STEP_AFTER ? 0 : MINUTE_MS, &p->ms) && p->ms <= 0)
			p->ms = MINUTE_MS;
	}
	if (found == NULL)
		yaml_fault(r->f, n, "nothing says when; add `at: 50%%`, `before: 15m`, `after: 0m` or `every: 4h`");
}

static void read_step(struct flow_reader *r, const struct yaml *n, struct clock_kind *k)
{
	struct clock_step *p = &k->steps[k->steps_n++];
	*p = (struct clock_step){.most = TIMES_MOST, .line = n->line, .col = n->col, .ms = MINUTE_MS};
	if (!yaml_is_map(n, "{before: 15m, tells: {AUDIENCE: TEMPLATE}}", r->f))
		return;
	yaml_keys(n, step_keys, r->f);
	read_step_when(r, n, p);
	const struct yaml *most = yaml_get(n, "most"), *urgent = yaml_get(n, "urgent");
	if (most != NULL && p->when != STEP_EVERY)
		yaml_fault_key(r->f, most, "only a step that comes `every` so often ends after a number; leave it out");
	else if (most != NULL)
		yaml_number(most, 1, TIMES_MOST, &p->most, r->f);
	if (urgent != NULL)
		yaml_yes(urgent, &p->urgent, r->f);
	yaml_need(n, "tells", "`tells: {AUDIENCE: TEMPLATE}`", r->f);
	reader_tells(r, n, "tells", p->tells, &p->tells_n);
	for (size_t i = 0; i < p->tells_n; i++) {
		enum audience to = p->tells[i].to;
		if (to == TO_FORMER || to == TO_PERSON || to == TO_ASKER)
			fault_add(r->f, r->flow->file, p->tells[i].line, p->tells[i].col,
				  (int)strlen(p->tells[i].template),
				  "a clock knows no `%s`; tell somebody who has to do with the ticket, as "
				  "`lead_engineer`",
				  audience_names[to]);
	}
}

/* ---- a clock ---- */

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
			      : "nothing starts this clock; add `starts: NODE`, `during: [STATE]` or `promise: eta`");
	if (starts != NULL) {
		k->runs = RUNS_NODE;
		k->starts = yaml_one_of(starts, "node", r->nodes, r->flow->nodes_n, r->f);
	} else if (during != NULL) {
		k->runs = RUNS_STATE;
		k->during = reader_states(r, during);
	} else if (promise != NULL) {
		int which = yaml_one_of(promise, "promise", promise_names, COUNT(promise_names), r->f);
		k->runs = which == 1 ? RUNS_ETA : RUNS_PLANNED;
	}
	if (when != NULL && during == NULL)
		yaml_fault_key(r->f, when,
			       "only a clock that runs `during` a state asks this; leave it out, and say "
			       "`down: yes` under `due`");
	else if (when != NULL)
		k->if_down = yaml_one_of(when, "condition", if_names, COUNT(if_names), r->f) == 0;
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
	k->owes = owes != NULL ? yaml_one_of(owes, "audience", audience_names, AUDIENCES, r->f) : -1;
	k->lacks = k->runs == RUNS_NODE && k->stops ? __builtin_ctz(k->stops) : -1;
	if (lacks != NULL)
		k->lacks = yaml_one_of(lacks, "node", r->nodes, r->flow->nodes_n, r->f);
	else if (owes != NULL && k->lacks < 0)
		yaml_fault_key(r->f, owes, "nothing says which text is owed; add `lacks: NODE`");
	int how = holds != NULL ? yaml_one_of(holds, "way to choose", holds_names, COUNT(holds_names), r->f) : 0;
	k->holds = how < 0 ? HOLDS_FIRST : (enum clock_holds)how;
}

static void read_clock(struct flow_reader *r, const struct yaml *y)
{
	struct clock_kind *k = &r->flow->clocks[r->flow->clocks_n++];
	k->line = y->key_line;
	k->col = y->key_col;
	k->starts = k->owes = k->lacks = -1;
	reader_name(r, y, k->name, sizeof(k->name));
	if (!yaml_is_map(y, "the clock's keys: label, starts, stops, due, steps", r->f))
		return;
	yaml_keys(y, clock_keys, r->f);
	const struct yaml *label = yaml_need(y, "label", "`label: {zh: ..., en: ...}`, what people call it", r->f);
	if (label != NULL)
		reader_label(r, label, &k->label, label_keys);
	read_runs(r, y, k);
	read_ends(r, y, k);
	read_who(r, y, k);
	bool promised = clock_is_promise(k);
	const struct yaml *due = yaml_get(y, "due"), *steps = yaml_get(y, "steps");
	if (promised && due != NULL)
		yaml_fault_key(r->f, due, "a promise is due when it was promised; leave this out");
	else if (!promised)
		due = yaml_need(y, "due", "`due: [{within: 36h}]`", r->f);
	if (due != NULL && !promised && yaml_is_list(due, "[{within: 36h}]", r->f))
		for (size_t i = 0; i < yaml_count(due) && reader_has_room(r, due, i, DUES_MAX, "lines"); i++)
			read_due(r, yaml_item(due, i), k);
	if (steps != NULL && yaml_is_list(steps, "[{before: 15m, tells: {...}}]", r->f))
		for (size_t i = 0; i < yaml_count(steps) && reader_has_room(r, steps, i, STEPS_MAX, "steps"); i++)
			read_step(r, yaml_item(steps, i), k);
}

/* ---- the file's other keys ---- */

static void read_quiet(struct flow_reader *r, const struct yaml *y)
{
	char typed[32];
	if (!yaml_text(y, typed, sizeof(typed), r->f))
		return;
	const char *dash = reader_clock_time(typed, &r->flow->quiet_from);
	const char *end = dash && *dash == '-' ? reader_clock_time(dash + 1, &r->flow->quiet_to) : NULL;
	r->flow->quiet_to %= 24 * 60;
	r->flow->quiet_from %= 24 * 60;
	if (!end || *end || r->flow->quiet_from == r->flow->quiet_to)
		yaml_fault(r->f, y, "these are no quiet hours; write them as 22:00-07:00");
}

static void read_fault_kind(struct flow_reader *r, const struct yaml *y)
{
	struct fault_kind *k = &r->flow->kinds[r->flow->kinds_n++];
	reader_name(r, y, k->name, sizeof(k->name));
	if (!yaml_is_list(y, "[WORD, WORD], which tell this kind of fault", r->f))
		return;
	for (size_t i = 0; i < yaml_count(y) && reader_has_room(r, y, i, WORDS_MAX, "words"); i++)
		k->words_n += reader_word(r, yaml_item(y, i), k->words[k->words_n]);
}

void clock_read_all(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *quiet = yaml_get(root, "quiet"), *faults = yaml_get(root, "faults"),
			  *clocks = yaml_get(root, "clocks");
	if (quiet != NULL)
		read_quiet(r, quiet);
	if (faults != NULL && yaml_is_map(faults, "{KIND: [WORD, ...]}, or leave the key out", r->f))
		for (size_t i = 0;
		     i < faults->n && reader_has_room(r, &faults->items[i], i, KINDS_MAX, "kinds of fault"); i++)
			read_fault_kind(r, &faults->items[i]);
	if (clocks != NULL &&
	    yaml_is_map(clocks, "{CLOCK: {label: ..., starts: NODE, ...}}, or leave the key out", r->f))
		for (size_t i = 0; i < clocks->n && reader_has_room(r, &clocks->items[i], i, CLOCKS_MAX, "clocks"); i++)
			read_clock(r, &clocks->items[i]);
}
