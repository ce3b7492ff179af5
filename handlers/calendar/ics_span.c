#include "handlers/calendar/ics_span.h"

#include "templates/text/array.h"
#include "templates/text/units.h"

static bool add_span(struct ics_reader *r, enum day_mark mark, int64_t from, int64_t to)
{
	struct ics *out = r->out;
	struct ics_span *all;

	if (out->n == ICS_SPANS_MAX) {
		ics_event_fault(r, "RRULE",
				"these are more than %d days and times in one file; split it, or end the rules",
				ICS_SPANS_MAX);
		return false;
	}
	all = array_room(out->all, out->n, &out->cap, sizeof(*all));
	if (all == NULL) {
		ics_event_fault(r, NULL, "there is not enough memory to read it; free some and try again");
		return false;
	}
	out->all = all;
	all[out->n++] = (struct ics_span){mark, from, to};
	return true;
}

/* Adds the event as it is when it begins at `t`. False, with a fault, if there is no room. */
static bool add_occurrence(struct ics_reader *r, const struct ics_event *e, const struct icaltimetype *t)
{
	int64_t day = ics_moment_day(t), from = ics_moment_local(t), last;
	bool added;

	if (e->start.t.is_date) {
		last = day + e->length - 1;
		added = add_span(r, e->mark, day, day + e->length);
	} else {
		last = (from + e->length - 1) / DAY_MS;
		added = add_span(r, DAY_PLAIN, ics_moment_instant(&e->start, from),
				 ics_moment_instant(&e->end, from + e->length));
	}
	if (last > r->out->last_day)
		r->out->last_day = last;
	return added;
}

void ics_span_add(struct ics_reader *r, const struct ics_event *e)
{
	add_occurrence(r, e, &e->start.t);
}

static bool check_rule(struct ics_reader *r, const struct icalrecurrencetype *rule)
{
	bool ends = rule->count > 0 || !icaltime_is_null_time(rule->until);

	if (rule->freq != ICAL_YEARLY_RECURRENCE && rule->freq != ICAL_MONTHLY_RECURRENCE &&
	    rule->freq != ICAL_WEEKLY_RECURRENCE && rule->freq != ICAL_DAILY_RECURRENCE)
		ics_event_fault(r, "RRULE",
				"holidays are not that frequent; write FREQ=YEARLY, or MONTHLY, WEEKLY or DAILY with "
				"an UNTIL");
	else if (!icaltime_is_null_time(rule->until) && !ics_moment_valid(&rule->until))
		ics_event_fault(r, "RRULE", "its UNTIL is not a date; write UNTIL=20261231");
	else if (rule->freq != ICAL_YEARLY_RECURRENCE && !ends)
		ics_event_fault(r, "RRULE", "this never ends, which only FREQ=YEARLY may do; add COUNT or UNTIL");
	else
		return true;
	return false;
}

/* Adds what the rule gives until the years end. Returns how many there are. */
static size_t add_occurrences(struct ics_reader *r, const struct ics_event *e, icalrecur_iterator *it)
{
	size_t n = 0;

	for (;; n++) {
		struct icaltimetype t = icalrecur_iterator_next(it);

		if (icaltime_is_null_time(t) || t.year > CALENDAR_LAST_YEAR)
			break;
		if (n == ICS_SPANS_MAX) {
			ics_event_fault(r, "RRULE", "this repeats more than %d times; end it sooner", ICS_SPANS_MAX);
			break;
		}
		if (!add_occurrence(r, e, &t))
			break;
	}
	return n;
}

void ics_span_repeat(struct ics_reader *r, const struct ics_event *e, icalproperty *rule)
{
	struct icalrecurrencetype recurrence = icalproperty_get_rrule(rule);
	size_t bad = r->bad;
	icalrecur_iterator *it;

	if (!check_rule(r, &recurrence))
		return;
	it = icalrecur_iterator_new(recurrence, e->start.t);
	if (it == NULL) {
		ics_event_fault(r, "RRULE", "this rule fits no day; write FREQ=YEARLY, or an event for each day");
		return;
	}
	if (add_occurrences(r, e, it) == 0 && r->bad == bad)
		ics_event_fault(r, "RRULE", "this rule never applies; correct it");
	icalrecur_iterator_free(it);
}
