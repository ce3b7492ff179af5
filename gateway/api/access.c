#include "gateway/api/access.h"

#include <string.h>
#include <strings.h>

#include "db/store/people_rows.h"
#include "db/store/token_rows.h"
#include "gateway/api/problem.h"
#include "gateway/api/token.h"
#include "handlers/people/roster_roles.h"

#define BEARER "Bearer "

/* ---- who ---- */

static struct api_reply no_token(const char *detail)
{
	return problem(401, detail, "Authorization: Bearer fg_...");
}

static const char *shown(const struct api_request *r)
{
	const char *said = r->header(r->ctx, "Authorization");

	return said && strncasecmp(said, BEARER, strlen(BEARER)) == 0 ? said + strlen(BEARER) : NULL;
}

bool access_find(struct store *s, const struct roster *roster, const struct api_request *r, struct access *out,
		 struct api_reply *refused)
{
	const char *token = shown(r);
	unsigned char hash[TOKEN_HASH];
	struct token_row row;
	const struct person *p;

	if (!token) {
		*refused = no_token(
			"this needs a token, which `fieldgate token add PERSON` makes; send it in this header");
		return false;
	}
	if (!token_hash(token, hash) || !token_find(s, hash, r->now, &row)) {
		*refused = no_token("this token is not known, has run out or was revoked; have another made");
		return false;
	}
	p = roster_person(roster, row.person);
	if (!p) {
		*refused = no_token("whose token this is does not work here any more");
		return false;
	}
	*out = (struct access){.token = row.id, .person = *p, .roster = roster, .now = r->now};
	return true;
}

/* ---- what ---- */

#define SEE_ALL                                                                                       \
	(ROLE_BIT(AGENT) | ROLE_BIT(SUPERVISOR) | ROLE_BIT(HEADQUARTERS) | ROLE_BIT(SALES_DIRECTOR) | \
	 ROLE_BIT(UNIT_MANAGER) | ROLE_BIT(SERVICE_DIRECTOR) | ROLE_BIT(SERVICE_MANAGER) | ROLE_BIT(GENERAL_MANAGER))
#define SEE_STATION (ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_MANAGER))
#define CALL \
	(ROLE_BIT(AGENT) | ROLE_BIT(SUPERVISOR) | ROLE_BIT(STATION_HEAD) | ROLE_BIT(ENGINEER) | ROLE_BIT(SALES_MANAGER))

bool access_sees_all(const struct access *a)
{
	return a->person.roles & SEE_ALL;
}

/* As head or sales manager of its station, or in a head's stead; a customer's own sales manager sees theirs. */
static bool of_station(const struct access *a, const struct ticket *t)
{
	if (a->person.roles & SEE_STATION && (a->person.station == 0 || a->person.station == t->station))
		return true;
	return t->customer_manager == a->person.id ||
	       roster_serves(a->roster, &a->person, STATION_HEAD, t->station, a->now);
}

static bool of_own(const struct access *a, const struct ticket *t)
{
	if (t->lead == a->person.id || t->customer == a->person.id)
		return true;
	for (size_t i = 0; i < t->companions_n; i++)
		if (t->companions[i] == a->person.id)
			return true;
	return false;
}

static bool tells(const struct tell *all, size_t n, uint32_t roles)
{
	for (size_t i = 0; i < n; i++)
		if ((int)all[i].to < ROLES_MAX && roles & ROLE_BIT(all[i].to))
			return true;
	return false;
}

/* In a flow whose codes are theirs to send, or tell them, as far as their station goes. Engineers see their own
 * alone. */
static bool of_flow(const struct access *a, const struct ticket *t)
{
	const struct flow *f = t->flow;
	uint32_t roles = a->person.roles & ~(ROLE_BIT(ENGINEER) | SEE_STATION);

	if (a->person.station != 0 && a->person.station != t->station)
		return false;
	if (tells(f->open.tells, f->open.tells_n, roles))
		return true;
	for (size_t i = 0; i < f->codes_n; i++)
		if (f->codes[i].by & roles || tells(f->codes[i].tells, f->codes[i].tells_n, roles))
			return true;
	return false;
}

bool access_sees(const struct access *a, const struct ticket *t)
{
	return access_sees_all(a) || of_station(a, t) || of_own(a, t) || of_flow(a, t);
}

bool access_calls(const struct access *a)
{
	return a->person.roles & CALL;
}
