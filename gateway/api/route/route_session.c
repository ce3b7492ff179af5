#include "gateway/api/route/api_route.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/api/access/cookie.h"
#include "gateway/api/ask/json_body.h"
#include "gateway/base/log.h"
#include "gateway/wire/wire_hand.h"

/* A page that shows a token gets a cookie in its stead, which no page of another site can use. */

/* What was prepared is answered once the ledger has it. Without memory it is not. */
static bool note(struct api_ask *ask, enum hand_does does, const struct access *who)
{
	const struct wire_hand h = {.does = does, .by = who->person.id, .of = who->token};

	ask->exchange->held = ask->exchange->reply.body;
	return ask->exchange->held && api_hand(ask, &h, ask->exchange->reply.status);
}

static bool begin(struct api_ask *ask)
{
	const struct request_origin *o = &ask->door.origin;
	char secret[TOKEN_BYTES];
	char *me;

	if (!session_begin(ask->door.sessions, ask->access.token, ask->request->now, secret))
		return api_refuse(ask, PROBLEM_LATER, NULL);
	log_info("a session of token %lld begins from %s", (long long)ask->access.token, o->address);
	me = route_me_json(ask);
	api_answer(ask, me);
	cookie_write(o, secret, ask->exchange->reply.cookie);
	explicit_bzero(secret, sizeof(secret));
	return note(ask, HAND_SESSION_BEGIN, &ask->access);
}

bool route_session_begin(struct api_ask *ask)
{
	const struct request_origin *o = &ask->door.origin;
	struct json_tree *body;
	char token[TOKEN_BYTES] = "";
	bool found;

	if (!o->secure && !o->local)
		return api_refuse(ask, PROBLEM_NOT_SECRET, NULL);
	if (!cookie_is_own_page(ask->request))
		return api_refuse(ask, PROBLEM_NOT_OWN_PAGE, NULL);
	body = json_body(ask);
	if (!body)
		return false;
	json_body_member(body, "/token", token, sizeof(token));
	json_tree_free(body);
	found = access_of_token(&ask->door, token, &ask->access, &ask->exchange->reply);
	explicit_bzero(token, sizeof(token));
	return found && begin(ask);
}

bool route_session_end(struct api_ask *ask)
{
	const struct request_origin *o = &ask->door.origin;
	char secret[TOKEN_BYTES];
	struct token_row row;
	int64_t token;

	if (!cookie_read(ask->request, o, secret))
		return api_refuse(ask, PROBLEM_NO_SESSION, NULL);
	token = session_token(ask->door.sessions, secret, ask->request->now);
	session_end(ask->door.sessions, secret);
	api_reply_with(ask, (struct api_reply){.status = 204, .type = "application/json", .body = strdup("")});
	cookie_write(o, NULL, ask->exchange->reply.cookie);
	if (!token || !token_by_id(ask->w->store, token, &row))
		return false; /* it had ended */
	return note(ask, HAND_SESSION_END, &(const struct access){.token = token, .person.id = row.person});
}
