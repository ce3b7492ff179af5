/* Free words. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)a;
	if (t->take->must != MUST || d->r.words.len > 0)
		return true;
	if (d->r.left_out_words.len > 0)
		d->wish.words = text_str(&d->r.left_out_words);
	return arguments_missing(d, t->take);
}

static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)t;
	text_addf(out, " %s", a->wish.words ? a->wish.words : k->example.in[a->person->lang]);
	return true;
}

static void say(const struct saying *s, const struct take *k, enum lang l, struct text *out)
{
	(void)k;
	(void)l;
	text_add(out, s->words ? s->words : "");
}

const struct value_kind kind_words = {
	.name = "words",
	.brings = BRINGS_WORDS,
	.needs_example = true,
	.max = 60,
	.say = say,
	.read = read,
	.example = example,
};
