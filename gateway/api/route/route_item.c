#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/api/ask/json_body.h"
#include "gateway/api/ask/masked.h"
#include "gateway/api/ask/write_key.h"
#include "gateway/api/roster/roster_view.h"
#include "gateway/api/roster/row_body.h"
#include "gateway/api/route/api_route.h"
#include "gateway/views/roster_list.h"
#include "gateway/wire/wire_row.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

/* The list that it stands in: what the path begins with. */
static const char *list_of(const struct api_ask *ask)
{
	size_t i = 0;

	while (i + 1 < ROSTER_IMPORTED && strncmp(ask->name, roster_lists[i], strlen(roster_lists[i])) != 0)
		i++;
	return roster_lists[i];
}

/* A customer by their id, a machine by its serial. */
static void note_seen(const struct api_ask *ask, const char *name, const char *key)
{
	int64_t id = strcmp(name, "customers") == 0 ? roster_view_person(ask, name) : 0;
	char number[24];

	snprintf(number, sizeof(number), "%lld", (long long)id);
	masked_shown(ask, name, id ? number : key);
}

/* One of the staff, a station, a customer or a machine, as the list has it. */
bool route_item(struct api_ask *ask)
{
	const char *name = list_of(ask);
	char key[SERIAL_BYTES], shown[SHOWN_BYTES], *json = NULL;

	if (!roster_view_key(ask, name, key) ||
	    !roster_list_one(ask->w->store, name, key, roster_view_item_masked(ask, name), &json))
		return api_refuse(ask, PROBLEM_NO_ITEM, api_shown(ask->rest, shown));
	if (roster_view_numbers(name) && !roster_view_item_masked(ask, name))
		note_seen(ask, name, key);
	api_answer(ask, json);
	if (json)
		etag_write(json, ask->exchange->reply.etag);
	return false;
}

/* ---- writing ---- */

static bool is_of_people(const char *kind)
{
	return strcmp(kind, "people") == 0 || strcmp(kind, "customers") == 0;
}

/* What the path names, which may be gone. */
static bool read_named(struct api_ask *ask, struct wire_row *w)
{
	char shown[SHOWN_BYTES];
	bool good;

	if (is_of_people(w->kind))
		good = (w->of = roster_view_person(ask, w->kind)) != 0;
	else
		good = fold_small(w->key, sizeof(w->key), ask->rest) && *w->key;
	return good || api_refuse(ask, PROBLEM_NO_ITEM, api_shown(ask->rest, shown));
}

static bool read_if_match(struct api_ask *ask, struct wire_row *w)
{
	const char *said = ask->request->header(ask->request->ctx, "If-Match");

	if (!said || !*said)
		return api_refuse(ask, PROBLEM_IF_MATCH, NULL);
	return text_copy(w->if_match, sizeof(w->if_match), said) || api_refuse(ask, PROBLEM_IF_MATCH, NULL);
}

static bool put_row(struct api_ask *ask, struct wire_row *w)
{
	struct json_tree *body = json_body(ask);
	bool waits = false;

	w->csv = body ? row_body_csv(ask, body, w->kind, w->adds) : NULL;
	if (w->csv && write_key_read(ask, w->id))
		waits = write_key_put(ask, IN_ROW, "", wire_row(w), w->adds ? 201 : 200);
	else if (w->csv)
		write_key_refuse(ask);
	free(w->csv);
	json_tree_free(body);
	return waits;
}

static bool begin(struct api_ask *ask, struct wire_row *w)
{
	text_copy(w->kind, sizeof(w->kind), list_of(ask));
	text_copy(ask->exchange->to, sizeof(ask->exchange->to), ask->rest);
	return ask->access.person.roles & ROLE_BIT(ADMINISTRATOR) || api_refuse(ask, PROBLEM_ADMINISTRATOR, NULL);
}

/* A row that is there already, as whoever writes it has seen it. */
bool route_item_put(struct api_ask *ask)
{
	struct wire_row w = {.adds = false};

	return begin(ask, &w) && read_named(ask, &w) && read_if_match(ask, &w) && put_row(ask, &w);
}

/* A new row. */
bool route_item_add(struct api_ask *ask)
{
	struct wire_row w = {.adds = true};

	return begin(ask, &w) && put_row(ask, &w);
}
