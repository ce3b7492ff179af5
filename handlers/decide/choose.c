#include "handlers/decide/choose.h"

#include <stdlib.h>
#include <string.h>

const struct person the_desk = {.name = "desk", .folded = "desk", .lang = ZH, .roles = ROLE_BIT(AGENT)};

bool may_ever(const struct context *h, const struct person *p, const struct code *c, int64_t now)
{
	if ((c->by & BY_ANYONE) || ((c->by & BY_LEAD) && (p->roles & ROLE_BIT(ENGINEER))) ||
	    ((c->by & BY_STAFF) && p->roles != 0))
		return true;
	for (int role = 0; role < ROLES; role++) {
		if ((c->by & ROLE_BIT(role)) && roster_holds(h->roster, p, (enum role)role, 0, now))
			return true;
	}
	return false;
}

bool may_on(const struct context *h, const struct person *p, const struct code *c, const struct ticket *t, int64_t now)
{
	bool concerned = (c->by & BY_ANYONE) || ((c->by & BY_STAFF) && p->roles != 0);
	if (concerned && ticket_has_to_do(t, p, h->roster, now))
		return true;
	if ((c->by & BY_LEAD) && p->id != 0 && t->lead == p->id)
		return true;
	for (int role = 0; role < ROLES; role++) {
		if ((c->by & ROLE_BIT(role)) && roster_serves(h->roster, p, (enum role)role, t->station, now))
			return true;
	}
	return false;
}

struct found {
	struct ticket *all;
	size_t n, max;
	bool claimed; /* those for which a stated time waits, in whatever state */
};

static int by_number(const void *a, const void *b)
{
	const struct ticket *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

static size_t ask(const struct context *h, const struct found *f, enum whose whose, int64_t id, const struct flow *flow,
		  uint32_t states, struct ticket *out)
{
	const struct world *w = h->world;
	return f->claimed ? w->claimed(w->ctx, whose, id, flow, out, f->max)
			  : w->tickets(w->ctx, whose, id, flow, states, out, f->max);
}

static void find(const struct context *h, struct found *f, enum whose whose, int64_t id, const struct flow *flow,
		 uint32_t states)
{
	if (f->n == 0) {
		f->n = ask(h, f, whose, id, flow, states, f->all);
		return;
	}
	struct ticket *more = malloc(f->max * sizeof(*more));
	if (!more)
		return;
	size_t n = ask(h, f, whose, id, flow, states, more);
	for (size_t i = 0; i < n && f->n < f->max; i++) {
		bool there = false;
		for (size_t j = 0; j < f->n && !there; j++)
			there = f->all[j].number == more[i].number;
		if (!there)
			f->all[f->n++] = more[i];
	}
	free(more);
}

/* The stations in whose name the person acts in a role: their own, and as a deputy others'. */
static void find_in_role(const struct context *h, struct found *f, const struct person *p, enum role role,
			 const struct flow *flow, uint32_t states, int64_t now)
{
	if (p->roles & ROLE_BIT(role))
		find(h, f, p->station ? OF_STATION : OF_ALL, p->station, flow, states);
	const struct person *head;
	size_t i = 0;
	while (role == STATION_HEAD && (head = roster_next_head(h->roster, p, now, &i))) {
		if (roster_acting(h->roster, head, now) == p)
			find(h, f, head->station ? OF_STATION : OF_ALL, head->station, flow, states);
	}
}

static void find_in_roles(const struct context *h, struct found *f, const struct person *p, const struct flow *flow,
			  const struct code *c, uint32_t states, int64_t now)
{
	/* Engineers have to do with their own tickets alone. */
	uint32_t roles = c->by | (c->by & BY_STAFF ? ~ROLE_BIT(ENGINEER) : 0);
	for (int role = 0; role < ROLES; role++) {
		if (roles & ROLE_BIT(role))
			find_in_role(h, f, p, (enum role)role, flow, states, now);
	}
	if (f->n > 1)
		qsort(f->all, f->n, sizeof(*f->all), by_number);
}

size_t choose_among(const struct context *h, const struct person *p, const struct flow *flow, const struct code *c,
		    uint32_t states, int64_t now, struct ticket *out, size_t max)
{
	struct found f = {.all = out, .max = max};
	if (states == 0)
		return 0;
	if (!c) {
		find(h, &f, OF_CUSTOMER, p->id, flow, states);
		return f.n;
	}
	if ((c->by & (BY_LEAD | BY_STAFF)) && p->id != 0)
		find(h, &f, OF_LEAD, p->id, flow, states);
	find_in_roles(h, &f, p, flow, c, states, now);
	return f.n;
}

size_t choose_claimed(const struct context *h, const struct person *p, const struct flow *f, const struct code *c,
		      int64_t now, struct ticket *out, size_t max)
{
	struct found found = {.all = out, .max = max, .claimed = true};
	find_in_roles(h, &found, p, f, c, 0, now);
	return found.n;
}

size_t choose_fits(const struct context *h, const struct person *p, const struct flow *f, const struct code *c,
		   int64_t now, struct ticket *out, size_t max)
{
	size_t n = choose_among(h, p, f, c, c->from, now, out, max);
	return n > 0 ? n : choose_among(h, p, f, c, c->from_skipping, now, out, max);
}

bool choose_whole(const struct context *h, struct ticket *t)
{
	return h->world->ticket(h->world->ctx, t->number, t);
}

int overtaken_node(const struct ticket *t, const struct code *c, int64_t sent)
{
	for (int i = 0; i < NODES_MAX; i++) {
		if ((c->stamps & (1u << i)) && t->nodes[i].how == NODE_MISSED && sent != 0 && sent < t->nodes[i].at)
			return i;
	}
	return -1;
}
