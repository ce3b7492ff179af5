#include "gateway/road/due/newly_asked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_found.h"
#include "db/store/ledger_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/road/intake.h"
#include "handlers/answer/answer.h"
#include "handlers/chain/turn.h"
#include "handlers/model/change.h"

#define SEEN "asked" /* the key under which the import stands that was seen to */
#define VERSION_BYTES 32

/* ---- whether ---- */

static bool asks_anybody(const struct gateway *g)
{
	bool asks = false;

	for (size_t i = 0; i < g->rules->flows.n; i++)
		asks = asks || g->rules->flows.all[i]->chains_n > 0;
	return asks;
}

/* The import that was not seen to yet; false: there is none, or the store failed. */
static bool unseen(const struct gateway *g, char imported[VERSION_BYTES])
{
	char seen[VERSION_BYTES];

	return asks_anybody(g) && store_get(g->store, "imported", imported, VERSION_BYTES) &&
	       store_get(g->store, SEEN, seen, sizeof(seen)) && strcmp(imported, seen) != 0;
}

int64_t newly_asked_next(const struct gateway *g, int64_t now)
{
	char imported[VERSION_BYTES];

	return unseen(g, imported) ? now : 0;
}

/* ---- asking ---- */

struct asked {
	struct intake *intake;
	struct effects *e;
	struct saying s;
	int64_t since;        /* it is their turn */
	unsigned char *times; /* how often each of the roster was asked */
	bool good;
};

static bool note_turn(void *ctx, const struct ledger_event *e, struct ledger_bytes hash)
{
	int64_t *since = ctx;

	(void)hash;
	if (change_asks(e->change.s))
		*since = e->came;
	return true;
}

static void ask(void *ctx, const struct person *p)
{
	struct asked *a = ctx;
	const struct roster *r = a->intake->context.roster;
	const struct ticket *t = a->s.ticket;
	const char *question = turn_chain(t)->say;
	unsigned char *times = &a->times[p - r->people];

	if (!a->good || *times == NEWLY_ASKED || ticket_is_about(t, p, r, a->s.now) ||
	    outbox_was_sent(a->intake->g->store, t->number, p->id, question, a->since))
		return;
	++*times;
	a->good = answer_say(a->e, &a->s, p, question) && intake_had_memory(a->intake) &&
		  intake_send_all(a->intake, a->e);
	effects_free(a->e);
}

static bool waits(void *of, const struct ticket *t)
{
	(void)of;
	return t->turn > 0;
}

/* One whose question cannot be said must not hold up all the others. */
static bool ask_about(struct asked *a, struct ticket *t)
{
	struct store *s = a->intake->g->store;
	const struct ledger_walk w = {.each = note_turn, .ctx = &a->since};

	a->since = 0;
	if (!tickets_load(s, &a->intake->g->rules->flows, t->number, t) || !ledger_walk_ticket(s, t->number, &w))
		return !store_failed(s);
	a->s = (struct saying){.ctx = &a->intake->context, .ticket = t, .flow = t->flow, .now = a->intake->now};
	a->good = true;
	turn_each(a->intake->context.roster, t, a->intake->now, ask, a);
	if (a->good)
		return true;
	if (store_failed(s) || !intake_had_memory(a->intake))
		return false;
	a->e->failed = false;
	log_error("whoever is newly to sign ticket %" PRId64 " cannot be asked", t->number);
	return true;
}

static bool ask_in(struct asked *a, const struct flow *f)
{
	struct ticket *all = calloc(LOOKED_THROUGH, sizeof(*all));
	struct store *s = a->intake->g->store;
	uint32_t states = 0;
	size_t n;
	bool good = all != NULL;

	for (size_t i = 0; i < f->chains_n; i++)
		states |= 1u << f->chains[i].in;
	n = good && states ? tickets_find_that(s, f, states, waits, NULL, all, LOOKED_THROUGH) : 0;
	for (size_t i = 0; i < n && good; i++)
		good = ask_about(a, &all[i]);
	free(all);
	return good && !store_failed(s);
}

bool newly_asked_take(struct intake *intake)
{
	const struct flows *all = &intake->g->rules->flows;
	char imported[VERSION_BYTES];
	struct asked a = {.intake = intake};
	bool good;

	if (!unseen(intake->g, imported))
		return !store_failed(intake->g->store);
	a.e = calloc(1, sizeof(*a.e));
	a.times = calloc(intake->context.roster->n + 1, 1);
	good = a.e && a.times;
	for (size_t i = 0; i < all->n && good; i++)
		good = ask_in(&a, all->all[i]);
	free(a.e);
	free(a.times);
	return good && store_put(intake->g->store, SEEN, imported);
}
