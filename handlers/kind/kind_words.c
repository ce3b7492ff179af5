/* Free words. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)a;
	/* Of several codes nobody could tell whose they are. */
	if (d->r.words.len > 0 && d->r.codes_n == 1)
		arguments_give(d, t, d->m->id);
	if (t->take->must != MUST || d->r.words.len > 0)
		return true;
	if (d->r.left_out_words.len > 0)
		d->wish.words = text_str(&d->r.left_out_words);
	return arguments_missing(d, t->take);
}

static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)t;
	if (!a->wish.words && a->wish.unusable)
		return false;
	text_addf(out, " %s", a->wish.words ? a->wish.words : k->example.in[a->person->lang]);
	return true;
}

/* Words are known by the text that said them; those of the text at hand are in no table yet. */
static void plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	const struct world *w = s->ctx->world;
	int field = s->said && s->flow ? flow_field(s->flow, v->name) : -1;
	char words[FAULT_BYTES];
	if (field >= 0)
		text_add(out, s->said[field] ? s->said[field] : "");
	else if (value == 0 || (s->mo && s->mo->id == value))
		text_add(out, s->words ? s->words : "");
	else if (s->ticket && w->words(w->ctx, s->ticket->number, v->name, value, words))
		text_add(out, words);
}

static void say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)l;
	plain(s, v, value, out);
}

const struct value_kind kind_words = {
	.name = "words",
	.brings = BRINGS_WORDS,
	.needs_example = true,
	.max = 60,
	.say = say,
	.read = read,
	.example = example,
	.plain = plain,
};
