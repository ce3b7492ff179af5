#include "gateway/api/route/api_route.h"

#include <stdlib.h>

#include "db/store/tickets.h"
#include "gateway/api/ask/actions.h"
#include "gateway/api/ask/masked.h"
#include "gateway/api/ask/printed.h"
#include "gateway/api/ask/tickets_row.h"
#include "gateway/board/ticket_board.h"
#include "gateway/show/ticket_record.h"
#include "templates/wording/wording.h"

/* For whom, and of what. */
struct shown {
	const struct api_ask *ask;
	const struct ticket *ticket;
};

static bool sees(const void *ctx, const struct ticket *t)
{
	const struct shown *s = ctx;

	return access_sees(&s->ask->access, t);
}

static void put_more(struct json_writer *j, const void *ctx)
{
	const struct shown *s = ctx;
	const struct actions actions = {&s->ask->access, s->ask->w, s->ticket, s->ask->exchange->lang};
	const struct board b = tickets_board(s->ask);

	ticket_board_put(j, &b, s->ticket);
	actions_put(j, &actions);
}

/* All that `show --json` says, and what may be sent now. */
static char *print(struct api_ask *ask, const struct ticket *t)
{
	struct gateway g = {
		.setup = &ask->w->setup, .store = ask->w->store, .rules = ask->w->rules, .roster = ask->w->roster};
	const struct shown shown = {ask, t};
	enum lang lang = ask->exchange->lang;
	const struct ticket_record_more more = {put_more, sees, &shown, lang,
						wording_own(ask->w->rules->wording, lang)};
	struct printed p;

	if (!printed_begin(&p))
		return NULL;
	return printed_end(&p, ticket_record_print_with(&g, t, ask->request->now, &more, p.out));
}

bool route_ticket(struct api_ask *ask)
{
	struct ticket *t;
	char *text = NULL, said[SHOWN_BYTES];
	bool found;

	if (!api_language(ask))
		return false;
	t = calloc(1, sizeof(*t));
	found = t && tickets_load(ask->w->store, &ask->w->rules->flows, api_number(ask->rest), t) &&
		access_sees(&ask->access, t);

	if (found)
		text = print(ask, t);
	if (text && !access_calls(&ask->access))
		masked_in(ask, t, text);
	else if (text && *t->customer_number)
		masked_shown(ask, "ticket", ask->rest);
	if (t && !found)
		api_refuse(ask, PROBLEM_NO_TICKET, api_shown(ask->rest, said));
	else
		api_answer(ask, text);
	free(t);
	return false;
}
