#include "handlers/flow/flow_read.h"

#include "handlers/flow/clock_read.h"
#include "handlers/flow/daily_read.h"
#include "handlers/flow/flow_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const does_names[] = {"move", "assign", "deputy",  "undo",  "list",
					 "help", "claim",  "approve", "refuse"};
static const char *const kind_names[] = {"time", "lead", "person", "people", "words", "place", "node", "past"};
static const char *const must_names[] = {"no", "yes", "first"};
static const char *const visit_names[] = {"departs", "arrives", "leaves"};

static const char *const flow_keys[] = {"flow",  "title", "down",   "states", "nodes", "open",
					"codes", "quiet", "faults", "clocks", "daily", NULL};
static const char *const label_keys[] = {"zh", "en", NULL};
static const char *const state_keys[] = {"zh", "en", "ends", NULL};
static const char *const open_keys[] = {"to", "stamps", "tells", "again", NULL};
static const char *const again_keys[] = {"node", "within", NULL};
static const char *const code_keys[] = {"word",  "also",  "by",    "does",   "from", "skips",  "to", "stamps",
					"visit", "takes", "tells", "stated", "load", "answer", NULL};
static const char *const take_keys[] = {"is", "must", "label", "example", NULL};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- a code's parts ---- */

static void add_word(struct flow_reader *r, struct code *c, const struct yaml *n)
{
	char folded[WORD_BYTES];
	if (!reader_word(r, n, folded))
		return;
	c->word_line[c->words_n] = n->line;
	c->word_col[c->words_n] = n->col;
	memcpy(c->words[c->words_n++], folded, sizeof(folded));
}

static void read_words(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *word = yaml_need(y, "word", "`word: {zh: ..., en: ...}`, what people text", r->f);
	if (word != NULL) {
		reader_label(r, word, &c->word, label_keys);
		const struct yaml *zh = yaml_get(word, "zh"), *en = yaml_get(word, "en");
		if (zh != NULL && c->word.in[ZH][0] != '\0')
			add_word(r, c, zh);
		/* One word may do for both languages; it is then kept once. */
		if (en != NULL && c->word.in[EN][0] != '\0' && strcmp(c->word.in[ZH], c->word.in[EN]) != 0)
			add_word(r, c, en);
	}
	const struct yaml *also = yaml_get(y, "also");
	if (also == NULL || !yaml_is_list(also, "[CF, 1], or leave the key out", r->f))
		return;
	for (size_t i = 0;
	     i < yaml_count(also) && reader_has_room(r, yaml_item(also, i), c->words_n, WORDS_MAX, "words"); i++)
		add_word(r, c, yaml_item(also, i));
}

static void read_by(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *by = yaml_need(y, "by", "`by: [lead_engineer]`, who may send it", r->f);
	if (by == NULL)
		return;
	c->by_line = by->line;
	c->by_col = by->col;
	if (yaml_count(by) == 0) {
		yaml_fault(r->f, by, "nobody could send this code; write who may, as [lead_engineer] or [anyone]");
		return;
	}
	const char *names[ROLES + 3];
	memcpy(names, role_names, ROLES * sizeof(names[0]));
	names[ROLES] = "lead_engineer";
	names[ROLES + 1] = "anyone";
	names[ROLES + 2] = "staff";
	uint32_t bits = reader_bits(r, by, "role", names, ROLES + 3);
	c->by = bits & (ROLE_BIT(ROLES) - 1);
	if ((bits & ROLE_BIT(ROLES)) != 0)
		c->by |= BY_LEAD;
	if ((bits & ROLE_BIT(ROLES + 1)) != 0)
		c->by |= BY_ANYONE;
	if ((bits & ROLE_BIT(ROLES + 2)) != 0)
		c->by |= BY_STAFF;
}

static int lowest_bit(uint32_t bits)
{
	return bits == 0 ? -1 : __builtin_ctz(bits);
}

static void read_skip(struct flow_reader *r, const struct yaml *n, struct code *c)
{
	int state = yaml_key_of(n, "state", r->states, r->flow->states_n, r->f);
	if (state < 0)
		return;
	if ((c->from & 1u << state) != 0)
		yaml_fault_key(r->f, n, "`%s` is in `from` too; it skips nodes or it does not: leave it out of one",
			       n->key);
	c->from_skipping |= 1u << state;
	/* An empty list is good: the state comes second where several tickets would do, and nothing is missed. */
	c->skips[state] = n->kind == YAML_LIST && n->n == 0 ? 0 : reader_nodes(r, n);
	int first = lowest_bit(c->stamps);
	for (size_t i = 0; first >= 0 && i < yaml_count(n); i++) {
		const struct yaml *item = yaml_item(n, i);
		int node = item->kind == YAML_SCALAR ? flow_node(r->flow, item->text) : -1;
		if (node >= first)
			yaml_fault(r->f, item,
				   "`%s` does not come before `%s`, which this code stamps; skip only earlier nodes",
				   r->nodes[node], r->nodes[first]);
	}
}

static void read_moves(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *from = yaml_get(y, "from"), *skips = yaml_get(y, "skips"), *to = yaml_get(y, "to");
	const struct yaml *stamps = yaml_get(y, "stamps"), *visit = yaml_get(y, "visit");
	c->to = to != NULL ? yaml_one_of(to, "state", r->states, r->flow->states_n, r->f) : -1;
	if (stamps != NULL)
		c->stamps = reader_nodes(r, stamps);
	if (from != NULL)
		c->from = reader_states(r, from);
	if (skips != NULL && yaml_is_map(skips, "{STATE: [NODE, ...]}, or leave the key out", r->f))
		for (size_t i = 0; i < skips->n; i++)
			read_skip(r, &skips->items[i], c);
	if (visit != NULL) {
		int step = yaml_one_of(visit, "step of a visit", visit_names, COUNT(visit_names), r->f);
		c->visit = (enum visit_step)(step + 1); /* -1, unknown, gives VISIT_NONE */
	}
}

static void check_again(struct flow_reader *r, const struct yaml *n, const struct code *c, const struct take *t)
{
	for (const struct take *other = c->takes; other < t; other++) {
		if (other->kind != t->kind)
			continue;
		yaml_fault_key(r->f, n,
			       "`%s` is of the kind `%s` too, and nobody could tell which is which; leave one out",
			       other->name, kind_names[t->kind]);
		return;
	}
}

static void read_take_kind(struct flow_reader *r, const struct yaml *n, const struct code *c, struct take *t)
{
	const struct yaml *is =
		yaml_need(n, "is", "`is: time` (or lead, person, people, words, place, node, past)", r->f);
	int kind = is != NULL ? yaml_one_of(is, "kind of argument", kind_names, COUNT(kind_names), r->f) : -1;
	if (kind < 0)
		return;
	t->kind = (enum take_kind)kind;
	check_again(r, n, c, t);
}

static void read_take(struct flow_reader *r, const struct yaml *n, struct code *c)
{
	struct take *t = &c->takes[c->takes_n];
	t->line = n->key_line;
	t->col = n->key_col;
	reader_name(r, n, t->name, sizeof(t->name));
	if (!yaml_is_map(n, "{is: time, must: yes, label: {zh: ..., en: ...}}", r->f))
		return;
	yaml_keys(n, take_keys, r->f);
	read_take_kind(r, n, c, t);
	const struct yaml *must = yaml_get(n, "must"), *example = yaml_get(n, "example");
	int how = must != NULL ? yaml_one_of(must, "value for `must`", must_names, COUNT(must_names), r->f) : MAY;
	t->must = how < 0 ? MAY : (enum must)how;
	const struct yaml *label = yaml_need(n, "label", "`label: {zh: ..., en: ...}`, what people call it", r->f);
	if (label != NULL)
		reader_label(r, label, &t->label, label_keys);
	if (example != NULL)
		reader_label(r, example, &t->example, label_keys);
	else if (t->kind == TAKE_WORDS && t->must != MAY && yaml_get(n, "is") != NULL)
		yaml_fault_key(
			r->f, n,
			"words that must be there need an example for refusals; add `example: {zh: ..., en: ...}`");
	c->takes_n++;
}

static void read_answer(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *answer = yaml_get(y, "answer");
	c->answer_line = answer != NULL ? answer->line : c->line;
	c->answer_col = answer != NULL ? answer->col : c->col;
	if (answer != NULL)
		reader_template(r, answer, c->answer);
	else if (y->key != NULL)
		snprintf(c->answer, sizeof(c->answer), "%.*s.answer", FLOW_NAME - 1, y->key);
}

/* ---- a code as a whole ---- */

static void read_load(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *load = yaml_get(y, "load");
	if (load != NULL)
		yaml_number(load, 1, 99, &c->load, r->f);
}

static const struct take *take_of(const struct code *c, enum take_kind kind)
{
	for (size_t i = 0; i < c->takes_n; i++)
		if (c->takes[i].kind == kind)
			return &c->takes[i];
	return NULL;
}

static void refuse_keys(struct flow_reader *r, const struct yaml *y, const struct code *c, const char *const *keys)
{
	for (; *keys != NULL; keys++) {
		const struct yaml *n = yaml_get(y, *keys);
		if (n != NULL)
			yaml_fault_key(r->f, n, "a code that does `%s` has no use for `%s`; leave it out",
				       does_names[c->does], *keys);
	}
}

static void need_take(struct flow_reader *r, const struct yaml *y, const struct code *c, enum take_kind kind,
		      const char *what)
{
	if (take_of(c, kind) == NULL)
		yaml_fault_key(r->f, y, "a code that does `%s` needs to know %s; let it take something that `is: %s`",
			       does_names[c->does], what, kind_names[kind]);
}

/* Corrections: what they need to know, and that nothing else can take a node or a time that lies behind. */
static void check_correction(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	bool claims = c->does == DOES_CLAIM, decides = c->does == DOES_APPROVE || c->does == DOES_REFUSE;
	if (claims || decides)
		need_take(r, y, c, TAKE_NODE, "which node");
	else if (take_of(c, TAKE_NODE) != NULL)
		yaml_fault_key(r->f, y,
			       "a code that does `%s` has no use for a node; leave it out, or write `does: claim`",
			       does_names[c->does]);
	if (claims)
		need_take(r, y, c, TAKE_PAST, "when it happened");
	else if (take_of(c, TAKE_PAST) != NULL)
		yaml_fault_key(r->f, y,
			       "only a code that does `claim` takes a time that lies behind; let it be `is: time`");
	if ((claims || decides) && take_of(c, TAKE_TIME) != NULL)
		yaml_fault_key(r->f, y, "a code that does `%s` has no use for a promised time; leave it out",
			       does_names[c->does]);
	if (decides && c->by >= ROLE_BIT(ROLES))
		yaml_fault_key(r->f, yaml_get(y, "by"),
			       "corrections are decided on by roles; name them, as `by: [headquarters]`");
}

static void check_does(struct flow_reader *r, const struct yaml *y, const struct code *c)
{
	static const char *const moving[] = {"from", "skips", "to", "stamps", "visit", NULL};
	static const char *const telling[] = {"takes", "tells", NULL};
	static const char *const stating[] = {"stated", NULL};
	bool moves = c->does == DOES_MOVE || c->does == DOES_ASSIGN;
	bool corrects = c->does == DOES_CLAIM || c->does == DOES_APPROVE || c->does == DOES_REFUSE;
	if (moves && yaml_get(y, "from") == NULL && yaml_get(y, "skips") == NULL)
		yaml_fault_key(r->f, y, "nothing says in which states `%s` may be sent; add `from: [...]`", c->name);
	if (!moves)
		refuse_keys(r, y, c, moving);
	if (!moves && !corrects && c->does != DOES_DEPUTY)
		refuse_keys(r, y, c, telling);
	if (c->does != DOES_CLAIM)
		refuse_keys(r, y, c, stating);
	if (c->load != 0 && take_of(c, TAKE_LEAD) == NULL)
		yaml_fault_key(r->f, yaml_get(y, "load"),
			       "`%s` takes no lead, and so gives nobody a customer; leave `load` out", c->name);
	check_correction(r, y, c);
	if (c->does == DOES_ASSIGN && take_of(c, TAKE_PLACE) == NULL)
		yaml_fault_key(r->f, y,
			       "a code that does `assign` needs to know where to; let it take something that "
			       "`is: place`");
	if (c->does == DOES_DEPUTY && take_of(c, TAKE_PERSON) == NULL)
		yaml_fault_key(r->f, y,
			       "a code that does `deputy` needs to know who; let it take something that `is: person`");
}

static void check_audiences(struct flow_reader *r, const struct code *c, const struct tell *tells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct tell *t = &tells[i];
		int width = (int)strlen(t->template);
		if (t->to == TO_FORMER && take_of(c, TAKE_LEAD) == NULL)
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `former_engineer` here, since `%s` "
				  "takes no lead; tell `lead_engineer`, or let it take a lead",
				  c->name);
		if (t->to == TO_PERSON && take_of(c, TAKE_PERSON) == NULL)
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `named_person` here, since `%s` "
				  "takes no person; let it take one, or leave this out",
				  c->name);
		if (t->to == TO_ASKER && c->does != DOES_APPROVE && c->does != DOES_REFUSE)
			fault_add(r->f, r->flow->file, t->line, t->col, width,
				  "nobody is `asker` here, since `%s` decides on no correction; leave this out",
				  c->name);
	}
}

/* A correction may be asked for while the ticket is open, and by its number afterwards too. It is none without its node
 * and its time. */
static void settle_claim(struct flow_reader *r, struct code *c)
{
	for (size_t i = 0; c->does == DOES_CLAIM && i < c->takes_n; i++)
		if (c->takes[i].kind == TAKE_NODE || c->takes[i].kind == TAKE_PAST)
			c->takes[i].must = MUST;
	for (size_t i = 0; c->does == DOES_CLAIM && i < r->flow->states_n; i++)
		c->from |= r->flow->states[i].ends ? 0 : 1u << i;
}

static void read_code(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	c->line = y->key_line;
	c->col = y->key_col;
	c->to = -1;
	reader_name(r, y, c->name, sizeof(c->name));
	if (!yaml_is_map(y, "the code's keys: word, by, from, to ...", r->f))
		return;
	yaml_keys(y, code_keys, r->f);
	const struct yaml *does = yaml_get(y, "does"), *takes = yaml_get(y, "takes");
	int what = does != NULL ? yaml_one_of(does, "thing to do", does_names, COUNT(does_names), r->f) : DOES_MOVE;
	c->does = what < 0 ? DOES_MOVE : (enum does)what;
	read_words(r, y, c);
	read_by(r, y, c);
	read_moves(r, y, c);
	if (takes != NULL && yaml_is_map(takes, "{NAME: {is: time, ...}}, or leave the key out", r->f))
		for (size_t i = 0; i < takes->n && reader_has_room(r, &takes->items[i], i, TAKES_MAX, "arguments"); i++)
			read_take(r, &takes->items[i], c);
	reader_tells(r, y, "tells", c->tells, &c->tells_n);
	reader_tells(r, y, "stated", c->stated, &c->stated_n);
	read_load(r, y, c);
	read_answer(r, y, c);
	if (what >= 0)
		check_does(r, y, c);
	check_audiences(r, c, c->tells, c->tells_n);
	check_audiences(r, c, c->stated, c->stated_n);
	settle_claim(r, c);
}

/* ---- the file ---- */

static void read_states(struct flow_reader *r, const struct yaml *y)
{
	if (!yaml_is_map(y, "{STATE: {zh: ..., en: ...}}", r->f))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, STATES_MAX, "states"); i++) {
		const struct yaml *n = &y->items[i];
		struct state *s = &r->flow->states[i];
		s->line = n->key_line;
		s->col = n->key_col;
		reader_name(r, n, s->name, sizeof(s->name));
		reader_label(r, n, &s->label, state_keys);
		const struct yaml *ends = yaml_get(n, "ends");
		if (ends != NULL)
			yaml_yes(ends, &s->ends, r->f);
		r->states[r->flow->states_n++] = s->name;
	}
}

static void read_nodes(struct flow_reader *r, const struct yaml *y)
{
	if (!yaml_is_map(y, "{NODE: {zh: ..., en: ...}}", r->f))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, NODES_MAX, "nodes"); i++) {
		struct node_kind *kind = &r->flow->nodes[i];
		reader_name(r, &y->items[i], kind->name, sizeof(kind->name));
		reader_label(r, &y->items[i], &kind->label, label_keys);
		for (int l = 0; l < LANGS; l++)
			fold_small(kind->folded[l], sizeof(kind->folded[l]), kind->label.in[l]);
		r->nodes[r->flow->nodes_n++] = kind->name;
	}
}

static void read_within(struct flow_reader *r, const struct yaml *n, struct again *a)
{
	char text[32], *unit;
	if (!yaml_text(n, text, sizeof(text), r->f))
		return;
	long number = strtol(text, &unit, 10);
	bool good = number >= 1 && number <= 999;
	if (good && (strcmp(unit, " months") == 0 || strcmp(unit, " month") == 0))
		a->months = (int)number;
	else if (good && (strcmp(unit, " days") == 0 || strcmp(unit, " day") == 0))
		a->days = (int)number;
	else
		yaml_fault(r->f, n, "write a number, at most 999, and days or months, as `6 months`");
}

/* What makes a fault one of the same machine again. */
static void read_again(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	static const char shape[] = "{node: NODE, within: 6 months}, or leave the key out";
	const struct yaml *again = yaml_get(y, "again");
	if (again == NULL || !yaml_is_map(again, shape, r->f))
		return;
	yaml_keys(again, again_keys, r->f);
	const struct yaml *node = yaml_need(again, "node", "`node: NODE`, by which it was repaired", r->f);
	const struct yaml *within = yaml_need(again, "within", "`within: 6 months`", r->f);
	if (node != NULL)
		c->again.node = yaml_one_of(node, "node", r->nodes, r->flow->nodes_n, r->f);
	if (within != NULL)
		read_within(r, within, &c->again);
}

static void read_open(struct flow_reader *r, const struct yaml *y)
{
	struct code *c = &r->flow->open;
	c->line = y->key_line;
	c->col = y->key_col;
	if (!yaml_is_map(y, "{to: STATE, stamps: [NODE], tells: {...}}", r->f))
		return;
	yaml_keys(y, open_keys, r->f);
	yaml_need(y, "to", "`to: STATE`, where a new ticket stands", r->f);
	read_moves(r, y, c);
	reader_tells(r, y, "tells", c->tells, &c->tells_n);
	read_again(r, y, c);
}

static void read_codes(struct flow_reader *r, const struct yaml *y)
{
	if (!yaml_is_map(y, "{CODE: {word: {zh: ..., en: ...}, ...}}", r->f))
		return;
	for (size_t i = 0; i < y->n && reader_has_room(r, &y->items[i], i, CODES_MAX, "codes"); i++)
		read_code(r, &y->items[i], &r->flow->codes[r->flow->codes_n++]);
}

static void read_flow(struct flow_reader *r, const struct yaml *root)
{
	struct faults *f = r->f;
	yaml_keys(root, flow_keys, f);
	const struct yaml *name = yaml_need(root, "flow", "`flow: NAME`", f);
	const struct yaml *title = yaml_need(root, "title", "`title: {zh: ..., en: ...}`", f);
	const struct yaml *down =
		yaml_need(root, "down", "`down: {zh: ..., en: ...}`, the word for a machine at a stand", f);
	const struct yaml *states = yaml_need(root, "states", "`states: {STATE: {zh: ..., en: ...}}`", f);
	const struct yaml *nodes = yaml_need(root, "nodes", "`nodes: {NODE: {zh: ..., en: ...}}`", f);
	const struct yaml *open = yaml_need(root, "open", "`open: {to: STATE}`", f);
	const struct yaml *codes = yaml_need(root, "codes", "`codes: {CODE: ...}`", f);
	char typed[256];
	r->flow->line = name != NULL ? name->line : 0;
	r->flow->col = name != NULL ? name->col : 0;
	if (name != NULL && yaml_text(name, typed, sizeof(typed), f))
		reader_check_name(r, name, typed, r->flow->name, sizeof(r->flow->name));
	if (title != NULL)
		reader_label(r, title, &r->flow->title, label_keys);
	if (down != NULL)
		reader_label(r, down, &r->flow->down, label_keys);
	if (states != NULL)
		read_states(r, states);
	if (nodes != NULL)
		read_nodes(r, nodes);
	if (open != NULL)
		read_open(r, open);
	if (codes != NULL)
		read_codes(r, codes);
	clock_read_all(r, root);
	daily_read_all(r, root);
}

static struct flow *flow_new(const char *file)
{
	struct flow *flow = calloc(1, sizeof(*flow));
	if (flow == NULL)
		return NULL;
	flow->file = strdup(file);
	flow->open.to = -1;
	flow->open.again.node = -1;
	text_copy(flow->open.name, sizeof(flow->open.name), "open");
	if (flow->file != NULL)
		return flow;
	free(flow);
	return NULL;
}

bool flow_load(struct flows *set, const char *file, struct faults *f)
{
	if (set->n == FLOWS_MAX) {
		fault_add(f, file, 0, 0, 1, "at most %d flows can be loaded; leave some out", FLOWS_MAX);
		return false;
	}
	struct yaml *root = yaml_open(file, f);
	if (root == NULL)
		return false;
	struct flow *flow = flow_new(file);
	if (flow == NULL) {
		fault_add(f, file, 0, 0, 1, "there is not enough memory to read it; free some and try again");
	} else {
		struct flow_reader r = {.flow = flow, .f = f};
		read_flow(&r, root);
		flow_check(flow, f);
		set->all[set->n++] = flow;
	}
	yaml_close(root);
	return flow != NULL;
}
