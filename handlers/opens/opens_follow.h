/* What a ticket's flow opens because of an event, a clock or the time.
 *
 * What is opened at once is said to whoever asked, and made true with the event itself. What is opened later waits in the
 * ticket (`opens`), where the ledger has it: an undo takes it back, and a restart forgets nothing. */
#ifndef OPENS_FOLLOW_H
#define OPENS_FOLLOW_H

#include "handlers/clock/clock_context.h"
#include "handlers/condition/condition_of.h"

/* All that can come at once: of a ticket's text, of what has waited, and of each of its clocks each flow once. A schedule comes
 * by itself. */
#define OPENINGS_MAX ((CLOCKS_MAX + 2) * OPENED_MAX)

/* One ticket to be opened now. */
struct opening_due {
	size_t flow;                    /* which of struct flow's `opened` */
	const struct clock_kind *clock; /* whose step opens it; NULL: none */
	const char *schedule;           /* the name of the schedule that does; NULL: none */
	/* Of a clock: when it started; of a schedule: the day for which it comes, 0: once; later: the time that was waited
	 * for; else 0. */
	int64_t of;
	bool each; /* even while another that this ticket opened is still open */
};
struct openings_due {
	struct opening_due all[OPENINGS_MAX];
	size_t n;
};

/* An event of `of->ticket` after which what `list` says is opened: what comes later waits in `t`, which may be the same
 * ticket; the rest goes into `now`. `at` is when it happened; `each` as above. */
void opens_list(const struct clock_context *ctx, const struct opens_list *list, const struct condition_of *of,
		struct ticket *t, int64_t at, bool each, struct openings_due *now);
/* The event led the ticket from `before` to `after`: to another state, perhaps, that ends and opens something. What the
 * state before was to open later is not opened any more. */
void opens_state(const struct clock_context *ctx, const struct ticket *before, struct ticket *after, int64_t at,
		 struct openings_due *now);
/* What a step of that clock opens. */
void opens_step(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k, size_t step,
		struct openings_due *now);
/* What that schedule of the ticket's flow opens for this day; 0: once. */
void opens_scheduled(const struct clock_context *ctx, const struct ticket *t, const struct schedule *s, int64_t day,
		     struct openings_due *now);
/* What waited until `now`; notes in the ticket that it was opened. */
void opens_waited(struct ticket *t, int64_t now, struct openings_due *due);

#endif
