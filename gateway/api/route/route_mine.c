/* What waits for the asker. */
#include <stdlib.h>

#include "db/store/tickets.h"
#include "gateway/api/ask/tickets_row.h"
#include "gateway/api/route/api_route.h"
#include "gateway/board/mine_list.h"
#include "gateway/road/store_world.h"

/* False: it is gone, or not theirs to see. */
static bool put_one(struct json_writer *j, const struct api_ask *ask, const struct mine *m, struct ticket *t)
{
	if (!tickets_load(ask->w->store, &ask->w->rules->flows, m->number, t) || !access_sees(&ask->access, t))
		return false;
	json_add_object(j);
	json_put_string(j, "waits", m->waits);
	board_text_put(j, "code", m->code ? m->code->name : "");
	board_text_put(j, "word", m->code ? m->code->word.in[ask->exchange->lang] : "");
	tickets_members_put(ask, j, t);
	json_close_object(j);
	return true;
}

static char *put_all(const struct api_ask *ask, const struct mine *all, size_t n, struct ticket *t)
{
	struct json_writer j = json_begin();
	size_t put = 0;

	json_open_list(&j, "items");
	for (size_t i = 0; i < n && put < ask->limit; i++)
		put += put_one(&j, ask, &all[i], t);
	json_close_list(&j);
	json_put_null(&j, "next");
	return json_end(&j);
}

static bool find(struct api_ask *ask, struct mine *out, size_t *n)
{
	struct gateway g = {
		.setup = &ask->w->setup, .store = ask->w->store, .rules = ask->w->rules, .roster = ask->w->roster};
	struct store_world store_world;
	struct world world;
	const struct context ctx = {.rules = ask->w->rules, .roster = &ask->w->roster, .world = &world};

	store_world_init(&world, &store_world, &g, true);
	return mine_list(&ctx, ask->w->store, &ask->access.person, ask->request->now, out, n);
}

bool route_mine(struct api_ask *ask)
{
	struct mine *all;
	struct ticket *t;
	char *json = NULL;
	size_t n;

	if (!api_language(ask))
		return false;
	all = calloc(MINE_MOST, sizeof(*all));
	t = calloc(1, sizeof(*t));
	if (all && t && find(ask, all, &n))
		json = put_all(ask, all, n, t);
	free(all);
	free(t);
	return api_answer(ask, json);
}
