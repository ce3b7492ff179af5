#include "gateway/road/due/list_receivers.h"

#include <stdlib.h>

#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "handlers/answer/tell.h"
#include "handlers/condition/condition_holds.h"

#define PAGE 64 /* numbers read at once */

struct gathering {
	struct intake *intake;
	struct flow *flow;
	const struct list_kind *kind;
	const struct tell *tell; /* the one at hand */
	struct receiver *all;
	struct ticket ticket; /* the one at hand */
};

/* Who is told in several roles is told once, as the first of them. */
static void add(void *ctx, const struct person *p)
{
	struct gathering *g = ctx;
	struct receiver *r = &g->all[p - g->intake->context.roster->people];

	if (r->last == g->ticket.number || ticket_is_about(&g->ticket, p, g->intake->context.roster, g->intake->now))
		return;
	if (!r->template)
		r->template = g->tell->template;
	r->last = g->ticket.number;
	if (r->count < LIST_LINES)
		r->numbers[r->count] = g->ticket.number;
	r->count++;
}

static bool is_listed(const struct gathering *g)
{
	struct condition_of of = {.ticket = &g->ticket, .roster = g->intake->context.roster};

	return g->ticket.state >= 0 && g->kind->states & 1u << g->ticket.state && condition_holds(g->kind->when, &of);
}

static void add_ticket(struct gathering *g)
{
	struct saying s = {.ctx = &g->intake->context, .flow = g->flow, .ticket = &g->ticket, .now = g->intake->now};
	const struct roster *r = s.ctx->roster;

	for (size_t i = 0; i < g->kind->tells_n; i++) {
		const struct person *lead = roster_person(r, g->ticket.lead);

		g->tell = &g->kind->tells[i];
		if (g->tell->to != TO_LEAD)
			tell_each_of_role(&s, (enum role)g->tell->to, add, g);
		else if (lead)
			add(g, lead);
	}
}

/* A ticket of another flow is none for `flows`. */
static void gather(struct gathering *g)
{
	const struct flows flows = {.all = {g->flow}, .n = 1};
	struct store *s = g->intake->g->store;
	int64_t numbers[PAGE], after = 0;
	size_t n;

	do {
		n = tickets_open_after(s, after, numbers, PAGE);
		for (size_t i = 0; i < n; i++)
			if (tickets_load(s, &flows, numbers[i], &g->ticket) && is_listed(g))
				add_ticket(g);
		after = n > 0 ? numbers[n - 1] : 0;
	} while (n == PAGE);
}

struct receiver *list_receivers(struct intake *intake, struct flow *f, const struct list_kind *k)
{
	struct gathering *g = calloc(1, sizeof(*g));
	struct receiver *all = calloc(intake->context.roster->n + 1, sizeof(*all));

	if (g && all) {
		*g = (struct gathering){.intake = intake, .flow = f, .kind = k, .all = all};
		gather(g);
	}
	if (!g || !all || store_failed(intake->g->store)) {
		free(all);
		all = NULL;
	}
	free(g);
	return all;
}
