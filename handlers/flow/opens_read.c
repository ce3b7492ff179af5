#include "handlers/flow/opens_read.h"

#include "handlers/condition/condition_read.h"
#include "handlers/flow/due_read.h"
#include "templates/file/yaml_get.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#include <string.h>

static const char *const opens_keys[] = {"after", "if", "must", NULL};

/* Which of the flow's `opened` is called so; a new one where none is. -1 if there is no more room. */
static int name_at(struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->opened_n; i++)
		if (strcmp(f->opened[i], name) == 0)
			return (int)i;
	if (f->opened_n == OPENED_MAX)
		return -1;
	text_copy(f->opened[f->opened_n], FLOW_NAME, name);
	return (int)f->opened_n++;
}

/* -1, with a fault, if it is no name, or one too many. */
static int find_flow(struct flow_reader *r, const struct yaml *n)
{
	char name[FLOW_NAME];
	int at;
	if (n->key == NULL || !reader_check_name(r, n, n->key, name, sizeof(name)))
		return -1;
	at = name_at(r->flow, name);
	if (at < 0)
		reader_has_room(r, n, OPENED_MAX, OPENED_MAX, "flows");
	return at;
}

static void read_after(struct flow_reader *r, const struct yaml *y, struct opens *o)
{
	static const enum opens_when when[] = {
		[DUE_SPAN] = OPENS_SPAN, [DUE_WORKING] = OPENS_WORKING, [DUE_DAY] = OPENS_DAY};
	struct due_rule d = {.how = DUE_SPAN};
	due_read_after(r, y, &d);
	o->how = when[d.how];
	o->ms = d.ms;
	o->day = d.day;
	o->minute = d.minute;
}

static bool says_now(const struct yaml *n)
{
	return n->kind == YAML_SCALAR && strcmp(n->text, "now") == 0;
}

static bool need_not_be(struct flow_reader *r, const struct yaml *n)
{
	const struct yaml *must = n->kind == YAML_MAP ? yaml_get(n, "must") : NULL;
	bool yes = true;
	return must != NULL && yaml_yes(must, &yes, r->f) && !yes;
}

static void read_one(struct flow_reader *r, const struct yaml *n, const struct code *code, struct opens_list *out)
{
	bool may = need_not_be(r, n);
	struct opens *o = &out->all[may ? OPENS_MAX - 1 - out->may_n : out->n];
	const struct yaml *after = n, *when = NULL;
	*o = (struct opens){.how = OPENS_NOW, .line = n->key_line, .col = n->key_col};
	o->flow = may ? -1 : find_flow(r, n);
	if (n->kind != YAML_SCALAR && !yaml_is_map(n, "`now`, a time such as `1d`, or {after: 1d, if: {...}}", r->f))
		return;
	if (n->kind == YAML_MAP) {
		yaml_keys(n, opens_keys, r->f);
		after = yaml_get(n, "after");
		when = yaml_get(n, "if");
	}
	if (after != NULL && !says_now(after))
		read_after(r, after, o);
	if (when != NULL)
		o->when = condition_read(&(struct condition_place){r->flow, code, r->f}, when);
	if (may)
		out->may_n += reader_check_name(r, n, n->key, o->may, sizeof(o->may));
	else
		out->n += o->flow >= 0;
}

void opens_read(struct flow_reader *r, const struct yaml *y, const struct code *code, struct opens_list *out)
{
	const struct yaml *opens = yaml_get(y, "opens");
	if (opens == NULL || !yaml_is_map(opens, "{FLOW: now}, or {FLOW: 1d}", r->f))
		return;
	for (size_t i = 0; i < opens->n && reader_has_room(r, &opens->items[i], i, OPENS_MAX, "flows"); i++)
		read_one(r, &opens->items[i], code, out);
}

static void need_now(struct flow_reader *r, struct opens *o, const char *why)
{
	if (o->how == OPENS_NOW)
		return;
	fault_add(r->f, r->flow->file, o->line, o->col, (int)strlen(*o->may ? o->may : r->flow->opened[o->flow]), "%s",
		  why);
	o->how = OPENS_NOW;
}

static void read_now(struct flow_reader *r, const struct yaml *y, const char *why, struct opens_list *out)
{
	opens_read(r, y, NULL, out);
	for (size_t i = 0; i < out->n; i++)
		need_now(r, &out->all[i], why);
	for (size_t i = 0; i < out->may_n; i++)
		need_now(r, &out->all[OPENS_MAX - 1 - i], why);
}

void opens_read_step(struct flow_reader *r, const struct yaml *y, struct opens_list *out)
{
	read_now(r, y, "a clock's step opens at once; write `now`, and give the step a later time", out);
}

void opens_read_schedule(struct flow_reader *r, const struct yaml *y, struct opens_list *out)
{
	read_now(r, y, "a schedule opens at its hour; write `now`, and give the schedule a later one", out);
}

void opens_read_states(struct flow_reader *r, const struct yaml *states)
{
	for (size_t i = 0; i < r->flow->states_n && i < states->n; i++) {
		const struct yaml *y = yaml_get(&states->items[i], "opens");
		if (y == NULL)
			continue;
		opens_read(r, &states->items[i], NULL, &r->flow->states[i].opens);
		if (!r->flow->states[i].ends)
			yaml_fault_key(r->f, y,
				       "only a state that `ends` opens tickets; say `ends: yes`, or let the codes that "
				       "lead here open them");
	}
}

/* ---- flows that need not be there ---- */

/* A name that is nearly that of a flow is a slip, and stays for the check. */
static bool is_absent(const struct flows *set, const char *name)
{
	const char *names[FLOWS_MAX];
	for (size_t i = 0; i < set->n; i++)
		names[i] = set->all[i]->name;
	return spelling_nearest(name, names, set->n) == NULL;
}

static void settle(const struct flows *set, struct flow *f, struct opens_list *list, struct faults *faults)
{
	/* What is added comes no further than what is looked at. */
	for (; list->may_n > 0; list->may_n--) {
		struct opens o = list->all[OPENS_MAX - list->may_n];
		if (is_absent(set, o.may))
			continue;
		o.flow = name_at(f, o.may);
		if (o.flow >= 0)
			list->all[list->n++] = o;
		else
			fault_add(faults, f->file, o.line, o.col, (int)strlen(o.may),
				  "at most %d flows can be opened by one; leave some out", OPENED_MAX);
	}
}

void opens_settle(struct flows *set, struct faults *faults)
{
	for (size_t i = 0; i < set->n; i++) {
		struct flow *f = set->all[i];
		for (size_t k = 0; k < f->states_n; k++)
			settle(set, f, &f->states[k].opens, faults);
		for (size_t k = 0; k < f->codes_n; k++)
			settle(set, f, &f->codes[k].opens, faults);
		for (size_t k = 0; k < f->clocks_n; k++)
			for (size_t p = 0; p < f->clocks[k].steps_n; p++)
				settle(set, f, &f->clocks[k].steps[p].opens, faults);
		for (size_t k = 0; k < f->schedules_n; k++)
			settle(set, f, &f->schedules[k].opens, faults);
	}
}
