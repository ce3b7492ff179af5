#include "tests/year/reckon.h"

#include <string.h>

#include "tests/year/lives.h"
#include "tests/year/timers.h"

/* ---- the repair, as the contract's table of codes has it ---- */

static const struct {
	unsigned from;
	int to; /* -1: the same */
	unsigned stamps;
} codes[] = {
	[OPENED] = {0, S_REPORTED, ON(REPORTED)},
	[PHONE] = {IN(REPORTED) | IN(DISPATCHED), S_RESOLVED, ON(ANSWERED) | ON(RESOLVED)},
	[DISPATCH] = {IN(REPORTED) | IN(DISPATCHED) | IN(WAITING) | IN(LEFT), S_DISPATCHED,
		      ON(ANSWERED) | ON(DISPATCHED)},
	[DEPART] = {IN(DISPATCHED) | IN(WAITING) | IN(LEFT), S_EN_ROUTE, ON(DEPARTED)},
	[ARRIVE] = {IN(EN_ROUTE) | IN(DISPATCHED) | IN(WAITING) | IN(LEFT), S_ON_SITE, ON(ARRIVED)},
	[REPAIRED] = {IN(ON_SITE) | IN(DISPATCHED) | IN(EN_ROUTE) | IN(WAITING), S_RESOLVED,
		      ON(REPAIRED) | ON(RESOLVED)},
	[DELAY] = {IN(DISPATCHED) | IN(EN_ROUTE), -1, 0},
	[WAIT] = {IN(DISPATCHED) | IN(EN_ROUTE) | IN(ON_SITE) | IN(LEFT), S_WAITING, 0},
	[LEFT] = {IN(ON_SITE) | IN(WAITING) | IN(EN_ROUTE), S_LEFT, 0},
	[REASSIGN] = {IN(DISPATCHED) | IN(EN_ROUTE) | IN(WAITING) | IN(LEFT), S_DISPATCHED, 0},
	[CANCEL] = {IN(REPORTED) | IN(DISPATCHED) | IN(EN_ROUTE) | IN(ON_SITE) | IN(WAITING) | IN(LEFT) | IN(RESOLVED),
		    S_CANCELLED, 0},
	[ASSIGN_STATION] = {IN(REPORTED), -1, 0},
	[ASSIGN_MACHINE] = {IN(REPORTED), -1, 0},
	[CLOSE] = {IN(RESOLVED), S_CLOSED, ON(CLOSED)},
};

/* Nodes that a text skips where it comes too early. */
static unsigned skipped(enum act_kind kind, int state)
{
	bool gone = state == S_EN_ROUTE, waits = state == S_DISPATCHED || state == S_WAITING;

	if (kind == ARRIVE && (waits || state == S_LEFT))
		return ON(DEPARTED);
	if (kind == REPAIRED && waits)
		return ON(DEPARTED) | ON(ARRIVED);
	return (kind == REPAIRED || kind == LEFT) && gone ? ON(ARRIVED) : 0;
}

/* ---- the texts ---- */

static int64_t last_stamp(const struct standing *t, int before)
{
	int64_t last = 0;

	for (int i = 0; i < before; i++)
		last = t->nodes[i] > last ? t->nodes[i] : last;
	return last;
}

/* When it was sent, where that can be. */
static int64_t moment(const struct act *a)
{
	return a->sent && a->sent <= a->came + MINUTE ? a->sent : a->came;
}

static void stamp(struct standing *t, unsigned nodes, unsigned skips, int64_t at)
{
	for (int i = 0; i < NODES; i++) {
		bool open = t->nodes[i] == 0 && t->missed[i] == 0;

		if (open && skips & 1u << i)
			t->missed[i] = at;
		else if (open && nodes & 1u << i)
			t->nodes[i] = at;
	}
}

/* A visit begins with the first departure or arrival after leaving, and with any departure after an arrival. */
static void visit(struct standing *t, enum act_kind kind)
{
	bool comes = kind == DEPART || kind == ARRIVE;

	t->begins = (comes && t->visit == GONE) || (kind == DEPART && t->visit == THERE);
	t->leaves = kind == LEFT;
	if (comes)
		t->visit = kind == DEPART ? UNDERWAY : THERE;
	else if (t->leaves)
		t->visit = GONE;
}

static void move(struct reckoning *k, const struct act *a)
{
	struct standing *t = &k->now;
	int64_t at = moment(a) < last_stamp(t, NODES) ? a->came : moment(a);
	int before = t->state;

	stamp(t, codes[a->kind].stamps, skipped(a->kind, before), at);
	if (a->kind == DISPATCH)
		t->planned = a->told;
	if (a->kind == LEFT)
		t->planned = 0;
	if (a->kind == DEPART || a->kind == DELAY)
		t->eta = a->told;
	else if (codes[a->kind].to >= 0 && a->kind != REASSIGN) /* whoever goes, the customer was told when */
		t->eta = 0;
	visit(t, a->kind);
	if (codes[a->kind].to >= 0)
		t->state = codes[a->kind].to;
	if (t->state != before) {
		t->moved_at = at;
		t->moved_by = a->by;
	}
	timers_follow(k, a, before, at);
}

static void know_machine(struct standing *t, int machine)
{
	t->station = machine_station(machine);
	t->class = machine_class(machine);
	t->km = machine_km(machine);
}

static void assign(struct reckoning *k, const struct act *a)
{
	if (a->kind == ASSIGN_STATION)
		k->now.station = a->other;
	else
		know_machine(&k->now, a->other);
	timers_due_again(k, moment(a));
}

/* An arrival that was skipped, and whose text was only overtaken. */
static bool fill(struct reckoning *k, const struct act *a)
{
	struct standing *t = &k->now;
	int64_t at = moment(a);

	if (a->kind != ARRIVE || !t->missed[N_ARRIVED] || !a->sent || at >= t->missed[N_ARRIVED] ||
	    at < last_stamp(t, N_ARRIVED))
		return false;
	t->missed[N_ARRIVED] = 0;
	t->nodes[N_ARRIVED] = at;
	t->begins = t->leaves = false;
	timers_follow(k, a, t->state, at);
	return true;
}

/* A departure or arrival of a later visit that was sent before its sender's text that brought the ticket here. */
static bool passes(const struct reckoning *k, const struct act *a)
{
	const struct standing *t = &k->now;
	int node = a->kind == DEPART ? N_DEPARTED : N_ARRIVED;

	return (a->kind == DEPART || a->kind == ARRIVE) && t->nodes[node] && a->sent && a->by == t->moved_by &&
	       moment(a) < t->moved_at;
}

/* All is as it was before; what has been said stays said. */
static void undo(struct reckoning *k)
{
	struct standing undone = k->now;

	k->now = k->before;
	if (k->now.state != undone.state)
		k->now.moved_at = 0;
	for (int timer = 0; timer < TIMERS; timer++) {
		struct ticking *c = &k->now.timers[timer];
		const struct ticking *u = &undone.timers[timer];

		if (c->t.started != u->t.started || c->t.due != u->t.due)
			continue;
		memcpy(c->said, u->said, sizeof(c->said));
		c->turns = u->turns;
	}
	k->can_undo = false;
}

static bool take_undo(struct reckoning *k, const struct act *a)
{
	if (!k->can_undo || a->by != k->last_by ||
	    (a->came - k->last_came > 10 * MINUTE && moment(a) - k->last_came > 10 * MINUTE))
		return false;
	undo(k);
	return true;
}

static bool take(struct reckoning *k, const struct act *a)
{
	struct standing was = k->now;

	if (a->kind == UNDO)
		return take_undo(k, a);
	if (!fill(k, a)) {
		if (a->kind != OPENED && !(codes[a->kind].from & 1u << k->now.state))
			return false;
		if (a->kind == ASSIGN_STATION || a->kind == ASSIGN_MACHINE)
			assign(k, a);
		else if (!passes(k, a))
			move(k, a);
	}
	k->before = was;
	k->can_undo = a->kind != OPENED;
	k->last_by = a->by;
	k->last_came = a->came;
	return true;
}

void reckon(const struct rules_of_year *r, const struct story *s, struct account *out)
{
	struct reckoning k = {.r = r, .s = s, .out = out, .now = {.state = -1, .station = -1, .km = -1}};

	out->spoken_n = 0;
	if (s->machine >= 0)
		know_machine(&k.now, s->machine);
	for (size_t i = 0; i < s->n && s->acts[i].came <= r->until; i++) {
		timers_pass(&k, s->acts[i].came);
		out->refused[i] = !take(&k, &s->acts[i]);
	}
	timers_pass(&k, r->until);
	for (int timer = 0; timer < TIMERS; timer++)
		out->timers[timer] = k.now.timers[timer].t;
	out->judgements_n = k.now.judgements_n;
}
