#include "handlers/clock/clocks.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "handlers/clock/clock_next.h"
#include "handlers/clock/due.h"
#include "templates/text/text.h"

/* One clock of one ticket while it follows one event. */
struct follow {
	const struct clock_context *ctx;
	const struct clock_kind *k;
	struct clock_state *s;
	const struct ticket *before, *t;
	int64_t at;
	char *change; /* NULL: verdicts are not wanted */
	bool full;
};

static bool in(uint32_t states, const struct ticket *t)
{
	return t->state >= 0 && states & 1u << t->state;
}

static bool ended(const struct ticket *t)
{
	return t->state >= 0 && t->flow->states[t->state].ends;
}

static bool over(const struct follow *f)
{
	return due_over(f->k, f->s, f->at);
}

static void find_deadline(const struct follow *f, int64_t at)
{
	clock_next_deadline(f->ctx, f->k, f->s, f->t, at);
}

/* ---- starting, pausing, stopping ---- */

static bool write_verdict(struct follow *f, const char *rule)
{
	const struct clock_state *s = f->s;
	size_t n = strlen(f->change);
	int more = snprintf(f->change + n, CHANGE_BYTES - n, "%s%s.%s=%" PRId64 "/%" PRId64 "/%s", n ? " " : "",
			    s->verdict == MET ? "met" : "late", f->k->name, s->due, s->stopped, rule);

	if ((size_t)more < CHANGE_BYTES - n)
		return true;
	f->change[n] = '\0';
	return false;
}

static void judge(struct follow *f, enum verdict v)
{
	struct clock_state *s = f->s;
	char rule[DUE_TEXT];

	s->verdict = v;
	if (!f->change || (v != MET && v != MISSED))
		return;
	text_copy(rule, sizeof(rule), s->rule >= 0 ? f->k->dues[s->rule].text : "promise");
	for (char *c = rule; *c; c++)
		*c = *c == ' ' ? '_' : *c;
	/* If there is no room, the rule is what can be left out. */
	f->full |= !write_verdict(f, rule) && !write_verdict(f, "");
}

static void start(struct follow *f, int64_t at)
{
	*f->s = (struct clock_state){.started = at, .resumed = at, .rule = -1};
	find_deadline(f, at);
}

static void stop(struct follow *f, int64_t at, enum verdict v)
{
	struct clock_state *s = f->s;

	s->stopped = at;
	s->next = 0;
	if (s->due == 0 && v != VOID)
		v = UNJUDGED; /* no line applied, so nothing was asked for */
	if (s->broken && !due_over(f->k, s, at))
		s->verdict = MISSED; /* that was written when the promise was broken */
	else
		judge(f, v);
}

static enum verdict verdict_at(const struct follow *f, int64_t at)
{
	return due_over(f->k, f->s, at) || f->s->broken ? MISSED : MET;
}

static void pause_clock(struct follow *f)
{
	struct clock_state *s = f->s;
	int64_t until = f->at > s->resumed ? f->at : s->resumed;

	s->used += until - s->resumed;
	s->worked += calendar_measure(clock_calendar(f->ctx, f->t), s->resumed, until);
	s->resumed = 0;
	s->due = 0;
	s->next = 0;
}

static void resume_clock(struct follow *f)
{
	f->s->resumed = f->at;
	find_deadline(f, f->at);
}

/* ---- the three ways a clock runs ---- */

static int64_t stamp(const struct ticket *t, int node)
{
	return t->nodes[node].how == NODE_STAMPED ? t->nodes[node].at : 0;
}

static int64_t first_stamp(const struct ticket *t, uint32_t nodes)
{
	int64_t first = 0;

	for (int i = 0; i < NODES_MAX; i++) {
		int64_t at = nodes & 1u << i ? stamp(t, i) : 0;

		if (at != 0 && (first == 0 || at < first))
			first = at;
	}
	return first;
}

/* The start was corrected: the clock is judged again, by the time it should have had. */
static void start_again(struct follow *f, int64_t at)
{
	struct clock_state *s = f->s, was = *s;
	const struct calendar *c = clock_calendar(f->ctx, f->t);

	if (was.started == 0 || was.resumed == was.started) {
		start(f, at);
	} else { /* it has paused since: only what it ran before that is longer, or shorter */
		s->started = at;
		s->used = was.used + was.started - at;
		s->worked = was.worked + calendar_measure(c, at, was.started) - calendar_measure(c, was.started, at);
		if (s->resumed)
			find_deadline(f, f->at);
	}
	if (was.stopped && was.verdict != VOID)
		stop(f, was.stopped, verdict_at(f, was.stopped));
}

/* A stamp stops it: for the first time, or at another time than before (a correction, or a text that was overtaken). */
static void stop_node(struct follow *f, int64_t at)
{
	struct clock_state *s = f->s;

	if (s->resumed == 0) { /* it paused and had time left: as if it had resumed just then */
		s->resumed = at;
		due_find(f->ctx, f->k, s, f->t);
	}
	stop(f, at, verdict_at(f, at));
}

/* True if the text that would stop the clock was skipped: it is listed as missing, and nobody is reminded of it any
 * more. */
static bool skipped(const struct ticket *t, uint32_t nodes)
{
	for (int i = 0; i < NODES_MAX; i++) {
		if (nodes & 1u << i && t->nodes[i].how != NODE_MISSED)
			return false;
	}
	return nodes != 0;
}

static void follow_node(struct follow *f)
{
	struct clock_state *s = f->s;
	int64_t from = stamp(f->t, f->k->starts), to = first_stamp(f->t, f->k->stops);

	if (from == 0)
		return;
	if (s->started != from)
		start_again(f, from);
	if (to != 0 && (s->stopped != to || s->verdict == VOID))
		stop_node(f, to);
	else if (s->stopped == 0 && (in(f->k->voids, f->t) || ended(f->t) || skipped(f->t, f->k->stops)))
		stop(f, f->at, VOID);
	else if (s->stopped == 0 && in(f->k->pauses, f->t) && s->resumed && !over(f))
		pause_clock(f); /* which is no help to what is already late */
	else if (s->stopped == 0 && !in(f->k->pauses, f->t) && !s->resumed)
		resume_clock(f);
}

static void follow_state(struct follow *f)
{
	struct clock_state *s = f->s;
	bool runs = s->started != 0 && s->stopped == 0, moved = f->before->state != f->t->state;
	bool should = in(f->k->during, f->t) && (!f->k->if_down || f->t->down);

	if (runs && (!should || moved))
		stop(f, f->at, in(f->k->voids, f->t) ? VOID : verdict_at(f, f->at));
	if (should && (!runs || moved))
		start(f, f->at);
}

/* A new time given before the old one has passed keeps the promise; given later, the promise was broken. */
static void promise_again(struct follow *f)
{
	struct clock_state *s = f->s;

	if (over(f)) {
		s->broken = true;
		s->stopped = f->at;
		judge(f, MISSED);
		s->stopped = 0;
	}
	s->resumed = f->at;
	find_deadline(f, f->at);
}

static void follow_promise(struct follow *f)
{
	struct clock_state *s = f->s;
	bool eta = f->k->runs == RUNS_ETA;
	int64_t was = eta ? f->before->eta : f->before->planned, is = eta ? f->t->eta : f->t->planned;
	bool runs = s->started != 0 && s->stopped == 0, kept = in(f->k->stops, f->t);
	bool nobodys = in(f->k->voids, f->t) || ended(f->t);
	/* The same time given again, or one that is still ahead when the ticket is taken up again, is a promise once
	 * more. */
	bool given = is != was || (in(f->k->voids, f->before) && is > f->at);
	/* An expected arrival takes the place of a planned time. */
	bool replaced = !eta && f->t->eta != 0 && f->t->eta != f->before->eta;

	if (runs && kept)
		stop(f, f->at, verdict_at(f, f->at));
	else if (runs && (is == 0 || replaced || nobodys))
		stop(f, f->at, over(f) || s->broken ? MISSED : VOID);
	else if (runs && is != was)
		promise_again(f);
	else if (!runs && is != 0 && given && !kept && !nobodys)
		start(f, f->at);
}

/* ---- the whole ticket ---- */

/* True if what the deadline depends on has changed: whose machine it is, and where. */
static bool other_terms(const struct ticket *a, const struct ticket *b)
{
	return a->station != b->station || a->machine != b->machine || a->customer != b->customer || a->down != b->down;
}

static void follow(struct follow *f)
{
	if (other_terms(f->before, f->t) && f->s->resumed && !f->s->stopped)
		find_deadline(f, f->at);
	if (f->k->runs == RUNS_NODE)
		follow_node(f);
	else if (f->k->runs == RUNS_STATE)
		follow_state(f);
	else
		follow_promise(f);
}

bool clocks_follow(const struct clock_context *ctx, const struct ticket *before, struct ticket *after, int64_t at,
		   char *change)
{
	struct follow f = {.ctx = ctx, .before = before, .t = after, .at = at};

	f.change = change; /* apart from the others, or clang-tidy 14 takes it to be only read */
	for (size_t i = 0; i < after->flow->clocks_n; i++) {
		f.k = &after->flow->clocks[i];
		f.s = &after->clocks[i];
		follow(&f);
	}
	return !f.full;
}
