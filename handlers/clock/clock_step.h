/* The steps of a clock, its reminders: when each is to be taken. */
#ifndef CLOCK_STEP_H
#define CLOCK_STEP_H

#include "handlers/clock/clock_context.h"

/* When a step falls due, by day or by night, a whole minute; 0 if it never does. */
int64_t clock_step_falls(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
			 const struct clock_state *s, size_t step);
/* When a step is to be taken, a whole minute; 0 if it never is. A step that is not urgent waits for the end of the quiet
 * hours, or comes before them if by then there would be nothing left to remind of. */
int64_t clock_step_at(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		      const struct clock_state *s, size_t step);

/* How often a step that repeats should have been taken by now. */
int clock_step_turns(const struct clock_kind *k, const struct clock_step *p, const struct clock_state *s, int64_t now);

#endif
