#include <stdlib.h>
#include <string.h>

#include "gateway/api/access/token.h"
#include "gateway/api/ask/json_body.h"
#include "gateway/api/route/api_route.h"
#include "gateway/wire/wire_hand.h"
#include "templates/text/number.h"
#include "templates/text/units.h"

#define DAYS_MOST 3660

/* All of these are the administrator's. */
static bool may(struct api_ask *ask)
{
	return ask->access.person.roles & ROLE_BIT(ADMINISTRATOR) || api_refuse(ask, PROBLEM_ADMINISTRATOR, NULL);
}

/* ---- tokens ---- */

/* 0: it holds until it is revoked. */
static bool read_lasts(struct api_ask *ask, const struct json_tree *body, int64_t *out)
{
	char said[16] = "", most[DECIMAL_BYTES];
	int64_t days;

	*out = 0;
	if (!json_node_at(json_tree_root(body), "/days"))
		return true;
	days = json_body_member(body, "/days", said, sizeof(said)) ? api_number(said) : 0;
	if (days < 1 || days > DAYS_MOST)
		return api_refuse(ask, PROBLEM_DAYS, number_write(DAYS_MOST, most));
	*out = days * DAY_MS;
	return true;
}

static bool make(struct api_ask *ask, const struct json_tree *body)
{
	struct wire_hand h = {.does = HAND_TOKEN_ADD, .by = ask->access.person.id};
	char said[NAME_BYTES] = "", shown[SHOWN_BYTES];
	const struct person *p = json_body_member(body, "/person", said, sizeof(said)) ? api_staff(ask, said) : NULL;

	if (!p || !p->roles)
		return api_refuse(ask, PROBLEM_TOKEN_WHO, api_shown(said, shown));
	if (!read_lasts(ask, body, &h.lasts))
		return false;
	if (!token_make(ask->exchange->token) || !token_hash(ask->exchange->token, h.hash))
		return api_refuse(ask, PROBLEM_LATER, NULL);
	h.of = p->id;
	return api_hand(ask, &h, 201);
}

bool route_token_add(struct api_ask *ask)
{
	struct json_tree *body = may(ask) ? json_body(ask) : NULL;
	bool waits = body && make(ask, body);

	json_tree_free(body);
	return waits;
}

bool route_token_revoke(struct api_ask *ask)
{
	struct wire_hand h = {.does = HAND_TOKEN_REVOKE, .by = ask->access.person.id, .of = api_number(ask->rest)};
	char shown[SHOWN_BYTES];
	struct token_row row;

	if (!may(ask))
		return false;
	if (h.of <= 0 || !token_by_id(ask->w->store, h.of, &row))
		return api_refuse(ask, PROBLEM_TOKEN_ID, api_shown(ask->rest, shown));
	return api_hand(ask, &h, 200);
}

/* ---- the files ---- */

bool route_reload(struct api_ask *ask)
{
	const struct wire_hand h = {.does = HAND_RELOAD, .by = ask->access.person.id, .of = ask->access.person.id};

	return may(ask) && api_hand(ask, &h, 200);
}
