#include "gateway/show/clock_history.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "gateway/base/duration.h"
#include "handlers/clock/clock_context.h"
#include "handlers/time/when.h"

/* One clock before and after one event. */
struct turn {
	const struct ledger_step *e;
	const struct clock_kind *k;
	const struct clock_state *was, *is;
	struct clock_history *h;
};

/* ---- words ---- */

const char *history_at(int64_t at, char out[HISTORY_AT])
{
	when_local(at, out);
	return out;
}

const char *history_rule(const struct flow *f, const struct clock_kind *k, const struct clock_state *s,
			 char out[HISTORY_RULE])
{
	if (clock_is_promise(k)) {
		const struct take *t = flow_tells(f, k->promise);

		snprintf(out, HISTORY_RULE, "the %s, as promised",
			 t ? t->is.label.in[lang_of_verbs] : k->label.in[lang_of_verbs]);
		return out;
	}
	return s->rule >= 0 ? k->dues[s->rule].text : "none of its lines applies: it is never due";
}

static void note(const struct turn *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void note(const struct turn *p, const char *fmt, ...)
{
	char seq[24], at[HISTORY_AT], what[CLOCK_LINE];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	snprintf(seq, sizeof(seq), "event %" PRId64, p->e->seq);
	columns_add(&p->h->log, (const char *const[]){"", history_at(p->e->at, at), seq, p->e->code, what});
}

/* "due 2026-11-21 18:00, by `class B, same working day`" */
static const char *due_text(const struct turn *p, char out[CLOCK_LINE])
{
	const char *quote = clock_is_promise(p->k) ? "" : "`";
	char at[HISTORY_AT], buffer[HISTORY_RULE];
	const char *rule = history_rule(p->e->after->flow, p->k, p->is, buffer);

	if (p->is->due)
		snprintf(out, CLOCK_LINE, "due %s, by %s%s%s", history_at(p->is->due, at), quote, rule, quote);
	else
		snprintf(out, CLOCK_LINE, "%s", rule);
	return out;
}

/* ---- what was judged ---- */

static void add_judgement(const struct turn *p, const struct judgement *j)
{
	struct clock_run *c = &p->h->run;
	char what[CLOCK_LINE], due[HISTORY_AT], stopped[HISTORY_AT];

	judgement_text(j, what);
	note(p, "judged: %s (due %s, stopped %s, by `%s`)", what, history_at(j->said.due, due),
	     history_at(j->said.stopped, stopped), j->said.rule);
	if (c->last.seq)
		note(p, "this replaces what event %" PRId64 " judged", c->last.seq);
	c->before = c->last;
	c->last = *j;
}

static void add_judgements(const struct turn *p)
{
	struct judgement j = {.seq = p->e->seq};

	for (const char *s = p->e->change; (s = change_next_verdict(s, p->k->name, &j.said));)
		add_judgement(p, &j);
}

/* ---- how it went ---- */

static void runs_from(struct clock_run *c, int64_t from)
{
	if (c->ran_n == STRETCHES_MAX) {
		c->cut = true;
		return;
	}
	c->ran[c->ran_n++] = (struct stretch){.from = from};
}

bool history_runs(const struct clock_state *s)
{
	return s->started != 0 && s->stopped == 0 && s->resumed != 0;
}

/* A clock that starts at a node starts once, and its start may be corrected; the others start anew. */
static bool begins(const struct turn *p)
{
	if (p->is->started == 0)
		return false;
	if (p->was->started == 0)
		return true;
	return p->k->runs != RUNS_NODE &&
	       (p->is->started != p->was->started || (p->was->stopped != 0 && p->is->stopped == 0));
}

static void add_start(const struct turn *p)
{
	char at[HISTORY_AT], due[CLOCK_LINE];

	add_judgements(p); /* of the time before this */
	p->h->run = (struct clock_run){.ran_n = 0};
	runs_from(&p->h->run, p->is->started);
	note(p, "starts at %s; %s", history_at(p->is->started, at), due_text(p, due));
}

static void add_other_start(const struct turn *p)
{
	char at[HISTORY_AT], before[HISTORY_AT];

	if (p->h->run.ran_n > 0)
		p->h->run.ran[0].from = p->is->started;
	note(p, "its start is corrected: %s instead of %s", history_at(p->is->started, at),
	     history_at(p->was->started, before));
}

static void add_pause(const struct turn *p)
{
	struct clock_run *c = &p->h->run;
	char used[DURATION_BYTES];

	if (c->ran_n > 0 && c->ran[c->ran_n - 1].to == 0)
		c->ran[c->ran_n - 1].to = p->e->at > c->ran[c->ran_n - 1].from ? p->e->at : c->ran[c->ran_n - 1].from;
	duration_write(p->is->used, used);
	note(p, "pauses; %s had passed", used);
}

static void add_resumption(const struct turn *p)
{
	char due[CLOCK_LINE];

	runs_from(&p->h->run, p->is->resumed);
	note(p, "resumes; %s", due_text(p, due));
}

static void add_stop(const struct turn *p)
{
	char at[HISTORY_AT], before[HISTORY_AT];

	if (p->was->stopped && p->was->started == p->is->started && p->was->verdict != VOID)
		note(p, "its stop is corrected: %s instead of %s", history_at(p->is->stopped, at),
		     history_at(p->was->stopped, before));
	else
		note(p, "stops at %s", history_at(p->is->stopped, at));
}

/* Back to where it stood before the text. */
static void add_undo(const struct turn *p)
{
	char due[CLOCK_LINE];

	p->h->run = p->h->before_text;
	if (p->is->started == 0)
		note(p, "taken back: it has not started");
	else if (p->is->stopped)
		note(p, "taken back: it has stopped as before");
	else if (p->is->resumed == 0)
		note(p, "taken back: it pauses");
	else
		note(p, "taken back: it runs, %s", due_text(p, due));
}

static void follow(const struct turn *p)
{
	char due[CLOCK_LINE];
	const struct clock_state *was = p->was, *is = p->is;
	bool began = begins(p);

	if (began)
		add_start(p);
	else if (was->started != is->started)
		add_other_start(p);
	if (!began && is->stopped == 0 && was->resumed && !is->resumed)
		add_pause(p);
	else if (!began && is->stopped == 0 && !was->resumed && is->resumed)
		add_resumption(p);
	else if (!began && history_runs(was) && history_runs(is) && was->due != is->due)
		note(p, "new deadline: %s", due_text(p, due));
	if (is->stopped && (began || is->stopped != was->stopped || is->verdict != was->verdict))
		add_stop(p);
	if (!began)
		add_judgements(p);
	if (is->verdict == VOID && was->verdict != VOID)
		note(p, "void: nobody is asked for it any more");
}

static bool stands_the_same(const struct clock_state *a, const struct clock_state *b)
{
	return a->started == b->started && a->resumed == b->resumed && a->due == b->due && a->stopped == b->stopped &&
	       a->verdict == b->verdict && a->broken == b->broken;
}

static void follow_event(void *ctx, const struct ledger_step *e)
{
	struct clock_histories *all = ctx;

	for (size_t i = 0; i < all->t->flow->clocks_n; i++) {
		struct turn p = {.e = e,
				 .k = &all->t->flow->clocks[i],
				 .was = &e->before->clocks[i],
				 .is = &e->after->clocks[i],
				 .h = &all->of[i]};

		if (e->begins && !e->undoes)
			p.h->before_text = p.h->run;
		if (e->undoes && !stands_the_same(p.was, p.is))
			add_undo(&p);
		else if (!e->undoes)
			follow(&p);
	}
}

bool clock_histories_take(struct clock_histories *all, struct store *s, const struct clock_context *c,
			  const struct ticket *t)
{
	const struct ledger_watch w = {.each = follow_event, .ctx = all};

	all->t = t;
	for (size_t i = 0; i < CLOCKS_MAX; i++)
		all->of[i].log.width = 5;
	return ledger_replay_watched(s, c, t, &w, &all->made);
}
