#include "handlers/decide/decide.h"

#include "handlers/decide/dispatch.h"
#include "handlers/decide/example.h"

static void answer_refusal(struct decision *d)
{
	char example[EXAMPLE_BYTES];
	example_write(d->ctx, d->m->sender, d->m->came, &d->wish, example);
	d->s.example = example;
	answer_sender(d->e, &d->s, d->e->why);
}

void decide_text(const struct context *ctx, const struct mo *m, struct effects *e)
{
	struct decision d;
	e->outcome = UNKNOWN;
	if (!m->sender)
		return;
	decision_begin(&d, ctx, m, e);
	dispatch(&d);
	if (e->outcome == REFUSED)
		answer_refusal(&d);
	decision_end(&d);
}
