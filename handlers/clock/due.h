/* When a clock is due: which of its lines holds for a ticket, and what time that gives. For the clocks, and for
 * those who explain them. */
#ifndef DUE_H
#define DUE_H

#include "handlers/clock/clocks.h"

/* Finds the line that holds and the moment it gives, into s->rule and s->due; s must run. */
void due_find(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s, const struct ticket *t);
/* When a step falls due by day or by night, a whole minute; 0 if it never does. */
int64_t due_step_falls(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		       const struct clock_state *s, size_t step);
/* When a step is to be taken, a whole minute; 0 if it never is. Steps that are not urgent wait for the end of the quiet hours,
 * or come before them if what they remind of is over by then. */
int64_t due_step_at(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		    const struct clock_state *s, size_t step);
/* `at`, or the end of the quiet hours it lies in. */
int64_t due_unquiet(const struct clock_context *h, const struct ticket *t, int64_t at);

#endif
