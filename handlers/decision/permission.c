#include "handlers/decision/permission.h"

#include "handlers/people/roster_roles.h"

/* Whoever signs may have a deputy, whatever their role. */
static bool stands_in(const struct context *ctx, const struct person *p, const struct code *c, int64_t now)
{
	const struct person *holder;
	size_t i = 0;
	while ((holder = roster_next_head(ctx->roster, p, now, &i))) {
		if (c->by & holder->roles)
			return true;
	}
	return false;
}

bool permission_ever(const struct context *ctx, const struct person *p, const struct code *c, int64_t now)
{
	if ((c->by & BY_ANYONE) || ((c->by & BY_LEAD) && (p->roles & ROLE_BIT(ENGINEER))) ||
	    ((c->by & BY_STAFF) && p->roles != 0))
		return true;
	if (c->by & BY_THE_CUSTOMER && p->customer)
		return true;
	if (code_signs(c) && stands_in(ctx, p, c, now))
		return true;
	/* A field may name anyone who works here. */
	for (size_t i = 0; i < c->by_fields_n; i++) {
		int role = c->by_fields[i].role;
		if (role < 0 ? p->roles != 0 : roster_holds(ctx->roster, p, (enum role)role, now))
			return true;
	}
	/* Who stands in for somebody names nobody in turn: else nobody would know any more who answers for a station. */
	if (c->does == DOES_DEPUTY)
		return (c->by & p->roles) != 0;
	for (int role = 0; role < ROLES_MAX; role++) {
		if ((c->by & ROLE_BIT(role)) && roster_holds(ctx->roster, p, (enum role)role, now))
			return true;
	}
	return false;
}

bool permission_on_ticket(const struct context *ctx, const struct person *p, const struct code *c,
			  const struct ticket *t, int64_t now)
{
	int64_t whom;
	bool concerned = (c->by & BY_ANYONE) || ((c->by & BY_STAFF) && p->roles != 0);
	if (ticket_is_about(t, p, ctx->roster, now))
		return false;
	if (code_signs(c))
		return turn_is(ctx->roster, t, p, now, &whom);
	if (concerned && ticket_has_to_do(t, p, ctx->roster, now))
		return true;
	if ((c->by & BY_LEAD) && p->id != 0 && t->lead == p->id)
		return true;
	if (c->by & BY_THE_CUSTOMER && p->id != 0 && t->customer == p->id)
		return true;
	if (ticket_names_for(t, c, p, ctx->roster, now))
		return true;
	for (int role = 0; role < ROLES_MAX; role++) {
		if ((c->by & ROLE_BIT(role)) && roster_serves(ctx->roster, p, (enum role)role, t->station, now))
			return true;
	}
	return false;
}
