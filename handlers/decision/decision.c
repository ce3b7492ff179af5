#include "handlers/decision/decision.h"

#include <stddef.h>
#include <string.h>

#include "handlers/span/reader.h"

#define LIST_BYTES 4096

void decision_begin(struct decision *d, const struct context *ctx, const struct mo *m, struct effects *e)
{
	/* All is cleared but the many tickets, which are read only where they were written. */
	memset(d, 0, offsetof(struct decision, others));
	memset(&d->others_n, 0, sizeof(*d) - offsetof(struct decision, others_n));
	d->ctx = ctx;
	d->m = m;
	d->e = e;
	d->moment = mo_moment(m);
	d->list = text_new(LIST_BYTES);
	d->s = (struct saying){.ctx = ctx, .mo = m, .now = m->came};
	e->outcome = UNKNOWN;
}

void decision_end(struct decision *d)
{
	reading_free(&d->r);
	text_free(&d->list);
}

void decision_restart(struct decision *d)
{
	const struct flow *flow = d->flow;
	bool too_early = d->too_early;
	decision_end(d);
	d->e->events_n = d->e->opens.n = 0;
	d->e->ticket.number = 0;
	decision_begin(d, d->ctx, d->m, d->e);
	d->flow = flow;
	d->too_early = too_early;
	d->moment = too_early ? d->m->came : d->moment;
}

bool decision_too_early(struct decision *d, int node)
{
	if (d->moment >= d->m->came || d->moment >= ticket_last_stamp(&d->before, node))
		return false;
	d->too_early = d->anew = true;
	return true;
}

bool decision_of_other(struct decision *d, const struct flow *f)
{
	if (f == d->r.flow || f == d->flow)
		return false;
	d->flow = f;
	d->anew = true;
	return true;
}

const char *decision_words(const struct decision *d)
{
	return d->r.words.len > 0 ? text_str(&d->r.words) : NULL;
}

const struct code *decision_code_of(const struct decision *d, const struct flow *f)
{
	const struct fold *text = d->m->folded;
	size_t at = d->r.codes[0].at, len, own_len;
	const struct flow *other, *own;
	const struct code *c;
	if (f == d->r.flow)
		return d->r.codes[0].code;
	reader_code(d->ctx->rules->reader, text->s + at, text->len - at, d->r.flow, &own_len, &own);
	c = reader_code(d->ctx->rules->reader, text->s + at, text->len - at, f, &len, &other);
	return c && other == f && len == own_len ? c : NULL;
}

bool decision_refuse(struct decision *d, const char *why, const char *what)
{
	d->e->outcome = REFUSED;
	d->e->events_n = d->e->opens.n = d->e->withdrawn_n = 0;
	d->e->ticket.number = 0;
	text_copy(d->e->why, sizeof(d->e->why), why);
	text_copy(d->what, sizeof(d->what), what ? what : "");
	d->s.what = d->what;
	return false;
}

/* The ledger has the text's id, and the words stand apart. */
static void keep_words(struct decision *d, const struct ticket *t)
{
	for (size_t i = 0; i < t->flow->fields_n; i++) {
		const struct field *f = &t->flow->fields[i];
		if (f->is.kind->brings & BRINGS_WORDS && t->fields[i] == d->m->id && d->m->id != 0)
			effects_keep_words(d->e, f->is.name, text_str(&d->r.words));
	}
}

void decision_keep(struct decision *d, const struct ticket *t)
{
	struct effects *e = d->e;
	e->ticket = *t;
	if (t->flow->brings & BRINGS_WORDS)
		keep_words(d, t);
	d->s.stated = &e->ticket;
	d->s.nodes = 0;
	for (int i = 0; i < NODES_MAX; i++)
		d->s.nodes |= t->claims[i] != 0 && t->claims[i] != d->before.claims[i] ? 1u << i : 0;
	e->ticket.last_text = d->m->id;
	e->ticket.last_by = d->m->sender->id;
	e->ticket.last_at = d->m->came;
	e->outcome = DONE;
	d->s.ticket = &e->ticket;
}

void decision_wish_present(struct decision *d)
{
	bool skipping;
	for (size_t i = 0; d->r.codes_n > 1 && i < d->r.codes_n; i++) {
		if (code_fits(d->codes[i], d->before.state, &skipping) && !skipping) {
			d->wish.code = d->codes[i];
			return;
		}
	}
}
