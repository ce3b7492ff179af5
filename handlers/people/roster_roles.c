#include "handlers/people/roster_roles.h"

/* A ticket without a station (0) is served only by those who serve all. */
static bool serves_ticket(const struct person *p, int64_t station)
{
	return p->station == 0 || (station != 0 && p->station == station);
}

const struct person *roster_next(const struct roster *r, enum role role, int64_t station, size_t *i)
{
	while (r->role_begins[role] + *i < r->role_begins[role + 1]) {
		const struct person *p = &r->people[r->by_role[r->role_begins[role] + (*i)++]];
		if (serves_ticket(p, station))
			return p;
	}
	return NULL;
}

static bool has_deputy(const struct person *head, int64_t now)
{
	return head->deputy != 0 && (head->deputy_until == 0 || now < head->deputy_until);
}

const struct person *roster_acting(const struct roster *r, const struct person *head, int64_t now)
{
	const struct person *deputy;
	if (!has_deputy(head, now))
		return head;
	deputy = roster_person(r, head->deputy);
	return deputy ? deputy : head; /* a deputy who no longer works here does not count */
}

const struct person *roster_next_head(const struct roster *r, const struct person *deputy, int64_t now, size_t *i)
{
	while (*i < r->with_deputy_n) {
		const struct person *head = &r->people[r->with_deputy[(*i)++]];
		if (head->deputy == deputy->id && has_deputy(head, now))
			return head;
	}
	return NULL;
}

bool roster_serves(const struct roster *r, const struct person *p, enum role role, int64_t station, int64_t now)
{
	const struct person *head;
	size_t i = 0;
	if ((p->roles & ROLE_BIT(role)) && serves_ticket(p, station))
		return true;
	while ((roster_with_deputy(r) & ROLE_BIT(role)) && (head = roster_next_head(r, p, now, &i))) {
		if ((head->roles & ROLE_BIT(role)) && serves_ticket(head, station))
			return true;
	}
	return false;
}

bool roster_holds(const struct roster *r, const struct person *p, enum role role, int64_t now)
{
	const struct person *head;
	size_t i = 0;
	if (p->roles & ROLE_BIT(role))
		return true;
	while ((roster_with_deputy(r) & ROLE_BIT(role)) && (head = roster_next_head(r, p, now, &i))) {
		if (head->roles & ROLE_BIT(role))
			return true;
	}
	return false;
}
