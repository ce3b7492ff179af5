/* The flows: all of them, and one with its picture. */
#include <stdlib.h>

#include "gateway/api/ask/printed.h"
#include "gateway/api/route/api_route.h"
#include "gateway/board/flow_moves.h"
#include "gateway/board/flow_sheet.h"
#include "gateway/views/flow_graph.h"

static void put(struct json_writer *j, const struct api_ask *ask, const struct flow *f)
{
	flow_sheet_put(j, f, api_opens(ask), ask->exchange->lang);
}

bool route_flows(struct api_ask *ask)
{
	const struct flows *all = &ask->w->rules->flows;
	struct json_writer j;

	if (!api_language(ask))
		return false;
	j = json_begin();
	json_open_list(&j, "items");
	for (size_t i = 0; i < all->n; i++) {
		json_add_object(&j);
		put(&j, ask, all->all[i]);
		json_close_object(&j);
	}
	json_close_list(&j);
	json_put_null(&j, "next");
	return api_answer(ask, json_end(&j));
}

/* NULL: memory ran out. */
static char *draw(const struct flow *f)
{
	struct printed p;

	if (!printed_begin(&p))
		return NULL;
	flow_graph_print(f, p.out);
	return printed_end(&p, true);
}

bool route_flow(struct api_ask *ask)
{
	const struct flow *f = flows_find(&ask->w->rules->flows, ask->rest);
	char shown[SHOWN_BYTES], *dot;
	struct json_writer j;

	if (!f)
		return api_refuse(ask, PROBLEM_NO_ITEM, api_shown(ask->rest, shown));
	if (!api_language(ask))
		return false;
	dot = draw(f);
	if (!dot)
		return api_answer(ask, NULL);
	j = json_begin();
	put(&j, ask, f);
	flow_moves_put(&j, f, &ask->w->rules->roles);
	json_put_string(&j, "dot", dot);
	free(dot);
	return api_answer(ask, json_end(&j));
}
