#include <stdlib.h>
#include <string.h>

#include "gateway/api/access/token.h"
#include "gateway/api/ask/json_body.h"
#include "gateway/api/ask/printed.h"
#include "gateway/api/route/api_route.h"
#include "gateway/command/workspace.h"
#include "gateway/table/table.h"
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

static void put_token(struct table *t, struct store *s, const struct token_row *row)
{
	char name[NAME_BYTES];

	workspace_name(s, row->person, name, sizeof(name));
	table_put_id(t, row->id);
	table_put_text(t, name);
	table_put_time(t, row->created);
	table_put_time(t, row->expires);
}

/* Those that hold, of the rows that were read. */
static bool put_tokens(struct api_ask *ask, const struct token_row *rows, size_t n, FILE *out)
{
	static const char *const names[] = {"id", "person", "created", "expires", NULL};
	struct table t;

	table_begin(&t, TABLE_JSON, names, out);
	for (size_t i = 0; i < n; i++)
		if (!rows[i].revoked && (!rows[i].expires || rows[i].expires > ask->access.now))
			put_token(&t, ask->w->store, &rows[i]);
	return table_end(&t) && !store_failed(ask->w->store);
}

/* A page may have fewer than `limit`: rows of tokens that have ended are passed over. */
bool route_tokens(struct api_ask *ask)
{
	struct token_row *rows;
	int64_t after;
	struct printed p;
	bool good;
	size_t n;

	if (!may(ask) || !api_cursor(ask, &after))
		return false;
	rows = calloc(ask->limit, sizeof(*rows));
	if (!rows || !printed_begin(&p)) {
		free(rows);
		return api_answer(ask, NULL);
	}
	n = tokens_list(ask->w->store, after, rows, ask->limit);
	good = put_tokens(ask, rows, n, p.out);
	api_answer_list(ask, printed_end(&p, good), n == ask->limit ? api_number_text(rows[n - 1].id) : NULL);
	free(rows);
	return false;
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
