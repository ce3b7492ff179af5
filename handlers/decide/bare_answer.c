#include "handlers/decide/bare_answer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/decision/candidates.h"
#include "handlers/decision/listing.h"

#define BARE_BYTES 200

/* What the code asks for. */
static const struct take *asked(const struct code *c)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].must == MUST && c->takes[i].is.kind->find)
			return &c->takes[i];
	}
	return NULL;
}

/* The ticket came to where it stands when the question was asked. */
static bool is_open(const struct context *ctx, const struct mo *m, const struct code *c, const struct ticket *t)
{
	const struct world *w = ctx->world;
	char code[FLOW_NAME];
	int64_t by, at;
	return w->moved(w->ctx, t, code, &by, &at) && mo_moment(m) - at < c->bare;
}

static void find_of(const struct context *ctx, const struct mo *m, const struct flow *f, const struct code *c,
		    struct bare_answer *out)
{
	struct ticket *all = out->tickets + out->n;
	size_t n = candidates_among(ctx, m->sender, f, c, c->from, m->came, all, FITS_MAX - out->n);
	for (size_t i = 0; i < n; i++) {
		if (!is_open(ctx, m, c, &all[i]))
			continue;
		out->code = out->n == 0 ? c : out->code;
		out->tickets[out->n++] = all[i];
	}
}

static bool is_answer(const struct context *ctx, const struct mo *m, const struct code *c)
{
	const struct reading_input input = {.reader = ctx->rules->reader,
					    .roster = ctx->roster,
					    .sender = m->sender,
					    .original = m->text,
					    .f = m->folded,
					    .moment = mo_moment(m)};
	const struct take *k = asked(c);
	return k && reading_is_value(&input, &k->is);
}

/* `rate 10008 satisfied`: as if it had been written in full. */
static void write_in_full(const struct mo *m, struct bare_answer *out)
{
	out->text = text_new(BARE_BYTES);
	text_addf(&out->text, "%s %" PRId64 " %s", out->code->word.in[m->sender->lang], out->tickets[0].number,
		  m->text);
	if (out->text.full || !fold_make(&out->folded, text_str(&out->text), out->text.len)) {
		out->n = 0;
		return;
	}
	out->mo = *m;
	out->mo.text = text_str(&out->text);
	out->mo.folded = &out->folded;
}

void bare_answer_read(const struct context *ctx, const struct mo *m, struct bare_answer *out)
{
	const struct flows *all = &ctx->rules->flows;
	memset(out, 0, sizeof(*out));
	if (!m->sender->customer || m->gaps || m->folded->len > BARE_BYTES / 4)
		return;
	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->codes_n; k++) {
			const struct code *c = &all->all[i]->codes[k];
			if (c->bare == 0 || out->n == FITS_MAX || !is_answer(ctx, m, c))
				continue;
			if (!out->tickets && !(out->tickets = candidates_room(ctx, FITS_MAX)))
				return;
			find_of(ctx, m, all->all[i], c, out);
		}
	}
	if (out->n == 1)
		write_in_full(m, out);
}

void bare_answer_free(struct bare_answer *b)
{
	text_free(&b->text);
	fold_free(&b->folded);
	free(b->tickets);
}

void bare_answer_ask(struct decision *d, struct bare_answer *b)
{
	d->wish.code = b->code;
	d->wish.ticket = &b->tickets[0];
	d->wish.value = true;
	d->s.several = own_several_flows(d);
	listing_tickets(d, b->tickets, b->n);
	decision_refuse(d, "refused.which", NULL);
}
