#include "handlers/decide/decide.h"

#include "handlers/decide/bare_answer.h"
#include "handlers/decide/dispatch.h"
#include "handlers/decide/example.h"
#include "handlers/decision/last_try.h"
#include "handlers/decision/opt_words.h"

static void answer_refusal(struct decision *d)
{
	enum tries_left left = tries_left(d);
	struct saying s = d->s;
	char example[EXAMPLE_BYTES];
	example_write(d->ctx, d->m->sender, d->m->came, &d->wish, example);
	s.example = example;
	if (left == LAST_TRY)
		last_try_refuse(d, &s);
	else
		answer_sender(d->e, &s, d->e->why);
	d->e->unanswered = left == NO_TRY_LEFT;
}

/* What was done is answered with an example of what was not. */
static void answer_partly(struct decision *d)
{
	struct saying s = d->s;
	char example[EXAMPLE_BYTES];
	if (example_write(d->ctx, d->m->sender, d->m->came, &d->wish, example))
		s.example = example;
	answer_sender(d->e, &s, d->answer);
}

void decide_text(const struct context *ctx, const struct mo *m, struct effects *e)
{
	struct bare_answer bare;
	struct decision d;
	if (!m->sender) {
		enum opt opt = m->gaps ? OPT_NONE : opt_words_read(ctx->rules->reader, m->folded);
		e->outcome = UNKNOWN;
		e->opts_out = opt == OPT_OUT;
		e->opts_in = opt == OPT_IN;
		return;
	}
	bare_answer_read(ctx, m, &bare);
	decision_begin(&d, ctx, bare.n == 1 ? &bare.mo : m, e);
	if (m->gaps)
		dispatch_gaps(&d);
	else if (bare.n > 1)
		bare_answer_ask(&d, &bare);
	else
		dispatch(&d);
	e->of_deputy = d.r.codes_n == 1 && d.r.codes[0].code->does == DOES_DEPUTY;
	if (e->outcome == REFUSED)
		answer_refusal(&d);
	else if (d.answer)
		answer_partly(&d);
	decision_end(&d);
	bare_answer_free(&bare);
}
