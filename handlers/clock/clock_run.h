/* One clock of one ticket while it follows one event: how it starts, gets another deadline, and stops. Only the clock wing
 * uses this: clocks.h is its contract. */
#ifndef CLOCK_RUN_H
#define CLOCK_RUN_H

#include "handlers/clock/clocks.h"

struct clock_run {
	const struct clock_context *h;
	const struct clock_kind *k;
	struct clock_state *s;
	const struct ticket *before, *t; /* before and after the event */
	const struct code *code;         /* of the event; NULL for opening, or one that the flow no longer has */
	int64_t at;
	char *change; /* verdicts are added to it; NULL: they are not wanted */
	bool full;    /* a verdict did not fit */
};

/* True if the ticket stands in one of these states. */
bool clock_in(uint32_t states, const struct ticket *t);
/* True if nothing follows in the ticket's state. */
bool clock_ended(const struct ticket *t);
/* When it is noted that the time is over. */
int64_t clock_noted_at(const struct clock_kind *k, const struct clock_state *s);

/* Finds s->next: the first step not taken, or that the time is over. What should have been said by `now` waits for the end
 * of the quiet hours. */
void clock_find_next(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s,
		     const struct ticket *t, int64_t now);
/* Finds s->due as of `at`. If it is another than before, what would have been said by then stays said, and the rest is to be
 * said anew. */
void clock_find_due(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s,
		    const struct ticket *t, int64_t at);

void clock_start(struct clock_run *p, int64_t at);
/* Gives the verdict, unless it was written when a promise was broken. A clock that asked nothing gets none. */
void clock_stop(struct clock_run *p, int64_t at, enum verdict v);
/* Sets the verdict, and writes it if it is met or late. */
void clock_judge(struct clock_run *p, enum verdict v);
/* Met or late, if it stops at `at`. */
enum verdict clock_verdict(const struct clock_run *p, int64_t at);

#endif
