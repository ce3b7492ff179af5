#include "handlers/clock/clock_step.h"

#include "handlers/clock/due.h"
#include "handlers/clock/quiet.h"
#include "templates/text/units.h"

/* When that share of the time has passed, measured as the deadline is. */
static int64_t share(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		     const struct clock_state *s, int percent)
{
	const struct due_rule *d = s->rule >= 0 ? &k->dues[s->rule] : NULL;
	int64_t part = d ? d->ms * percent / 100 : 0;

	if (d && d->how == DUE_WORKING)
		return calendar_add(clock_calendar(ctx, t), s->resumed, part > s->worked ? part - s->worked : 0);
	if (d && d->how == DUE_SPAN)
		return s->resumed + (part > s->used ? part - s->used : 0);
	return s->started + (s->due - s->started) * percent / 100;
}

/* When the step may be taken. If in the morning there would be nothing left to remind of, that is the evening
 * before. */
static int64_t awake(const struct clock_context *ctx, const struct ticket *t, const struct clock_state *s,
		     const struct clock_step *p, int64_t at)
{
	int64_t morning = quiet_end(ctx, t, at), evening;
	bool reminds = p->when == STEP_SHARE || p->when == STEP_BEFORE;

	if (p->urgent || morning == at)
		return at;
	if (!reminds || morning < s->due)
		return morning;
	evening = quiet_eve(ctx, t, at);
	return evening > s->resumed ? evening : morning;
}

/* The moment that the step names; 0 if it is not to be taken. */
static int64_t moment(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		      const struct clock_state *s, const struct clock_step *p)
{
	bool promise = clock_is_promise(k);
	int64_t at;

	switch (p->when) {
	case STEP_SHARE:
		return share(ctx, t, k, s, p->percent);
	case STEP_BEFORE:
		at = s->due - p->ms;
		/* Nobody needs to be reminded of what they have only just said. */
		return at > (promise ? s->resumed : s->started) ? at : 0;
	case STEP_AFTER:
		return s->due + p->ms + (promise ? PROMISE_GRACE_MS : 0);
	case STEP_EVERY:
		return s->repeats < p->most ? due_noted_at(k, s) + p->ms * s->repeats : 0;
	}
	return 0;
}

int64_t clock_step_falls(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
			 const struct clock_state *s, size_t step)
{
	int64_t at = s->due != 0 && s->resumed != 0 ? moment(ctx, t, k, s, &k->steps[step]) : 0;

	/* On whole minutes, so that what falls due together is said together. */
	return (at + MINUTE_MS - 1) / MINUTE_MS * MINUTE_MS;
}

int64_t clock_step_at(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k,
		      const struct clock_state *s, size_t step)
{
	int64_t at = clock_step_falls(ctx, t, k, s, step);

	return at != 0 ? awake(ctx, t, s, &k->steps[step], at) : 0;
}

int clock_step_turns(const struct clock_kind *k, const struct clock_step *p, const struct clock_state *s, int64_t now)
{
	int64_t first = due_noted_at(k, s), n = now < first ? 0 : (now - first) / p->ms + 1;

	return n < p->most ? (int)n : p->most;
}
