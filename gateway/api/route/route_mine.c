/* What waits for the asker. */
#include <stdlib.h>

#include "db/store/ledger_rows.h"
#include "db/store/tickets.h"
#include "gateway/api/ask/tickets_row.h"
#include "gateway/api/route/api_route.h"
#include "gateway/board/mine_list.h"
#include "gateway/road/store_world.h"
#include "handlers/model/change.h"
#include "handlers/model/expected_code.h"
#include "templates/wording/wording.h"

struct page {
	struct api_ask *ask;
	struct mine *all;
	size_t n, from;
	struct ticket *t; /* the one at hand */
};

/* ---- an item ---- */

/* It waits for somebody to say who goes. */
static bool is_plan(const struct mine *m)
{
	return m->code && m->code->does == DOES_MOVE && code_brings(m->code, BRINGS_LEAD);
}

/* Somebody else is asked next, and yet the engineer may have a code to go on by. */
static const struct code *code_of(const struct mine *m, const struct ticket *t)
{
	return m->code ? m->code : expected_of_lead(t);
}

/* When it began to wait for this. */
static int64_t since(const struct page *p, const struct mine *m)
{
	enum does does = m->code ? m->code->does : DOES_MOVE;

	return ledger_last(p->ask->w->store, m->number,
			   does == DOES_SIGN      ? change_turns
			   : does == DOES_APPROVE ? change_claims
						  : change_moves);
}

static void put_one(struct json_writer *j, const struct page *p, const struct mine *m)
{
	const struct code *c = code_of(m, p->t);

	json_add_object(j);
	json_put_string(j, "waits", is_plan(m) ? "plan" : m->waits);
	json_put_string_or_null(j, "code", c ? c->name : "");
	json_put_string_or_null(j, "word", c ? c->word.in[p->ask->exchange->lang] : "");
	json_put_time_or_null(j, "since", since(p, m));
	tickets_members_put(p->ask, j, p->t);
	json_close_object(j);
}

/* ---- the page ---- */

/* False: it is gone, or not theirs to see. */
static bool is_theirs(const struct page *p, const struct mine *m)
{
	const struct workspace *w = p->ask->w;

	return tickets_load(w->store, &w->rules->flows, m->number, p->t) && access_sees(&p->ask->access, p->t);
}

static char *put_all(const struct page *p)
{
	struct json_writer j = json_begin();
	size_t put = 0, i;

	json_open_list(&j, "items");
	for (i = p->from; i < p->n && put < p->ask->limit; i++)
		if (is_theirs(p, &p->all[i])) {
			put_one(&j, p, &p->all[i]);
			put++;
		}
	json_close_list(&j);
	json_put_id_or_null(&j, "next", i < p->n ? (int64_t)i : 0);
	return json_end(&j);
}

/* As the roster has them: who acts for whom is told by that. */
static const struct person *asker(const struct api_ask *ask)
{
	const struct person *p = roster_person(&ask->w->roster, ask->access.person.id);

	return p ? p : &ask->access.person;
}

static bool find(struct page *p)
{
	const struct api_ask *ask = p->ask;
	struct gateway g = {
		.setup = &ask->w->setup, .store = ask->w->store, .rules = ask->w->rules, .roster = ask->w->roster};
	struct store_world store_world;
	struct world world;
	const struct context ctx = {.rules = ask->w->rules, .roster = &ask->w->roster, .world = &world};

	store_world_init(&world, &store_world, &g, true);
	return mine_list(&ctx, ask->w->store, asker(ask), ask->request->now, p->all, &p->n);
}

bool route_mine(struct api_ask *ask)
{
	struct page p = {.ask = ask};
	char *json = NULL;
	int64_t from;

	if (!api_language(ask) || !api_cursor(ask, &from))
		return false;
	p.from = (size_t)from;
	p.all = calloc(MINE_MOST, sizeof(*p.all));
	p.t = calloc(1, sizeof(*p.t));
	if (p.all && p.t && find(&p))
		json = put_all(&p);
	free(p.all);
	free(p.t);
	return api_answer(ask, json);
}
