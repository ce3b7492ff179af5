#include "handlers/model/flow.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/text.h"

const char *const does_names[] = {"move",    "assign", "deputy", "undo",   "list", "help",   "claim",
				  "approve", "refuse", "note",   "reopen", "sign", "decline"};

/* What an argument fills a field with, it has of the field. */
static void free_choices(struct flow *f)
{
	for (size_t i = 0; i < f->fields_n; i++)
		free(f->fields[i].is.choices);
	for (size_t c = 0; c < f->codes_n; c++)
		for (size_t k = 0; k < f->codes[c].takes_n; k++)
			if (f->codes[c].takes[k].field < 0)
				free(f->codes[c].takes[k].is.choices);
	for (size_t k = 0; k < f->open.takes_n; k++)
		if (f->open.takes[k].field < 0)
			free(f->open.takes[k].is.choices);
}

void flows_free(struct flows *set)
{
	for (size_t i = 0; i < set->n; i++) {
		free_choices(set->all[i]);
		while (set->all[i]->conditions) {
			struct condition *next = set->all[i]->conditions->next;
			free(set->all[i]->conditions);
			set->all[i]->conditions = next;
		}
		free(set->all[i]->file);
		free(set->all[i]);
	}
	*set = (struct flows){0};
}

const struct flow *flows_find(const struct flows *set, const char *name)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->all[i]->name, name) == 0)
			return set->all[i];
	return NULL;
}

int flow_state(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->states_n; i++)
		if (text_same(f->states[i].name, name))
			return (int)i;
	return -1;
}

int flow_node(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->nodes_n; i++)
		if (text_same(f->nodes[i].name, name))
			return (int)i;
	return -1;
}

int flow_field(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->fields_n; i++)
		if (text_same(f->fields[i].is.name, name))
			return (int)i;
	return -1;
}

int flow_planned(const struct flow *f)
{
	for (size_t i = 0; i < f->fields_n; i++)
		if (f->fields[i].followed && f->fields[i].promise)
			return (int)i;
	return -1;
}

bool flow_has(const struct flow *f, const struct code *c)
{
	return (c >= f->codes && c < f->codes + f->codes_n) || c == &f->open;
}

const struct flow *flow_of_code(const struct flows *set, const struct code *c)
{
	for (size_t i = 0; i < set->n; i++) {
		if (flow_has(set->all[i], c))
			return set->all[i];
	}
	return NULL;
}

const struct code *flow_code(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->codes_n; i++)
		if (strcmp(f->codes[i].name, name) == 0)
			return &f->codes[i];
	return NULL;
}

const struct code *flows_code(const struct flows *set, const struct flow *f, const char *name)
{
	const struct code *c = f ? flow_code(f, name) : NULL;
	for (size_t i = 0; !c && i < set->n; i++)
		c = flow_code(set->all[i], name);
	return c;
}

const struct code *flow_does(const struct flow *f, enum does d)
{
	for (size_t i = 0; i < f->codes_n; i++)
		if (f->codes[i].does == d)
			return &f->codes[i];
	return NULL;
}

const struct chain_kind *flow_chain_in(const struct flow *f, int state)
{
	for (size_t i = 0; i < f->chains_n; i++)
		if (f->chains[i].in == state)
			return &f->chains[i];
	return NULL;
}

const struct code *flow_way(const struct flow *f, size_t i)
{
	if (i < f->codes_n)
		return &f->codes[i];
	return i - f->codes_n < f->chains_n ? &f->chains[i - f->codes_n].then : NULL;
}

uint32_t flow_end_states(const struct flow *f)
{
	uint32_t states = 0;
	for (size_t i = 0; i < f->states_n; i++)
		states |= f->states[i].ends ? 1u << i : 0;
	return states;
}

uint32_t flow_open_states(const struct flow *f)
{
	return ((1u << f->states_n) - 1) & ~flow_end_states(f);
}

const struct take *code_tells(const struct code *c, int field)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].field == field)
			return &c->takes[i];
	}
	return NULL;
}

const struct take *flow_tells(const struct flow *f, int field)
{
	const struct take *k = NULL;
	for (size_t i = 0; i < f->codes_n && !k; i++)
		k = code_tells(&f->codes[i], field);
	return k;
}

const struct machine_set *code_sets(const struct code *c, int field)
{
	for (size_t i = 0; i < c->sets_n; i++)
		if (c->sets[i].from == SET_FIELD && c->sets[i].field == field)
			return &c->sets[i];
	return NULL;
}

bool flow_takes_lead(const struct flow *f)
{
	for (size_t i = 0; i < f->codes_n; i++)
		if (code_brings(&f->codes[i], BRINGS_LEAD))
			return true;
	return false;
}

bool code_corrects(const struct code *c)
{
	return c->does == DOES_CLAIM || c->does == DOES_APPROVE || c->does == DOES_REFUSE;
}

bool flow_confirms_claims(const struct flow *f)
{
	const struct code *c = flow_does(f, DOES_CLAIM);
	return c && c->confirms;
}

uint64_t flow_deciders(const struct flow *f)
{
	const struct code *approves = flow_does(f, DOES_APPROVE), *refuses = flow_does(f, DOES_REFUSE);
	return ((approves ? approves->by : 0) | (refuses ? refuses->by : 0)) & ALL_ROLES;
}

bool code_signs(const struct code *c)
{
	return c->does == DOES_SIGN || c->does == DOES_DECLINE;
}

bool code_fits(const struct code *c, int state, bool *skipping)
{
	*skipping = false;
	if (state < 0 || state >= STATES_MAX)
		return false;
	*skipping = (c->from & 1u << state) == 0 && (c->from_skipping & 1u << state) != 0;
	return *skipping || (c->from & 1u << state) != 0;
}
