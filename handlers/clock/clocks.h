/* Making a ticket's clocks go: what an event does to them, when each is due, what is to be said when (domain.md sections
 * 3 and 4). No clock is read here: `at` is when it happened, `now` what the caller says it is.
 *
 * A clock follows the ticket's events, one by one and in their order. The same events give the same clocks, so they can be made
 * again from the ledger; a verdict, once given, is written into the event that gave it. */
#ifndef CLOCKS_H
#define CLOCKS_H

#include "handlers/calendar/calendars.h"
#include "handlers/model/ticket.h"

/* What deadlines hang on besides the ticket. */
struct clock_context {
	const struct calendars *calendars;
	const struct roster *roster;
};

/* Lets the clocks of `after` follow one event, which made it of `before`; after->clocks are those of `before` still. `code` is
 * the event's, NULL for opening or where the flow has it no longer. Verdicts that it gives are added to change[CHANGE_BYTES], as `met.arrival=DUE/STOPPED/RULE` or `late.…`. False if they do not fit. */
bool clocks_follow(const struct clock_context *h, const struct ticket *before, struct ticket *after,
		   const struct code *code, int64_t at, char *change);
/* Clocks that were made again from the ledger, because the calendar, the customer's class or the flow are others now, or the clock
 * on the wall went back: takes over from `was`, the same ticket as it was kept, what has been judged and what has been said. */
void clocks_renew(const struct clock_context *h, struct ticket *t, const struct ticket *was, int64_t now);

/* A text was taken back, and `t` has the clocks of before it, made again from the ledger. What had been judged by then, and what has
 * been said since, stays: `was` is the ticket as it stood with that text, which came at `at`. */
void clocks_undo(const struct clock_context *h, struct ticket *t, const struct ticket *was, int64_t at);

/* A step that is to be taken now. */
struct due_step {
	const struct clock_kind *clock;
	const struct clock_step *step;
	int64_t at;   /* when it was to be taken */
	int64_t fell; /* when it fell due, in quiet hours too */
	int64_t due;  /* of the clock */
};
#define DUE_STEPS_MAX (CLOCKS_MAX * STEPS_MAX)
/* Takes every step that is due by now, and notes it: each is given once. Reminders of what is over already are passed over; in
 * quiet hours only urgent steps are taken. */
size_t clocks_take(const struct clock_context *h, struct ticket *t, int64_t now, struct due_step out[DUE_STEPS_MAX]);
/* True if the time of a clock that runs, or that was stopped, was over at `at`. */
bool clocks_over(const struct clock_kind *k, const struct clock_state *s, int64_t at);
/* When the ticket is next to be looked at; 0: never, as it stands. */
int64_t clocks_next(const struct ticket *t);
/* Nodes that were skipped, or whose text is overdue: bit a node. */
uint32_t clocks_lacking(const struct ticket *t, int64_t now);
/* The node that is overdue because of one clock of the ticket, by its index in the flow; -1: none. */
int clocks_owed(const struct ticket *t, size_t clock, int64_t now);
/* Since when the first of them is lacking; 0: none is. */
int64_t clocks_lacking_since(const struct ticket *t, int64_t now);

/* The calendar the ticket's clocks go by. */
const struct calendar *clocks_calendar(const struct clock_context *h, const struct ticket *t);
/* The kind of fault, of those the flow names, in the words of `fault`: its index, or -1. */
int clocks_kind(const struct flow *f, const char *fault);

/* All clocks that ever ran as one line of text, and back: words of a clock the flow no longer has are passed over. False if it
 * is not what clocks_write() wrote. */
#define CLOCKS_BYTES 2048
void clocks_write(const struct ticket *t, char out[CLOCKS_BYTES]);
bool clocks_read(struct ticket *t, const char *text);

#endif
