#include "handlers/decision/arguments.h"

#include <string.h>

bool arguments_missing(struct decision *d, const struct take *k)
{
	return decision_refuse(d, "refused.missing", k->label.in[d->m->sender->lang]);
}

bool arguments_must_have(const struct context *ctx, const struct take *k, const struct ticket *t)
{
	/* A lead who no longer works here does not count. */
	return k->must == MUST || (k->must == MUST_FIRST && !(t && roster_person(ctx->roster, t->lead)));
}

bool arguments_read(struct decision *d, const struct code *c, const struct ticket *t, bool happened,
		    struct arguments *a)
{
	memset(a, 0, sizeof(*a));
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct taking one = {.code = c, .take = &c->takes[i], .ticket = t, .happened = happened};
		if (!one.take->kind->read(d, &one, a))
			return false;
	}
	return true;
}
