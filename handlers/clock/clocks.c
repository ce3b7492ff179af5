#include "handlers/clock/clocks.h"

#include "handlers/clock/clock_run.h"
#include "handlers/clock/due.h"
#include "handlers/clock/promise.h"

#define EARLY_MS (60 * 60000LL)

/* ---- pausing ---- */

static void pause_clock(struct clock_run *p)
{
	struct clock_state *s = p->s;
	int64_t until = p->at > s->resumed ? p->at : s->resumed;
	s->used += until - s->resumed;
	s->worked += calendar_measure(clocks_calendar(p->h, p->t), s->resumed, until);
	s->resumed = 0;
	s->due = 0;
	s->next = 0;
}

static void resume_clock(struct clock_run *p)
{
	/* What it said before it paused is not said again, at whatever hour it goes on. */
	uint32_t done = p->s->done;

	p->s->resumed = p->at;
	clock_find_due(p->h, p->k, p->s, p->t, p->at);
	p->s->done |= done;
	clock_find_next(p->h, p->k, p->s, p->t, 0);
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

/* The start was corrected: judged again, by the time it should have had. */
static void start_again(struct clock_run *p, int64_t at)
{
	struct clock_state *s = p->s, was = *s;
	const struct calendar *c = clocks_calendar(p->h, p->t);
	if (was.started == 0 || was.resumed == was.started) {
		clock_start(p, at);
	} else { /* it has paused since: only what ran before that is longer, or shorter */
		s->started = at;
		s->used = was.used + was.started - at;
		s->worked = was.worked + calendar_measure(c, at, was.started) - calendar_measure(c, was.started, at);
		if (s->resumed)
			clock_find_due(p->h, p->k, s, p->t, p->at);
	}
	if (was.stopped && was.verdict != VOID && first_stamp(p->t, p->k->stops) != 0)
		clock_stop(p, was.stopped, clock_verdict(p, was.stopped));
}

/* Stopped by a stamp: for the first time, or at another time than was known (a correction, a text that was overtaken). */
static void stop_node(struct clock_run *p, int64_t at)
{
	struct clock_state *s = p->s;
	if (s->resumed == 0) { /* it paused, and had time left: as if it had gone on just then */
		s->resumed = at;
		due_find(p->h, p->k, s, p->t);
	}
	clock_stop(p, at, clock_verdict(p, at));
}

/* The text that would stop it was skipped: whoever went on without it is listed as missing it, and asked no more. */
static bool skipped(const struct ticket *t, uint32_t nodes)
{
	for (int i = 0; i < NODES_MAX; i++) {
		if (nodes & 1u << i && t->nodes[i].how != NODE_MISSED)
			return false;
	}
	return nodes != 0;
}

static void follow_node(struct clock_run *p)
{
	struct clock_state *s = p->s;
	int64_t from = stamp(p->t, p->k->starts), to = first_stamp(p->t, p->k->stops);
	if (from == 0)
		return;
	if (s->started != from)
		start_again(p, from);
	if (to != 0 && (s->stopped != to || s->verdict == VOID))
		stop_node(p, to);
	else if (s->stopped == 0 && (clock_in(p->k->voids, p->t) || clock_ended(p->t) || skipped(p->t, p->k->stops)))
		clock_stop(p, p->at, VOID);
	else if (s->stopped == 0 && clock_in(p->k->pauses, p->t) && s->resumed && !clocks_over(p->k, s, p->at))
		pause_clock(p); /* what is late already is not mended by a pause */
	else if (s->stopped == 0 && !clock_in(p->k->pauses, p->t) && !s->resumed)
		resume_clock(p);
}

static void follow_state(struct clock_run *p)
{
	struct clock_state *s = p->s;
	bool runs = s->started != 0 && s->stopped == 0, moved = p->before->state != p->t->state;
	bool should = clock_in(p->k->during, p->t) && (!p->k->if_down || p->t->down);
	if (runs && (!should || moved))
		clock_stop(p, p->at, clock_in(p->k->voids, p->t) ? VOID : clock_verdict(p, p->at));
	if (should && (!runs || moved))
		clock_start(p, p->at);
}

/* ---- the whole ticket ---- */

/* The deadline hangs on whose machine it is and where. */
static bool moved_house(const struct ticket *a, const struct ticket *b)
{
	return a->station != b->station || a->machine != b->machine || a->customer != b->customer || a->down != b->down;
}

static void follow(struct clock_run *p)
{
	bool runs = p->s->resumed && !p->s->stopped && !clock_is_promise(p->k);

	if (moved_house(p->before, p->t) && runs)
		clock_find_due(p->h, p->k, p->s, p->t, p->at);
	if (p->k->runs == RUNS_NODE)
		follow_node(p);
	else if (p->k->runs == RUNS_STATE)
		follow_state(p);
	else
		promise_follow(p);
}

bool clocks_follow(const struct clock_context *h, const struct ticket *before, struct ticket *after,
		   const struct code *code, int64_t at, char *change)
{
	struct clock_run p = {.h = h, .before = before, .t = after, .code = code, .at = at, .change = change};

	for (size_t i = 0; i < after->flow->clocks_n; i++) {
		p.k = &after->flow->clocks[i];
		p.s = &after->clocks[i];
		follow(&p);
	}
	return !p.full;
}

/* How often a step that repeats has had its turn by now. */
static int turns(const struct clock_step *p, const struct clock_state *s, int64_t now)
{
	int64_t n = now < s->due ? 0 : (now - s->due) / p->ms + 1;
	return n < p->most ? (int)n : p->most;
}

/* A clock on the wall that had run ahead may have counted turns that are yet to come. */
static int turns_by(const struct clock_kind *k, const struct clock_state *s, int64_t now)
{
	for (size_t i = 0; i < k->steps_n; i++) {
		if (k->steps[i].when == STEP_EVERY && turns(&k->steps[i], s, now) < s->repeats)
			return turns(&k->steps[i], s, now);
	}
	return s->repeats;
}

/* What was said while the clock on the wall ran ahead was wrong, and is said again when it is right; up to EARLY_MS it was only
 * early. */
static uint32_t said_by(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
			const struct clock_state *s, const struct clock_state *was, int64_t now)
{
	uint32_t done = was->done & ~(now < clock_noted_at(k, s) ? STEP_DUE | PROMISE_STANDS : PROMISE_STANDS);
	for (size_t i = 0; i < k->steps_n; i++) {
		if (due_step_at(h, t, k, s, i) > now + EARLY_MS)
			done &= ~(1u << i);
	}
	return done;
}

/* What was said stays said; what a clock would have said before anybody knew of it stays unsaid. */
static void keep_said(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		      struct clock_state *s, const struct clock_state *was, int64_t now)
{
	bool same = was->started == s->started && was->due == s->due;
	if (same) {
		s->done = said_by(h, t, k, s, was, now);
		s->repeats = turns_by(k, was, now);
		return;
	}
	for (size_t i = 0; i < k->steps_n; i++) {
		if (k->steps[i].when == STEP_EVERY)
			s->repeats = turns(&k->steps[i], s, now);
		else if (was->started == 0 ? due_step_at(h, t, k, s, i) <= now
					   : was->done & 1u << i && due_step_falls(h, t, k, s, i) <= now)
			s->done |= 1u << i;
	}
}

/* What a clock said before it paused is not said again when it goes on. */
static void keep_paused(struct clock_state *s, const struct clock_state *was)
{
	if (was->started != s->started)
		return;
	s->done = was->done;
	s->repeats = was->repeats;
}

/* A clock that has stopped keeps what was judged. Whether a promise stands, or was broken, follows from the ledger. */
static bool keep_stopped(struct clock_state *s, const struct clock_state *was)
{
	uint32_t stands = s->done & PROMISE_STANDS;
	bool broken = s->broken;

	if (s->stopped == 0 || s->stopped != was->stopped || s->started != was->started)
		return false;
	*s = *was;
	s->done = (s->done & ~PROMISE_STANDS) | stands;
	s->broken = broken;
	return true;
}

void clocks_renew(const struct clock_context *h, struct ticket *t, const struct ticket *was, int64_t now)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_kind *k = &t->flow->clocks[i];
		struct clock_state *s = &t->clocks[i];
		const struct clock_state *old = &was->clocks[i];
		if (keep_stopped(s, old) || s->started == 0 || s->stopped)
			continue;
		if (s->resumed == 0) {
			keep_paused(s, old);
			continue;
		}
		keep_said(h, t, k, s, old, now);
		clock_find_next(h, k, s, t, now);
	}
}

/* Of a clock that goes again as before a text: what it said until then and, if the text left it alone, since. What the quiet hours
 * held back beyond the text has not been said. */
static void unsay_nothing(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
			  struct clock_state *s, const struct clock_state *was, int64_t at)
{
	bool same = was->started == s->started && was->due == s->due;
	int64_t said;
	s->done = same ? was->done & ~PROMISE_STANDS : clock_noted_at(k, s) <= at ? STEP_DUE : 0;
	s->repeats = same ? was->repeats : 0;
	for (size_t i = 0; i < k->steps_n && !same; i++) {
		/* It said so before the text, perhaps before a pause that moved the step to the next morning. */
		if (was->started == s->started && was->done & 1u << i && due_step_falls(h, t, k, s, i) <= at)
			s->done |= 1u << i;
		while (!(s->done & 1u << i) && (said = due_step_at(h, t, k, s, i)) != 0 && said <= at) {
			if (k->steps[i].when == STEP_EVERY)
				s->repeats = turns(&k->steps[i], s, said);
			else
				s->done |= 1u << i;
		}
	}
	clock_find_next(h, k, s, t, 0);
}

void clocks_undo(const struct clock_context *h, struct ticket *t, const struct ticket *was, int64_t at)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		struct clock_state *s = &t->clocks[i];
		const struct clock_state *old = &was->clocks[i];
		if (keep_stopped(s, old))
			continue;
		if (s->started != 0 && s->stopped == 0 && s->resumed == 0)
			keep_paused(s, old);
		else if (s->due != 0 && s->stopped == 0)
			unsay_nothing(h, t, &t->flow->clocks[i], s, old, at);
	}
}

int64_t clocks_next(const struct ticket *t)
{
	int64_t next = 0;
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		int64_t at = t->clocks[i].next;
		if (at != 0 && (next == 0 || at < next))
			next = at;
	}
	return next;
}

/* ---- what is due ---- */

/* Of turns that passed unseen only the last is worth saying. */
static int64_t last_turn(const struct clock_step *p, const struct clock_state *s)
{
	return s->due + p->ms * (s->repeats - 1);
}

static void take_step(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		      struct clock_state *s, size_t i, struct due_step *step, int64_t now)
{
	const struct clock_step *p = &k->steps[i];
	step->clock = k;
	step->step = p;
	step->due = s->due;
	if (p->when == STEP_EVERY) {
		s->repeats = turns(p, s, now);
		step->fell = last_turn(p, s);
		step->at = p->urgent ? step->fell : due_unquiet(h, t, step->fell);
	} else {
		s->done |= 1u << i;
	}
}

/* Before the end there is something to remind of. */
static bool is_pointless(const struct clock_step *p, const struct clock_state *s, int64_t now)
{
	return (p->when == STEP_SHARE || p->when == STEP_BEFORE) && now >= s->due;
}

size_t clocks_take(const struct clock_context *h, struct ticket *t, int64_t now, struct due_step out[DUE_STEPS_MAX])
{
	size_t n = 0;
	bool quiet = due_unquiet(h, t, now) != now;
	for (size_t c = 0; c < t->flow->clocks_n; c++) {
		const struct clock_kind *k = &t->flow->clocks[c];
		struct clock_state *s = &t->clocks[c];
		if (s->next == 0 || s->next > now)
			continue;
		clock_find_due(h, k, s, t, now); /* the rules may be others by now */
		for (size_t i = 0; i < k->steps_n; i++) {
			int64_t at = s->done & 1u << i ? 0 : due_step_at(h, t, k, s, i);
			if (at == 0 || at > now || (quiet && !k->steps[i].urgent))
				continue;
			out[n].at = at;
			out[n].fell = due_step_falls(h, t, k, s, i);
			take_step(h, t, k, s, i, &out[n], now);
			n += is_pointless(&k->steps[i], s, now) ? 0 : 1;
		}
		if (s->due != 0 && now >= clock_noted_at(k, s))
			s->done |= STEP_DUE;
		clock_find_next(h, k, s, t, now);
	}
	return n;
}
