#include "handlers/check/opening_check.h"

static const char *const mend =
	"import an agent, who is told of what nobody else hears, or let the opening tell a role that somebody has";

static bool hears(const struct roster *r, int role, int64_t station)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];
		if ((p->roles & ROLE_BIT(role)) != 0 && (p->station == 0 || (station != 0 && p->station == station)))
			return true;
	}
	return false;
}

/* Whatever the ticket is; 0: of no station. */
static bool is_heard(const struct flow *flow, const struct roster *r, int64_t station)
{
	for (size_t i = 0; i < flow->open.tells_n; i++) {
		const struct tell *t = &flow->open.tells[i];
		if (t->to < TO_LEAD && t->when == NULL && hears(r, (int)t->to, station))
			return true;
	}
	return false;
}

static bool is_heard_somewhere(const struct flow *flow, const struct roster *r)
{
	bool heard = is_heard(flow, r, 0);
	for (size_t i = 0; i < r->stations_n && !heard; i++)
		heard = is_heard(flow, r, r->stations[i].id);
	return heard;
}

static bool has_agent(const struct roster *r)
{
	for (size_t i = 0; i < r->n; i++)
		if ((r->people[i].roles & ROLE_BIT(AGENT)) != 0)
			return true;
	return false;
}

struct spot opening_spot(const struct flow *flow)
{
	return flow->open.tells_n > 0 ? spot_tell(flow, &flow->open.tells[0])
				      : spot_at(flow, flow->open.line, flow->open.col, flow->open.name);
}

void opening_check(const struct flow *flow, const struct roster *r,
		   bool (*skips)(const struct roster *r, int64_t station), struct faults *f)
{
	if (has_agent(r))
		return;
	if (!is_heard_somewhere(flow, r)) {
		FAULT_AT(f, opening_spot(flow),
			 "nobody would hear that a ticket of `%s` is opened, and there is no agent; %s", flow->name,
			 mend);
		return;
	}
	for (size_t i = 0; i < r->stations_n; i++) {
		const struct station *s = &r->stations[i];
		if (!is_heard(flow, r, s->id) && !(skips && skips(r, s->id)))
			FAULT_AT(f, opening_spot(flow),
				 "nobody would hear that a ticket of `%s` is opened at the station `%s`, and there is "
				 "no agent; %s",
				 flow->name, s->name, mend);
	}
}

bool opening_strays(const struct flow *flow, const struct roster *r)
{
	return !is_heard(flow, r, 0) && is_heard_somewhere(flow, r);
}
