#include <stdlib.h>

#include "db/store/ledger_rows.h"
#include "db/store/tickets.h"
#include "gateway/api/mine/waiting.h"
#include "gateway/api/route/api_route.h"
#include "gateway/api/route/masked.h"
#include "gateway/api/route/printed.h"
#include "gateway/views/ticket_list.h"
#include "handlers/model/change.h"
#include "templates/wording/wording.h"

#define WHYS 8 /* numbers of cursors between two tickets: more than there are reasons */
#define LABEL_MOST 256

static const char *const whys[] = {
	[WHY_SIGN] = "sign", [WHY_DECIDE] = "decide", [WHY_PLACE] = "place", [WHY_PLAN] = "plan", [WHY_DO] = "do"};

static const char *const more[] = {"why", "label", "action", "since", NULL};

struct page {
	struct api_ask *ask;
	struct table rows;
	const char *columns[COLUMNS_MAX + 1];
	struct waiting_list list;
	int64_t after; /* the last item's cursor */
	size_t shown;
	struct ticket ticket; /* the one at hand */
};

static int64_t cursor_of(const struct waiting *x)
{
	return x->number * WHYS + (int64_t)x->why;
}

/* ---- an item ---- */

static void put_label(struct page *p, const struct waiting *x)
{
	static const enum own_word words[] = {[WHY_SIGN] = WORD_MINE_SIGN,
					      [WHY_DECIDE] = WORD_MINE_DECIDE,
					      [WHY_PLACE] = WORD_MINE_PLACE,
					      [WHY_PLAN] = WORD_MINE_PLAN,
					      [WHY_DO] = WORD_MINE_DO};
	enum lang l = p->ask->exchange->lang;
	const struct own_words *own = wording_own(p->ask->w->rules->wording, l);
	const char *with = x->code->word.in[l];
	struct text label = text_new(LABEL_MOST);

	if (x->why == WHY_PLACE)
		with = own->in[p->ticket.station ? WORD_NO_MACHINE : WORD_NO_STATION];
	own_words_say(own, words[x->why], with, &label);
	table_put_text(&p->rows, text_str(&label));
	text_free(&label);
}

/* When it began to wait for this. */
static int64_t since(struct store *s, const struct waiting *x)
{
	if (x->why == WHY_SIGN)
		return ledger_last(s, x->number, change_turns);
	if (x->why == WHY_DECIDE)
		return ledger_last(s, x->number, change_claims);
	return ledger_last(s, x->number, change_moves);
}

static void put_item(struct page *p, const struct waiting *x)
{
	struct api_ask *ask = p->ask;
	struct ticket *t = &p->ticket;

	if (!access_calls(&ask->access)) {
		masked_in(ask, t, t->fault);
		masked_in(ask, t, t->customer_name);
	}
	ticket_list_put(&p->rows, ask->w, t, ask->request->now, ask->exchange->lang);
	table_put_text(&p->rows, whys[x->why]);
	put_label(p, x);
	table_put_text(&p->rows, x->code->name);
	table_put_time(&p->rows, since(ask->w->store, x));
	p->shown++;
}

/* ---- the page ---- */

/* The cursor of where it goes on; 0: there are no others. */
static int64_t put_items(struct page *p)
{
	const struct api_ask *ask = p->ask;

	for (size_t i = 0; i < p->list.n; i++) {
		const struct waiting *x = &p->list.all[i];

		if (cursor_of(x) <= p->after)
			continue;
		if (!tickets_load(ask->w->store, &ask->w->rules->flows, x->number, &p->ticket) ||
		    !access_sees(&ask->access, &p->ticket))
			continue;
		if (p->shown == ask->limit)
			return p->after;
		put_item(p, x);
		p->after = cursor_of(x);
	}
	return 0;
}

static bool print(struct page *p)
{
	struct printed paper;
	char *next = NULL;
	int64_t on;
	bool good;

	if (!printed_begin(&paper))
		return api_answer(p->ask, NULL);
	ticket_list_columns(more, p->columns);
	table_begin(&p->rows, TABLE_JSON, p->columns, paper.out);
	on = put_items(p);
	good = table_end(&p->rows);
	if (on) {
		next = api_number_text(on);
		good = good && next;
	}
	return api_answer_list(p->ask, printed_end(&paper, good), next);
}

bool route_mine(struct api_ask *ask)
{
	const char *said = api_argument(ask, "after");
	int64_t after = said ? api_number(said) : 0;
	struct page *p;

	if (said && !after)
		return api_refuse(ask, PROBLEM_CURSOR, NULL);
	p = calloc(1, sizeof(*p));
	if (!p)
		return api_answer(ask, NULL);
	p->ask = ask;
	p->after = after;
	if (waiting_find(&ask->access, ask->w, &p->list))
		print(p);
	else
		api_answer(ask, NULL);
	free(p->list.all);
	free(p);
	return false;
}
