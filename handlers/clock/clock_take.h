/* Taking the steps of a ticket's clocks that are due. */
#ifndef CLOCK_TAKE_H
#define CLOCK_TAKE_H

#include "handlers/clock/clock_context.h"

/* A step that is to be taken now. */
struct due_step {
	const struct clock_kind *clock;
	const struct clock_step *step;
	int64_t at;   /* when it was to be taken */
	int64_t fell; /* when it fell due, in quiet hours too */
	int64_t due;  /* of the clock */
};
#define DUE_STEPS_MAX (CLOCKS_MAX * STEPS_MAX)

/* Takes every step that is due by now into out[], and notes that it was taken, so that each is given once. Returns how
 * many there are. Reminders of what is over already are dropped; in quiet hours only urgent steps are taken. */
size_t clocks_take(const struct clock_context *ctx, struct ticket *t, int64_t now, struct due_step out[DUE_STEPS_MAX]);

#endif
