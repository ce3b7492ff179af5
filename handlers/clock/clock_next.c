#include "handlers/clock/clock_next.h"

#include "handlers/clock/clock_step.h"
#include "handlers/clock/due.h"
#include "handlers/clock/quiet.h"

int64_t clocks_next(const struct ticket *t)
{
	int64_t next = ticket_opens_next(t);

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		int64_t at = t->clocks[i].next;

		if (at != 0 && (next == 0 || at < next))
			next = at;
	}
	return next;
}

void clock_next_find(const struct clock_context *ctx, const struct clock_kind *k, struct clock_state *s,
		     const struct ticket *t, int64_t now)
{
	s->next = 0;
	if (s->stopped || s->due == 0)
		return;
	if (!(s->done & STEP_DUE))
		s->next = due_noted_at(k, s);
	for (size_t i = 0; i < k->steps_n; i++) {
		int64_t at = s->done & 1u << i ? 0 : clock_step_at(ctx, t, k, s, i);

		if (at != 0 && at <= now && !k->steps[i].urgent)
			at = quiet_end(ctx, t, now);
		if (at != 0 && (s->next == 0 || at < s->next))
			s->next = at;
	}
}

void clock_next_deadline(const struct clock_context *ctx, const struct clock_kind *k, struct clock_state *s,
			 const struct ticket *t, int64_t at)
{
	int64_t was = s->due;

	due_find(ctx, k, s, t);
	if (s->due != was) {
		for (size_t i = 0; i < k->steps_n; i++) {
			if (clock_step_falls(ctx, t, k, s, i) > at)
				s->done &= ~(1u << i);
		}
		if (!due_over(k, s, at)) {
			s->done &= ~STEP_DUE;
			s->repeats = 0;
		}
	}
	clock_next_find(ctx, k, s, t, 0);
}
