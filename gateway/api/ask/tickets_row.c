#include "gateway/api/ask/tickets_row.h"

#include "gateway/api/ask/masked.h"

struct board tickets_board(const struct api_ask *ask)
{
	return (struct board){.store = ask->w->store,
			      .rules = ask->w->rules,
			      .roster = &ask->w->roster,
			      .now = ask->request->now,
			      .lang = ask->exchange->lang};
}

void tickets_members_put(const struct api_ask *ask, struct json_writer *j, struct ticket *t)
{
	const struct board b = tickets_board(ask);

	if (!access_calls(&ask->access)) {
		masked_in(ask, t, t->fault);
		masked_in(ask, t, t->customer_name);
	}
	board_row_put(j, &b, t);
}

void tickets_row_put(const struct api_ask *ask, struct json_writer *j, struct ticket *t)
{
	json_add_object(j);
	tickets_members_put(ask, j, t);
	json_close_object(j);
}
