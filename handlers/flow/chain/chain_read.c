#include "handlers/flow/chain/chain_read.h"

#include "handlers/condition/condition_read.h"
#include "handlers/entry/people_read.h"
#include "handlers/entry/tells_read.h"
#include "templates/text/text.h"

#include <stdio.h>
#include <string.h>

static const char *const chain_keys[] = {"in", "asks", "say", "confirm", "then", "stamps", "tells", NULL};
static const char *const confirm_names[] = {"code"};
static const char *const ask_keys[] = {"if", NULL};

/* ---- who is asked ---- */

/* Whoever is asked is an item's text or, with a condition, its key. What reads audiences reads keys. */
static struct yaml as_key(const struct yaml *item)
{
	struct yaml y = *item;

	if (item->kind == YAML_SCALAR) {
		y.key = item->text;
		y.key_line = item->line;
		y.key_col = item->col;
		y.key_width = item->width;
	}
	return y;
}

static bool is_staff(const struct flow_reader *r, const struct tell *t)
{
	return t->to <= TO_LEAD ||
	       (t->to == TO_FIELD && r->flow->fields[t->named.field].is.kind->brings & BRINGS_CONCERN);
}

static void note_reads(struct flow_reader *r, struct chain_kind *c, const struct condition *when)
{
	for (size_t i = 0; when && i < when->n; i++)
		if (when->terms[i].field)
			c->reads |= 1u << (when->terms[i].field - r->flow->fields);
}

static void read_condition(struct flow_reader *r, const struct yaml *y, struct chain_kind *c, struct ask *a)
{
	const struct yaml *when;

	if (y->kind != YAML_MAP)
		return;
	yaml_keys(y, ask_keys, r->f);
	when = yaml_need(y, "if", "`if: {FIELD: VALUE}`, where they are asked", r->f);
	if (when)
		a->whom.when = condition_read(&(struct condition_place){r->flow, NULL, r->f}, when);
	note_reads(r, c, a->whom.when);
}

static void read_ask(struct flow_reader *r, const struct yaml *y, struct chain_kind *c)
{
	struct ask *a = &c->asks[c->asks_n];

	*a = (struct ask){.whom = {.line = y->key_line, .col = y->key_col}};
	text_copy(a->name, sizeof(a->name), y->key);
	if (!people_read_audience(r, y, &a->whom))
		return;
	if (!is_staff(r, &a->whom))
		yaml_fault_key(r->f, y,
			       "`%s` cannot sign; ask a role, `lead_engineer`, or somebody who works here and whom a "
			       "field names",
			       y->key);
	for (size_t i = 0; i < c->asks_n; i++)
		if (text_same(c->asks[i].name, a->name))
			yaml_fault_key(r->f, y, "`%s` is asked twice, and nobody signs twice; leave one out", y->key);
	read_condition(r, y, c, a);
	c->asks_n++;
}

static void read_asks(struct flow_reader *r, const struct yaml *asks, struct chain_kind *c)
{
	static const char shape[] = "[ROLE, {ROLE: {if: CONDITION}}]";

	if (!yaml_is_list(asks, shape, r->f))
		return;
	for (size_t i = 0; i < yaml_count(asks) && reader_has_room(r, asks, c->asks_n, ASKS_MAX, "people"); i++) {
		const struct yaml *item = yaml_item(asks, i);
		bool map = item->kind == YAML_MAP;
		const struct yaml one = as_key(map && item->n == 1 ? &item->items[0] : item);

		if ((map && item->n != 1) || !one.key)
			yaml_fault(r->f, item, "write one role or field, as %s", shape);
		else
			read_ask(r, &one, c);
	}
	if (yaml_count(asks) == 0)
		yaml_fault(r->f, asks, "this chain asks nobody; write who signs, as %s", shape);
}

/* ---- a chain ---- */

static int read_state(struct flow_reader *r, const struct yaml *y)
{
	return y ? yaml_one_of(y, "state", r->states, r->flow->states_n, r->f) : -1;
}

static void read_in(struct flow_reader *r, const struct yaml *y, struct chain_kind *c)
{
	const struct chain_kind *other;

	c->in = -1; /* so that it is not found itself */
	c->in = read_state(r, y);
	other = c->in >= 0 ? flow_chain_in(r->flow, c->in) : NULL;
	if (other && other != c)
		yaml_fault(r->f, y,
			   "in `%s` the chain `%s` asks already, and nobody could tell which is signed; use one "
			   "state for each",
			   r->states[c->in], other->name);
	if (c->in >= 0 && r->flow->states[c->in].ends)
		yaml_fault(r->f, y, "a ticket that has ended waits for nobody; name a state that does not end");
}

/* What follows when all have signed is written like an opening: where to, what is stamped, who is told. */
static void read_then(struct flow_reader *r, const struct yaml *y, struct chain_kind *c)
{
	const struct yaml *then = yaml_need(y, "then", "`then: STATE`, where a ticket goes that all have signed", r->f);
	const struct yaml *stamps = yaml_get(y, "stamps");

	c->then.line = c->line;
	c->then.col = c->col;
	c->then.unled = -1;
	text_copy(c->then.name, sizeof(c->then.name), c->name);
	c->then.from = c->in >= 0 ? 1u << c->in : 0;
	c->then.to = read_state(r, then);
	if (c->then.to >= 0 && c->then.to == c->in)
		yaml_fault(r->f, then,
			   "a ticket that all have signed would be asked about again; let it go to another "
			   "state");
	if (stamps)
		c->then.stamps = reader_nodes(r, stamps);
	tells_read(r, y, "tells", NULL, c->then.tells, &c->then.tells_n);
}

static void read_chain(struct flow_reader *r, const struct yaml *y)
{
	struct chain_kind *c = &r->flow->chains[r->flow->chains_n];
	const struct yaml *in, *asks, *say, *confirm = yaml_get(y, "confirm");

	c->line = y->key_line;
	c->col = y->key_col;
	reader_name(r, y, c->name, sizeof(c->name));
	if (!yaml_is_map(y, "{in: STATE, asks: [ROLE, ...], say: TEMPLATE, then: STATE}", r->f))
		return;
	yaml_keys(y, chain_keys, r->f);
	in = yaml_need(y, "in", "`in: STATE`, where it asks", r->f);
	asks = yaml_need(y, "asks", "`asks: [ROLE, ...]`, who signs, in turn", r->f);
	say = yaml_need(y, "say", "`say: TEMPLATE`, the question", r->f);
	c->in = -1;
	if (in)
		read_in(r, in, c);
	if (asks)
		read_asks(r, asks, c);
	if (say) {
		reader_template(r, say, c->say);
		c->say_line = say->line;
		c->say_col = say->col;
	}
	if (confirm)
		c->confirms = yaml_one_of(confirm, "way to confirm", confirm_names, COUNT(confirm_names), r->f) == 0;
	read_then(r, y, c);
	r->flow->chains_n++;
}

void chain_read_all(struct flow_reader *r, const struct yaml *root)
{
	const struct yaml *chains = yaml_get(root, "chains");

	if (!chains || !yaml_is_map(chains, "{CHAIN: {in: STATE, asks: [ROLE, ...], ...}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < chains->n && reader_has_room(r, &chains->items[i], i, CHAINS_MAX, "chains"); i++)
		read_chain(r, &chains->items[i]);
}

/* ---- their codes ---- */

/* What cannot sign is a fault already, and is passed over. */
static void add_signer(struct flow_reader *r, const struct yaml *y, const struct tell *whom, struct code *c)
{
	if (whom->to == TO_LEAD)
		c->by |= BY_LEAD;
	else if (whom->to < ROLES_MAX)
		c->by |= ROLE_BIT(whom->to);
	if (whom->to != TO_FIELD)
		return;
	for (size_t i = 0; i < c->by_fields_n; i++)
		if (c->by_fields[i].field == whom->named.field && c->by_fields[i].role == whom->named.role)
			return;
	if (reader_has_room(r, y, c->by_fields_n, BY_FIELDS_MAX, "people that fields name, in all chains"))
		c->by_fields[c->by_fields_n++] = whom->named;
}

void chain_read_signers(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *by = yaml_get(y, "by");

	c->by_line = y->key_line;
	c->by_col = y->key_col;
	if (by)
		yaml_fault_key(r->f, by, "who may send `%s` follows from whom the chains ask; leave `by` out", c->name);
	if (r->flow->chains_n == 0)
		yaml_fault_key(r->f, y,
			       "`%s` answers a chain, and this flow has none; add `chains`, or leave the code out",
			       c->name);
	for (size_t i = 0; i < r->flow->chains_n; i++) {
		const struct chain_kind *k = &r->flow->chains[i];

		c->from |= k->in >= 0 && !r->flow->states[k->in].ends ? 1u << k->in : 0;
		for (size_t a = 0; a < k->asks_n; a++)
			add_signer(r, y, &k->asks[a].whom, c);
	}
}
