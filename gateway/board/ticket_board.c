#include "gateway/board/ticket_board.h"

#include "handlers/answer/context.h"
#include "handlers/calendar/calendar.h"
#include "handlers/chain/turn.h"
#include "handlers/clock/due.h"
#include "handlers/clock/lacking_nodes.h"
#include "templates/text/units.h"

/* ---- nodes ---- */

/* A clock is a node's if the node stops it, or is what is owed when it is over. */
static bool is_of_node(const struct clock_kind *k, size_t node)
{
	return (k->runs == RUNS_NODE && k->stops & 1u << node) || k->lacks == (int)node;
}

static bool is_late(const struct clock_kind *k, const struct clock_state *s, int64_t now)
{
	if (s->stopped)
		return s->verdict == MISSED;
	return s->broken || (s->due && due_over(k, s, now));
}

/* What has been counted until now, or until it stopped: the time in which it ran, of working time where its line is of that. */
static int64_t counted(const struct board *b, const struct ticket *t, const struct clock_kind *k,
		       const struct clock_state *s)
{
	const struct context ctx = {.rules = b->rules, .roster = b->roster};
	const struct clock_context clocks = context_clocks(&ctx);
	int64_t end = s->stopped ? s->stopped : b->now;
	bool runs = s->resumed && end > s->resumed;

	if (s->rule < 0 || k->dues[s->rule].how == DUE_SPAN)
		return s->used + (runs ? end - s->resumed : 0);
	return s->worked + (runs ? calendar_measure(clock_calendar(&clocks, t), s->resumed, end) : 0);
}

static void put_minutes(struct json_writer *j, const struct board *b, const struct ticket *t, size_t i)
{
	const struct clock_kind *k = &t->flow->clocks[i];

	if (clock_is_promise(k))
		json_put_null(j, "minutes");
	else
		json_put_number(j, "minutes", counted(b, t, k, &t->clocks[i]) / MINUTE_MS);
}

static void put_clock(struct json_writer *j, const struct board *b, const struct ticket *t, size_t i)
{
	const struct clock_kind *k = &t->flow->clocks[i];
	const struct clock_state *s = &t->clocks[i];

	json_add_object(j);
	json_put_string(j, "clock", k->name);
	json_put_string(j, "label", k->label.in[b->lang]);
	json_put_time_or_null(j, "due", s->due);
	put_minutes(j, b, t, i);
	json_put_bool(j, "late", is_late(k, s, b->now));
	json_close_object(j);
}

static void put_clocks(struct json_writer *j, const struct board *b, const struct ticket *t, size_t node)
{
	json_open_list(j, "clocks");
	for (size_t i = 0; i < t->flow->clocks_n; i++)
		if (t->clocks[i].started && is_of_node(&t->flow->clocks[i], node))
			put_clock(j, b, t, i);
	json_close_list(j);
}

/* When it is due: by the first of its clocks to be over. */
static int64_t due_for(const struct ticket *t, size_t node)
{
	int64_t first = 0;

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		int64_t due = t->clocks[i].started ? t->clocks[i].due : 0;

		if (due && is_of_node(&t->flow->clocks[i], node) && (!first || due < first))
			first = due;
	}
	return first;
}

static void put_step(struct json_writer *j, const struct board *b, const struct ticket *t, size_t i, uint32_t missing)
{
	static const char *const how[] = {[NODE_OPEN] = "open", [NODE_STAMPED] = "stamped", [NODE_MISSED] = "missed"};
	const struct node *n = &t->nodes[i];

	json_add_object(j);
	json_put_string(j, "node", t->flow->nodes[i].name);
	json_put_string(j, "title", t->flow->nodes[i].label.in[b->lang]);
	json_put_string(j, "how", how[n->how]);
	json_put_time_or_null(j, "at", n->how == NODE_STAMPED ? n->at : 0);
	json_put_time_or_null(j, "due", due_for(t, i));
	json_put_bool(j, "corrected", t->corrected[i]);
	json_put_bool(j, "missing", missing & 1u << i);
	put_clocks(j, b, t, i);
	json_close_object(j);
}

static void put_steps(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	uint32_t missing = lacking_nodes(t, b->now);

	json_open_list(j, "steps");
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		put_step(j, b, t, i, missing);
	json_close_list(j);
}

/* ---- what waits for somebody ---- */

static void put_corrections(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	json_open_list(j, "corrections");
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		if (!t->claims[i])
			continue;
		json_add_object(j);
		json_put_string(j, "node", t->flow->nodes[i].name);
		json_put_string(j, "title", t->flow->nodes[i].label.in[b->lang]);
		json_put_time(j, "stated", t->claims[i]);
		board_person_put(j, b, "by", t->askers[i]);
		json_close_object(j);
	}
	json_close_list(j);
}

static void add_name(void *ctx, const struct person *p)
{
	json_add_string(ctx, p->name);
}

static void put_signatures(struct json_writer *j, const struct board *b, const struct ticket *t,
			   const struct chain_kind *c)
{
	json_open_list(j, "signed");
	for (size_t i = 0; i < c->asks_n; i++) {
		const struct signer *s = &t->signatures[i];

		if (!s->by)
			continue;
		json_add_object(j);
		json_put_string(j, "ask", c->asks[i].name);
		board_person_put(j, b, "by", s->by);
		board_person_put(j, b, "in_the_stead_of", s->whom);
		json_close_object(j);
	}
	json_close_list(j);
}

static void put_chain(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	const struct chain_kind *c = turn_chain(t);

	if (!c) {
		json_put_null(j, "chain");
		return;
	}
	json_open_object(j, "chain");
	json_put_string(j, "name", c->name);
	json_put_string(j, "turn", c->asks[t->turn - 1].name);
	json_put_bool(j, "digits", c->confirms);
	json_open_list(j, "waits_for");
	turn_each(b->roster, t, b->now, add_name, j);
	json_close_list(j);
	put_signatures(j, b, t, c);
	json_close_object(j);
}

/* ---- all of it ---- */

void ticket_board_put(struct json_writer *j, const struct board *b, const struct ticket *t)
{
	board_titles_put(j, b, t);
	board_next_put(j, b, t);
	put_steps(j, b, t);
	put_corrections(j, b, t);
	put_chain(j, b, t);
}
