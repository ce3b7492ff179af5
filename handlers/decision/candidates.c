#include "handlers/decision/candidates.h"

#include "handlers/people/roster_roles.h"

#include <stdlib.h>

struct found {
	struct ticket *all;
	size_t n, max;
	bool claimed; /* look for those on which a stated time waits, in whatever state */
};

static int by_number(const void *a, const void *b)
{
	const struct ticket *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

static size_t ask(const struct context *ctx, const struct found *f, enum whose whose, int64_t id,
		  const struct flow *flow, uint32_t states, struct ticket *out)
{
	const struct world *w = ctx->world;
	return f->claimed ? w->claimed(w->ctx, whose, id, flow, out, f->max)
			  : w->tickets(w->ctx, whose, id, flow, states, out, f->max);
}

static void find(const struct context *ctx, struct found *f, enum whose whose, int64_t id, const struct flow *flow,
		 uint32_t states)
{
	struct ticket *more;
	size_t n;
	if (f->n == 0) {
		f->n = ask(ctx, f, whose, id, flow, states, f->all);
		return;
	}
	more = malloc(f->max * sizeof(*more));
	if (!more)
		return;
	n = ask(ctx, f, whose, id, flow, states, more);
	for (size_t i = 0; i < n && f->n < f->max; i++) {
		bool there = false;
		for (size_t j = 0; j < f->n && !there; j++)
			there = f->all[j].number == more[i].number;
		if (!there)
			f->all[f->n++] = more[i];
	}
	free(more);
}

/* Looks at the stations for which the person has the role: their own, and as a deputy others'. `named`: at tickets that
 * name the station in a field, too. */
static void find_in_role(const struct context *ctx, struct found *f, const struct person *p, enum role role,
			 const struct flow *flow, uint32_t states, bool named, int64_t now)
{
	const struct person *head;
	size_t i = 0;
	if (p->roles & ROLE_BIT(role))
		find(ctx, f, p->station ? OF_STATION : OF_ALL, p->station, flow, states);
	if (p->roles & ROLE_BIT(role) && p->station && named)
		find(ctx, f, OF_NAMED_STATION, p->station, flow, states);
	while ((roster_with_deputy(ctx->roster) & ROLE_BIT(role)) &&
	       (head = roster_next_head(ctx->roster, p, now, &i))) {
		if ((head->roles & ROLE_BIT(role)) && roster_acting(ctx->roster, head, now) == p)
			find(ctx, f, head->station ? OF_STATION : OF_ALL, head->station, flow, states);
	}
}

static void find_in_roles(const struct context *ctx, struct found *f, const struct person *p, const struct flow *flow,
			  const struct code *c, uint32_t states, int64_t now)
{
	/* Engineers have to do with their own tickets alone. */
	uint64_t roles = c->by | (c->by & BY_STAFF ? ~ROLE_BIT(ENGINEER) : 0);
	bool named = c->by & BY_STAFF && flow->brings & BRINGS_STATION && !f->claimed;
	for (int role = 0; role < ROLES_MAX; role++) {
		if (roles & ROLE_BIT(role))
			find_in_role(ctx, f, p, (enum role)role, flow, states, named && role != ENGINEER, now);
	}
	if (f->n > 1)
		qsort(f->all, f->n, sizeof(*f->all), by_number);
}

size_t candidates_among(const struct context *ctx, const struct person *p, const struct flow *flow,
			const struct code *c, uint32_t states, int64_t now, struct ticket *out, size_t max)
{
	struct found f = {.all = out, .max = max};
	if (states == 0)
		return 0;
	if (!c) {
		find(ctx, &f, OF_CUSTOMER, p->id, flow, states);
		return f.n;
	}
	if ((c->by & (BY_LEAD | BY_STAFF)) && p->id != 0)
		find(ctx, &f, OF_LEAD, p->id, flow, states);
	if (c->by & BY_STAFF && flow->brings & BRINGS_PERSON && p->id != 0)
		find(ctx, &f, OF_NAMED, p->id, flow, states);
	find_in_roles(ctx, &f, p, flow, c, states, now);
	return f.n;
}

size_t candidates_claimed(const struct context *ctx, const struct person *p, const struct flow *f, const struct code *c,
			  int64_t now, struct ticket *out, size_t max)
{
	struct found found = {.all = out, .max = max, .claimed = true};
	find_in_roles(ctx, &found, p, f, c, 0, now);
	return found.n;
}

size_t candidates_fitting(const struct context *ctx, const struct person *p, const struct flow *f, const struct code *c,
			  int64_t now, struct ticket *out, size_t max)
{
	size_t n = candidates_among(ctx, p, f, c, c->from, now, out, max);
	return n > 0 ? n : candidates_among(ctx, p, f, c, c->from_skipping, now, out, max);
}

bool candidates_whole(const struct context *ctx, struct ticket *t)
{
	return ctx->world->ticket(ctx->world->ctx, t->number, t);
}
