/* One ticket while it is reckoned: how it stands, and its clocks. Between reckon.c, which takes the texts, and timers.c, which
 * lets the clocks follow; nobody else needs it. */
#ifndef YEAR_TIMERS_H
#define YEAR_TIMERS_H

#include "tests/year/reckon.h"

enum state { /* of all processes: M_ are maintenance's, C_ complaint's, Q_ survey's */
	     S_REPORTED,
	     S_DISPATCHED,
	     S_EN_ROUTE,
	     S_ON_SITE,
	     S_WAITING,
	     S_LEFT,
	     S_RESOLVED,
	     S_CLOSED,
	     S_CANCELLED,
	     S_M_UNPLANNED,
	     S_M_PLANNED,
	     S_M_EN_ROUTE,
	     S_M_ON_SITE,
	     S_M_DONE,
	     S_M_REPORTED,
	     S_M_POSTPONED,
	     S_M_FILED,
	     S_C_RECEIVED,
	     S_C_ANSWERED,
	     S_C_MENDED,
	     S_C_CLOSED,
	     S_C_INVALID,
	     S_Q_POSED,
	     S_Q_RATED
};
#define NODES 8 /* at most, of one process; each counts its own from 0 */
enum node { N_REPORTED, N_ANSWERED, N_DISPATCHED, N_DEPARTED, N_ARRIVED, N_REPAIRED, N_RESOLVED, N_CLOSED };
enum node_of_maintenance { N_M_FELL_DUE, N_M_PLANNED, N_M_DEPARTED, N_M_ARRIVED, N_M_DONE, N_M_REPORTED, N_M_FILED };
enum node_of_complaint { N_C_RECEIVED, N_C_PHONED, N_C_ANSWERED, N_C_WRITTEN, N_C_MENDED, N_C_CALLED };
enum node_of_survey { N_Q_POSED, N_Q_RATED };

#define IN(s) (1u << S_##s)
#define ON(n) (1u << N_##n)

#define RUNS_MAX 20
struct ticking { /* a clock */
	struct timing t;
	int64_t runs[RUNS_MAX][2]; /* when it ran: [from, to), the last without an end, 0, unless it pauses */
	size_t runs_n;
	int64_t told; /* when it was promised last */
	bool pauses;
	bool done_with; /* void, and the ticket was reopened: what is texted now is nothing to it */
	bool broken;    /* a promise, on this visit */
	bool aside;     /* a promise that was nobody's before its time was over, and that nobody has taken back */
	bool said[4];
	int turns; /* of the step that repeats */
};

struct standing { /* a ticket */
	int state, station, km;
	char class;
	int64_t nodes[NODES], missed[NODES];
	int64_t planned, eta, postponed_to;
	enum tier tier;
	enum { AHEAD, UNDERWAY, THERE, GONE } visit;
	bool begins, leaves; /* the last text: a visit, and the place */
	int64_t moved_at;    /* when a text brought it to this state; 0: an undo did */
	int moved_by;        /* who sent that */
	struct ticking timers[TIMERS];
	size_t judgements_n;
};

struct reckoning {
	const struct rules_of_year *r;
	const struct story *s;
	struct account *out;
	struct standing now, before; /* before: the last text that was taken */
	int64_t clock, last_came;
	int last_by;
	bool can_undo;
};

/* Lets the clocks do all they have to do until then. */
void timers_pass(struct reckoning *k, int64_t until);
/* Lets them follow a text that was taken; `before` is the state before it, `at` when it happened. */
void timers_follow(struct reckoning *k, const struct act *a, int before, int64_t at);
/* Another machine, station or tier: those that run get another deadline. */
void timers_due_again(struct reckoning *k, int64_t at);

/* The quiet hours of a process. */
struct night night_of(enum process p);

#endif
