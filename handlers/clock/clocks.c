#include "handlers/clock/clocks.h"

#include "handlers/clock/clock_next.h"
#include "handlers/clock/due.h"
#include "handlers/condition/condition_holds.h"
#include "handlers/model/change.h"
#include "templates/text/text.h"

/* One clock of one ticket while it follows one event. */
struct follow {
	const struct clock_context *ctx;
	const struct clock_kind *k;
	struct clock_state *s;
	const struct ticket *before, *t;
	const struct code *code; /* of the event; NULL for opening, or one that the flow no longer has */
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

static void judge(struct follow *f, enum verdict v)
{
	struct clock_state *s = f->s;
	struct change_verdict said = {.met = v == MET, .due = s->due, .stopped = s->stopped};

	s->verdict = v;
	if (!f->change || (v != MET && v != MISSED))
		return;
	text_copy(said.rule, sizeof(said.rule), s->rule >= 0 ? f->k->dues[s->rule].text : "promise");
	f->full |= !change_add_verdict(f->change, f->k->name, &said);
}

static void start(struct follow *f, int64_t at)
{
	*f->s = (struct clock_state){.started = at, .resumed = at, .rule = -1};
	find_deadline(f, at);
}

static void stop(struct follow *f, int64_t at, enum verdict v)
{
	struct clock_state *s = f->s;
	/* If no line applied, nothing was asked for. While it pauses its deadline is not known, but its line is. */
	bool asked = s->due != 0 || (s->resumed == 0 && s->rule >= 0);

	s->stopped = at;
	s->next = 0;
	if (s->broken && !due_over(f->k, s, at))
		s->verdict = MISSED; /* that was written when the promise was broken */
	else
		judge(f, asked ? v : UNJUDGED);
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
	/* What it said before it paused is not said again, at whatever hour it goes on. */
	uint32_t done = f->s->done;

	f->s->resumed = f->at;
	find_deadline(f, f->at);
	f->s->done |= done;
	clock_next_find(f->ctx, f->k, f->s, f->t, 0);
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
	if (was.stopped && was.verdict != VOID && first_stamp(f->t, f->k->stops) != 0)
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

/* What was done on a later visit is nothing to a clock that was void before it: the ticket had been done with, and was reopened. */
static bool reopened_since(const struct follow *f, int64_t to)
{
	return f->s->verdict == VOID && f->t->visit > 1 && to > f->s->stopped;
}

static void follow_node(struct follow *f)
{
	struct clock_state *s = f->s;
	int64_t from = stamp(f->t, f->k->starts), to = first_stamp(f->t, f->k->stops);

	if (from == 0)
		return;
	if (s->started != from)
		start_again(f, from);
	if (to != 0 && (s->stopped != to || s->verdict == VOID) && !reopened_since(f, to))
		stop_node(f, to);
	else if (s->stopped == 0 && (in(f->k->voids, f->t) || ended(f->t) || skipped(f->t, f->k->stops)))
		stop(f, f->at, VOID);
	else if (s->stopped == 0 && in(f->k->pauses, f->t) && s->resumed && !over(f))
		pause_clock(f); /* which is no help to what is already late */
	else if (s->stopped == 0 && !in(f->k->pauses, f->t) && !s->resumed)
		resume_clock(f);
}

static bool is_asked(const struct follow *f)
{
	struct condition_of of = {.ticket = f->t, .roster = f->ctx->roster};
	return condition_holds(f->k->when, &of);
}

/* Everyone whom a chain asks has the whole time. */
static bool other_turn(const struct follow *f)
{
	return f->t->turn != 0 && (f->before->turn != f->t->turn || f->before->chain != f->t->chain);
}

static void follow_state(struct follow *f)
{
	struct clock_state *s = f->s;
	bool runs = s->started != 0 && s->stopped == 0, moved = f->before->state != f->t->state || other_turn(f);
	bool should = in(f->k->during, f->t) && is_asked(f);

	if (runs && (!should || moved))
		stop(f, f->at, in(f->k->voids, f->t) ? VOID : verdict_at(f, f->at));
	if (should && (!runs || moved))
		start(f, f->at);
}

/* ---- promises ---- */

/* A promise stands until another time is told, until it is kept, or until another station has the ticket; then it is over. In
 * a state that makes it void it is set aside: it runs again when the ticket leaves that state in time, and is met by whoever
 * keeps it in time all the same. Once broken it is late for the rest of the visit, whatever is told next. */

static int64_t told_to(const struct follow *f, int field)
{
	return due_promised(f->ctx, f->k, f->t, field);
}

/* The event told such a time; the same as before is told once more. */
static bool tells(const struct follow *f, int field)
{
	if (f->t->fields[field] != f->before->fields[field])
		return f->t->fields[field] != 0;
	return told_to(f, field) > f->at && f->code && code_tells(f->code, field);
}

/* The event told the time that takes the place of this one. */
static bool tells_nearer(const struct follow *f, int field)
{
	const struct flow *flow = f->t->flow;

	for (size_t i = 0; i < flow->fields_n; i++)
		if (flow->fields[i].follows == field && tells(f, (int)i))
			return true;
	return false;
}

/* The event told a time whose place this one takes, or that takes its place. */
static bool tells_other(const struct follow *f, int field)
{
	int follows = f->t->flow->fields[field].follows;

	return (follows >= 0 && tells(f, follows)) || tells_nearer(f, field);
}

static bool other_station(const struct follow *f)
{
	return f->t->station != f->before->station;
}

/* What was broken before is not held against another visit, or another station. */
static bool begins_anew(const struct follow *f)
{
	return f->t->visit != f->before->visit || other_station(f);
}

static bool leaves(const struct follow *f)
{
	return f->t->phase == VISIT_OVER &&
	       (f->before->phase != VISIT_OVER || (f->code && f->code->visit == VISIT_LEAVES));
}

/* Another run of it; within a visit it stays broken. */
static void start_promise(struct follow *f)
{
	bool broken = f->s->broken;

	start(f, f->at);
	f->s->broken = broken;
}

/* A new time that is told before the old one has passed keeps the promise; told later, it was broken. */
static void tell_again(struct follow *f)
{
	struct clock_state *s = f->s;

	if (over(f)) {
		s->stopped = f->at;
		judge(f, MISSED);
		s->stopped = 0;
		s->broken = !begins_anew(f);
	}
	if (begins_anew(f)) {
		start_promise(f);
		return;
	}
	s->resumed = f->at;
	find_deadline(f, f->at);
}

static void stop_promise(struct follow *f, enum verdict v)
{
	stop(f, f->at, v);
	f->s->broken |= f->s->verdict == MISSED;
}

/* It is over, or nobody's in this state. */
static void set_aside(struct follow *f, bool stands)
{
	bool passed = over(f);

	stop_promise(f, passed || f->s->broken ? MISSED : VOID);
	if (stands && !passed)
		f->s->done |= PROMISE_STANDS;
}

static void follow_running(struct follow *f, int field, bool kept, bool nobodys)
{
	if (kept)
		stop_promise(f, verdict_at(f, f->at));
	else if (nobodys)
		set_aside(f, !ended(f->t) && !leaves(f));
	else if (told_to(f, field) == 0 || tells_nearer(f, field))
		set_aside(f, false);
	else if (tells(f, field))
		tell_again(f);
}

static void follow_stopped(struct follow *f, int field, bool kept, bool nobodys)
{
	struct clock_state *s = f->s;
	bool stands = s->done & PROMISE_STANDS, told = tells(f, field);

	if (kept && stands && !over(f)) {
		s->done &= ~PROMISE_STANDS;
		stop_promise(f, verdict_at(f, f->at));
	} else if (!kept && !nobodys && told_to(f, field) != 0 && (told || (stands && told_to(f, field) > f->at))) {
		start_promise(f);
	} else if (kept || tells_other(f, field) || leaves(f) || other_station(f) || ended(f->t)) {
		s->done &= ~PROMISE_STANDS;
	}
}

static void follow_promise(struct follow *f)
{
	struct clock_state *s = f->s;
	bool kept = in(f->k->stops, f->t), nobodys = in(f->k->voids, f->t) || ended(f->t);

	if (begins_anew(f))
		s->broken = false;
	if (s->started != 0 && s->stopped == 0)
		follow_running(f, f->k->promise, kept, nobodys);
	else
		follow_stopped(f, f->k->promise, kept, nobodys);
	/* What is promised next is another visit's, or another station's. */
	if (leaves(f) || other_station(f))
		s->broken = false;
}

/* ---- the whole ticket ---- */

/* Of the fields that a condition asks. */
static bool other_fields(const struct ticket *a, const struct ticket *b)
{
	for (uint32_t left = b->flow->asked; left; left &= left - 1) {
		int i = __builtin_ctz(left);

		if (a->fields[i] != b->fields[i])
			return true;
	}
	return false;
}

/* True if what the deadline depends on has changed: whose machine it is, and where, and what the ticket keeps. */
static bool other_terms(const struct ticket *a, const struct ticket *b)
{
	return a->station != b->station || a->machine != b->machine || a->customer != b->customer ||
	       a->down != b->down || other_fields(a, b);
}

static void follow(struct follow *f)
{
	bool runs = f->s->resumed && !f->s->stopped && !clock_is_promise(f->k);

	if (other_terms(f->before, f->t) && runs)
		find_deadline(f, f->at);
	if (f->k->runs == RUNS_NODE)
		follow_node(f);
	else if (f->k->runs == RUNS_STATE)
		follow_state(f);
	else
		follow_promise(f);
}

bool clocks_follow(const struct clock_context *ctx, const struct ticket *before, struct ticket *after,
		   const struct code *code, int64_t at, char *change)
{
	struct follow f = {.ctx = ctx, .before = before, .t = after, .code = code, .at = at};

	f.change = change; /* apart from the others, or clang-tidy 14 takes it to be only read */
	for (size_t i = 0; i < after->flow->clocks_n; i++) {
		f.k = &after->flow->clocks[i];
		f.s = &after->clocks[i];
		follow(&f);
	}
	return !f.full;
}
