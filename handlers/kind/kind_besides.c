/* What a text says besides: words that no other argument takes, passed on to whom the code tells. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	bool last = t->code == d->codes[d->r.codes_n - 1];
	(void)a;
	if (d->r.besides.len == 0 || !last)
		return t->take->must == MUST && d->r.besides.len == 0 ? arguments_missing(d, t->take) : true;
	d->s.besides = text_str(&d->r.besides);
	arguments_give(d, t, d->m->id);
	return true;
}

static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)t;
	text_addf(out, " %s", k->example.in[a->person->lang]);
	return true;
}

const struct value_kind kind_besides = {
	.name = "besides",
	.brings = BRINGS_BESIDES,
	.needs_example = true,
	.read = read,
	.example = example,
};
