#include "handlers/decision/candidates.h"

#include "handlers/people/roster_roles.h"

#include <stdlib.h>

struct found {
	struct ticket *all;
	size_t n, max;
	const struct person *person; /* tickets about them, or whoever they stand in for, are left out */
	int64_t now;
	bool claimed; /* look for those on which a stated time waits, in whatever state */
};

struct ticket *candidates_room(const struct context *ctx, size_t n)
{
	struct ticket *all = malloc(n * sizeof(*all)); /* large: zeros would cost more than the search */
	if (!all)
		ctx->world->starved(ctx->world->ctx);
	return all;
}

static int by_number(const void *a, const void *b)
{
	const struct ticket *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

static size_t ask_all(const struct context *ctx, const struct found *f, enum whose whose, int64_t id,
		      const struct flow *flow, uint32_t states, struct ticket *out, size_t max)
{
	const struct world *w = ctx->world;
	return f->claimed ? w->claimed(w->ctx, whose, id, flow, out, max)
			  : w->tickets(w->ctx, whose, id, flow, states, out, max);
}

/* Without those that are about the person: so that enough are left, more are looked at. */
static size_t ask(const struct context *ctx, const struct found *f, enum whose whose, int64_t id,
		  const struct flow *flow, uint32_t states, struct ticket *out)
{
	size_t n, kept = 0, max = f->max + FITS_MAX;
	struct ticket *all;
	if (flow->about == 0)
		return ask_all(ctx, f, whose, id, flow, states, out, f->max);
	all = candidates_room(ctx, max);
	n = all ? ask_all(ctx, f, whose, id, flow, states, all, max) : 0;
	for (size_t i = 0; i < n && kept < f->max; i++) {
		if (!ticket_is_about(&all[i], f->person, ctx->roster, f->now))
			out[kept++] = all[i];
	}
	free(all);
	return kept;
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
	more = candidates_room(ctx, f->max);
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

/* Those of a station's people, and of the station, that name them; `station` 0: of all, as whoever asks serves all. */
static void find_named_at(const struct context *ctx, struct found *f, int64_t station, const struct flow *flow,
			  bool people, uint32_t states)
{
	const struct roster *r = ctx->roster;
	find(ctx, f, station ? OF_NAMED_STATION : OF_ALL, station, flow, states);
	for (size_t i = 0; station && people && i < r->n; i++) {
		if (r->people[i].station == station)
			find(ctx, f, OF_NAMED, r->people[i].id, flow, states);
	}
}

/* Those that may name the person, or one of whose station they have the role. */
static void find_by_field(const struct context *ctx, struct found *f, const struct person *p,
			  const struct field_people *who, const struct flow *flow, uint32_t states, int64_t now)
{
	bool people = flow->fields[who->field].is.kind->brings & BRINGS_PERSON;
	const struct person *head;
	size_t i = 0;
	if (who->role < 0 && p->id != 0)
		find(ctx, f, OF_NAMED, p->id, flow, states);
	if (who->role < 0)
		return;
	if (p->roles & ROLE_BIT(who->role))
		find_named_at(ctx, f, p->station, flow, people, states);
	while ((roster_with_deputy(ctx->roster) & ROLE_BIT(who->role)) &&
	       (head = roster_next_head(ctx->roster, p, now, &i))) {
		if ((head->roles & ROLE_BIT(who->role)) && roster_acting(ctx->roster, head, now) == p)
			find_named_at(ctx, f, head->station, flow, people, states);
	}
}

/* Another field of them may name the person as well: only those stay on which the code may be sent. So that
 * enough are left, more are looked at. */
static void find_by_fields(const struct context *ctx, struct found *f, const struct person *p, const struct flow *flow,
			   const struct code *c, uint32_t states, int64_t now)
{
	struct found named = {.all = candidates_room(ctx, FITS_MAX), .max = FITS_MAX, .person = p, .now = now};
	if (!named.all)
		return;
	for (size_t i = 0; i < c->by_fields_n; i++)
		find_by_field(ctx, &named, p, &c->by_fields[i], flow, states, now);
	for (size_t i = 0; i < named.n && f->n < f->max; i++) {
		bool there = !ticket_names_for(&named.all[i], c, p, ctx->roster, now);
		for (size_t k = 0; k < f->n && !there; k++)
			there = f->all[k].number == named.all[i].number;
		if (!there)
			f->all[f->n++] = named.all[i];
	}
	free(named.all);
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
	struct found f = {.all = out, .max = max, .person = p, .now = now};
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
	if (c->by & BY_THE_CUSTOMER && p->customer && p->id != 0)
		find(ctx, &f, OF_CUSTOMER, p->id, flow, states);
	if (c->by_fields_n > 0)
		find_by_fields(ctx, &f, p, flow, c, states, now);
	find_in_roles(ctx, &f, p, flow, c, states, now);
	return f.n;
}

size_t candidates_claimed(const struct context *ctx, const struct person *p, const struct flow *f, const struct code *c,
			  int64_t now, struct ticket *out, size_t max)
{
	struct found found = {.all = out, .max = max, .person = p, .now = now, .claimed = true};
	find_in_roles(ctx, &found, p, f, c, 0, now);
	return found.n;
}

struct asked_person {
	const struct roster *roster;
	const struct person *person;
	int64_t now;
};

static bool is_asked(void *of, const struct ticket *t)
{
	const struct asked_person *s = of;
	int64_t whom;
	return turn_is(s->roster, t, s->person, s->now, &whom) && !ticket_is_about(t, s->person, s->roster, s->now);
}

size_t candidates_asked(const struct context *ctx, const struct person *p, const struct flow *f, int64_t now,
			struct ticket *out, size_t max)
{
	const struct world *w = ctx->world;
	struct asked_person s = {ctx->roster, p, now};
	uint32_t states = 0;
	for (size_t i = 0; i < f->chains_n; i++)
		states |= 1u << f->chains[i].in;
	return states && p->roles ? w->tickets_that(w->ctx, f, states, is_asked, &s, out, max) : 0;
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

/* ---- of which flows ---- */

/* One on which they could send a code, or with which they have to do. */
static bool works_on_one(const struct decision *d, const struct flow *f, struct ticket *one)
{
	const struct person *p = d->m->sender;
	struct code any = {.by = BY_STAFF};
	uint32_t open = flow_open_states(f);
	bool has = false;
	for (size_t i = 0; i < f->codes_n; i++) {
		any.by |= f->codes[i].by & ALL_ROLES;
		has |= f->codes[i].by_fields_n > 0 &&
		       candidates_among(d->ctx, p, f, &f->codes[i], open, d->m->came, one, 1) > 0;
	}
	return has || candidates_asked(d->ctx, p, f, d->m->came, one, 1) > 0 ||
	       candidates_among(d->ctx, p, f, &any, open, d->m->came, one, 1) > 0;
}

/* As whoever works here, or as a customer. */
static bool has_ticket(const struct decision *d, const struct flow *f)
{
	const struct person *p = d->m->sender;
	struct ticket *one = candidates_room(d->ctx, 1);
	bool has = one && (p->roles || p->id == 0) && works_on_one(d, f, one);
	has = has ||
	      (one && p->customer && candidates_among(d->ctx, p, f, NULL, flow_open_states(f), d->m->came, one, 1) > 0);
	free(one);
	return has;
}

bool own_flow(struct decision *d, const struct flow *f)
{
	const struct flows *all = &d->ctx->rules->flows;
	if (all->n < 2)
		return true;
	for (size_t i = 0; i < all->n; i++) {
		if (all->all[i] != f)
			continue;
		if (!(d->own_asked & 1u << i))
			d->own |= has_ticket(d, f) ? 1u << i : 0;
		d->own_asked |= 1u << i;
		return (d->own & 1u << i) != 0;
	}
	return false;
}

bool own_several_flows(struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	size_t n = 0;
	for (size_t i = 0; all->n > 1 && i < all->n && n < 2; i++)
		n += own_flow(d, all->all[i]);
	return n > 1;
}
