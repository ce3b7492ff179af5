#include "gateway/talk/expect.h"

#include <stdlib.h>
#include <string.h>

#include "db/tables/tickets.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/due.h"
#include "handlers/time/when.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

void expect_text(struct talk_run *st, const struct step *s)
{
	char why[WHY_BYTES];
	struct caller who;
	char *text = talk_run_fill_in(st, s->text);
	bool holds = false;
	if (text && strcmp(s->name, "desk") == 0)
		holds = sent_texts_name_desk(&st->sent_texts, text, s->pattern, why, sizeof(why));
	else if (text && talk_run_caller(st, s->name, &who))
		holds = sent_texts_name(&st->sent_texts, &who, text, s->pattern, why, sizeof(why));
	if (!holds && st->code == VERB_DONE)
		talk_run_fault(st, s->line, "this was not sent: %s", why);
	free(text);
}

void expect_nobody(struct talk_run *st, const struct step *s)
{
	for (size_t i = 0; i < st->sent_texts.n; i++)
		talk_run_fault(st, s->line, "somebody was told: %s got `%s`", st->sent_texts.names[i],
			       st->sent_texts.rows[i].text);
}

void expect_no_more(struct talk_run *st)
{
	for (size_t i = sent_texts_unnamed(&st->sent_texts, 0); i < SENT_TEXTS_MAX;
	     i = sent_texts_unnamed(&st->sent_texts, i + 1))
		talk_run_fault(st, st->sent_texts.line, "no `>` line names what %s got: `%s`; add one, or `> ...`",
			       st->sent_texts.names[i], st->sent_texts.rows[i].text);
	sent_texts_clear(&st->sent_texts);
}

/* ---- where a ticket stands */

static bool load_ticket(struct talk_run *st, const struct step *s, struct ticket *t)
{
	int64_t number = st->last;
	char *name = s->ticket ? talk_run_fill_in(st, s->ticket) : NULL;
	if (name)
		number = talk_run_ticket(st, name, strlen(name));
	if (name && !number)
		number = strtoll(name, NULL, 10);
	bool found = number && tickets_load(st->gateway.store, &st->gateway.rules->flows, number, t);
	if (!found && name)
		talk_run_fault(st, s->line, "there is no ticket %s in this talk; open it with `as %s`", name, name);
	else if (!found)
		talk_run_fault(st, s->line, "no ticket was touched yet; open one first");
	free(name);
	return found;
}

static void unknown_state(struct talk_run *st, const struct step *s, const struct flow *f)
{
	const char *names[STATES_MAX];
	for (size_t i = 0; i < f->states_n; i++)
		names[i] = f->states[i].name;
	const char *near = spelling_nearest(s->text, names, f->states_n);
	if (near)
		talk_run_fault(st, s->line, "there is no state `%s`; did you mean `%s`?", s->text, near);
	else
		talk_run_fault(st, s->line, "there is no state `%s`; write one of those in %s", s->text, f->file);
}

void expect_state(struct talk_run *st, const struct step *s, struct ticket *t)
{
	if (!load_ticket(st, s, t))
		return;
	int state = flow_state(t->flow, s->text);
	if (state < 0)
		unknown_state(st, s, t->flow);
	else if (state != t->state)
		talk_run_fault(st, s->line, "ticket %lld is not %s but %s", (long long)t->number, s->text,
			       talk_run_state(t));
}

static void unknown_name(struct talk_run *st, const struct step *s, const char *what, const char *const *names,
			 size_t n, const struct flow *f)
{
	const char *near = spelling_nearest(s->name, names, n);
	if (near)
		talk_run_fault(st, s->line, "there is no %s `%s`; did you mean `%s`?", what, s->name, near);
	else
		talk_run_fault(st, s->line, "there is no %s `%s`; write one of those in %s", what, s->name, f->file);
}

static void unknown_node(struct talk_run *st, const struct step *s, const struct flow *f)
{
	const char *names[NODES_MAX];
	for (size_t i = 0; i < f->nodes_n; i++)
		names[i] = f->nodes[i].name;
	unknown_name(st, s, "node", names, f->nodes_n, f);
}

void expect_node(struct talk_run *st, const struct step *s, struct ticket *t)
{
	char is[24];
	if (!load_ticket(st, s, t))
		return;
	int i = flow_node(t->flow, s->name);
	if (i < 0) {
		unknown_node(st, s, t->flow);
		return;
	}
	const struct node *n = &t->nodes[i];
	bool holds = s->timed ? n->how == NODE_STAMPED && talk_is(&s->time, n->at)
			      : n->how == (strcmp(s->text, "missed") == 0 ? NODE_MISSED : NODE_OPEN);
	if (holds)
		return;
	if (n->how == NODE_STAMPED)
		when_local(n->at, is);
	else
		text_copy(is, sizeof(is), n->how == NODE_MISSED ? "missed" : "open");
	talk_run_fault(st, s->line, "node %s of ticket %lld is not %s but %s", s->name, (long long)t->number, s->text,
		       is);
}

/* ---- how a clock stands */

static const struct clock_kind *find_clock(struct talk_run *st, const struct step *s, const struct flow *f)
{
	const char *names[CLOCKS_MAX];
	for (size_t i = 0; i < f->clocks_n; i++) {
		names[i] = f->clocks[i].name;
		if (strcmp(names[i], s->name) == 0)
			return &f->clocks[i];
	}
	unknown_name(st, s, "clock", names, f->clocks_n, f);
	return NULL;
}

/* One of talk_clocks. */
static const char *stands(const struct clock_kind *k, const struct clock_state *c, int64_t now)
{
	static const char *const judged[] = {"-", "met", "late", "void"};
	if (c->started == 0 || c->stopped)
		return judged[c->started ? c->verdict : UNJUDGED];
	if (c->due == 0 && (c->resumed != 0 || c->rule < 0))
		return "-"; /* it asks nothing */
	if (c->resumed == 0)
		return "pauses";
	return c->broken || due_over(k, c, now) ? "late" : "runs";
}

void expect_clock(struct talk_run *st, const struct step *s, struct ticket *t)
{
	char due[24] = "no time";
	if (!load_ticket(st, s, t))
		return;
	const struct clock_kind *k = find_clock(st, s, t->flow);
	if (!k)
		return;
	const struct clock_state *c = &t->clocks[k - t->flow->clocks];
	const char *is = stands(k, c, st->minute + st->within);
	if (strcmp(is, s->text) == 0 && (!s->timed || talk_is(&s->time, c->due)))
		return;
	if (c->due)
		when_local(c->due, due);
	talk_run_fault(st, s->line, "clock %s of ticket %lld is not as written, but stands at `%s`, due %s", s->name,
		       (long long)t->number, is, due);
}
