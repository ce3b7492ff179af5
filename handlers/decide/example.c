#include "handlers/decide/example.h"

#include "handlers/decision/arguments.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/permission.h"
#include "handlers/model/correction.h"

#include <stdlib.h>

static bool fits_now(const struct asker *a, const struct code *c, const struct ticket *t)
{
	bool skipping;
	return code_fits(c, t->state, &skipping) && permission_on_ticket(a->ctx, a->person, c, t, a->now);
}

static size_t theirs(const struct asker *a, const struct flow *f, const struct code *c, struct ticket *t)
{
	if (code_signs(c))
		return candidates_asked(a->ctx, a->person, f, a->now, t, 1);
	if (c->does != DOES_MOVE && c->does != DOES_ASSIGN && c->does != DOES_NOTE)
		return 0;
	return candidates_fitting(a->ctx, a->person, f, c, a->now, t, 1);
}

static bool on_one_of_theirs(const struct asker *a, const struct flow *f, const struct code *c, struct text *out)
{
	struct ticket *t = calloc(1, sizeof(*t));
	bool done = t && permission_ever(a->ctx, a->person, c, a->now) && theirs(a, f, c, t) > 0 &&
		    example_text(a, c, t, out);
	free(t);
	return done;
}

/* Sent as it stands, an example would be a claim: of what was written nothing is altered, and nothing is made up beside it.
 * Who wrote nothing but the code is shown how one looks. */
static bool write_claim(struct asker *a, const struct ticket *t, int *node)
{
	const struct example_wish said = a->wish;
	const int named = *node;
	bool all = named >= 0 && said.past != 0 && said.words;
	if (!all && (named >= 0 || said.past != 0 || said.words))
		return false;
	if (!correction_possible(t, a->person, a->now, node, &a->wish.past))
		return false;
	return !all || (*node == named && a->wish.past == said.past);
}

/* A correction of this ticket that could be asked for, or decided on. */
static bool write_correction(const struct asker *a, const struct ticket *t, struct text *out)
{
	const struct code *c = a->wish.code;
	struct asker closer = *a;
	int node = a->wish.nodes ? __builtin_ctz(a->wish.nodes) : -1;
	if (!permission_on_ticket(a->ctx, a->person, c, t, a->now))
		return false;
	if (c->does == DOES_CLAIM && !write_claim(&closer, t, &node))
		return false;
	if (c->does != DOES_CLAIM && (node = correction_waiting(t, a->person, node)) < 0)
		return false;
	closer.wish.nodes = 1u << node;
	return example_text(&closer, c, t, out);
}

static bool with_correction(const struct asker *a, const struct flow *f, struct text *out)
{
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	const struct code *c = a->wish.code;
	bool done = false;
	size_t n = 0;
	if (all)
		n = c->does == DOES_CLAIM ? candidates_among(a->ctx, a->person, f, c, c->from, a->now, all, FITS_MAX)
					  : candidates_claimed(a->ctx, a->person, f, c, a->now, all, FITS_MAX);
	for (size_t i = 0; i < n && !done; i++)
		done = write_correction(a, &all[i], out);
	free(all);
	return done;
}

static bool with_wished_code(const struct asker *a, struct text *out)
{
	const struct example_wish *w = &a->wish;
	const struct code *c = w->code;
	if (!c || !permission_ever(a->ctx, a->person, c, a->now))
		return false;
	if (c->does == DOES_OPEN || c->does == DOES_DEPUTY || c->does == DOES_LIST || c->does == DOES_HELP)
		return example_text(a, c, NULL, out);
	if (c->does == DOES_UNDO)
		return w->ticket && example_text(a, c, w->ticket, out);
	if (w->ticket && !flow_has(w->ticket->flow, c))
		return false;
	/* Never on another ticket than the one that was meant. */
	if (w->ticket && code_corrects(c))
		return write_correction(a, w->ticket, out);
	if (w->ticket)
		return fits_now(a, c, w->ticket) && example_text(a, c, w->ticket, out);
	for (size_t i = 0; i < a->ctx->rules->flows.n; i++) {
		const struct flow *f = a->ctx->rules->flows.all[i];
		if (!flow_has(f, c))
			continue;
		if (code_corrects(c) ? with_correction(a, f, out) : on_one_of_theirs(a, f, c, out))
			return true;
	}
	return false;
}

static void write_help(const struct asker *a, struct text *out)
{
	text_clear(out);
	for (size_t i = 0; i < a->ctx->rules->flows.n; i++) {
		const struct code *c = flow_does(a->ctx->rules->flows.all[i], DOES_HELP);
		if (c) {
			text_add(out, c->word.in[a->person->lang]);
			return;
		}
	}
}

bool example_write(const struct context *ctx, const struct person *p, int64_t now, const struct example_wish *wish,
		   char out[EXAMPLE_BYTES])
{
	struct asker a = {.ctx = ctx, .person = p, .now = now, .wish = *wish};
	struct text t = text_new(EXAMPLE_BYTES);
	bool wished = !wish->help && with_wished_code(&a, &t);
	if (!wished)
		write_help(&a, &t);
	text_copy(out, EXAMPLE_BYTES, text_str(&t));
	text_free(&t);
	return wished;
}
