#include "gateway/phones/phone_view.h"

#include <stdlib.h>

#include "db/store/tickets_found.h"
#include "gateway/board/sender_list.h"
#include "gateway/command/workspace.h"
#include "handlers/chain/turn.h"
#include "handlers/clock/due.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/model/expected_code.h"
#include "templates/wording/segments.h"

#define TICKETS_MOST 50

/* ---- texts ---- */

static void put_text(struct json_writer *j, const struct played *t)
{
	json_add_object(j);
	json_put_number(j, "n", (int64_t)t->n);
	json_put_time(j, "at", t->at);
	json_put_string(j, "kind", t->kind == PLAYED_TEXT ? "mo" : "mt");
	json_put_string_or_null(j, "from", t->kind == PLAYED_TEXT ? t->name : NULL);
	json_put_string_or_null(j, "to", t->kind == PLAYED_GOT ? t->name : NULL);
	json_put_id_or_null(j, "person", t->person);
	json_put_string(j, "number", t->number);
	json_put_string(j, "text", t->text);
	json_put_number(j, "segments", segments_of(t->text).count);
	json_put_string_or_null(j, "error", t->error);
	json_close_object(j);
}

static void put_texts(struct json_writer *j, const struct phone_play *p, size_t after)
{
	json_open_list(j, "texts");
	for (size_t i = 0; i < p->n; i++)
		if (p->all[i].n > after)
			put_text(j, &p->all[i]);
	json_close_list(j);
}

/* ---- tickets ---- */

static void put_nodes(struct json_writer *j, const struct ticket *t, int64_t now, enum lang l)
{
	uint32_t missing = lacking_nodes(t, now);

	json_open_list(j, "nodes");
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		const struct node *n = &t->nodes[i];

		json_add_object(j);
		json_put_string(j, "name", t->flow->nodes[i].name);
		json_put_string(j, "title", t->flow->nodes[i].label.in[l]);
		json_put_time_or_null(j, "at", n->how == NODE_STAMPED ? n->at : 0);
		json_put_string(j, "state",
				n->how == NODE_STAMPED  ? "stamped"
				: n->how == NODE_MISSED ? "missed"
				: missing & 1u << i     ? "missing"
							: "open");
		json_close_object(j);
	}
	json_close_list(j);
}

static void add_roles(void *ctx, const struct person *p)
{
	uint64_t *by = ctx;

	*by |= p->roles;
}

/* Whom a code is for, as the flow says it; to sign is for whoever is asked now. */
static uint64_t who_sends(const struct phone_play *p, const struct ticket *t, const struct code *c)
{
	uint64_t by = 0;

	if (c->does != DOES_SIGN)
		return c->by;
	turn_each(&p->stage.gateway.roster, t, stage_now(&p->stage), add_roles, &by);
	return by;
}

static void put_by(struct json_writer *j, const struct phone_play *p, uint64_t by)
{
	json_open_list(j, "by");
	sender_list_add(j, &p->stage.gateway.rules->roles, by);
	json_close_list(j);
}

static void put_code(struct json_writer *j, const struct phone_play *p, const struct ticket *t, const struct code *c,
		     enum lang l)
{
	json_add_object(j);
	json_put_string(j, "code", c->name);
	json_put_string(j, "word", c->word.in[l]);
	put_by(j, p, who_sends(p, t, c));
	json_close_object(j);
}

static bool leads_on(const struct ticket *t, const struct code *c)
{
	bool skipping;

	return (c->to >= 0 || c->stamps) && t->state >= 0 && c->from & 1u << t->state &&
	       code_fits(c, t->state, &skipping) && !skipping;
}

/* What it waits for, as lists of tickets have it, and then whatever else leads on from where it stands. */
static void put_next(struct json_writer *j, const struct phone_play *p, const struct ticket *t, enum lang l)
{
	const struct code *expected = expected_code(t);

	json_open_list(j, "next");
	if (expected)
		put_code(j, p, t, expected, l);
	for (size_t i = 0; i < t->flow->codes_n; i++)
		if (&t->flow->codes[i] != expected && leads_on(t, &t->flow->codes[i]))
			put_code(j, p, t, &t->flow->codes[i], l);
	json_close_list(j);
}

static void put_clock(struct json_writer *j, const struct clock_kind *k, const struct clock_state *s, int64_t now,
		      enum lang l)
{
	json_add_object(j);
	json_put_string(j, "name", k->name);
	json_put_string(j, "title", k->label.in[l]);
	json_put_time(j, "at", s->due);
	json_put_bool(j, "late", s->broken || due_over(k, s, now));
	json_close_object(j);
}

/* Those that run, and what it will open. */
static void put_clocks(struct json_writer *j, const struct phone_play *p, const struct ticket *t, int64_t now,
		       enum lang l)
{
	const struct flow *f = t->flow;

	json_open_list(j, "clocks");
	for (size_t i = 0; i < f->clocks_n; i++)
		if (t->clocks[i].started && !t->clocks[i].stopped && t->clocks[i].due)
			put_clock(j, &f->clocks[i], &t->clocks[i], now, l);
	for (size_t i = 0; i < f->opened_n; i++) {
		const struct flow *opens = flows_find(&p->stage.gateway.rules->flows, f->opened[i]);

		if (t->opens[i] <= t->opens_taken)
			continue;
		json_add_object(j);
		json_put_string(j, "name", f->opened[i]);
		json_put_string(j, "title", opens ? opens->title.in[l] : f->opened[i]);
		json_put_time(j, "at", t->opens[i]);
		json_put_bool(j, "late", t->opens[i] <= now);
		json_close_object(j);
	}
	json_close_list(j);
}

static void put_ticket(struct json_writer *j, struct phone_play *p, const struct ticket *t, enum lang l)
{
	int64_t now = stage_now(&p->stage);
	char lead[NAME_BYTES] = "";

	if (t->lead)
		workspace_name(p->stage.gateway.store, t->lead, lead, sizeof(lead));
	json_add_object(j);
	json_put_id(j, "number", t->number);
	json_put_string(j, "flow", t->flow->name);
	json_put_string(j, "title", t->flow->title.in[l]);
	json_put_string_or_null(j, "state", t->state < 0 ? "" : t->flow->states[t->state].name);
	json_put_string_or_null(j, "state_title", t->state < 0 ? "" : t->flow->states[t->state].label.in[l]);
	json_put_bool(j, "ended", t->state < 0 || t->flow->states[t->state].ends);
	json_put_time(j, "opened", t->opened);
	json_put_string(j, "text", t->fault);
	json_put_bool(j, "down", t->down);
	json_put_string_or_null(j, "machine", t->serial);
	json_put_string_or_null(j, "customer", t->customer_name);
	json_put_string_or_null(j, "station", t->station_name);
	json_put_string_or_null(j, "engineer", lead);
	put_nodes(j, t, now, l);
	put_next(j, p, t, l);
	put_clocks(j, p, t, now, l);
	json_close_object(j);
}

static void put_tickets(struct json_writer *j, struct phone_play *p, enum lang l)
{
	struct store *s = p->stage.gateway.store;
	struct ticket *all = calloc(TICKETS_MOST, sizeof(*all));
	size_t n = all ? tickets_list(s, &p->stage.gateway.rules->flows, true, 0, all, TICKETS_MOST) : 0;

	if (!all)
		store_fail(s, "out of memory");
	json_open_list(j, "tickets");
	for (size_t i = 0; i < n; i++)
		put_ticket(j, p, &all[i], l);
	json_close_list(j);
	free(all);
}

void phone_view_put(struct json_writer *j, struct phone_play *p, size_t after, enum lang l)
{
	json_put_time(j, "now", stage_now(&p->stage));
	json_put_number(j, "last", (int64_t)p->texts);
	put_texts(j, p, after);
	put_tickets(j, p, l);
}
