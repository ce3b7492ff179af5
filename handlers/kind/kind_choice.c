/* One of several values that the flow's file lists; its value is the place in that list. */
#include "handlers/condition/operand_read.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"
#include "handlers/span/folded_text.h"
#include "templates/file/yaml_get.h"
#include "templates/text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHOICES_MAX 12

static const char *const keys[] = {"choices", NULL};
static const char *const besides_labels[] = {"also", NULL};

/* ---- in the flow's file ---- */

static bool plain(const char *s)
{
	return s[0] >= 'a' && s[0] <= 'z' && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s) &&
	       strlen(s) < FLOW_NAME;
}

static bool has_word(const struct choice *c, const char *word)
{
	for (size_t i = 0; i < c->words_n; i++) {
		if (strcmp(word, c->words[i]) == 0)
			return true;
	}
	return false;
}

static bool same_word(const struct choice *a, const struct choice *b)
{
	for (size_t i = 0; i < a->words_n; i++) {
		if (has_word(b, a->words[i]))
			return true;
	}
	return false;
}

static void add_word(struct choice *c, const char *folded)
{
	if (*folded && !has_word(c, folded) && c->words_n < CHOICE_WORDS_MAX)
		text_copy(c->words[c->words_n++], LABEL_BYTES, folded);
}

struct also {
	struct choice *choice;
	struct faults *f;
};

static bool add_also(const struct yaml *n, void *to)
{
	const struct also *a = to;
	char folded[LABEL_BYTES];
	if (a->choice->words_n == CHOICE_WORDS_MAX) {
		yaml_fault(a->f, n, "at most %d words are possible here; leave some out", CHOICE_WORDS_MAX);
		return false;
	}
	if (label_word(n, folded, sizeof(folded), a->f))
		add_word(a->choice, folded);
	return true;
}

static void read_words(const struct yaml *n, struct choice *c, struct faults *f)
{
	const struct yaml *also = yaml_get(n, "also");
	char folded[LABEL_BYTES];
	for (int l = 0; l < c->label.n; l++) {
		if (fold_small(folded, sizeof(folded), c->label.in[l]))
			add_word(c, folded);
	}
	if (also != NULL && yaml_is_list(also, "[WORD, ...], or leave the key out", f))
		label_each_word(also, add_also, &(struct also){c, f}, f);
}

static void define_one(const struct yaml *n, struct value *v, struct faults *f)
{
	struct choice *c = &v->choices[v->choices_n];
	if (!plain(n->key))
		yaml_fault_key(f, n,
			       "a name is a small letter, then small letters, digits and `_`, at most %d; change it",
			       FLOW_NAME - 1);
	text_copy(c->name, sizeof(c->name), n->key);
	if (!label_read(n, &c->label, besides_labels, f))
		return;
	read_words(n, c, f);
	for (size_t i = 0; i < v->choices_n; i++) {
		if (same_word(&v->choices[i], c))
			yaml_fault_key(f, n,
				       "`%s` reads like `%s`, and nobody could tell which is meant; change a word",
				       c->name, v->choices[i].name);
	}
	v->choices_n++;
}

static void define(const struct yaml *n, struct value *v, struct faults *f)
{
	char mend[128], shape[112];
	const struct yaml *all;
	snprintf(shape, sizeof(shape), "{NAME: %s}", lang_shape());
	snprintf(mend, sizeof(mend), "`choices: %s`", shape);
	all = yaml_need(n, "choices", mend, f);
	if (all == NULL || !yaml_is_map(all, shape, f))
		return;
	if (all->n < 2 || all->n > CHOICES_MAX)
		yaml_fault_key(f, all, "a choice is between 2 and %d; write so many", CHOICES_MAX);
	v->choices = calloc(CHOICES_MAX, sizeof(*v->choices));
	if (!v->choices)
		yaml_fault_key(f, all, "there is not enough memory to read these; free some and try again");
	for (size_t i = 0; v->choices && i < all->n && i < CHOICES_MAX; i++)
		define_one(&all->items[i], v, f);
}

/* ---- in a text ---- */

/* Behind what says nothing at the end of a word, as the Chinese for "already" joined to that for "satisfied"; 0 if the
 * word goes on with more. */
static size_t word_end(const struct spans *c, size_t i, size_t end)
{
	struct span rest = {.kind = SPAN_WORD, .at = i};
	while (i < end && !is_blank_or_mark(c->f->s[i]))
		i = next_at(c, i);
	rest.len = i - rest.at;
	return rest.len == 0 || only_fillers(c, &rest) ? i : 0;
}

static size_t find(const struct spans *c, const struct value *v, size_t at, size_t from, size_t end, int64_t *value)
{
	size_t longest = 0, behind = at;
	if (at != from && !is_blank_or_mark(c->f->s[at - 1]))
		return 0;
	for (size_t i = 0; i < v->choices_n; i++) {
		for (size_t k = 0; k < v->choices[i].words_n; k++) {
			const char *word = v->choices[i].words[k];
			size_t n = strlen(word), stop;
			if (n <= longest || n > end - at || !text_at(c, at, word) || !(stop = word_end(c, at + n, end)))
				continue;
			longest = n;
			behind = stop;
			*value = (int64_t)i;
		}
	}
	return behind - at;
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)a;
	return arguments_found(d, t);
}

static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)t;
	text_addf(out, " %s", k->is.choices[0].label.in[a->person->lang]);
	return true;
}

static bool operand(const struct operand_reader *r, const struct yaml *y, struct operand *out)
{
	const char *names[CHOICES_MAX];
	for (size_t i = 0; i < r->is->choices_n; i++)
		names[i] = r->is->choices[i].name;
	return operand_read_name(r, y, "choice", names, r->is->choices_n, out);
}

static void say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)s;
	text_add(out, v->choices[value].label.in[l]);
}

/* ---- in a field: by its name, since the flow's file may list them in another order tomorrow ---- */

static void say_name(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	(void)s;
	text_add(out, v->choices[value].name);
}

static void write(const struct value *v, int64_t value, char out[LEDGER_VALUE_BYTES])
{
	text_copy(out, LEDGER_VALUE_BYTES, v->choices[value].name);
}

static bool parse(const struct value *v, const char *written, int64_t *value)
{
	for (size_t i = 0; i < v->choices_n; i++) {
		if (text_same(v->choices[i].name, written)) {
			*value = (int64_t)i;
			return true;
		}
	}
	return false;
}

static bool read_plain(const struct context *ctx, const struct value *v, const char *plain_text, int64_t *value)
{
	(void)ctx;
	return parse(v, plain_text, value);
}

const struct value_kind kind_choice = {
	.name = "choice",
	.brings = BRINGS_VALUE,
	.keys = keys,
	.define = define,
	.find = find,
	.max = 40,
	.say = say,
	.read = read,
	.example = example,
	.operand = operand,
	.plain = say_name,
	.read_plain = read_plain,
	.shape = "the name of one of its choices",
	.zero_counts = true,
	.write = write,
	.parse = parse,
};
