#include "handlers/decision/permission.h"

#include "handlers/people/roster_roles.h"

bool permission_ever(const struct context *ctx, const struct person *p, const struct code *c, int64_t now)
{
	if ((c->by & BY_ANYONE) || ((c->by & BY_LEAD) && (p->roles & ROLE_BIT(ENGINEER))) ||
	    ((c->by & BY_STAFF) && p->roles != 0))
		return true;
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
	bool concerned = (c->by & BY_ANYONE) || ((c->by & BY_STAFF) && p->roles != 0);
	if (concerned && ticket_has_to_do(t, p, ctx->roster, now))
		return true;
	if ((c->by & BY_LEAD) && p->id != 0 && t->lead == p->id)
		return true;
	for (int role = 0; role < ROLES_MAX; role++) {
		if ((c->by & ROLE_BIT(role)) && roster_serves(ctx->roster, p, (enum role)role, t->station, now))
			return true;
	}
	return false;
}
