#include "handlers/clock/clocks_rebuilt.h"

#include "handlers/clock/clock_next.h"
#include "handlers/clock/clock_step.h"
#include "handlers/clock/due.h"
#include "templates/text/units.h"

#define EARLY_MS HOUR_MS

/* If the system's clock had run ahead, turns may have been counted that are still to come. */
static int turns_by(const struct clock_kind *k, const struct clock_state *s, int64_t now)
{
	for (size_t i = 0; i < k->steps_n; i++) {
		if (k->steps[i].when == STEP_EVERY && clock_step_turns(k, &k->steps[i], s, now) < s->repeats)
			return clock_step_turns(k, &k->steps[i], s, now);
	}
	return s->repeats;
}

/* What was said while the system's clock ran ahead was wrong, and is said again when it is right; up to EARLY_MS ahead
 * it was only early. */
static uint32_t said_by(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
			const struct clock_state *s, const struct clock_state *was, int64_t now)
{
	uint32_t done = was->done & ~(now < due_noted_at(k, s) ? STEP_DUE | PROMISE_STANDS : PROMISE_STANDS);

	for (size_t i = 0; i < k->steps_n; i++) {
		if (clock_step_at(ctx, t, k, s, i) > now + EARLY_MS)
			done &= ~(1u << i);
	}
	return done;
}

/* What was said remains said; what the clock would have said before anybody knew of it is never said. */
static void keep_said(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		      struct clock_state *s, const struct clock_state *was, int64_t now)
{
	if (was->started == s->started && was->due == s->due) {
		s->done = said_by(ctx, t, k, s, was, now);
		s->repeats = turns_by(k, was, now);
		return;
	}
	for (size_t i = 0; i < k->steps_n; i++) {
		if (k->steps[i].when == STEP_EVERY)
			s->repeats = clock_step_turns(k, &k->steps[i], s, now);
		else if (was->started == 0 ? clock_step_at(ctx, t, k, s, i) <= now
					   : was->done & 1u << i && clock_step_falls(ctx, t, k, s, i) <= now)
			s->done |= 1u << i;
	}
}

/* What a clock said before it paused, or before it asked nothing for a while, is not said again when it goes on. Whether a
 * promise stands follows from the ledger. */
static void keep_resting(struct clock_state *s, const struct clock_state *was)
{
	if (was->started != s->started)
		return;
	s->done = (was->done & ~PROMISE_STANDS) | (s->done & PROMISE_STANDS);
	s->repeats = was->repeats;
}

/* A clock that has stopped keeps what was judged. Whether a promise stands, or was broken, follows from the ledger. */
static bool keep_stopped(struct clock_state *s, const struct clock_state *was)
{
	uint32_t stands = s->done & PROMISE_STANDS;
	bool broken = s->broken;

	if (s->stopped == 0 || s->stopped != was->stopped || s->started != was->started)
		return false;
	*s = *was;
	s->done = (s->done & ~PROMISE_STANDS) | stands;
	s->broken = broken;
	return true;
}

void clocks_rebuilt(const struct clock_context *ctx, struct ticket *t, const struct ticket *was, int64_t now)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_kind *k = &t->flow->clocks[i];
		struct clock_state *s = &t->clocks[i];
		const struct clock_state *old = &was->clocks[i];

		if (keep_stopped(s, old) || s->started == 0 || s->stopped)
			continue;
		if (s->resumed == 0) {
			keep_resting(s, old);
			continue;
		}
		keep_said(ctx, t, k, s, old, now);
		clock_next_find(ctx, k, s, t, now);
	}
}

/* For a clock that goes on as before a text: keeps what it said until then and, if the text left it alone, since then.
 * What the quiet hours held back until after the text has not been said. */
static void keep_until(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		       struct clock_state *s, const struct clock_state *was, int64_t at)
{
	bool same = was->started == s->started && was->due == s->due;
	/* The text had it ask nothing, and so said nothing anew: what is not noted may still wait for the morning. */
	bool rested = was->started == s->started && was->due == 0;
	int64_t said;

	s->done = same ? was->done & ~PROMISE_STANDS : due_noted_at(k, s) <= at ? STEP_DUE : 0;
	s->repeats = same ? was->repeats : 0;
	for (size_t i = 0; i < k->steps_n && !same; i++) {
		/* Said before the text, perhaps before a pause that moved the step to the next morning. */
		if (was->started == s->started && was->done & 1u << i && clock_step_falls(ctx, t, k, s, i) <= at)
			s->done |= 1u << i;
		if (rested && k->steps[i].when != STEP_EVERY)
			continue;
		while (!(s->done & 1u << i) && (said = clock_step_at(ctx, t, k, s, i)) != 0 && said <= at) {
			if (k->steps[i].when == STEP_EVERY)
				s->repeats = clock_step_turns(k, &k->steps[i], s, said);
			else
				s->done |= 1u << i;
		}
	}
	clock_next_find(ctx, k, s, t, 0);
}

void clocks_undone(const struct clock_context *ctx, struct ticket *t, const struct ticket *was, int64_t at)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		struct clock_state *s = &t->clocks[i];
		const struct clock_state *old = &was->clocks[i];

		if (keep_stopped(s, old))
			continue;
		if (s->started == 0 || s->stopped)
			continue;
		if (s->resumed == 0 || s->due == 0)
			keep_resting(s, old);
		else
			keep_until(ctx, t, &t->flow->clocks[i], s, old, at);
	}
}
