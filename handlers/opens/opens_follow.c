#include "handlers/opens/opens_follow.h"

#include "handlers/clock/quiet.h"
#include "handlers/condition/condition_holds.h"
#include "templates/text/units.h"

static int64_t moment(const struct clock_context *ctx, const struct opens *o, const struct ticket *t, int64_t at)
{
	const struct calendar *c = clock_calendar(ctx, t);

	switch (o->how) {
	case OPENS_SPAN:
		return at + o->ms;
	case OPENS_WORKING:
		return calendar_add(c, at, o->ms);
	case OPENS_DAY:
		return calendar_day(c, at, o->day, o->minute);
	case OPENS_NOW:
		break;
	}
	return at;
}

/* One that waits already is not put off. People are told of a new ticket, so it waits for the end of the quiet hours, and
 * like the steps of clocks for a whole minute. */
static void wait(const struct clock_context *ctx, const struct opens *o, struct ticket *t, int64_t at)
{
	int64_t whole = (moment(ctx, o, t, at) + MINUTE_MS - 1) / MINUTE_MS * MINUTE_MS;
	int64_t when = quiet_end(ctx, t, whole);

	if (t->opens[o->flow] > t->opens_taken)
		return;
	/* A calendar that ends before that day would let it never be opened. */
	when = when > at ? when : at;
	t->opens[o->flow] = when > t->opens_taken ? when : t->opens_taken + 1;
}

/* Several codes of one text open a flow's ticket once, and so do several steps of one clock. */
static void add(struct openings_due *to, const struct opening_due *one)
{
	for (size_t i = 0; i < to->n; i++) {
		if (to->all[i].flow == one->flow && to->all[i].clock == one->clock && to->all[i].of == one->of) {
			to->all[i].each |= one->each;
			return;
		}
	}
	to->all[to->n++] = *one;
}

void opens_list(const struct clock_context *ctx, const struct opens_list *list, const struct condition_of *of,
		struct ticket *t, int64_t at, bool each, struct openings_due *now)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct opens *o = &list->all[i];
		const struct opening_due one = {.flow = (size_t)o->flow, .each = each};

		if (!condition_holds(o->when, of))
			continue;
		if (o->how == OPENS_NOW)
			add(now, &one);
		else
			wait(ctx, o, t, at);
	}
}

void opens_state(const struct clock_context *ctx, const struct ticket *before, struct ticket *after, int64_t at,
		 struct openings_due *now)
{
	const struct state *states = after->flow->states;
	struct condition_of of = {.ticket = after, .roster = ctx->roster, .before = before};

	if (before->state == after->state)
		return;
	for (size_t i = 0; before->state >= 0 && i < states[before->state].opens.n; i++) {
		const struct opens *o = &states[before->state].opens.all[i];

		if (o->how != OPENS_NOW && after->opens[o->flow] > after->opens_taken)
			after->opens[o->flow] = 0;
	}
	if (after->state >= 0)
		opens_list(ctx, &states[after->state].opens, &of, after, at, false, now);
}

void opens_step(const struct clock_context *ctx, const struct ticket *t, const struct clock_kind *k, size_t step,
		struct openings_due *now)
{
	const struct opens_list *list = &k->steps[step].opens;
	struct condition_of of = {.ticket = t, .roster = ctx->roster};

	for (size_t i = 0; i < list->n; i++) {
		const struct opening_due one = {
			.flow = (size_t)list->all[i].flow, .clock = k, .of = t->clocks[k - t->flow->clocks].started};

		if (condition_holds(list->all[i].when, &of))
			add(now, &one);
	}
}

void opens_scheduled(const struct clock_context *ctx, const struct ticket *t, const struct schedule *s, int64_t day,
		     struct openings_due *now)
{
	struct condition_of of = {.ticket = t, .roster = ctx->roster};

	for (size_t i = 0; i < s->opens.n; i++) {
		const struct opens *o = &s->opens.all[i];
		const struct opening_due one = {.flow = (size_t)o->flow, .schedule = s->name, .of = day};

		if (condition_holds(o->when, &of))
			add(now, &one);
	}
}

void opens_waited(struct ticket *t, int64_t now, struct openings_due *due)
{
	bool any = false;

	for (size_t i = 0; i < t->flow->opened_n; i++) {
		const struct opening_due one = {.flow = i, .of = t->opens[i]};

		if (t->opens[i] <= t->opens_taken || t->opens[i] > now)
			continue;
		add(due, &one);
		any = true;
	}
	if (any)
		t->opens_taken = now;
}
