#include "gateway/rehearse/expect.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/views/field_text.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/due.h"
#include "handlers/time/when.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define OPENED_LOOKED 100

void expect_text(struct rehearsal *r, const struct step *s)
{
	char why[WHY_BYTES];
	struct caller who;
	char *text = rehearsal_fill_in(r, s->text);
	bool holds = false;

	if (text && strcmp(s->name, "desk") == 0)
		holds = sent_texts_name_desk(&r->sent_texts, text, s->pattern, why, sizeof(why));
	else if (text && rehearsal_caller(r, s->name, &who))
		holds = sent_texts_name(&r->sent_texts, &who, text, s->pattern, why, sizeof(why));
	if (!holds && r->code == VERB_DONE)
		rehearsal_fault(r, s->line, "this was not sent: %s", why);
	free(text);
}

void expect_nobody(struct rehearsal *r, const struct step *s)
{
	for (size_t i = 0; i < r->sent_texts.n; i++)
		rehearsal_fault(r, s->line, "somebody was told: %s got `%s`", r->sent_texts.names[i],
				r->sent_texts.rows[i].text);
}

void expect_no_more(struct rehearsal *r)
{
	for (size_t i = sent_texts_unnamed(&r->sent_texts, 0); i < SENT_TEXTS_MAX;
	     i = sent_texts_unnamed(&r->sent_texts, i + 1))
		rehearsal_fault(r, r->sent_texts.line, "no `>` line names what %s got: `%s`; add one, or `> ...`",
				r->sent_texts.names[i], r->sent_texts.rows[i].text);
	sent_texts_clear(&r->sent_texts);
}

/* ---- where a ticket stands */

static bool load_named(struct rehearsal *r, const struct step *s, const char *said, struct ticket *t)
{
	int64_t number = r->last;
	char *name = said ? rehearsal_fill_in(r, said) : NULL;
	bool found;

	if (name)
		number = rehearsal_ticket(r, name, strlen(name));
	if (name && !number)
		number = strtoll(name, NULL, 10);
	found = number && tickets_load(r->stage.gateway.store, &r->stage.gateway.rules->flows, number, t);
	if (!found && name)
		rehearsal_fault(r, s->line, "there is no ticket %s in this talk; open it with `as %s`", name, name);
	else if (!found)
		rehearsal_fault(r, s->line, "no ticket was touched yet; open one first");
	free(name);
	return found;
}

static bool load_ticket(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	return load_named(r, s, s->ticket, t);
}

static void unknown_state(struct rehearsal *r, const struct step *s, const struct flow *f)
{
	const char *names[STATES_MAX];
	const char *near;

	for (size_t i = 0; i < f->states_n; i++)
		names[i] = f->states[i].name;
	near = spelling_nearest(s->text, names, f->states_n);
	if (near)
		rehearsal_fault(r, s->line, "there is no state `%s`; did you mean `%s`?", s->text, near);
	else
		rehearsal_fault(r, s->line, "there is no state `%s`; write one of those in %s", s->text, f->file);
}

void expect_state(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	int state;

	if (!load_ticket(r, s, t))
		return;
	state = flow_state(t->flow, s->text);
	if (state < 0 && strcmp(s->text, "-") != 0)
		unknown_state(r, s, t->flow);
	else if (state != t->state)
		rehearsal_fault(r, s->line, "ticket %lld is not %s but %s", (long long)t->number, s->text,
				rehearsal_state(t));
}

/* ---- which tickets it opened */

static bool is_named(const struct rehearsal *r, int64_t number)
{
	for (size_t i = 0; i < r->labels_n; i++)
		if (r->labels[i].number == number)
			return true;
	return false;
}

/* The first that it opened, of that flow (NULL: of any), and that has no name yet; 0: there is none. */
static int64_t find_opened(const struct rehearsal *r, const struct ticket *by, const char *flow)
{
	const struct flow *f = by->flow;
	int64_t some[OPENED_LOOKED], first = 0;

	for (size_t i = 0; i < f->opened_n; i++) {
		size_t n = flow && strcmp(f->opened[i], flow) != 0
				   ? 0
				   : tickets_opened_by(r->stage.gateway.store, f->opened[i], by->number, some,
						       OPENED_LOOKED);

		for (size_t k = 0; k < n; k++)
			if (!is_named(r, some[k]) && (first == 0 || some[k] < first))
				first = some[k];
	}
	return first;
}

void expect_opened(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	int64_t opened;

	if (!load_named(r, s, s->by, t))
		return;
	opened = find_opened(r, t, s->flow);
	if (!s->flow && opened)
		rehearsal_fault(r, s->line, "ticket %lld has opened ticket %lld", (long long)t->number,
				(long long)opened);
	else if (s->flow && !opened)
		rehearsal_fault(r, s->line, "ticket %lld has opened no ticket of the flow `%s` that has no name yet",
				(long long)t->number, s->flow);
	else if (s->flow)
		rehearsal_name(r, s, opened);
}

static void unknown_name(struct rehearsal *r, const struct step *s, const char *what, const char *const *names,
			 size_t n, const struct flow *f)
{
	const char *near = spelling_nearest(s->name, names, n);

	if (near)
		rehearsal_fault(r, s->line, "there is no %s `%s`; did you mean `%s`?", what, s->name, near);
	else
		rehearsal_fault(r, s->line, "there is no %s `%s`; write one of those in %s", what, s->name, f->file);
}

static void unknown_node(struct rehearsal *r, const struct step *s, const struct flow *f)
{
	const char *names[NODES_MAX];

	for (size_t i = 0; i < f->nodes_n; i++)
		names[i] = f->nodes[i].name;
	unknown_name(r, s, "node", names, f->nodes_n, f);
}

void expect_node(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	char is[24];
	int i;
	const struct node *n;
	bool holds;

	if (!load_ticket(r, s, t))
		return;
	i = flow_node(t->flow, s->name);
	if (i < 0) {
		unknown_node(r, s, t->flow);
		return;
	}
	n = &t->nodes[i];
	holds = s->timed ? n->how == NODE_STAMPED && talk_time_is(&s->time, n->at)
			 : n->how == (strcmp(s->text, "missed") == 0 ? NODE_MISSED : NODE_OPEN);
	if (holds)
		return;
	if (n->how == NODE_STAMPED)
		when_local(n->at, is);
	else
		text_copy(is, sizeof(is), n->how == NODE_MISSED ? "missed" : "open");
	rehearsal_fault(r, s->line, "node %s of ticket %lld is not %s but %s", s->name, (long long)t->number, s->text,
			is);
}

static void compare_field(struct rehearsal *r, const struct step *s, const struct ticket *t, size_t i)
{
	bool none = strcmp(s->text, "-") == 0, time = t->flow->fields[i].is.kind->brings & BRINGS_TIME, holds;
	struct text is = text_new(FAULT_BYTES);

	if (time && !none && !s->timed) {
		rehearsal_fault(r, s->line, "`%s` is no time; write 13:40, or 11-22 13:40, or `-` for none", s->text);
		return;
	}
	field_text(&r->stage.gateway, t, i, &is);
	if (none || t->fields[i] == 0)
		holds = none && t->fields[i] == 0;
	else
		holds = time ? talk_time_is(&s->time, t->fields[i]) : strcmp(s->text, text_str(&is)) == 0;
	if (!holds)
		rehearsal_fault(r, s->line, "field %s of ticket %lld is not %s but %s", s->name, (long long)t->number,
				s->text, is.len ? text_str(&is) : "empty");
	text_free(&is);
}

void expect_field(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	const char *names[FIELDS_MAX];
	int i;

	if (!load_ticket(r, s, t))
		return;
	for (size_t k = 0; k < t->flow->fields_n; k++)
		names[k] = t->flow->fields[k].is.name;
	i = flow_field(t->flow, s->name);
	if (i < 0) {
		unknown_name(r, s, "field", names, t->flow->fields_n, t->flow);
		return;
	}
	compare_field(r, s, t, (size_t)i);
}

/* ---- how a clock stands */

static const struct clock_kind *find_clock(struct rehearsal *r, const struct step *s, const struct flow *f)
{
	const char *names[CLOCKS_MAX];

	for (size_t i = 0; i < f->clocks_n; i++) {
		names[i] = f->clocks[i].name;
		if (strcmp(names[i], s->name) == 0)
			return &f->clocks[i];
	}
	unknown_name(r, s, "clock", names, f->clocks_n, f);
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

void expect_clock(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	char due[24] = "no time";
	const struct clock_kind *k;
	const struct clock_state *c;
	const char *is;

	if (!load_ticket(r, s, t))
		return;
	k = find_clock(r, s, t->flow);
	if (!k)
		return;
	c = &t->clocks[k - t->flow->clocks];
	is = stands(k, c, stage_now(&r->stage));
	if (strcmp(is, s->text) == 0 && (!s->timed || talk_time_is(&s->time, c->due)))
		return;
	if (c->due)
		when_local(c->due, due);
	rehearsal_fault(r, s->line, "clock %s of ticket %lld is not as written, but stands at `%s`, due %s", s->name,
			(long long)t->number, is, due);
}
