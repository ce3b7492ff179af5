#include "handlers/decision/arguments.h"

#include "handlers/answer/event.h"

#include <string.h>

bool arguments_missing(struct decision *d, const struct take *k)
{
	return decision_refuse(d, "refused.missing", k->is.label.in[d->m->sender->lang]);
}

bool arguments_several(struct decision *d, const struct take *k)
{
	d->wish.value = true;
	return decision_refuse(d, "refused.two_values", k->is.label.in[d->m->sender->lang]);
}

void arguments_give(struct decision *d, const struct taking *t, int64_t value)
{
	size_t i = (size_t)(t->take - t->code->takes);
	struct given *g = &d->s.given;
	g->bits = (g->code == t->code ? g->bits : 0) | 1u << i;
	g->code = t->code;
	g->values[i] = value;
}

bool arguments_found(struct decision *d, const struct taking *t)
{
	/* Of several codes, none has a value of its own. */
	const struct read_value *v = &d->r.values[t->take - t->code->takes];
	if (d->r.codes_n != 1 || v->n == 0)
		return t->take->must == MUST ? arguments_missing(d, t->take) : true;
	if (v->n > 1)
		return arguments_several(d, t->take);
	arguments_give(d, t, v->value);
	return true;
}

bool arguments_must_have(const struct context *ctx, const struct take *k, const struct ticket *t)
{
	/* A lead who no longer works here does not count. */
	return k->must == MUST || (k->must == MUST_FIRST && !(t && roster_person(ctx->roster, t->lead)));
}

void arguments_tell(const struct decision *d, const struct code *c, int64_t *told)
{
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		int64_t value;
		if (k->field >= 0 && given_value(&d->s.given, k, &value))
			told[k->field] = field_kept(&k->is, value);
	}
}

enum proof arguments_proof(struct decision *d, const struct code *c, enum digits_of of, int set)
{
	const struct world *w = d->ctx->world;
	int64_t given;
	int right;
	for (size_t i = 0; i < c->takes_n; i++) {
		if (!(c->takes[i].is.kind->brings & BRINGS_PROOF) || !given_value(&d->s.given, &c->takes[i], &given))
			continue;
		right = w->digits(w->ctx, d->before.number, d->m->sender->id, of, set);
		d->e->failed |= right < 0;
		return given == right ? PROOF_RIGHT : PROOF_WRONG;
	}
	return PROOF_MISSING;
}

void arguments_proof_wrong(struct decision *d, const struct code *c, struct ticket *t)
{
	event_add(d->ctx, d->e, &d->before, t, c->name, d->m->sender->id, d->moment);
	d->e->ticket = *t;
	d->e->outcome = NOTED;
	d->s.ticket = &d->e->ticket;
}

bool arguments_read(struct decision *d, const struct code *c, const struct ticket *t, bool happened,
		    struct arguments *a)
{
	memset(a, 0, sizeof(*a));
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct taking one = {.code = c, .take = &c->takes[i], .ticket = t, .happened = happened};
		if (!one.take->is.kind->read(d, &one, a))
			return false;
	}
	return true;
}
