#include "handlers/flow/flow_read.h"

#include "handlers/check/flow_check.h"
#include "handlers/entry/tells_read.h"
#include "handlers/flow/chain/chain_read.h"
#include "handlers/flow/clock_read.h"
#include "handlers/flow/code_read.h"
#include "handlers/flow/field_read.h"
#include "handlers/flow/list_read.h"
#include "handlers/flow/opens_read.h"
#include "handlers/flow/schedule_read.h"
#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const flow_keys[] = {"flow",   "title", "down",      "up",     "states", "nodes",
					"fields", "open",  "codes",     "quiet",  "faults", "clocks",
					"lists",  "daily", "schedules", "chains", NULL};
static const char *const state_keys[] = {"ends", "opens", NULL};
static const char *const open_keys[] = {"to",   "stamps", "tells",  "takes",  "again", "word",
					"also", "by",     "answer", "shared", NULL};
static const char *const again_keys[] = {"node", "within", NULL};

static void read_states(struct flow_reader *r, const struct yaml *y)
{
	if (!reader_is_map(r, y, "{STATE: %s}"))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, STATES_MAX, "states"); i++) {
		const struct yaml *n = &y->items[i];
		struct state *s = &r->flow->states[i];
		const struct yaml *ends;
		s->line = n->key_line;
		s->col = n->key_col;
		reader_name(r, n, s->name, sizeof(s->name));
		label_read(n, &s->label, state_keys, r->f);
		ends = yaml_get(n, "ends");
		if (ends != NULL)
			yaml_yes(ends, &s->ends, r->f);
		r->states[r->flow->states_n++] = s->name;
	}
}

static void read_nodes(struct flow_reader *r, const struct yaml *y)
{
	if (!reader_is_map(r, y, "{NODE: %s}"))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, NODES_MAX, "nodes"); i++) {
		struct node_kind *kind = &r->flow->nodes[i];
		reader_name(r, &y->items[i], kind->name, sizeof(kind->name));
		label_read(&y->items[i], &kind->label, NULL, r->f);
		for (int l = 0; l < kind->label.n; l++)
			fold_small(kind->folded[l], sizeof(kind->folded[l]), kind->label.in[l]);
		r->nodes[r->flow->nodes_n++] = kind->name;
	}
}

/* When a fault counts as the same machine's again. */
static void read_again(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	static const char shape[] = "{node: NODE, within: 6 months}, or leave the key out";
	const struct yaml *again = yaml_get(y, "again");
	const struct yaml *node, *within;
	if (again == NULL || !yaml_is_map(again, shape, r->f))
		return;
	yaml_keys(again, again_keys, r->f);
	node = yaml_need(again, "node", "`node: NODE`, by which it was repaired", r->f);
	within = yaml_need(again, "within", "`within: 6 months`", r->f);
	if (node != NULL)
		c->again.node = yaml_one_of(node, "node", r->nodes, r->flow->nodes_n, r->f);
	if (within != NULL)
		reader_within(r, within, &c->again.within);
}

/* What an opening says fills fields. By text it may say too for which machine or station the ticket is, and what it is
 * about. */
static void read_open_takes(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const uint32_t own = c->words_n ? BRINGS_MACHINE | BRINGS_STATION | BRINGS_WORDS : 0;
	code_read_takes(r, y, c);
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		if (k->field < 0 && !(k->is.kind->brings & own))
			fault_add(r->f, r->flow->file, k->line, k->col, (int)strlen(k->is.name),
				  "an opening takes only what fields keep, and there is no field `%s`; add it to "
				  "`fields`, or leave it out",
				  k->is.name);
	}
}

static void read_open(struct flow_reader *r, const struct yaml *y)
{
	struct code *c = &r->flow->open;
	bool texted;
	c->line = y->key_line;
	c->col = y->key_col;
	if (!yaml_is_map(y, "{to: STATE, stamps: [NODE], tells: {...}}", r->f))
		return;
	yaml_keys(y, open_keys, r->f);
	yaml_need(y, "to", "`to: STATE`, where a new ticket stands", r->f);
	code_read_moves(r, y, c);
	texted = code_read_opening(r, y, c);
	if (yaml_get(y, "takes") != NULL)
		read_open_takes(r, yaml_get(y, "takes"), c);
	c->does = texted ? DOES_OPEN : DOES_MOVE;
	tells_read(r, y, "tells", c, c->tells, &c->tells_n);
	read_again(r, y, c);
}

static void read_codes(struct flow_reader *r, const struct yaml *y)
{
	if (!reader_is_map(r, y, "{CODE: {word: %s, ...}}"))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, CODES_MAX, "codes"); i++)
		code_read(r, &y->items[i], &r->flow->codes[r->flow->codes_n++]);
}

static void read_flow(struct flow_reader *r, const struct yaml *root)
{
	struct faults *f = r->f;
	const struct yaml *name, *title, *down, *up, *states, *nodes, *open, *codes;
	char typed[256];
	yaml_keys(root, flow_keys, f);
	name = yaml_need(root, "flow", "`flow: NAME`", f);
	title = reader_need(r, root, "title", "`title: %s`");
	down = reader_need(r, root, "down", "`down: %s`, the word for a machine that is down");
	up = yaml_get(root, "up");
	states = reader_need(r, root, "states", "`states: {STATE: %s}`");
	nodes = reader_need(r, root, "nodes", "`nodes: {NODE: %s}`");
	open = yaml_need(root, "open", "`open: {to: STATE}`", f);
	codes = yaml_need(root, "codes", "`codes: {CODE: ...}`", f);
	r->flow->line = name != NULL ? name->line : 0;
	r->flow->col = name != NULL ? name->col : 0;
	if (name != NULL && yaml_text(name, typed, sizeof(typed), f))
		reader_check_name(r, name, typed, r->flow->name, sizeof(r->flow->name));
	if (title != NULL)
		label_read(title, &r->flow->title, NULL, f);
	if (down != NULL)
		label_read(down, &r->flow->down, NULL, f);
	if (up != NULL)
		label_read(up, &r->flow->up, NULL, f);
	if (states != NULL)
		read_states(r, states);
	if (nodes != NULL)
		read_nodes(r, nodes);
	clock_read_faults(r, root);
	field_read_all(r, root);
	chain_read_all(r, root);
	if (open != NULL)
		read_open(r, open);
	if (codes != NULL)
		read_codes(r, codes);
	clock_read_all(r, root);
	if (states != NULL)
		opens_read_states(r, states);
	field_settle(r);
	list_read_all(r, root);
	schedule_read_all(r, root);
}

static struct flow *flow_new(const char *file)
{
	struct flow *flow = calloc(1, sizeof(*flow));
	if (flow == NULL)
		return NULL;
	flow->file = strdup(file);
	flow->open.to = flow->open.unled = -1;
	flow->open.again.node = -1;
	text_copy(flow->open.name, sizeof(flow->open.name), "open");
	if (flow->file != NULL)
		return flow;
	free(flow);
	return NULL;
}

bool flow_load(struct flows *set, const char *file, struct faults *f)
{
	struct yaml *root;
	struct flow *flow;
	if (set->n == FLOWS_MAX) {
		fault_add(f, file, 0, 0, 1, "at most %d flows can be loaded; leave some out", FLOWS_MAX);
		return false;
	}
	root = yaml_open(file, f);
	if (root == NULL)
		return false;
	flow = flow_new(file);
	if (flow == NULL) {
		fault_add(f, file, 0, 0, 1, "there is not enough memory to read it; free some and try again");
	} else {
		struct flow_reader r = {.flow = flow, .f = f};
		size_t known = f->n;
		flow->roles = set->roles;
		read_flow(&r, root);
		flow->whole = f->n == known;
		flow_check(flow, f);
		set->all[set->n++] = flow;
	}
	yaml_close(root);
	return flow != NULL;
}
