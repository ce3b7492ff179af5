#include "tests/year/lives.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tests/year/days.h"
#include "tests/year/stages.h"

#define SHANGHAI (8 * HOUR)

/* ---- chance ---- */

struct pen { /* that writes a life */
	struct story *s;
	uint64_t chance;
	int64_t now; /* when the last text came */
	enum act_kind last;
	int lead;
	enum tier tier;
	int station;
	int64_t planned, eta;
	bool arrived;         /* once: no later arrival is the ticket's */
	int64_t skipped_from; /* the arrival that was not texted fell behind this; 0: none */
};

static uint64_t draw(struct pen *p, uint64_t below)
{
	uint64_t z = (p->chance += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (z ^ z >> 31) % below;
}

static bool happens(struct pen *p, unsigned percent)
{
	return draw(p, 100) < percent;
}

static int64_t between(struct pen *p, int64_t least, int64_t most)
{
	return least + (int64_t)draw(p, (uint64_t)(most - least + 1));
}

/* One of the choices, by their weights, which end with a 0. */
static size_t choose(struct pen *p, const unsigned *weights)
{
	unsigned sum = 0, at;
	size_t i = 0;

	for (size_t k = 0; weights[k]; k++)
		sum += weights[k];
	for (at = (unsigned)draw(p, sum); at >= weights[i]; i++)
		at -= weights[i];
	return i;
}

/* ---- one text ---- */

static int sender(struct pen *p, enum act_kind kind)
{
	if (kind == OPENED && p->s->process == COMPLAINT)
		return happens(p, 70) ? BY_AGENT : BY_HEAD;
	switch (kind) {
	case DEPART:
	case ARRIVE:
	case REPAIRED:
	case DELAY:
	case LEFT:
	case REPORT:
		return p->lead;
	case SEND_BACK:
	case FILED:
		return BY_CLAIMS;
	case ANSWER:
		return BY_DIRECTOR;
	case ENTRUST:
		return happens(p, 50) ? BY_DIRECTOR : BY_HEAD;
	case REPORT_PHONED:
	case REPORT_WRITTEN:
		return happens(p, 70) ? BY_HEAD : BY_SUPERVISOR;
	case GRADE:
	case INVALID:
		return happens(p, 50) ? BY_DIRECTOR : BY_SUPERVISOR;
	case MEND:
	case WAIT:
		return p->lead >= 0 && happens(p, 70) ? p->lead : BY_HEAD;
	case CANCEL:
		return p->station >= 0 && happens(p, 50) ? BY_HEAD : BY_AGENT;
	case ASSIGN_STATION:
	case ASSIGN_MACHINE:
	case CLOSE:
	case UNSOLVED:
	case REOPEN:
	case RATED:
		return BY_AGENT;
	default:
		return BY_HEAD;
	}
}

/* Most texts take seconds, some are on their way for half an hour, some phones have no clock or a wrong one. */
static int64_t sent_before(struct pen *p, int64_t came)
{
	if (happens(p, 84))
		return came - between(p, 0, 20 * SECOND);
	if (happens(p, 75))
		return came - between(p, 0, 30 * MINUTE);
	return happens(p, 50) ? 0 : came + between(p, 1, 3 * HOUR);
}

/* The same words within ten minutes of being sent would be a resend. */
static int64_t not_again(const struct pen *p, enum act_kind kind, int64_t at)
{
	for (size_t i = 0; i < p->s->n; i++) {
		const struct act *a = &p->s->acts[i];

		if (a->kind == kind && !a->told && !a->taken_back && at < a->came + 45 * MINUTE)
			at = a->came + 45 * MINUTE;
	}
	return at;
}

static struct act *add(struct pen *p, enum act_kind kind, int64_t at)
{
	struct act *a = &p->s->acts[p->s->n];

	at = kind == UNDO ? at : not_again(p, kind, at);
	p->s->n++;
	p->now = at > p->now + 2 * SECOND ? at : p->now + 2 * SECOND;
	*a = (struct act){.kind = kind, .came = p->now, .sent = sent_before(p, p->now), .by = sender(p, kind)};
	p->last = kind;
	return a;
}

/* Clock times are told to the minute, and never one that was told before. */
static int64_t tell(struct pen *p, struct act *a, int64_t ahead)
{
	a->told = (a->came + ahead) / MINUTE * MINUTE + MINUTE;
	for (const struct act *b = p->s->acts; b < a; b++)
		if (b->told == a->told)
			return tell(p, a, ahead + MINUTE);
	return a->told;
}

static int64_t planned_ahead(struct pen *p)
{
	static const unsigned weights[] = {60, 30, 10, 0};
	static const int64_t most[] = {6 * HOUR, 30 * HOUR, 4 * DAY};

	return between(p, 5 * MINUTE, most[choose(p, weights)]);
}

static int64_t eta_ahead(struct pen *p)
{
	return happens(p, 90) ? between(p, 20 * MINUTE, 5 * HOUR) : between(p, 2 * MINUTE, 14 * HOUR);
}

/* ---- what may come next ---- */

static void dispatch(struct pen *p, int64_t at)
{
	struct act *a = add(p, DISPATCH, at);

	p->planned = tell(p, a, planned_ahead(p));
	p->eta = 0;
	a->other = -1;
	if (p->lead < 0)
		a->other = p->lead = (int)draw(p, ENGINEERS_EACH);
}

static void reassign(struct pen *p, int64_t at)
{
	struct act *a = add(p, REASSIGN, at);

	a->other = p->lead = (p->lead + 1 + (int)draw(p, ENGINEERS_EACH - 1)) % ENGINEERS_EACH;
	p->eta = 0;
}

static void tell_eta(struct pen *p, enum act_kind kind, int64_t at)
{
	struct act *a = add(p, kind, at);

	p->eta = tell(p, a, eta_ahead(p));
}

static void simply(struct pen *p, enum act_kind kind, int64_t at)
{
	bool first = (kind == REPAIRED || kind == LEFT) && !p->arrived;

	if (first && p->last == DEPART)
		p->skipped_from = p->now;
	p->arrived |= first || kind == ARRIVE;
	add(p, kind, at);
	if (kind != ASSIGN_STATION && kind != ASSIGN_MACHINE)
		p->eta = 0;
	if (kind == LEFT)
		p->planned = 0;
}

static void postpone(struct pen *p, int64_t at)
{
	struct act *a = add(p, POSTPONE, at);

	tell(p, a, between(p, 2 * HOUR, 12 * DAY));
	p->planned = p->eta = 0;
}

/* Hours only grow. */
static void read_meter(struct pen *p, int64_t at)
{
	simply(p, REPAIRED, at);
	struct act *a = &p->s->acts[p->s->n - 1];

	a->other = (int)((a->came - day_count(2026, 1, 1) * DAY + DAY) / HOUR);
}

static void entrust(struct pen *p, int64_t at)
{
	add(p, ENTRUST, at)->other = p->lead = (p->lead + 1 + (int)draw(p, ENGINEERS_EACH - 1)) % ENGINEERS_EACH;
}

static void grade(struct pen *p, int64_t at)
{
	add(p, GRADE, at)->other = (int)(p->tier = (enum tier)((p->tier + 1 + draw(p, TIERS - 1)) % TIERS));
}

static void act(struct pen *p, enum act_kind kind, int64_t at)
{
	if (kind == DISPATCH)
		dispatch(p, at);
	else if (kind == REASSIGN)
		reassign(p, at);
	else if (kind == DEPART || kind == DELAY)
		tell_eta(p, kind, at);
	else if (kind == POSTPONE)
		postpone(p, at);
	else if (kind == REPAIRED && p->s->process == MAINTENANCE)
		read_meter(p, at);
	else if (kind == ENTRUST)
		entrust(p, at);
	else if (kind == GRADE)
		grade(p, at);
	else
		simply(p, kind, at);
}

/* When a text counts as sent: a clock that is ahead is not believed. */
static int64_t moment_of(const struct act *a)
{
	return a->sent != 0 && a->sent <= a->came + MINUTE ? a->sent : a->came;
}

/* The thumb slipped: within ten minutes all is as before; later it stays, and the sender is told so. True if it is as before. */
static bool take_back(struct pen *p, const struct pen *before)
{
	static const unsigned weights[] = {70, 5, 5, 20, 0};
	size_t how = choose(p, weights);
	int by = p->s->acts[p->s->n - 1].by;
	int64_t was = p->now, after[] = {between(p, 5 * SECOND, 9 * MINUTE), 10 * MINUTE, 10 * MINUTE + 1,
					 between(p, 45 * MINUTE, 3 * HOUR)};
	int64_t said = moment_of(&p->s->acts[p->s->n - 1]);
	struct act *a = add(p, UNDO, was + after[how]);

	a->by = by;
	if (how == 1 || how == 2)
		a->sent = a->came;
	/* It means a text that was sent before it. */
	if (a->sent != 0 && a->sent <= a->came && a->sent < said)
		a->sent = said;
	if (how >= 2) {
		p->last = p->s->acts[p->s->n - 2].kind;
		return false;
	}
	p->s->acts[p->s->n - 2].taken_back = true;
	struct pen now = *p;
	*p = *before;
	p->chance = now.chance;
	p->now = now.now;
	return true;
}

/* One more text, perhaps taken back. False if it was. */
static bool go_on(struct pen *p, enum act_kind kind, int64_t at)
{
	struct pen before = *p;

	act(p, kind, at);
	return kind == ASSIGN_STATION || kind == ASSIGN_MACHINE || !happens(p, 3) || !take_back(p, &before);
}

/* ---- a life ---- */

/* Round what was told: mostly in time, sometimes long after. */
static int64_t about(struct pen *p, int64_t told, enum act_kind kind)
{
	static const unsigned weights[] = {60, 30, 10, 0};

	if (told <= p->now)
		return p->now + between(p, 3 * MINUTE, 4 * HOUR);
	if (kind == DELAY || kind == DISPATCH || kind == WAIT || kind == POSTPONE)
		return told + between(p, -80 * MINUTE, 40 * MINUTE);
	switch (choose(p, weights)) {
	case 0:
		return told - between(p, 0, 60 * MINUTE);
	case 1:
		return told + between(p, 0, 3 * MINUTE);
	default:
		return told + between(p, 0, 5 * HOUR);
	}
}

static int64_t when_next(struct pen *p, enum stage s, enum act_kind kind)
{
	static const unsigned answers[] = {62, 24, 14, 0};
	static const int64_t most[] = {50 * MINUTE, 3 * HOUR, 40 * HOUR};

	switch (s) {
	case UNPLANNED: /* one in twenty is forgotten */
		return p->now +
		       (happens(p, 5) ? between(p, 5 * DAY, 12 * DAY) : between(p, MINUTE, most[choose(p, answers)]));
	case MENDED:
		return p->now + between(p, 10 * MINUTE, happens(p, 60) ? 18 * HOUR : 4 * DAY);
	case REPORTED:
	case RECEIVED:
		return p->now + between(p, MINUTE, most[choose(p, answers)]);
	case DISPATCHED:
	case PLANNED:
		return about(p, p->eta ? p->eta : p->planned, kind);
	case EN_ROUTE:
	case DRIVING:
		return about(p, p->eta, kind) + (kind == REPAIRED || kind == LEFT ? between(p, HOUR, 4 * HOUR) : 0);
	case ON_SITE:
	case SERVICING:
		return p->now + between(p, 10 * MINUTE, happens(p, 80) ? 3 * HOUR : 9 * HOUR);
	case WAITING:
	case GONE:
	case PUT_OFF:
		return p->now + between(p, 10 * MINUTE, happens(p, 60) ? 30 * HOUR : 6 * DAY);
	default:
		return p->now + between(p, HOUR, 4 * DAY);
	}
}

/* A ticket that nobody's station has, until the agent gives it one, or what machine it is. */
static void give_station(struct pen *p)
{
	struct act *a;

	p->now += between(p, 10 * MINUTE, 20 * HOUR);
	if (happens(p, 50)) {
		a = add(p, ASSIGN_STATION, p->now);
		a->other = p->station = (int)draw(p, STATIONS);
	}
	if (p->station < 0 || happens(p, 30)) {
		a = add(p, ASSIGN_MACHINE, p->now + between(p, MINUTE, 3 * HOUR));
		a->other = (int)draw(p, MACHINES);
		p->station = machine_station(a->other);
	}
}

/* A text that the engineer sent before the one that skipped it, and that comes in behind it. */
static void overtaken(struct pen *p)
{
	struct act *skipper = &p->s->acts[p->s->n - 1];
	int64_t skipped_at = skipper->sent && skipper->sent < skipper->came ? skipper->sent : skipper->came;
	struct act *a;

	/* A text that nobody may take back any more stands between. */
	if (skipper->kind == UNDO || skipped_at - MINUTE <= p->skipped_from)
		return;
	a = add(p, ARRIVE, p->now + between(p, MINUTE, HOUR));
	a->sent = between(p, p->skipped_from, skipped_at);
	p->skipped_from = 0;
}

static void live_on(struct pen *p)
{
	static const enum stage firsts[PROCESSES] = {REPORTED, UNPLANNED, RECEIVED, OVER};
	enum stage s = firsts[p->s->process];
	size_t i;
	enum act_kind kind;

	while (s != OVER && p->s->n + 4 < ACTS_MAX) {
		i = choose(p, stages_next[s].weights);
		kind = stages_next[s].kinds[i];
		if (kind == UNDO)
			return;
		p->skipped_from = 0;
		if (!go_on(p, kind, when_next(p, s, kind)))
			continue;
		s = stage_after(p->s->process, kind, s);
		if (p->skipped_from && happens(p, 40))
			overtaken(p);
	}
}

/* Seven in ten by day. */
static int64_t report_time(struct pen *p, size_t i, size_t all)
{
	int64_t first = day_count(2026, 1, 1) * DAY - SHANGHAI;
	int64_t day = (int64_t)(i * 365 / all);

	if (happens(p, 70))
		return first + day * DAY + between(p, 8 * HOUR, 18 * HOUR);
	return first + day * DAY + between(p, 0, DAY - 1);
}

/* Of a hundred tickets, as a department has them. */
static enum process one_process(struct pen *p)
{
	static const unsigned shares[] = {70, 20, 10, 0};

	return (enum process)choose(p, shares);
}

void live(struct story *s, uint64_t seed, size_t i, size_t all)
{
	struct pen p = {.s = s, .chance = seed * 0x2545f4914f6cdd1du + i, .lead = -1};

	*s = (struct story){.machine = (int)draw(&p, MACHINES), .fault = (int)draw(&p, faults_said_n)};
	s->process = one_process(&p);
	s->down = s->process == REPAIR && happens(&p, 25);
	s->tier = p.tier = (enum tier)draw(&p, TIERS);
	if (s->process == REPAIR && happens(&p, 3))
		s->machine = -1;
	p.station = s->machine >= 0 ? machine_station(s->machine) : -1;
	p.now = report_time(&p, i, all);
	add(&p, OPENED, p.now)->sent = 0;
	if (s->machine < 0) {
		if (happens(&p, 10)) {
			add(&p, CANCEL, p.now + between(&p, MINUTE, 3 * DAY));
			return;
		}
		give_station(&p);
	}
	live_on(&p);
}

void live_after(struct story *s, const struct story *parent, size_t opener, int64_t at)
{
	struct pen p = {.s = s, .chance = (uint64_t)at + opener, .lead = -1, .now = at - 2 * SECOND, .station = -1};

	*s = (struct story){.process = SURVEY, .machine = parent->machine, .fault = parent->fault, .opener = opener};
	s->station = life_station(parent, parent->n - 1);
	add(&p, OPENED, at)->sent = 0;
	if (happens(&p, 90))
		add(&p, RATED, at + between(&p, MINUTE, happens(&p, 70) ? 30 * HOUR : 5 * DAY));
}
