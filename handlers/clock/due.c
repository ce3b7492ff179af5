#include "handlers/clock/due.h"

#include "handlers/condition/condition_holds.h"
#include "handlers/zone/day.h"

/* ---- what time it gives ---- */

static int64_t moment(const struct clock_context *ctx, const struct due_rule *d, const struct clock_state *s,
		      const struct ticket *t)
{
	const struct calendar *c = clock_calendar(ctx, t);

	switch (d->how) {
	case DUE_SPAN:
		return s->resumed + (d->ms > s->used ? d->ms - s->used : 0);
	case DUE_WORKING:
		return calendar_add(c, s->resumed, d->ms > s->worked ? d->ms - s->worked : 0);
	case DUE_DAY:
		return calendar_day(c, s->started, d->day, d->minute);
	}
	return 0;
}

int64_t due_promised(const struct clock_context *ctx, const struct clock_kind *k, const struct ticket *t, int field)
{
	const struct value *is = &t->flow->fields[field].is;
	int64_t day;

	if (!is->kind->day)
		return t->fields[field];
	if (!field_value(is, t->fields[field], &day))
		return 0;
	return zone_first(calendar_zone(clock_calendar(ctx, t)), day * DAY_MS + k->minute * MINUTE_MS);
}

void due_find(const struct clock_context *ctx, const struct clock_kind *k, struct clock_state *s,
	      const struct ticket *t)
{
	struct condition_of of = {.ticket = t, .roster = ctx->roster};
	s->rule = -1;
	s->due = 0;
	if (clock_is_promise(k)) {
		s->due = due_promised(ctx, k, t, k->promise);
		return;
	}
	for (size_t i = 0; i < k->dues_n; i++) {
		int64_t at;
		bool better;

		if (!condition_holds(k->dues[i].when, &of))
			continue;
		at = moment(ctx, &k->dues[i], s, t);
		better = s->rule < 0 || (k->holds == HOLDS_EARLIEST && at < s->due) ||
			 (k->holds == HOLDS_LATEST && at > s->due);
		if (at > 0 && better) {
			s->rule = (int)i;
			s->due = at;
		}
		if (s->rule >= 0 && k->holds == HOLDS_FIRST)
			return;
	}
}

/* ---- once it is known ---- */

bool due_over(const struct clock_kind *k, const struct clock_state *s, int64_t at)
{
	return s->due != 0 && at >= s->due + (clock_is_promise(k) ? PROMISE_GRACE_MS : 1);
}

int64_t due_noted_at(const struct clock_kind *k, const struct clock_state *s)
{
	return s->due + (clock_is_promise(k) ? PROMISE_GRACE_MS : 0);
}
