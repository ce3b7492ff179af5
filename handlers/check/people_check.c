#include "handlers/check/people_check.h"

#include "handlers/check/fault_spot.h"
#include "handlers/check/opening_check.h"
#include "handlers/condition/condition_within.h"
#include "handlers/people/roster.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#include <stdlib.h>
#include <string.h>

static bool is_role(enum audience to)
{
	return (int)to >= 0 && (int)to < ROLES_MAX;
}

static bool somebody(const struct roster *r, enum role role, int64_t station)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];
		if ((p->roles & ROLE_BIT(role)) != 0 && (station == 0 || p->station == 0 || p->station == station))
			return true;
	}
	return false;
}

/* ---- roles that nobody has ---- */

/* Where the flows speak of a role, and which codes only they could send who have it. */
struct spoken {
	const struct roster *roster;
	int role;
	struct spot first;
	size_t places;
	struct text alone;
	struct text waits; /* the chains that ask them */
	bool strays;       /* of agents: nobody else hears of a ticket without a station */
};

static void speak(struct spoken *s, struct spot at)
{
	if (s->places++ == 0)
		s->first = at;
}

/* The role of those who are told; -1: they are told by none. */
static int told_role(const struct tell *t)
{
	return t->to == TO_FIELD ? t->named.role : (int)t->to;
}

static void speak_tells(struct spoken *s, const struct flow *flow, const struct tell *tells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (told_role(&tells[i]) == s->role)
			speak(s, spot_tell(flow, &tells[i]));
}

/* A code that several roles could send, and nobody has any of them, is said with the first of these. */
static bool is_alone(const struct spoken *s, const struct code *c)
{
	for (int role = 0; role < ROLES_MAX; role++)
		if ((c->by & ROLE_BIT(role)) && (role < s->role || somebody(s->roster, (enum role)role, 0)))
			return false;
	return c->by <= ALL_ROLES;
}

static void speak_code(struct spoken *s, const struct flow *flow, const struct code *c)
{
	speak_tells(s, flow, c->tells, c->tells_n);
	for (size_t i = 0; i < c->by_fields_n; i++)
		if (c->by_fields[i].role == s->role)
			speak(s, spot_at(flow, c->by_line, c->by_col, "["));
	if ((c->by & ROLE_BIT(s->role)) != 0) {
		speak(s, spot_at(flow, c->by_line, c->by_col, "["));
		if (is_alone(s, c))
			text_addf(&s->alone, "%s`%s`", s->alone.len ? ", " : "", c->name);
	}
	speak_tells(s, flow, c->stated, c->stated_n);
}

static void speak_chain(struct spoken *s, const struct flow *flow, const struct chain_kind *c)
{
	for (size_t i = 0; i < c->asks_n; i++) {
		if (told_role(&c->asks[i].whom) != s->role)
			continue;
		speak(s, spot_tell(flow, &c->asks[i].whom));
		text_addf(&s->waits, "%s`%s`", s->waits.len ? ", " : "", c->name);
	}
	speak_tells(s, flow, c->then.tells, c->then.tells_n);
}

static void speak_flow(struct spoken *s, const struct flow *flow)
{
	speak_code(s, flow, &flow->open);
	for (size_t i = 0; i < flow->codes_n; i++)
		speak_code(s, flow, &flow->codes[i]);
	for (size_t i = 0; i < flow->chains_n; i++)
		speak_chain(s, flow, &flow->chains[i]);
	for (size_t i = 0; i < flow->clocks_n; i++)
		for (size_t k = 0; k < flow->clocks[i].steps_n; k++)
			speak_tells(s, flow, flow->clocks[i].steps[k].tells, flow->clocks[i].steps[k].tells_n);
	for (size_t i = 0; i < flow->lists_n; i++)
		speak_tells(s, flow, flow->lists[i].tells, flow->lists[i].tells_n);
}

/* What is opened for a machine that nobody knows has no station. */
static void speak_strays(struct spoken *s, const struct flow *flow)
{
	if (!opening_strays(flow, s->roster))
		return;
	s->strays = true;
	if (s->places == 0)
		speak(s, opening_spot(flow));
}

static void warn_of_role(struct spoken *s, const char *name, struct faults *warnings)
{
	struct text more = text_new(128);
	const char *alone = text_str(&s->alone), *waits = text_str(&s->waits);

	if (s->places > 1)
		text_addf(&more, ", of which the flows speak here and in %zu more place%s", s->places - 1,
			  s->places == 2 ? "" : "s");
	FAULT_AT(warnings, s->first, "nobody has the role `%s`%s; import people with it, or leave it out%s%s%s%s%s",
		 name, text_str(&more), *waits ? "; until then nobody can sign, and tickets wait in " : "", waits,
		 *alone ? "; until then nobody can send " : "", alone,
		 s->strays ? "; until then nobody hears of a ticket without a station" : "");
	text_free(&more);
}

/* Once for each, however often the flows speak of it: a small company lacks many. */
static void check_roles(const struct flows *set, const struct roster *r, struct faults *warnings)
{
	for (int role = 0; warnings && role < roles_count(set->roles); role++) {
		struct spoken s = {.roster = r,
				   .role = role,
				   .alone = text_new(CODES_MAX * (FLOW_NAME + 4)),
				   .waits = text_new(FLOWS_MAX * CHAINS_MAX * (FLOW_NAME + 4))};

		for (size_t i = 0; i < set->n; i++)
			speak_flow(&s, set->all[i]);
		for (size_t i = 0; i < set->n && role == AGENT; i++)
			speak_strays(&s, set->all[i]);
		if (s.places > 0 && !somebody(r, (enum role)role, 0))
			warn_of_role(&s, role_name(set->roles, role), warnings);
		text_free(&s.alone);
		text_free(&s.waits);
	}
}

/* ---- regions ---- */

static bool is_region(const struct roster *r, const char *region)
{
	char folded[16];
	for (size_t i = 0; i < r->stations_n; i++)
		if (fold_small(folded, sizeof(folded), r->stations[i].region) && strcmp(folded, region) == 0)
			return true;
	return false;
}

static void check_region(const struct flow *flow, const struct condition *c, const struct operand *o,
			 const char **names, const struct roster *r, struct faults *f)
{
	const char *region = o->typed, *near = spelling_nearest(region, names, r->stations_n);
	struct spot at = spot_at(flow, c->line, c->col, "{");
	if (near != NULL)
		FAULT_AT(f, at, "no station is in region `%s`; did you mean `%s`?", region, near);
	else
		FAULT_AT(f, at,
			 "no station is in region `%s`, so this line holds for none; import one, or correct the region",
			 region);
}

/* What holds for no station is only a warning: such stations may yet be imported. */
static void check_regions(const struct flow *flow, const struct roster *r, struct faults *f)
{
	const char **names = f != NULL ? calloc(r->stations_n + 1, sizeof(*names)) : NULL;
	if (names == NULL)
		return;
	for (size_t i = 0; i < r->stations_n; i++)
		names[i] = r->stations[i].region;
	for (const struct condition *c = flow->conditions; c && r->stations_n > 0; c = c->next) {
		const struct term *t = condition_term(c, "region");
		for (size_t i = 0; t && i < t->n; i++) {
			if (!is_region(r, t->in[i].word))
				check_region(flow, c, &t->in[i], names, r, f);
		}
	}
	free(names);
}

/* ---- station heads ---- */

/* Where the flow first speaks of station heads: in its opening, else in a code. False if nowhere. */
static bool head_spot(const struct flow *flow, struct spot *at)
{
	const struct code *c = &flow->open;
	for (size_t k = 0; k <= flow->codes_n; c = &flow->codes[k++]) {
		for (size_t i = 0; i < c->tells_n; i++) {
			if (c->tells[i].to == (enum audience)STATION_HEAD) {
				*at = spot_tell(flow, &c->tells[i]);
				return true;
			}
		}
		if ((c->by & ROLE_BIT(STATION_HEAD)) != 0) {
			*at = spot_at(flow, c->by_line, c->by_col, "[");
			return true;
		}
	}
	return false;
}

/* Others have one: of a role that nobody has at all, check_roles() tells. */
static bool lacks_head(const struct roster *r, int64_t station)
{
	return somebody(r, STATION_HEAD, 0) && !somebody(r, STATION_HEAD, station);
}

static void check_heads(const struct flow *flow, const struct roster *r, struct faults *f)
{
	struct spot at;
	if (!head_spot(flow, &at))
		return;
	for (size_t i = 0; i < r->stations_n; i++)
		if (lacks_head(r, r->stations[i].id))
			FAULT_AT(f, at,
				 "the station `%s` has no station_head, so nobody there would be told; import one",
				 r->stations[i].name);
}

/* ---- who signs at each station ---- */

/* Others have that role: of one that nobody has at all, check_roles() tells. */
static void warn_of_signer(const struct flow *flow, const struct chain_kind *c, const struct ask *a,
			   const struct roster *r, struct faults *warnings)
{
	if (a->whom.to == TO_FIELD || !is_role(a->whom.to) || !somebody(r, (enum role)a->whom.to, 0))
		return;
	for (size_t i = 0; i < r->stations_n; i++)
		if (!somebody(r, (enum role)a->whom.to, r->stations[i].id))
			FAULT_AT(
				warnings, spot_tell(flow, &a->whom),
				"nobody at the station `%s` has the role `%s`, so its tickets would wait in `%s`; give "
				"it to somebody there, or to one without a station",
				r->stations[i].name, a->name, c->name);
}

static void check_signers(const struct flow *flow, const struct roster *r, struct faults *warnings)
{
	for (size_t i = 0; warnings && i < flow->chains_n; i++)
		for (size_t k = 0; k < flow->chains[i].asks_n; k++)
			warn_of_signer(flow, &flow->chains[i], &flow->chains[i].asks[k], r, warnings);
}

void people_check(const struct flows *set, const struct roster *r, struct faults *f, struct faults *warnings)
{
	struct spot at;
	if (r->n == 0)
		return;
	check_roles(set, r, warnings);
	for (size_t i = 0; i < set->n; i++) {
		opening_check(set->all[i], r, head_spot(set->all[i], &at) ? lacks_head : NULL, f);
		check_regions(set->all[i], r, warnings);
		check_heads(set->all[i], r, f);
		check_signers(set->all[i], r, warnings);
	}
}
