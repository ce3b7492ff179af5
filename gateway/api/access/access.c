#include "gateway/api/access/access.h"

#include <string.h>
#include <strings.h>

#include "db/store/people_rows.h"
#include "db/store/token_rows.h"
#include "gateway/api/access/cookie.h"
#include "gateway/api/access/token.h"
#include "gateway/api/problem.h"
#include "handlers/people/roster_roles.h"
#include "templates/text/number.h"

#define BEARER "Bearer "

/* ---- who ---- */

static bool refuse(const struct access_door *d, enum problem_word why, struct api_reply *refused)
{
	*refused = problem(d->words, why, NULL, problem_status(why) == 401 ? "Authorization: Bearer fg_..." : NULL);
	return false;
}

/* It is counted, and once there were too many it is not even said whether the next was good. */
static bool refuse_attempt(const struct access_door *d, enum problem_word why, struct api_reply *refused)
{
	int64_t now = d->request->now;
	int wait_s = attempts_wait_s(d->attempts, d->origin.address, now);
	char seconds[DECIMAL_BYTES];

	if (!wait_s) {
		attempts_count(d->attempts, d->origin.address, now);
		return refuse(d, why, refused);
	}
	*refused = problem(d->words, PROBLEM_SLOW_DOWN, number_write(wait_s, seconds), NULL);
	refused->later_s = wait_s;
	return false;
}

static bool of_row(const struct access_door *d, const struct token_row *row, struct access *out,
		   struct api_reply *refused)
{
	const struct person *p = roster_person(d->roster, row->person);

	if (!p)
		return refuse(d, PROBLEM_NO_PERSON, refused);
	*out = (struct access){.token = row->id, .person = *p, .roster = d->roster, .now = d->request->now};
	return true;
}

static bool by_token(const struct access_door *d, const char *token, struct access *out, struct api_reply *refused)
{
	unsigned char hash[TOKEN_HASH];
	struct token_row row;

	if (!token_hash(token, hash) || !token_find(d->store, hash, d->request->now, &row))
		return refuse_attempt(d, PROBLEM_BAD_TOKEN, refused);
	return of_row(d, &row, out, refused);
}

bool access_of_token(const struct access_door *d, const char *token, struct access *out, struct api_reply *refused)
{
	if (attempts_wait_s(d->attempts, d->origin.address, d->request->now))
		return refuse_attempt(d, PROBLEM_SLOW_DOWN, refused);
	return by_token(d, token, out, refused);
}

static bool still_holds(const struct token_row *row, int64_t now)
{
	return !row->revoked && (!row->expires || row->expires > now);
}

static bool by_session(const struct access_door *d, const char *secret, struct access *out, struct api_reply *refused)
{
	int64_t now = d->request->now, token;
	struct token_row row;
	bool found;

	if (!cookie_is_own_page(d->request))
		return refuse(d, PROBLEM_NOT_OWN_PAGE, refused);
	token = session_token(d->sessions, secret, now);
	if (token && token_by_id(d->store, token, &row) && still_holds(&row, now)) {
		found = of_row(d, &row, out, refused);
		out->by_session = found;
		return found;
	}
	session_end(d->sessions, secret);
	refuse_attempt(d, PROBLEM_SESSION_OVER, refused);
	cookie_write(&d->origin, NULL, refused->cookie);
	return false;
}

bool access_find(const struct access_door *d, struct access *out, struct api_reply *refused)
{
	const char *said = d->request->header(d->request->ctx, "Authorization");
	char secret[TOKEN_BYTES];

	if (said && strncasecmp(said, BEARER, strlen(BEARER)) == 0)
		return by_token(d, said + strlen(BEARER), out, refused);
	if (cookie_read(d->request, &d->origin, secret))
		return by_session(d, secret, out, refused);
	return refuse(d, PROBLEM_NO_TOKEN, refused);
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
	if (ticket_is_about(t, &a->person, a->roster, a->now))
		return false;
	return access_sees_all(a) || of_station(a, t) || of_own(a, t) || of_flow(a, t);
}

bool access_calls(const struct access *a)
{
	return a->person.roles & CALL;
}
