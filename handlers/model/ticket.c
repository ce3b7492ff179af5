#include "handlers/model/ticket.h"

#include "handlers/people/roster_roles.h"

#include <string.h>

void ticket_blank(struct ticket *t, const struct flow *f, int64_t number)
{
	memset(t, 0, sizeof(*t));
	t->number = number;
	t->flow = f;
	t->state = -1; /* the first event then names the state */
	t->visit = 1;
	t->km = -1;
}

/* ---- whom its fields name ---- */

bool ticket_is_about(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now)
{
	for (size_t i = 0; p->id != 0 && t->flow->about >> i; i++) {
		const struct person *whom;
		if (!(t->flow->about & 1u << i) || t->fields[i] == 0)
			continue;
		whom = roster_person(r, t->fields[i]);
		if (t->fields[i] == p->id || (whom && roster_acting(r, whom, now)->id == p->id))
			return true;
	}
	return false;
}

bool ticket_named_station(const struct ticket *t, const struct field_people *who, const struct roster *r,
			  int64_t *station)
{
	int64_t id = t->fields[who->field];
	const struct person *p;
	*station = id;
	if (id == 0 || t->flow->fields[who->field].is.kind->brings & BRINGS_STATION)
		return id != 0;
	p = roster_person(r, id);
	*station = p ? p->station : 0;
	return p != NULL;
}

bool ticket_names(const struct ticket *t, const struct field_people *who, const struct person *p,
		  const struct roster *r, int64_t now)
{
	int64_t station;
	if (who->role < 0)
		return p->id != 0 && t->fields[who->field] == p->id;
	return ticket_named_station(t, who, r, &station) && roster_serves(r, p, (enum role)who->role, station, now);
}

bool ticket_names_for(const struct ticket *t, const struct code *c, const struct person *p, const struct roster *r,
		      int64_t now)
{
	for (size_t i = 0; i < c->by_fields_n; i++) {
		if (ticket_names(t, &c->by_fields[i], p, r, now))
			return true;
	}
	return false;
}

/* A field names it. Engineers have to do with their own tickets only, others with all of their station. */
static bool is_named(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now)
{
	for (size_t i = 0; i < t->flow->fields_n; i++) {
		uint32_t brings = t->flow->fields[i].is.kind->brings;
		if (brings & BRINGS_PERSON && p->id != 0 && t->fields[i] == p->id)
			return true;
		for (int role = 0; brings & BRINGS_STATION && t->fields[i] != 0 && role < ROLES_MAX; role++)
			if (role != ENGINEER && roster_serves(r, p, (enum role)role, t->fields[i], now))
				return true;
	}
	for (size_t i = 0; i < t->flow->codes_n; i++) {
		if (ticket_names_for(t, &t->flow->codes[i], p, r, now))
			return true;
	}
	return false;
}

bool ticket_has_to_do(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now)
{
	if (ticket_is_about(t, p, r, now))
		return false;
	if (p->id != 0 && (t->lead == p->id || t->customer == p->id))
		return true;
	for (size_t i = 0; i < t->companions_n; i++) {
		if (p->id != 0 && t->companions[i] == p->id)
			return true;
	}
	for (int role = 0; role < ROLES_MAX; role++) {
		/* Engineers have to do with their own tickets only, others with all of their station. */
		if (role != ENGINEER && roster_serves(r, p, (enum role)role, t->station, now))
			return true;
	}
	return t->flow->brings & BRINGS_CONCERN && is_named(t, p, r, now);
}

bool ticket_withdrawn(const struct ticket *t)
{
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		if (t->nodes[i].how != NODE_OPEN)
			return false;
	}
	return t->state < 0 && !t->lost;
}

bool ticket_ended(const struct ticket *t)
{
	return t->state >= 0 ? t->flow->states[t->state].ends : ticket_withdrawn(t);
}

int64_t ticket_opens_next(const struct ticket *t)
{
	int64_t next = 0;
	for (size_t i = 0; i < t->flow->opened_n; i++) {
		if (t->opens[i] > t->opens_taken && (next == 0 || t->opens[i] < next))
			next = t->opens[i];
	}
	return next;
}

uint32_t ticket_claimed(const struct ticket *t)
{
	uint32_t nodes = 0;
	for (int i = 0; i < NODES_MAX; i++)
		nodes |= t->claims[i] != 0 ? 1u << i : 0;
	return nodes;
}

int64_t ticket_last_stamp(const struct ticket *t, int node)
{
	int64_t last = 0;
	for (int i = 0; i < NODES_MAX && (node < 0 || i < node); i++) {
		if (t->nodes[i].how == NODE_STAMPED && t->nodes[i].at > last)
			last = t->nodes[i].at;
	}
	return last;
}

static int64_t promised(const struct ticket *t, bool followed)
{
	for (size_t i = 0; i < t->flow->fields_n; i++) {
		const struct field *f = &t->flow->fields[i];
		if (f->promise && f->followed == followed && t->fields[i] != 0)
			return t->fields[i];
	}
	return 0;
}

int64_t ticket_planned(const struct ticket *t)
{
	return promised(t, true);
}

int64_t ticket_expected(const struct ticket *t)
{
	return promised(t, false);
}

int ticket_overtaken_node(const struct ticket *t, const struct code *c, int64_t sent)
{
	for (int i = 0; i < NODES_MAX; i++) {
		if ((c->stamps & (1u << i)) && t->nodes[i].how == NODE_MISSED && sent != 0 && sent < t->nodes[i].at)
			return i;
	}
	return -1;
}
