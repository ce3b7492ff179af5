#include "tests/year/asked.h"

const char *const judged_names[] = {"-", "met", "late", "void"};

static const struct days *days_of(const struct reckoning *k)
{
	return k->r->plans[station_plan(k->now.station)];
}

/* ---- the deadlines ---- */

/* So much of the time from the start, less what it ran before, which is counted run by run. */
static int64_t after(const struct reckoning *k, const struct ticking *c, enum unit unit, int64_t much)
{
	const struct days *d = days_of(k);

	for (size_t i = 0; i + 1 < c->runs_n; i++)
		much -= unit == WORKED ? days_measure(d, c->runs[i][0], c->runs[i][1]) : c->runs[i][1] - c->runs[i][0];
	much = much > 0 ? much : 0;
	return unit == WORKED ? days_add(d, c->runs[c->runs_n - 1][0], much) : c->runs[c->runs_n - 1][0] + much;
}

static int64_t line_at(const struct reckoning *k, const struct ticking *c, const struct target *line)
{
	switch (line->unit) {
	case DAYS:
		return days_end(days_of(k), c->t.started, (int)line->much);
	case HOUR_OF_DAY:
		return days_hour(days_of(k), c->t.started, line->much);
	default:
		return after(k, c, line->unit, line->much);
	}
}

/* The earliest of the lines that apply, the first of equal ones. */
static void set_due(const struct reckoning *k, enum timer timer, struct ticking *c)
{
	struct target all[8];
	int rules[8];
	size_t n = targets(k, timer, all, rules);

	c->t.due = 0;
	c->t.rule = -1;
	for (size_t i = 0; i < n; i++) {
		int64_t at = line_at(k, c, &all[i]);

		if (c->t.rule >= 0 && at >= c->t.due)
			continue;
		c->t.due = at;
		c->t.rule = rules[i];
	}
	if (timer == T_PLANNED || timer == TM_PLANNED)
		c->t.due = k->now.planned;
	if (timer == T_PROMISED || timer == TM_PROMISED)
		c->t.due = k->now.eta;
	if (timer == TM_AGAIN)
		c->t.due = k->now.postponed_to;
}

static bool is_promise(enum timer timer)
{
	return timer == T_PLANNED || timer == T_PROMISED || timer == TM_PLANNED || timer == TM_PROMISED ||
	       timer == TM_AGAIN;
}

/* A promise is told to the minute, and kept until that minute is over. */
static bool is_over(enum timer timer, const struct ticking *c, int64_t at)
{
	return c->t.due != 0 && (is_promise(timer) ? at >= c->t.due + MINUTE : at > c->t.due);
}

/* ---- the steps ---- */

/* When a step is to be taken, day or night; 0: never. */
static int64_t raw_step(const struct reckoning *k, enum timer timer, const struct ticking *c, int i)
{
	const struct step *s = &steps[timer][i];
	struct target all[8];
	int rules[8];
	size_t n = targets(k, timer, all, rules);

	switch (s->kind) {
	case BEFORE:
		/* Nobody is reminded of what has just been told. */
		return c->t.due - s->much > (is_promise(timer) ? c->told : c->t.started) ? c->t.due - s->much : 0;
	case AFTER:
		return c->t.due + s->much + (is_promise(timer) ? MINUTE : 0);
	case EVERY:
		return c->turns < s->most ? c->t.due + s->much * c->turns : 0;
	case SHARE:
		break;
	}
	for (size_t t = 0; t < n; t++)
		if (rules[t] == c->t.rule && all[t].unit != DAYS && all[t].unit != HOUR_OF_DAY)
			return after(k, c, all[t].unit, all[t].much * s->much / 100);
	return c->t.started + (c->t.due - c->t.started) * s->much / 100;
}

/* On whole minutes. */
static int64_t falls_at(const struct reckoning *k, enum timer timer, const struct ticking *c, int i)
{
	int64_t at = steps[timer][i].most ? raw_step(k, timer, c, i) : 0;

	return (at + MINUTE - 1) / MINUTE * MINUTE;
}

static int64_t step_at(const struct reckoning *k, enum timer timer, const struct ticking *c, int i)
{
	int64_t at = falls_at(k, timer, c, i), morning, evening;
	bool reminds = steps[timer][i].kind == SHARE || steps[timer][i].kind == BEFORE;

	if (at == 0)
		return 0;
	morning = days_awake(days_of(k), night_of(k->s->process), at);
	evening = days_evening(days_of(k), night_of(k->s->process), at);
	/* Who would wake up to find it over is reminded before the night, if it was known by then. */
	if (morning != at && reminds && morning >= c->t.due &&
	    evening > (is_promise(timer) ? c->told : c->runs[c->runs_n - 1][0]))
		return evening;
	return morning;
}

static bool ticks(const struct ticking *c)
{
	return c->t.started && !c->t.stopped && !c->pauses && c->t.due;
}

static void speak(struct reckoning *k, enum timer timer, struct ticking *c, int i, int64_t at)
{
	const struct step *s = &steps[timer][i];
	bool reminds = s->kind == SHARE || s->kind == BEFORE;

	c->said[i] = s->kind != EVERY;
	while (s->kind == EVERY && c->turns < s->most && c->t.due + s->much * c->turns <= at)
		c->turns++;
	/* Nobody is reminded of what is due already. */
	if ((!reminds || at < c->t.due) && k->out->spoken_n < SPOKEN_MAX)
		k->out->spoken[k->out->spoken_n++] = (struct spoken){timer, i, at, c->t.due};
}

void timers_pass(struct reckoning *k, int64_t until)
{
	for (int timer = 0; timer < TIMERS; timer++) {
		struct ticking *c = &k->now.timers[timer];
		bool more = ticks(c);

		while (more) {
			more = false;
			for (int i = 0; i < 4; i++) {
				int64_t at = c->said[i] ? 0 : step_at(k, (enum timer)timer, c, i);

				if (at == 0)
					continue;
				at = days_awake(days_of(k), night_of(k->s->process), at > k->clock ? at : k->clock);
				if (at > until)
					continue;
				speak(k, (enum timer)timer, c, i, at);
				more = true;
			}
		}
	}
	k->clock = until;
}

/* ---- starting and stopping ---- */

static void judge(struct reckoning *k, enum timer timer, struct ticking *c, enum judged v, int64_t at)
{
	struct account *a = k->out;

	c->t.judged = v;
	if (v != VOIDED && v != NOT_JUDGED && k->now.judgements_n < JUDGEMENTS_MAX)
		a->judgements[k->now.judgements_n++] = (struct judgement){timer, v == TOO_LATE, c->t.due, at};
}

static void finish(struct reckoning *k, enum timer timer, enum judged v, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];

	c->t.stopped = at;
	if (c->broken && !is_over(timer, c, at))
		c->t.judged = TOO_LATE; /* as was written when it was broken */
	else
		judge(k, timer, c, c->t.due == 0 && !c->pauses ? NOT_JUDGED : v, at); /* nothing was asked */
}

static enum judged verdict(enum timer timer, const struct ticking *c, int64_t at)
{
	return c->broken || is_over(timer, c, at) ? TOO_LATE : IN_TIME;
}

/* Another deadline: what was to be said by then stays said, the rest is to be said anew. */
static void due_again(struct reckoning *k, enum timer timer, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];
	int64_t was = c->t.due;

	set_due(k, timer, c);
	if (c->t.due == was)
		return;
	for (int i = 0; i < 4; i++)
		if (falls_at(k, timer, c, i) > at)
			c->said[i] = false;
	if (!is_over(timer, c, at))
		c->turns = 0;
}

static void begin(struct reckoning *k, enum timer timer, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];

	*c = (struct ticking){.t = {.started = at, .rule = -1}, .runs = {{at, 0}}, .runs_n = 1};
	set_due(k, timer, c);
}

/* ---- the clocks, one by one ---- */

#define ENDED (IN(CLOSED) | IN(CANCELLED) | IN(M_FILED) | IN(C_CLOSED) | IN(C_INVALID) | IN(Q_RATED))

static void follow_pause(struct reckoning *k, enum timer timer, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];
	bool waits = k->r->waiting_pauses && timer == T_ARRIVAL && k->now.state == S_WAITING;
	bool pause = waits || (timer == TM_DONE && k->now.state == S_M_POSTPONED);

	if (pause && !c->pauses && !is_over(timer, c, at)) {
		int64_t *run = c->runs[c->runs_n - 1];

		run[1] = at > run[0] ? at : run[0];
		c->pauses = true;
		c->t.due = 0;
	} else if (!pause && c->pauses) { /* what was late before is not mended by a pause */
		c->pauses = false;
		c->runs[c->runs_n++][0] = at;
		set_due(k, timer, c); /* what was said before the pause is not said again */
	}
}

/* From one node, mostly the first, to another. */
static void follow_node_from(struct reckoning *k, enum timer timer, int64_t start, int64_t stop, unsigned voids,
			     int64_t at)
{
	struct ticking *c = &k->now.timers[timer];

	if (!start)
		return;
	if (!c->t.started)
		begin(k, timer, start);
	if (stop && !c->done_with && (!c->t.stopped || c->t.judged == VOIDED || c->t.judged == NOT_JUDGED)) {
		follow_pause(k, timer, stop);
		finish(k, timer, verdict(timer, c, stop), stop);
	} else if (!c->t.stopped && voids & 1u << k->now.state) {
		finish(k, timer, VOIDED, at);
	} else if (!c->t.stopped) {
		follow_pause(k, timer, at);
	}
}

static void follow_node(struct reckoning *k, enum timer timer, int64_t stop, unsigned voids, int64_t at)
{
	follow_node_from(k, timer, k->now.nodes[0], stop, voids, at);
}

/* While it stands somewhere, anew each time it moves. */
static void follow_state(struct reckoning *k, enum timer timer, bool counts, bool moved, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];
	bool runs = c->t.started && !c->t.stopped;

	if (runs && moved)
		finish(k, timer, verdict(timer, c, at), at);
	if (counts && moved)
		begin(k, timer, at);
}

/* What a text means for one of the two promises. */
struct word {
	unsigned kept, voids; /* states in which it is kept, or is nobody's */
	bool told;            /* it tells the time, */
	bool replaced;        /* or another that takes its place */
	int64_t known;        /* the time that still stands on the ticket; 0: none */
};

static void tell(struct reckoning *k, enum timer timer, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];
	bool broken = c->broken;

	begin(k, timer, at);
	c->told = at;
	c->broken = broken;
}

static void finish_promise(struct reckoning *k, enum timer timer, enum judged in_time, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];

	finish(k, timer, verdict(timer, c, at) == TOO_LATE ? TOO_LATE : in_time, at);
	c->broken = c->t.judged == TOO_LATE;
}

static void promise_runs(struct reckoning *k, enum timer timer, const struct word *w, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];
	unsigned here = 1u << k->now.state;
	bool over = is_over(timer, c, at);

	if (w->kept & here) {
		finish_promise(k, timer, IN_TIME, at);
	} else if (w->voids & here) {
		finish_promise(k, timer, VOIDED, at);
		c->aside = !over && !k->now.leaves && !(here & ENDED);
	} else if (w->replaced) {
		finish_promise(k, timer, VOIDED, at);
	} else if (w->told) {
		if (over) /* said too late: that later ones are kept does not mend it, on this visit */
			judge(k, timer, c, TOO_LATE, at);
		c->broken = (c->broken || over) && !k->now.begins;
		if (k->now.begins) {
			tell(k, timer, at);
		} else {
			c->told = at;
			due_again(k, timer, at);
		}
	}
}

static void promise_rests(struct reckoning *k, enum timer timer, const struct word *w, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];
	unsigned here = 1u << k->now.state;

	if (w->kept & here) { /* who comes in time has kept it, though nobody had to */
		if (c->aside && !is_over(timer, c, at))
			finish_promise(k, timer, IN_TIME, at);
		c->aside = false;
	} else if (w->voids & here) {
		if (k->now.leaves || here & ENDED)
			c->aside = false;
	} else if (w->told || (c->aside && w->known > at)) {
		tell(k, timer, at);
	}
	if (w->replaced)
		c->aside = false;
}

static void follow_promise(struct reckoning *k, enum timer timer, const struct word *w, int64_t at)
{
	struct ticking *c = &k->now.timers[timer];

	if (k->now.begins)
		c->broken = false;
	if (c->t.started && !c->t.stopped)
		promise_runs(k, timer, w, at);
	else
		promise_rests(k, timer, w, at);
	if (k->now.leaves)
		c->broken = false;
}

static void follow_promises(struct reckoning *k, const struct act *a, int64_t at)
{
	unsigned off = IN(WAITING) | IN(LEFT) | ENDED;
	bool coming = a->kind == DEPART || a->kind == DELAY, going = a->kind == DISPATCH;
	/* Told when he will arrive, the customer no longer asks when he will set out; and the other way round. */
	struct word planned = {IN(EN_ROUTE) | IN(ON_SITE) | IN(RESOLVED), off, going, coming, k->now.planned};
	struct word eta = {IN(ON_SITE) | IN(RESOLVED), off, coming, going, k->now.eta};

	follow_promise(k, T_PLANNED, &planned, at);
	follow_promise(k, T_PROMISED, &eta, at);
}

static void follow_repair(struct reckoning *k, const struct act *a, int before, int64_t at)
{
	const int64_t *n = k->now.nodes;
	unsigned here = 1u << k->now.state;
	bool moved = k->now.state != before;
	/* Whoever went on without saying that they arrived is asked no more. */
	unsigned off = ENDED | IN(RESOLVED) | (k->now.missed[N_ARRIVED] ? ~0u : 0);

	follow_node(k, T_ANSWER, n[N_ANSWERED], ENDED, at);
	follow_node(k, T_FEEDBACK, n[N_DISPATCHED] ? n[N_DISPATCHED] : n[N_RESOLVED], ENDED, at);
	follow_node(k, T_ARRIVAL, n[N_ARRIVED], off, at);
	follow_node(k, T_CLASS, n[N_ARRIVED], off, at);
	follow_promises(k, a, at);
	follow_state(k, T_SITE, here & IN(ON_SITE), moved, at);
	follow_state(k, T_STILL,
		     k->s->down && here & (IN(REPORTED) | IN(DISPATCHED) | IN(EN_ROUTE) | IN(WAITING) | IN(LEFT)),
		     moved, at);
	follow_node(k, T_DOWN, n[N_RESOLVED], ENDED, at);
}

static void follow_maintenance(struct reckoning *k, const struct act *a, int64_t at)
{
	const int64_t *n = k->now.nodes;
	unsigned off = IN(M_UNPLANNED) | IN(M_POSTPONED) | ENDED;
	bool coming = a->kind == DEPART || a->kind == DELAY, going = a->kind == DISPATCH;
	struct word planned = {IN(M_EN_ROUTE) | IN(M_ON_SITE) | IN(M_DONE), off, going, coming, k->now.planned};
	struct word eta = {IN(M_ON_SITE) | IN(M_DONE), off, coming, going, k->now.eta};
	struct word again = {IN(M_PLANNED), ENDED, a->kind == POSTPONE, false, k->now.postponed_to};

	follow_node(k, TM_PLAN, n[N_M_PLANNED], IN(M_POSTPONED) | ENDED, at);
	follow_node(k, TM_DONE, n[N_M_DONE], ENDED, at);
	follow_promise(k, TM_PLANNED, &planned, at);
	follow_promise(k, TM_PROMISED, &eta, at);
	follow_promise(k, TM_AGAIN, &again, at);
	follow_node_from(k, TM_REPORT, n[N_M_DONE], n[N_M_REPORTED], ENDED, at);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a && (!b || a < b) ? a : b;
}

static void set_aside(struct reckoning *k)
{
	for (int timer = TC_ANSWER; timer <= TC_WRITTEN; timer++)
		k->now.timers[timer].done_with |= k->now.timers[timer].t.judged == VOIDED;
}

static void follow_complaint(struct reckoning *k, const struct act *a, int64_t at)
{
	const int64_t *n = k->now.nodes;

	if (a->kind == REOPEN)
		set_aside(k);
	follow_node(k, TC_ANSWER, n[N_C_ANSWERED], ENDED, at);
	follow_node(k, TC_OPEN, n[N_C_CALLED], ENDED, at);
	follow_node(k, TC_PHONED, earlier(n[N_C_PHONED], n[N_C_WRITTEN]), ENDED, at);
	follow_node(k, TC_WRITTEN, n[N_C_WRITTEN], ENDED, at);
}

void timers_follow(struct reckoning *k, const struct act *a, int before, int64_t at)
{
	switch (k->s->process) {
	case MAINTENANCE:
		follow_maintenance(k, a, at);
		break;
	case COMPLAINT:
		follow_complaint(k, a, at);
		break;
	case SURVEY:
		follow_node(k, TS_REPLY, k->now.nodes[N_Q_RATED], ENDED, at);
		follow_node(k, TS_CALLED, k->now.nodes[N_Q_RATED], ENDED, at);
		break;
	default:
		follow_repair(k, a, before, at);
	}
}

void timers_due_again(struct reckoning *k, int64_t at)
{
	for (int timer = 0; timer < TIMERS; timer++)
		if (k->now.timers[timer].t.started && !k->now.timers[timer].t.stopped)
			due_again(k, (enum timer)timer, at);
}
