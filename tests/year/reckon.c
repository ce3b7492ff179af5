#include "tests/year/reckon.h"

#include <string.h>

#include "tests/year/lives.h"
#include "tests/year/timers.h"

/* ---- the codes, as the flows have them ---- */

#define TO(s) (1 + S_##s)
static const struct code {
	unsigned from;
	int to; /* the state and 1; 0: the same */
	unsigned stamps;
} codes[PROCESSES][ACTS] =
	{
		[REPAIR] =
			{
				[OPENED] = {0, TO(REPORTED), ON(REPORTED)},
				[PHONE] = {IN(REPORTED) | IN(DISPATCHED), TO(RESOLVED), ON(ANSWERED) | ON(RESOLVED)},
				[DISPATCH] = {IN(REPORTED) | IN(DISPATCHED) | IN(WAITING) | IN(LEFT), TO(DISPATCHED),
					      ON(ANSWERED) | ON(DISPATCHED)},
				[DEPART] = {IN(DISPATCHED) | IN(WAITING) | IN(LEFT), TO(EN_ROUTE), ON(DEPARTED)},
				[ARRIVE] = {IN(EN_ROUTE) | IN(DISPATCHED) | IN(WAITING) | IN(LEFT), TO(ON_SITE),
					    ON(ARRIVED)},
				[REPAIRED] = {IN(ON_SITE) | IN(DISPATCHED) | IN(EN_ROUTE) | IN(WAITING), TO(RESOLVED),
					      ON(REPAIRED) | ON(RESOLVED)},
				[DELAY] = {IN(DISPATCHED) | IN(EN_ROUTE), 0, 0},
				[WAIT] = {IN(DISPATCHED) | IN(EN_ROUTE) | IN(ON_SITE) | IN(LEFT), TO(WAITING), 0},
				[LEFT] = {IN(ON_SITE) | IN(WAITING) | IN(EN_ROUTE), TO(LEFT), 0},
				[REASSIGN] = {IN(DISPATCHED) | IN(EN_ROUTE) | IN(WAITING) | IN(LEFT),
					      TO(DISPATCHED), 0},
				[CANCEL] = {IN(REPORTED) | IN(DISPATCHED) | IN(EN_ROUTE) | IN(ON_SITE) | IN(WAITING) |
						    IN(LEFT) | IN(RESOLVED),
					    TO(CANCELLED), 0},
				[ASSIGN_STATION] = {IN(REPORTED), 0, 0},
				[ASSIGN_MACHINE] = {IN(REPORTED), 0, 0},
				[CLOSE] = {IN(RESOLVED), TO(CLOSED), ON(CLOSED)},
			},
		[MAINTENANCE] =
			{
				[OPENED] = {0, TO(M_UNPLANNED), ON(M_FELL_DUE)},
				[DISPATCH] = {IN(M_UNPLANNED) | IN(M_PLANNED) | IN(M_POSTPONED), TO(M_PLANNED),
					      ON(M_PLANNED)},
				[DEPART] = {IN(M_PLANNED), TO(M_EN_ROUTE), ON(M_DEPARTED)},
				[ARRIVE] = {IN(M_EN_ROUTE) | IN(M_PLANNED), TO(M_ON_SITE), ON(M_ARRIVED)},
				[REPAIRED] = {IN(M_ON_SITE) | IN(M_EN_ROUTE), TO(M_DONE), ON(M_DONE)},
				[DELAY] = {IN(M_PLANNED) | IN(M_EN_ROUTE), 0, 0},
				[LEFT] = {IN(M_ON_SITE) | IN(M_EN_ROUTE), TO(M_UNPLANNED), 0},
				[REASSIGN] = {IN(M_PLANNED) | IN(M_EN_ROUTE), TO(M_PLANNED), 0},
				[POSTPONE] = {IN(M_UNPLANNED) | IN(M_PLANNED) | IN(M_POSTPONED), TO(M_POSTPONED), 0},
				[REPORT] = {IN(M_DONE), TO(M_REPORTED), ON(M_REPORTED)},
				[SEND_BACK] = {IN(M_REPORTED), TO(M_DONE), 0},
				[FILED] = {IN(M_REPORTED), TO(M_FILED), ON(M_FILED)},
			},
		[COMPLAINT] =
			{
				[OPENED] = {0, TO(C_RECEIVED), ON(C_RECEIVED)},
				[ANSWER] = {IN(C_RECEIVED) | IN(C_ANSWERED), TO(C_ANSWERED), ON(C_ANSWERED)},
				[ENTRUST] = {IN(C_RECEIVED) | IN(C_ANSWERED), 0, 0},
				[REPORT_PHONED] = {IN(C_RECEIVED) | IN(C_ANSWERED) | IN(C_MENDED), 0, ON(C_PHONED)},
				[REPORT_WRITTEN] = {IN(C_RECEIVED) | IN(C_ANSWERED) | IN(C_MENDED), 0, ON(C_WRITTEN)},
				[MEND] = {IN(C_ANSWERED), TO(C_MENDED), ON(C_MENDED)},
				[CLOSE] = {IN(C_MENDED), TO(C_CLOSED), ON(C_CALLED)},
				[UNSOLVED] = {IN(C_MENDED), TO(C_ANSWERED), 0},
				[GRADE] = {IN(C_RECEIVED) | IN(C_ANSWERED) | IN(C_MENDED), 0, 0},
				[INVALID] = {IN(C_RECEIVED) | IN(C_ANSWERED), TO(C_INVALID), 0},
				[REOPEN] = {IN(C_CLOSED) | IN(C_INVALID), TO(C_RECEIVED), 0},
			},
		[SURVEY] =
			{
				[OPENED] = {0, TO(Q_POSED), ON(Q_POSED)},
				[RATED] = {IN(Q_POSED), TO(Q_RATED), ON(Q_RATED)},
			},
};

static const struct code *code_of(const struct reckoning *k, const struct act *a)
{
	return &codes[k->s->process][a->kind];
}

/* Nodes that a text skips where it comes too early. */
static unsigned skipped_in_repair(enum act_kind kind, int state)
{
	bool gone = state == S_EN_ROUTE, waits = state == S_DISPATCHED || state == S_WAITING;

	if (kind == ARRIVE && (waits || state == S_LEFT))
		return ON(DEPARTED);
	if (kind == REPAIRED && waits)
		return ON(DEPARTED) | ON(ARRIVED);
	return (kind == REPAIRED || kind == LEFT) && gone ? ON(ARRIVED) : 0;
}

static unsigned skipped(const struct reckoning *k, enum act_kind kind, int state)
{
	if (k->s->process == REPAIR)
		return skipped_in_repair(kind, state);
	if (k->s->process == MAINTENANCE && kind == ARRIVE && state == S_M_PLANNED)
		return ON(M_DEPARTED);
	return state == S_M_EN_ROUTE && (kind == REPAIRED || kind == LEFT) ? ON(M_ARRIVED) : 0;
}

static int departed_node(const struct reckoning *k)
{
	return k->s->process == MAINTENANCE ? N_M_DEPARTED : N_DEPARTED;
}

static int arrived_node(const struct reckoning *k)
{
	return k->s->process == MAINTENANCE ? N_M_ARRIVED : N_ARRIVED;
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

/* The times that were told are forgotten where nobody waits for them any more. */
static void forget_times(struct standing *t, const struct act *a, int to)
{
	if (a->kind == DISPATCH)
		t->planned = a->told;
	else if (to == TO(LEFT) || to == TO(M_UNPLANNED) || to == TO(M_POSTPONED))
		t->planned = 0;
	if (a->kind == DEPART || a->kind == DELAY)
		t->eta = a->told;
	else if (to && a->kind != REASSIGN && to != TO(M_DONE)) /* whoever goes, the customer was told when */
		t->eta = 0;
	if (a->kind == POSTPONE)
		t->postponed_to = a->told;
	else if (to == TO(M_PLANNED))
		t->postponed_to = 0;
	if (a->kind == GRADE)
		t->tier = (enum tier)a->other;
}

static void move(struct reckoning *k, const struct act *a)
{
	const struct code *code = code_of(k, a);
	struct standing *t = &k->now;
	int64_t at = moment(a) < last_stamp(t, NODES) ? a->came : moment(a);
	int before = t->state;

	stamp(t, code->stamps, skipped(k, a->kind, before), at);
	forget_times(t, a, code->to);
	visit(t, a->kind);
	if (code->to)
		t->state = code->to - 1;
	if (t->state != before) {
		t->moved_at = at;
		t->moved_by = a->by;
	}
	if (a->kind == GRADE)
		timers_due_again(k, at);
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

	int arrived = arrived_node(k);

	if (a->kind != ARRIVE || !t->missed[arrived] || !a->sent || at >= t->missed[arrived] ||
	    at < last_stamp(t, arrived))
		return false;
	t->missed[arrived] = 0;
	t->nodes[arrived] = at;
	t->begins = t->leaves = false;
	timers_follow(k, a, t->state, at);
	return true;
}

/* A departure or arrival of a later visit that was sent before its sender's text that brought the ticket here. */
static bool passes(const struct reckoning *k, const struct act *a)
{
	const struct standing *t = &k->now;
	int node = a->kind == DEPART ? departed_node(k) : arrived_node(k);

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

		/* Where one of both asks nothing, the deadline may be the same as before when it asks again. */
		if (c->t.started != u->t.started || (c->t.due != u->t.due && c->t.due && u->t.due))
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
		if (a->kind != OPENED && !(code_of(k, a)->from & 1u << k->now.state))
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
	struct reckoning k = {
		.r = r, .s = s, .out = out, .now = {.state = -1, .station = -1, .km = -1, .tier = s->tier}};

	out->spoken_n = 0;
	if (s->machine >= 0)
		know_machine(&k.now, s->machine);
	if (s->process == SURVEY)
		k.now.station = s->station;
	for (size_t i = 0; i < s->n && s->acts[i].came <= r->until; i++) {
		timers_pass(&k, s->acts[i].came);
		out->refused[i] = !take(&k, &s->acts[i]);
	}
	timers_pass(&k, r->until);
	for (int timer = 0; timer < TIMERS; timer++)
		out->timers[timer] = k.now.timers[timer].t;
	out->judgements_n = k.now.judgements_n;
	out->closed = k.now.state == S_CLOSED ? k.now.nodes[N_CLOSED] : 0;
	out->station = k.now.station;
}
