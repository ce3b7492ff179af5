/* When a clock is due: which of its lines applies to a ticket, and what time that gives. */
#ifndef DUE_H
#define DUE_H

#include "handlers/clock/clock_context.h"

/* Finds the line that decides and the moment it gives, into s->rule and s->due; the clock must be running. */
void due_find(const struct clock_context *ctx, const struct clock_kind *k, struct clock_state *s,
	      const struct ticket *t);

/* The moment that such a field promises; of a date, its minute of that day at the ticket's station. 0: it promises none. */
int64_t due_promised(const struct clock_context *ctx, const struct clock_kind *k, const struct ticket *t, int field);

/* True if the time of a clock that runs, or has stopped, was over at `at`. */
bool due_over(const struct clock_kind *k, const struct clock_state *s, int64_t at);
/* When it is noted that the time is over. */
int64_t due_noted_at(const struct clock_kind *k, const struct clock_state *s);

#endif
