#include "handlers/clock/clocks.h"

#include "handlers/clock/due.h"
#include "templates/text/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EARLY_MS (60 * 60000LL)

/* One clock of one ticket while it follows one event. */
struct pull {
	const struct clock_context *h;
	const struct clock_kind *k;
	struct clock_state *s;
	const struct ticket *before, *t;
	int64_t at;
	char *change;
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

/* ---- what is next ---- */

bool clocks_over(const struct clock_kind *k, const struct clock_state *s, int64_t at)
{
	return s->due != 0 && at >= s->due + (clock_is_promise(k) ? PROMISE_GRACE_MS : 1);
}

/* When it is noted that the time is over. */
static int64_t noted_at(const struct clock_kind *k, const struct clock_state *s)
{
	return s->due + (clock_is_promise(k) ? PROMISE_GRACE_MS : 0);
}

/* The first step not taken, or that the time is over. What should have been said by `now` waits for the end of the quiet hours. */
static void find_next(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s,
		      const struct ticket *t, int64_t now)
{
	s->next = 0;
	if (s->stopped || s->due == 0)
		return;
	if (!(s->done & STEP_DUE))
		s->next = noted_at(k, s);
	for (size_t i = 0; i < k->steps_n; i++) {
		int64_t at = s->done & 1u << i ? 0 : due_step_at(h, t, k, s, i);
		if (at != 0 && at <= now && !k->steps[i].urgent)
			at = due_unquiet(h, t, now);
		if (at != 0 && (s->next == 0 || at < s->next))
			s->next = at;
	}
}

/* Another deadline: what would have been said by now stays said, the rest is to be said anew. */
static void find_due(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s,
		     const struct ticket *t, int64_t at)
{
	int64_t was = s->due;
	due_find(h, k, s, t);
	if (s->due != was) {
		for (size_t i = 0; i < k->steps_n; i++) {
			if (due_step_at(h, t, k, s, i) > at)
				s->done &= ~(1u << i);
		}
		if (!clocks_over(k, s, at)) {
			s->done &= ~STEP_DUE;
			s->repeats = 0;
		}
	}
	find_next(h, k, s, t, 0);
}

/* ---- starting, pausing, stopping ---- */

static bool write_verdict(struct pull *p, const char *rule)
{
	const struct clock_state *s = p->s;
	size_t n = strlen(p->change);
	int more = snprintf(p->change + n, CHANGE_BYTES - n, "%s%s.%s=%" PRId64 "/%" PRId64 "/%s", n ? " " : "",
			    s->verdict == MET ? "met" : "late", p->k->name, s->due, s->stopped, rule);
	if ((size_t)more < CHANGE_BYTES - n)
		return true;
	p->change[n] = '\0';
	return false;
}

static void judge(struct pull *p, enum verdict v)
{
	struct clock_state *s = p->s;
	char rule[DUE_TEXT];
	s->verdict = v;
	if (!p->change || (v != MET && v != MISSED))
		return;
	text_copy(rule, sizeof(rule), s->rule >= 0 ? p->k->dues[s->rule].text : "promise");
	for (char *c = rule; *c; c++)
		*c = *c == ' ' ? '_' : *c;
	/* Where room is short, the rule is what can be left out. */
	p->full |= !write_verdict(p, rule) && !write_verdict(p, "");
}

static void start(struct pull *p, int64_t at)
{
	*p->s = (struct clock_state){.started = at, .resumed = at, .rule = -1};
	find_due(p->h, p->k, p->s, p->t, at);
}

static void stop(struct pull *p, int64_t at, enum verdict v)
{
	struct clock_state *s = p->s;
	s->stopped = at;
	s->next = 0;
	if (s->due == 0 && v != VOID)
		v = UNJUDGED; /* no line applied, and so nothing was asked */
	if (s->broken && !clocks_over(p->k, s, at))
		s->verdict = MISSED; /* which was written when it was broken */
	else
		judge(p, v);
}

static enum verdict verdict_at(const struct pull *p, int64_t at)
{
	return clocks_over(p->k, p->s, at) || p->s->broken ? MISSED : MET;
}

static void pause_clock(struct pull *p)
{
	struct clock_state *s = p->s;
	int64_t until = p->at > s->resumed ? p->at : s->resumed;
	s->used += until - s->resumed;
	s->worked += calendar_measure(clocks_calendar(p->h, p->t), s->resumed, until);
	s->resumed = 0;
	s->due = 0;
	s->next = 0;
}

static void resume_clock(struct pull *p)
{
	p->s->resumed = p->at;
	find_due(p->h, p->k, p->s, p->t, p->at);
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
static void start_again(struct pull *p, int64_t at)
{
	struct clock_state *s = p->s, was = *s;
	const struct calendar *c = clocks_calendar(p->h, p->t);
	if (was.started == 0 || was.resumed == was.started) {
		start(p, at);
	} else { /* it has paused since: only what ran before that is longer, or shorter */
		s->started = at;
		s->used = was.used + was.started - at;
		s->worked = was.worked + calendar_measure(c, at, was.started) - calendar_measure(c, was.started, at);
		if (s->resumed)
			find_due(p->h, p->k, s, p->t, p->at);
	}
	if (was.stopped && was.verdict != VOID)
		stop(p, was.stopped, verdict_at(p, was.stopped));
}

/* Stopped by a stamp: for the first time, or at another time than was known (a correction, a text that was overtaken). */
static void stop_node(struct pull *p, int64_t at)
{
	struct clock_state *s = p->s;
	if (s->resumed == 0) { /* it paused, and had time left: as if it had gone on just then */
		s->resumed = at;
		due_find(p->h, p->k, s, p->t);
	}
	stop(p, at, verdict_at(p, at));
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

static void follow_node(struct pull *p)
{
	struct clock_state *s = p->s;
	int64_t from = stamp(p->t, p->k->starts), to = first_stamp(p->t, p->k->stops);
	if (from == 0)
		return;
	if (s->started != from)
		start_again(p, from);
	if (to != 0 && (s->stopped != to || s->verdict == VOID))
		stop_node(p, to);
	else if (s->stopped == 0 && (in(p->k->voids, p->t) || ended(p->t) || skipped(p->t, p->k->stops)))
		stop(p, p->at, VOID);
	else if (s->stopped == 0 && in(p->k->pauses, p->t) && s->resumed && !clocks_over(p->k, s, p->at))
		pause_clock(p); /* what is late already is not mended by a pause */
	else if (s->stopped == 0 && !in(p->k->pauses, p->t) && !s->resumed)
		resume_clock(p);
}

static void follow_state(struct pull *p)
{
	struct clock_state *s = p->s;
	bool runs = s->started != 0 && s->stopped == 0, moved = p->before->state != p->t->state;
	bool should = in(p->k->during, p->t) && (!p->k->if_down || p->t->down);
	if (runs && (!should || moved))
		stop(p, p->at, in(p->k->voids, p->t) ? VOID : verdict_at(p, p->at));
	if (should && (!runs || moved))
		start(p, p->at);
}

/* A new time that was told before the old one passed keeps the promise; told later, it was broken. */
static void promise_again(struct pull *p)
{
	struct clock_state *s = p->s;
	if (clocks_over(p->k, s, p->at)) {
		s->broken = true;
		s->stopped = p->at;
		judge(p, MISSED);
		s->stopped = 0;
	}
	s->resumed = p->at;
	find_due(p->h, p->k, s, p->t, p->at);
}

static void follow_promise(struct pull *p)
{
	struct clock_state *s = p->s;
	bool eta = p->k->runs == RUNS_ETA;
	int64_t was = eta ? p->before->eta : p->before->planned, is = eta ? p->t->eta : p->t->planned;
	bool runs = s->started != 0 && s->stopped == 0, kept = in(p->k->stops, p->t);
	bool nobodys = in(p->k->voids, p->t) || ended(p->t);
	/* The same time told again, or one that still stands, is a promise once more. */
	bool told = is != was || (in(p->k->voids, p->before) && is > p->at);
	/* An expected arrival that is told takes the place of a planned time. */
	bool replaced = !eta && p->t->eta != 0 && p->t->eta != p->before->eta;
	if (runs && kept)
		stop(p, p->at, verdict_at(p, p->at));
	else if (runs && (is == 0 || replaced || nobodys))
		stop(p, p->at, clocks_over(p->k, s, p->at) || s->broken ? MISSED : VOID);
	else if (runs && is != was)
		promise_again(p);
	else if (!runs && is != 0 && told && !kept && !nobodys)
		start(p, p->at);
}

/* ---- the whole ticket ---- */

/* The deadline hangs on whose machine it is and where. */
static bool moved_house(const struct ticket *a, const struct ticket *b)
{
	return a->station != b->station || a->machine != b->machine || a->customer != b->customer || a->down != b->down;
}

static void follow(struct pull *p)
{
	if (moved_house(p->before, p->t) && p->s->resumed && !p->s->stopped)
		find_due(p->h, p->k, p->s, p->t, p->at);
	if (p->k->runs == RUNS_NODE)
		follow_node(p);
	else if (p->k->runs == RUNS_STATE)
		follow_state(p);
	else
		follow_promise(p);
}

bool clocks_follow(const struct clock_context *h, const struct ticket *before, struct ticket *after, int64_t at,
		   char *change)
{
	struct pull p = {.h = h, .before = before, .t = after, .at = at};
	p.change = change;
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
	uint32_t done = now < noted_at(k, s) ? was->done & ~STEP_DUE : was->done;
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
		bool past = due_step_at(h, t, k, s, i) <= now;
		if (k->steps[i].when == STEP_EVERY)
			s->repeats = turns(&k->steps[i], s, now);
		else if (past && (was->started == 0 || was->done & 1u << i))
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

void clocks_renew(const struct clock_context *h, struct ticket *t, const struct ticket *was, int64_t now)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_kind *k = &t->flow->clocks[i];
		struct clock_state *s = &t->clocks[i];
		const struct clock_state *old = &was->clocks[i];
		if (old->stopped && old->stopped == s->stopped && old->started == s->started) {
			*s = *old;
			continue;
		}
		if (s->started == 0 || s->stopped)
			continue;
		if (s->resumed == 0) {
			keep_paused(s, old);
			continue;
		}
		keep_said(h, t, k, s, old, now);
		find_next(h, k, s, t, now);
	}
}

/* Of a clock that goes again as before a text: what it said until then and, if the text left it alone, since. What the quiet hours
 * held back beyond the text has not been said. */
static void unsay_nothing(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
			  struct clock_state *s, const struct clock_state *was, int64_t at)
{
	bool same = was->started == s->started && was->due == s->due;
	int64_t said;
	s->done = same ? was->done : noted_at(k, s) <= at ? STEP_DUE : 0;
	s->repeats = same ? was->repeats : 0;
	for (size_t i = 0; i < k->steps_n && !same; i++) {
		while (!(s->done & 1u << i) && (said = due_step_at(h, t, k, s, i)) != 0 && said <= at) {
			if (k->steps[i].when == STEP_EVERY)
				s->repeats = turns(&k->steps[i], s, said);
			else
				s->done |= 1u << i;
		}
	}
	find_next(h, k, s, t, 0);
}

void clocks_undo(const struct clock_context *h, struct ticket *t, const struct ticket *was, int64_t at)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		struct clock_state *s = &t->clocks[i];
		const struct clock_state *old = &was->clocks[i];
		if (s->stopped && s->stopped == old->stopped && s->started == old->started)
			*s = *old;
		else if (s->started != 0 && s->stopped == 0 && s->resumed == 0)
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
static int64_t last_turn(const struct clock_context *h, const struct ticket *t, const struct clock_step *p,
			 const struct clock_state *s)
{
	int64_t at = s->due + p->ms * (s->repeats - 1);
	return p->urgent ? at : due_unquiet(h, t, at);
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
		step->at = last_turn(h, t, p, s);
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
		find_due(h, k, s, t, now); /* the rules may be others by now */
		for (size_t i = 0; i < k->steps_n; i++) {
			int64_t at = s->done & 1u << i ? 0 : due_step_at(h, t, k, s, i);
			if (at == 0 || at > now || (quiet && !k->steps[i].urgent))
				continue;
			out[n].at = at;
			take_step(h, t, k, s, i, &out[n], now);
			n += is_pointless(&k->steps[i], s, now) ? 0 : 1;
		}
		if (s->due != 0 && now >= noted_at(k, s))
			s->done |= STEP_DUE;
		find_next(h, k, s, t, now);
	}
	return n;
}
