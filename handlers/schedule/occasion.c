#include "handlers/schedule/occasion.h"

#include "handlers/condition/condition_holds.h"
#include "handlers/condition/condition_within.h"
#include "handlers/zone/day.h"
#include "templates/text/text.h"
#include "templates/text/thousandths.h"

#define THOUSAND 1000

static int64_t hours_between(const struct schedule *s)
{
	return (int64_t)s->interval * THOUSAND;
}

/* How many intervals lie between the two; a part of one is none. */
static int64_t intervals(const struct schedule *s, int64_t from, int64_t to)
{
	if (s->every == EVERY_HOURS)
		return floor_div(to - from, hours_between(s));
	if (s->every == EVERY_DAYS)
		return floor_div(to - from, s->interval);
	return floor_div(day_months_between(from, to), s->interval);
}

static int64_t present(const struct schedule *s, const struct occasion_machine *m, int64_t today)
{
	return s->every == EVERY_HOURS ? m->hours : today;
}

/* Hours are counted from a new machine's none, days so that the end of the warranty is one of them. */
static int64_t first_seen(const struct schedule *s, const struct occasion_machine *m, int64_t today)
{
	int64_t from = s->every == EVERY_HOURS ? 0 : m->warranty;

	if (from == FACT_UNKNOWN)
		return today;
	return occasion_due(s, from, intervals(s, from, present(s, m, today)));
}

int64_t occasion_base(const struct schedule *s, const struct occasion_machine *m, int64_t today, bool *seen)
{
	int64_t done = s->every == EVERY_HOURS ? m->done_at : m->done;

	*seen = false;
	if (s->every == EVERY_NOTHING || (s->every == EVERY_HOURS && m->hours == FACT_UNKNOWN))
		return FACT_UNKNOWN;
	if (done != FACT_UNKNOWN)
		return done;
	if (m->first != FACT_UNKNOWN)
		return m->first;
	*seen = true;
	return first_seen(s, m, today);
}

int64_t occasion_last(const struct schedule *s, const struct occasion_machine *m, int64_t base, int64_t today)
{
	int64_t n = intervals(s, base, present(s, m, today));

	return n > 1 ? n : 1;
}

int64_t occasion_due(const struct schedule *s, int64_t base, int64_t occasion)
{
	if (s->every == EVERY_HOURS)
		return base + occasion * hours_between(s);
	if (s->every == EVERY_DAYS)
		return base + occasion * s->interval;
	return day_months(base, (int)(occasion * s->interval));
}

void occasion_facts(const struct schedule *s, const struct occasion_machine *m, int64_t due, int64_t today,
		    struct machine_facts *out)
{
	for (int i = 0; i < MACHINE_FACTS; i++)
		out->is[i] = FACT_UNKNOWN;
	out->occasion = due;
	out->is[FACT_HOURS] = m->hours;
	if (m->warranty != FACT_UNKNOWN)
		out->is[FACT_WARRANTY_DAYS] = (m->warranty - today) * THOUSAND;
	if (due == FACT_UNKNOWN)
		return;
	if (s->every == EVERY_HOURS)
		out->is[FACT_HOURS_LEFT] = due - m->hours;
	else
		out->is[FACT_DAYS_LEFT] = (due - today) * THOUSAND;
}

bool occasion_holds(const struct schedule *s, const struct condition_of *of)
{
	enum machine_fact left = s->every == EVERY_HOURS ? FACT_HOURS_LEFT : FACT_DAYS_LEFT;

	if (s->every != EVERY_NOTHING && !condition_term(s->when, "hours_left") &&
	    !condition_term(s->when, "days_left") && of->machine->is[left] > 0)
		return false;
	return condition_holds(s->when, of);
}

void occasion_name(const struct schedule *s, const struct occasion_machine *m, int64_t due, char out[OCCASION_BYTES])
{
	char hours[THOUSANDTHS_BYTES];

	if (s->every == EVERY_HOURS)
		text_copy(out, OCCASION_BYTES, thousandths_write(due, hours));
	else if (s->every != EVERY_NOTHING)
		day_write(due, out);
	else if (m->warranty != FACT_UNKNOWN && condition_term(s->when, "warranty_days"))
		day_write(m->warranty, out);
	else
		text_copy(out, OCCASION_BYTES, "once");
}
