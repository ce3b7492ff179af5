#include "handlers/flow/code_read.h"

#include "handlers/entry/people_read.h"
#include "handlers/entry/tells_read.h"
#include "handlers/entry/time_read.h"
#include "handlers/entry/value_read.h"
#include "handlers/flow/chain/chain_read.h"
#include "handlers/flow/code_check.h"
#include "handlers/flow/field_read.h"
#include "handlers/flow/opens_read.h"
#include "handlers/flow/sets_read.h"
#include "templates/file/yaml_get.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

#include <stdio.h>
#include <string.h>

static const char *const must_names[] = {"no", "yes", "first"};
static const char *const visit_names[] = {"departs", "arrives", "leaves"};
static const char *const code_keys[] = {"word",   "also",  "by",    "does",   "from",    "skips",  "to",    "stamps",
					"visit",  "takes", "tells", "stated", "load",    "answer", "unled", "within",
					"shared", "bare",  "opens", "sets",   "confirm", NULL};
static const char *const take_keys[] = {"is", "must", "label", "example", "else", "free", NULL};
static const char *const stand_ins[] = {"sender"};
static const char *const confirm_names[] = {"code"};

static void add_word(struct flow_reader *r, struct code *c, const struct yaml *n)
{
	char folded[WORD_BYTES];
	if (!reader_word(r, n, folded))
		return;
	c->word_line[c->words_n] = n->line;
	c->word_col[c->words_n] = n->col;
	memcpy(c->words[c->words_n++], folded, sizeof(folded));
}

/* One word may serve several languages; it is then kept once. */
static bool is_of_earlier(const struct label *word, enum lang l)
{
	for (enum lang e = 0; e < l; e++)
		if (strcmp(word->in[e], word->in[l]) == 0)
			return true;
	return false;
}

/* What is one with another when folded is kept once, too. */
static void add_unlisted(struct flow_reader *r, struct code *c, const struct yaml *n)
{
	char folded[WORD_BYTES];
	if (!reader_word(r, n, folded))
		return;
	for (size_t i = 0; i < c->words_n; i++)
		if (strcmp(c->words[i], folded) == 0)
			return;
	if (reader_has_room(r, n, c->words_n, WORDS_MAX, "words"))
		add_word(r, c, n);
}

/* The listed languages first, then whichever are not. */
static void read_shown(struct flow_reader *r, const struct yaml *word, struct code *c)
{
	label_read(word, &c->word, NULL, r->f);
	for (enum lang l = 0; l < langs_n; l++)
		if (c->word.in[l][0] != '\0' && !is_of_earlier(&c->word, l))
			add_word(r, c, yaml_get(word, lang_name(l)));
	for (size_t i = 0; word->kind == YAML_MAP && i < word->n; i++)
		if (label_is_unlisted(&word->items[i], NULL))
			add_unlisted(r, c, &word->items[i]);
	c->shown_n = c->words_n;
}

static bool add_also(struct flow_reader *r, const struct yaml *word, void *to)
{
	struct code *c = to;
	if (!reader_has_room(r, word, c->words_n, WORDS_MAX, "words"))
		return false;
	add_word(r, c, word);
	return true;
}

static void read_words(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *word = reader_need(r, y, "word", "`word: %s`, what people text");
	const struct yaml *also, *shared = yaml_get(y, "shared");
	if (shared != NULL)
		yaml_yes(shared, &c->shared, r->f);
	if (word != NULL)
		read_shown(r, word, c);
	also = yaml_get(y, "also");
	if (also == NULL || !yaml_is_list(also, "[CF, 1], or leave the key out", r->f))
		return;
	reader_each_word(r, also, add_also, c);
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
	people_read_by(r, by, c);
}

static int lowest_bit(uint32_t bits)
{
	return bits == 0 ? -1 : __builtin_ctz(bits);
}

static void read_skip(struct flow_reader *r, const struct yaml *n, struct code *c)
{
	int state = yaml_key_of(n, "state", r->states, r->flow->states_n, r->f);
	int first;
	if (state < 0)
		return;
	if ((c->from & 1u << state) != 0)
		yaml_fault_key(r->f, n, "`%s` is in `from` too; it skips nodes or it does not: leave it out of one",
			       n->key);
	c->from_skipping |= 1u << state;
	/* The list may be empty: nothing is missed, but tickets in this state come second where several would do. */
	c->skips[state] = n->kind == YAML_LIST && n->n == 0 ? 0 : reader_nodes(r, n);
	first = lowest_bit(c->stamps);
	for (size_t i = 0; first >= 0 && i < yaml_count(n); i++) {
		const struct yaml *item = yaml_item(n, i);
		int node = item->kind == YAML_SCALAR ? flow_node(r->flow, item->text) : -1;
		if (node >= first)
			yaml_fault(r->f, item,
				   "`%s` does not come before `%s`, which this code stamps; skip only earlier nodes",
				   r->nodes[node], r->nodes[first]);
	}
}

void code_read_moves(struct flow_reader *r, const struct yaml *y, struct code *c)
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
		if (other->is.kind != t->is.kind)
			continue;
		yaml_fault_key(r->f, n,
			       "`%s` is of the kind `%s` too, and nobody could tell which is which; leave one out",
			       other->is.name, t->is.kind->name);
		return;
	}
	for (const struct take *other = c->takes; other < t; other++) {
		if (!(other->is.kind->unlike & t->is.kind->brings) && !(t->is.kind->unlike & other->is.kind->brings))
			continue;
		yaml_fault_key(
			r->f, n,
			"`%s` is a %s, this is a %s, and in a text nobody could tell the two apart; leave one out",
			other->is.name, other->is.kind->name, t->is.kind->name);
		return;
	}
}

static void read_take_kind(struct flow_reader *r, const struct yaml *n, const struct code *c, struct take *t)
{
	int field = flow_field(r->flow, t->is.name);
	/* What bears a field's name is what the field is. */
	if (field >= 0 && r->declares && yaml_get(n, "is") == NULL)
		t->is.kind = r->flow->fields[field].is.kind;
	else
		t->is.kind = value_read_kind(r, n, "kind of argument", false);
	/* What no text says is told by its name. */
	if (c->words_n > 0)
		check_again(r, n, c, t);
}

/* What people call it, what it is compared with, and where a ticket keeps it. */
static void read_take_value(struct flow_reader *r, const struct yaml *n, const struct code *c, struct take *t)
{
	const struct yaml *label = yaml_get(n, "label");
	t->field = field_read_take(r, n, c, t);
	if (n->kind == YAML_MAP)
		value_check_keys(r, n, &t->is, take_keys);
	if (t->field >= 0 && r->declares && label == NULL)
		t->is.label = r->flow->fields[t->field].is.label;
	else
		label = reader_need(r, n, "label", "`label: %s`, what people call it");
	if (label != NULL)
		label_read(label, &t->is.label, NULL, r->f);
	for (int l = 0; l < t->is.label.n; l++)
		fold_small(t->folded[l], sizeof(t->folded[l]), t->is.label.in[l]);
	if (t->field >= 0 && !*r->flow->fields[t->field].is.label.in[LANG_FIRST])
		r->flow->fields[t->field].is.label = t->is.label;
	if (t->is.kind->define && (t->field < 0 || !r->declares))
		t->is.kind->define(n, &t->is, r->f);
}

static bool is_short(const struct flow_reader *r, const struct yaml *n, const struct take *t)
{
	return n->kind == YAML_SCALAR && r->declares && flow_field(r->flow, t->is.name) >= 0;
}

/* Who is meant where a text names nobody. */
static void read_else(struct flow_reader *r, const struct yaml *n, struct take *t)
{
	const struct yaml *other = n->kind == YAML_MAP ? yaml_get(n, "else") : NULL;
	if (other == NULL)
		return;
	t->sender = yaml_one_of(other, "stand-in", stand_ins, COUNT(stand_ins), r->f) >= 0;
	if (!(t->is.kind->brings & BRINGS_PERSON))
		yaml_fault_key(r->f, other, "the sender is a person, and `%s` is a %s; leave `else` out", t->is.name,
			       t->is.kind->name);
	if (t->must != MAY)
		yaml_fault_key(r->f, other,
			       "where nobody is named the sender is meant, so nobody must be named; leave `must` out");
}

/* Whether the words are free: then nothing that they say speaks against the code. */
static void read_free(struct flow_reader *r, const struct yaml *n, struct code *c, struct take *t)
{
	const struct yaml *given = n->kind == YAML_MAP ? yaml_get(n, "free") : NULL;
	if (given == NULL)
		return;
	yaml_yes(given, &t->free, r->f);
	c->free = c->free || t->free;
	if (!(t->is.kind->brings & BRINGS_WORDS))
		yaml_fault_key(r->f, given, "only words are free, and `%s` is a %s; leave this out", t->is.name,
			       t->is.kind->name);
}

static void read_take(struct flow_reader *r, const struct yaml *n, struct code *c)
{
	struct take *t = &c->takes[c->takes_n];
	const struct yaml *must, *example;
	int how;
	t->line = n->key_line;
	t->col = n->key_col;
	t->field = -1;
	reader_name(r, n, t->is.name, sizeof(t->is.name));
	/* `amount: yes` is `amount: {must: yes}`. */
	if (!is_short(r, n, t) && !reader_is_map(r, n, "{is: time, must: yes, label: %s}"))
		return;
	read_take_kind(r, n, c, t);
	must = n->kind == YAML_SCALAR ? n : yaml_get(n, "must");
	example = yaml_get(n, "example");
	how = must != NULL ? yaml_one_of(must, "value for `must`", must_names, COUNT(must_names), r->f) : MAY;
	t->must = how < 0 ? MAY : (enum must)how;
	read_take_value(r, n, c, t);
	read_else(r, n, t);
	read_free(r, n, c, t);
	if (example != NULL)
		label_read(example, &t->example, NULL, r->f);
	else if (t->field >= 0 && *r->flow->fields[t->field].example.in[LANG_FIRST])
		t->example = r->flow->fields[t->field].example;
	else if (t->is.kind->needs_example && t->must != MAY)
		yaml_fault_key(r->f, n,
			       "what `is: %s` and must be there needs an example for refusals; add `example: %s`",
			       t->is.kind->name, lang_shape());
	c->brings |= t->is.kind->brings;
	c->takes_n++;
}

void code_read_takes(struct flow_reader *r, const struct yaml *takes, struct code *c)
{
	if (!yaml_is_map(takes, "{NAME: {is: time, ...}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < takes->n && reader_has_room(r, &takes->items[i], i, TAKES_MAX, "arguments"); i++)
		read_take(r, &takes->items[i], c);
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

static void read_load(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *load = yaml_get(y, "load");
	if (load != NULL)
		yaml_number(load, 1, 99, &c->load, r->f);
}

/* How those confirm who decide on what it claims. */
static void read_confirm(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *confirm = yaml_get(y, "confirm");
	if (confirm != NULL)
		c->confirms = yaml_one_of(confirm, "way to confirm", confirm_names, COUNT(confirm_names), r->f) == 0;
}

/* How long it may be said for: of a bare answer, and of a code that reopens. */
static void read_spans(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *bare = yaml_get(y, "bare"), *unled = yaml_get(y, "unled"), *within = yaml_get(y, "within");
	if (bare != NULL)
		time_read_span(r, bare, 1, &c->bare);
	if (unled != NULL)
		c->unled = yaml_one_of(unled, "state", r->states, r->flow->states_n, r->f);
	if (within != NULL)
		reader_within(r, within, &c->within);
}

/* Whatever the file says, a correction needs its node and its time, a deputy a name, a note, a reopening and a
 * declining their words. */
static bool always_takes(const struct code *c, uint32_t brings)
{
	return (c->does == DOES_CLAIM && (brings & (BRINGS_NODE | BRINGS_PAST))) ||
	       (c->does == DOES_DEPUTY && (brings & BRINGS_PERSON)) ||
	       ((c->does == DOES_NOTE || c->does == DOES_REOPEN || c->does == DOES_DECLINE) && (brings & BRINGS_WORDS));
}

static void settle_takes(struct code *c)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (always_takes(c, c->takes[i].is.kind->brings))
			c->takes[i].must = MUST;
	}
}

bool code_read_opening(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	static const char *const keys[] = {"also", "by", "answer", "shared", NULL};
	for (const char *const *key = keys; !yaml_get(y, "word") && *key; key++) {
		if (yaml_get(y, *key) != NULL)
			yaml_fault_key(r->f, yaml_get(y, *key),
				       "without `word` no text opens a ticket, and `%s` says nothing; add `word: %s`, "
				       "or leave this out",
				       *key, lang_shape());
	}
	if (yaml_get(y, "word") == NULL)
		return false;
	read_words(r, y, c);
	read_by(r, y, c);
	read_answer(r, y, c);
	if (c->by_fields_n > 0)
		yaml_fault_key(r->f, yaml_get(y, "by"),
			       "before a ticket is opened no field names anybody; name roles, or [anyone]");
	return true;
}

void code_read(struct flow_reader *r, const struct yaml *y, struct code *c)
{
	const struct yaml *does, *takes;
	int what;
	c->line = y->key_line;
	c->col = y->key_col;
	c->to = c->unled = -1;
	reader_name(r, y, c->name, sizeof(c->name));
	if (strcmp(c->name, CODE_IMPORT) == 0)
		yaml_fault_key(r->f, y,
			       "`import` is what the ledger calls a list of openings; give this code another name");
	if (!yaml_is_map(y, "the code's keys: word, by, from, to ...", r->f))
		return;
	yaml_keys(y, code_keys, r->f);
	does = yaml_get(y, "does");
	takes = yaml_get(y, "takes");
	what = does != NULL ? yaml_one_of(does, "thing to do", does_names, COUNT(does_names), r->f) : DOES_MOVE;
	c->does = what < 0 ? DOES_MOVE : (enum does)what;
	read_words(r, y, c);
	if (!code_signs(c))
		read_by(r, y, c);
	code_read_moves(r, y, c);
	if (code_signs(c))
		chain_read_signers(r, y, c);
	if (takes != NULL)
		code_read_takes(r, takes, c);
	tells_read(r, y, "tells", c, c->tells, &c->tells_n);
	tells_read(r, y, "stated", c, c->stated, &c->stated_n);
	opens_read(r, y, c, &c->opens);
	sets_read(r, y, c);
	read_load(r, y, c);
	read_confirm(r, y, c);
	read_spans(r, y, c);
	read_answer(r, y, c);
	if (what >= 0)
		code_check_does(r, y, c);
	code_check_tells(r, c, c->tells, c->tells_n);
	code_check_tells(r, c, c->stated, c->stated_n);
	settle_takes(c);
	/* A correction may be asked for while the ticket is open, and by its number afterwards too. */
	if (c->does == DOES_CLAIM)
		c->from = flow_open_states(r->flow);
}
