#include "handlers/clock/clock_take.h"

#include "handlers/clock/clock_next.h"
#include "handlers/clock/clock_step.h"
#include "handlers/clock/due.h"
#include "handlers/clock/quiet.h"

/* Of several turns that passed unseen only the last is worth saying. */
static int64_t last_turn(const struct clock_kind *k, const struct clock_step *p, const struct clock_state *s)
{
	return due_noted_at(k, s) + p->ms * (s->repeats - 1);
}

static void take_step(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		      struct clock_state *s, size_t i, struct due_step *step, int64_t now)
{
	const struct clock_step *p = &k->steps[i];

	step->clock = k;
	step->step = p;
	step->due = s->due;
	if (p->when == STEP_EVERY) {
		s->repeats = clock_step_turns(k, p, s, now);
		step->fell = last_turn(k, p, s);
		step->at = p->urgent ? step->fell : quiet_end(ctx, t, step->fell);
	} else {
		s->done |= 1u << i;
	}
}

/* There is nothing to remind of once the time is over. */
static bool is_pointless(const struct clock_step *p, const struct clock_state *s, int64_t now)
{
	return (p->when == STEP_SHARE || p->when == STEP_BEFORE) && now >= s->due;
}

/* Takes what one clock has to say; returns how many steps. */
static size_t take_clock(const struct clock_context *ctx, struct ticket *t, size_t clock, int64_t now,
			 struct due_step *out)
{
	const struct clock_kind *k = &t->flow->clocks[clock];
	struct clock_state *s = &t->clocks[clock];
	bool quiet = quiet_end(ctx, t, now) != now;
	size_t n = 0;

	clock_next_deadline(ctx, k, s, t, now); /* the rules may be others by now */
	for (size_t i = 0; i < k->steps_n; i++) {
		int64_t at = s->done & 1u << i ? 0 : clock_step_at(ctx, t, k, s, i);

		if (at == 0 || at > now || (quiet && !k->steps[i].urgent))
			continue;
		out[n].at = at;
		out[n].fell = clock_step_falls(ctx, t, k, s, i);
		take_step(ctx, t, k, s, i, &out[n], now);
		n += is_pointless(&k->steps[i], s, now) ? 0 : 1;
	}
	if (s->due != 0 && now >= due_noted_at(k, s))
		s->done |= STEP_DUE;
	clock_next_find(ctx, k, s, t, now);
	return n;
}

size_t clocks_take(const struct clock_context *ctx, struct ticket *t, int64_t now, struct due_step out[DUE_STEPS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < t->flow->clocks_n; i++)
		if (t->clocks[i].next != 0 && t->clocks[i].next <= now)
			n += take_clock(ctx, t, i, now, &out[n]);
	return n;
}
