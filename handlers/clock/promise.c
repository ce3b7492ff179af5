#include "handlers/clock/promise.h"

#include <string.h>

static int64_t told_to(const struct ticket *t, bool eta)
{
	return eta ? t->eta : t->planned;
}

/* The code takes such a time. */
static bool takes(const struct code *c, bool eta)
{
	for (size_t i = 0; c && i < c->takes_n; i++) {
		if (c->takes[i].kind == TAKE_TIME && (strcmp(c->takes[i].name, "planned") != 0) == eta)
			return true;
	}
	return false;
}

/* The event told such a time; the same as before is told once more. */
static bool tells(const struct clock_run *p, bool eta)
{
	int64_t is = told_to(p->t, eta);

	if (is != told_to(p->before, eta))
		return is != 0;
	return is > p->at && takes(p->code, eta);
}

static bool other_station(const struct clock_run *p)
{
	return p->t->station != p->before->station;
}

/* What was broken before is not held against another visit, or another station. */
static bool begins_anew(const struct clock_run *p)
{
	return p->t->visit != p->before->visit || other_station(p);
}

static bool leaves(const struct clock_run *p)
{
	return p->t->phase == VISIT_OVER &&
	       (p->before->phase != VISIT_OVER || (p->code && p->code->visit == VISIT_LEAVES));
}

/* Another run of it; within a visit it stays broken. */
static void run(struct clock_run *p)
{
	bool broken = p->s->broken;

	clock_start(p, p->at);
	p->s->broken = broken;
}

/* A new time that is told before the old one has passed keeps the promise; told later, it was broken. */
static void tell_again(struct clock_run *p)
{
	struct clock_state *s = p->s;

	if (clocks_over(p->k, s, p->at)) {
		s->stopped = p->at;
		clock_judge(p, MISSED);
		s->stopped = 0;
		s->broken = !begins_anew(p);
	}
	if (begins_anew(p)) {
		run(p);
		return;
	}
	s->resumed = p->at;
	clock_find_due(p->h, p->k, s, p->t, p->at);
}

static void stop(struct clock_run *p, enum verdict v)
{
	clock_stop(p, p->at, v);
	p->s->broken |= p->s->verdict == MISSED;
}

/* It is over, or nobody's in this state. */
static void set_aside(struct clock_run *p, bool stands)
{
	bool over = clocks_over(p->k, p->s, p->at);

	stop(p, over || p->s->broken ? MISSED : VOID);
	if (stands && !over)
		p->s->done |= PROMISE_STANDS;
}

static void follow_running(struct clock_run *p, bool eta, bool kept, bool nobodys)
{
	/* An expected arrival that is told takes the place of a planned time. */
	bool replaced = !eta && tells(p, true);

	if (kept)
		stop(p, clock_verdict(p, p->at));
	else if (nobodys)
		set_aside(p, !clock_ended(p->t) && !leaves(p));
	else if (told_to(p->t, eta) == 0 || replaced)
		set_aside(p, false);
	else if (tells(p, eta))
		tell_again(p);
}

static void follow_stopped(struct clock_run *p, bool eta, bool kept, bool nobodys)
{
	struct clock_state *s = p->s;
	bool stands = s->done & PROMISE_STANDS, told = tells(p, eta);

	if (kept && stands && !clocks_over(p->k, s, p->at)) {
		s->done &= ~PROMISE_STANDS;
		stop(p, clock_verdict(p, p->at));
	} else if (!kept && !nobodys && told_to(p->t, eta) != 0 && (told || (stands && told_to(p->t, eta) > p->at))) {
		run(p);
	} else if (kept || tells(p, !eta) || leaves(p) || other_station(p) || clock_ended(p->t)) {
		s->done &= ~PROMISE_STANDS;
	}
}

void promise_follow(struct clock_run *p)
{
	struct clock_state *s = p->s;
	bool eta = p->k->runs == RUNS_ETA;
	bool kept = clock_in(p->k->stops, p->t), nobodys = clock_in(p->k->voids, p->t) || clock_ended(p->t);

	if (begins_anew(p))
		s->broken = false;
	if (s->started != 0 && s->stopped == 0)
		follow_running(p, eta, kept, nobodys);
	else
		follow_stopped(p, eta, kept, nobodys);
	/* What is promised next is another visit's, or another station's. */
	if (leaves(p) || other_station(p))
		s->broken = false;
}
