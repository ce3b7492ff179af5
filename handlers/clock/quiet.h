/* The quiet hours of a flow, in which clocks say nothing that is not urgent. */
#ifndef QUIET_H
#define QUIET_H

#include "handlers/clock/clock_context.h"

/* `at`, or the end of the quiet hours that it is in, by that calendar. */
int64_t quiet_end_by(const struct flow *f, const struct calendar *c, int64_t at);
/* The same by the calendar of the ticket's station. */
int64_t quiet_end(const struct clock_context *ctx, const struct ticket *t, int64_t at);
/* The last minute before the quiet hours that `at` is in. */
int64_t quiet_eve(const struct clock_context *ctx, const struct ticket *t, int64_t at);

#endif
