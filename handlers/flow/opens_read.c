#include "handlers/flow/opens_read.h"

#include "handlers/condition/condition_read.h"
#include "handlers/flow/due_read.h"
#include "templates/file/yaml_get.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#include <string.h>

static const char *const opens_keys[] = {"after", "if", "must", NULL};

/* Which of the flow's `opened` is called so; a new one where none is. -1, with a fault, if there is no more room. */
static int find_flow(struct flow_reader *r, const struct yaml *n)
{
	struct flow *f = r->flow;
	char name[FLOW_NAME];
	if (n->key == NULL || !reader_check_name(r, n, n->key, name, sizeof(name)))
		return -1;
	for (size_t i = 0; i < f->opened_n; i++)
		if (strcmp(f->opened[i], name) == 0)
			return (int)i;
	if (!reader_has_room(r, n, f->opened_n, OPENED_MAX, "flows"))
		return -1;
	text_copy(f->opened[f->opened_n], FLOW_NAME, name);
	return (int)f->opened_n++;
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

static void read_must(struct flow_reader *r, const struct yaml *n, struct opens *o)
{
	const struct yaml *must = yaml_get(n, "must");
	bool yes = true;
	if (must != NULL && yaml_yes(must, &yes, r->f))
		o->may = !yes;
}

static void read_one(struct flow_reader *r, const struct yaml *n, const struct code *code, struct opens_list *out)
{
	struct opens *o = &out->all[out->n];
	const struct yaml *after = n, *when = NULL;
	*o = (struct opens){.flow = find_flow(r, n), .how = OPENS_NOW, .line = n->key_line, .col = n->key_col};
	if (n->kind != YAML_SCALAR && !yaml_is_map(n, "`now`, a time such as `1d`, or {after: 1d, if: {...}}", r->f))
		return;
	if (n->kind == YAML_MAP) {
		yaml_keys(n, opens_keys, r->f);
		after = yaml_get(n, "after");
		when = yaml_get(n, "if");
		read_must(r, n, o);
	}
	if (after != NULL && !says_now(after))
		read_after(r, after, o);
	if (when != NULL)
		o->when = condition_read(&(struct condition_place){r->flow, code, r->f}, when);
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

void opens_read_step(struct flow_reader *r, const struct yaml *y, struct opens_list *out)
{
	opens_read(r, y, NULL, out);
	for (size_t i = 0; i < out->n; i++) {
		if (out->all[i].how == OPENS_NOW)
			continue;
		fault_add(r->f, r->flow->file, out->all[i].line, out->all[i].col,
			  (int)strlen(r->flow->opened[out->all[i].flow]),
			  "a clock's step opens at once; write `now`, and give the step a later time");
		out->all[i].how = OPENS_NOW;
	}
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

static void settle(const struct flows *set, const struct flow *of, struct opens_list *list)
{
	size_t left = 0;
	for (size_t i = 0; i < list->n; i++) {
		if (!(list->all[i].may && is_absent(set, of->opened[list->all[i].flow])))
			list->all[left++] = list->all[i];
	}
	list->n = left;
}

void opens_settle(struct flows *set)
{
	for (size_t i = 0; i < set->n; i++) {
		struct flow *f = set->all[i];
		for (size_t k = 0; k < f->states_n; k++)
			settle(set, f, &f->states[k].opens);
		for (size_t k = 0; k < f->codes_n; k++)
			settle(set, f, &f->codes[k].opens);
		for (size_t k = 0; k < f->clocks_n; k++)
			for (size_t p = 0; p < f->clocks[k].steps_n; p++)
				settle(set, f, &f->clocks[k].steps[p].opens);
	}
}
