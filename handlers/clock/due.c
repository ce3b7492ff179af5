#include "handlers/clock/due.h"

#include <string.h>

#include "handlers/calendar/calendars.h"
#include "handlers/people/roster.h"
#include "templates/text/fold.h"
#include "templates/text/units.h"

const struct calendar *clocks_calendar(const struct clock_context *h, const struct ticket *t)
{
	const struct station *s = roster_station(h->roster, t->station);
	return calendars_for(h->calendars, s ? s->folded : "");
}

/* ---- which line holds ---- */

static bool of_region(const struct clock_context *h, const struct due_rule *d, const struct ticket *t)
{
	char folded[16];
	const struct station *s = roster_station(h->roster, t->station);
	return s && fold_small(folded, sizeof(folded), s->region) && strcmp(folded, d->region) == 0;
}

static bool of_class(const struct due_rule *d, const struct ticket *t)
{
	return t->customer_class >= 'A' && t->customer_class <= 'Z' && d->classes & 1u << (t->customer_class - 'A');
}

static bool applies(const struct clock_context *h, const struct due_rule *d, const struct ticket *t)
{
	if (*d->region && !of_region(h, d, t))
		return false;
	if (d->classes && !of_class(d, t))
		return false;
	if (d->down != DOWN_ANY && (d->down == DOWN_YES) != t->down)
		return false;
	if ((d->km_over >= 0 || d->km_up_to >= 0) && t->km < 0)
		return false;
	if ((d->km_over >= 0 && t->km <= d->km_over) || (d->km_up_to >= 0 && t->km > d->km_up_to))
		return false;
	int kind = d->kinds ? clocks_kind(t->flow, t->fault) : -1;
	return !d->kinds || (kind >= 0 && d->kinds & 1u << kind);
}

/* ---- what time it gives ---- */

static int64_t moment(const struct clock_context *h, const struct due_rule *d, const struct clock_state *s,
		      const struct ticket *t)
{
	const struct calendar *c = clocks_calendar(h, t);
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

void due_find(const struct clock_context *h, const struct clock_kind *k, struct clock_state *s, const struct ticket *t)
{
	if (clock_is_promise(k)) {
		s->rule = -1;
		s->due = k->runs == RUNS_ETA ? t->eta : t->planned;
		return;
	}
	s->rule = -1;
	s->due = 0;
	for (size_t i = 0; i < k->dues_n; i++) {
		if (!applies(h, &k->dues[i], t))
			continue;
		int64_t at = moment(h, &k->dues[i], s, t);
		bool better = s->rule < 0 || (k->holds == HOLDS_EARLIEST && at < s->due) ||
			      (k->holds == HOLDS_LATEST && at > s->due);
		if (at > 0 && better) {
			s->rule = (int)i;
			s->due = at;
		}
		if (s->rule >= 0 && k->holds == HOLDS_FIRST)
			return;
	}
}

/* ---- the steps ---- */

/* That share of the time, measured as the deadline is. */
static int64_t share(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		     const struct clock_state *s, int percent)
{
	const struct due_rule *d = s->rule >= 0 ? &k->dues[s->rule] : NULL;
	int64_t part = d ? d->ms * percent / 100 : 0;
	if (d && d->how == DUE_WORKING)
		return calendar_add(clocks_calendar(h, t), s->resumed, part > s->worked ? part - s->worked : 0);
	if (d && d->how == DUE_SPAN)
		return s->resumed + (part > s->used ? part - s->used : 0);
	return s->started + (s->due - s->started) * percent / 100;
}

int64_t due_unquiet(const struct clock_context *h, const struct ticket *t, int64_t at)
{
	const struct flow *f = t->flow;
	const struct calendar *c = clocks_calendar(h, t);
	if (f->quiet_from == f->quiet_to || at <= 0)
		return at;
	int minute = calendar_minute(c, at);
	bool over_midnight = f->quiet_from > f->quiet_to;
	bool quiet = over_midnight ? minute >= f->quiet_from || minute < f->quiet_to
				   : minute >= f->quiet_from && minute < f->quiet_to;
	return quiet ? calendar_next_minute(c, at, f->quiet_to) : at;
}

/* The last minute before the quiet hours that `at` lies in. */
static int64_t evening_before(const struct clock_context *h, const struct ticket *t, int64_t at)
{
	int64_t begin = calendar_next_minute(clocks_calendar(h, t), at - DAY_MS + MINUTE_MS, t->flow->quiet_from);
	return (begin < at ? begin : at) - MINUTE_MS;
}

/* When it may be said. What there would be nothing left to remind of in the morning is said in the evening before. */
static int64_t awake(const struct clock_context *h, const struct ticket *t, const struct clock_state *s,
		     const struct clock_step *p, int64_t at)
{
	int64_t morning = due_unquiet(h, t, at), evening;
	bool reminds = p->when == STEP_SHARE || p->when == STEP_BEFORE;
	if (p->urgent || morning == at)
		return at;
	if (!reminds || morning < s->due)
		return morning;
	evening = evening_before(h, t, at);
	return evening > s->resumed ? evening : morning;
}

/* When a step falls due, day or night; 0: never. */
static int64_t falls(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		     const struct clock_state *s, const struct clock_step *p)
{
	bool promise = clock_is_promise(k);
	int64_t at;

	switch (p->when) {
	case STEP_SHARE:
		return share(h, t, k, s, p->percent);
	case STEP_BEFORE:
		at = s->due - p->ms;
		/* What was told just now needs no reminder of it. */
		return at > (promise ? s->resumed : s->started) ? at : 0;
	case STEP_AFTER:
		return s->due + p->ms + (promise ? PROMISE_GRACE_MS : 0);
	case STEP_EVERY:
		return s->repeats < p->most ? s->due + p->ms * s->repeats : 0;
	}
	return 0;
}

int64_t due_step_falls(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		       const struct clock_state *s, size_t step)
{
	int64_t at = s->due != 0 && s->resumed != 0 ? falls(h, t, k, s, &k->steps[step]) : 0;

	/* On whole minutes, so that what falls due together is said together. */
	return (at + MINUTE_MS - 1) / MINUTE_MS * MINUTE_MS;
}

int64_t due_step_at(const struct clock_context *h, const struct ticket *t, const struct clock_kind *k,
		    const struct clock_state *s, size_t step)
{
	int64_t at = due_step_falls(h, t, k, s, step);

	return at != 0 ? awake(h, t, s, &k->steps[step], at) : 0;
}
