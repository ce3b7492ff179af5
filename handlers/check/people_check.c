#include "handlers/check/people_check.h"

#include "handlers/check/fault_spot.h"
#include "handlers/condition/condition_within.h"
#include "handlers/people/roster.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"

#include <stdlib.h>
#include <string.h>

static bool somebody(const struct roster *r, enum role role, int64_t station)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct person *p = &r->people[i];
		if ((p->roles & ROLE_BIT(role)) != 0 && (station == 0 || p->station == 0 || p->station == station))
			return true;
	}
	return false;
}

static void check_role(const struct roster *r, int role, struct spot at, struct faults *f)
{
	if (f && !somebody(r, (enum role)role, 0))
		FAULT_AT(f, at, "nobody has the role `%s`; import people with it, or leave it out", role_names[role]);
}

static void check_code_people(const struct flow *flow, const struct code *c, const struct roster *r, struct faults *f)
{
	for (int role = 0; role < ROLES; role++)
		if ((c->by & ROLE_BIT(role)) != 0)
			check_role(r, role, spot_at(flow, c->by_line, c->by_col, "["), f);
	for (size_t i = 0; i < c->tells_n; i++)
		if ((int)c->tells[i].to < ROLES)
			check_role(r, (int)c->tells[i].to, spot_tell(flow, &c->tells[i]), f);
	for (size_t i = 0; i < c->stated_n; i++)
		if ((int)c->stated[i].to < ROLES)
			check_role(r, (int)c->stated[i].to, spot_tell(flow, &c->stated[i]), f);
}

static void check_tell_people(const struct flow *flow, const struct tell *tells, size_t n, const struct roster *r,
			      struct faults *f)
{
	for (size_t i = 0; i < n; i++)
		if ((int)tells[i].to < ROLES)
			check_role(r, (int)tells[i].to, spot_tell(flow, &tells[i]), f);
}

static bool is_region(const struct roster *r, const char *region)
{
	char folded[16];
	for (size_t i = 0; i < r->stations_n; i++)
		if (fold_small(folded, sizeof(folded), r->stations[i].region) && strcmp(folded, region) == 0)
			return true;
	return false;
}

static void check_region(const struct flow *flow, const struct condition *c, const char *region, const char **names,
			 const struct roster *r, struct faults *f)
{
	const char *near = spelling_nearest(region, names, r->stations_n);
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
				check_region(flow, c, t->in[i].word, names, r, f);
		}
	}
	free(names);
}

static void check_clock_people(const struct flow *flow, const struct clock_kind *c, const struct roster *r,
			       struct faults *f)
{
	for (size_t i = 0; i < c->steps_n; i++)
		check_tell_people(flow, c->steps[i].tells, c->steps[i].tells_n, r, f);
}

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

static void check_heads(const struct flow *flow, const struct roster *r, struct faults *f)
{
	struct spot at;
	if (!somebody(r, STATION_HEAD, 0) || !head_spot(flow, &at))
		return;
	for (size_t i = 0; i < r->stations_n; i++)
		if (!somebody(r, STATION_HEAD, r->stations[i].id))
			FAULT_AT(f, at,
				 "the station `%s` has no station_head, so nobody there would be told; import one",
				 r->stations[i].name);
}

void people_check(const struct flows *set, const struct roster *r, struct faults *f, struct faults *warnings)
{
	if (r->n == 0)
		return;
	for (size_t i = 0; i < set->n; i++) {
		const struct flow *flow = set->all[i];
		check_code_people(flow, &flow->open, r, f);
		for (size_t k = 0; k < flow->codes_n; k++)
			check_code_people(flow, &flow->codes[k], r, code_corrects(&flow->codes[k]) ? warnings : f);
		for (size_t k = 0; k < flow->clocks_n; k++)
			check_clock_people(flow, &flow->clocks[k], r, warnings);
		check_regions(flow, r, warnings);
		for (size_t k = 0; k < flow->lists_n; k++)
			check_tell_people(flow, flow->lists[k].tells, flow->lists[k].tells_n, r, warnings);
		check_heads(flow, r, f);
	}
}
