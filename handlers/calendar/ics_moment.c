#include "handlers/calendar/ics_moment.h"

#include "handlers/zone/day.h"

#define YEAR_MIN 1900 /* of an event */
#define YEAR_MAX 2200

bool ics_moment_valid(const struct icaltimetype *t)
{
	if (icaltime_is_null_time(*t) || t->year < YEAR_MIN || t->year > YEAR_MAX || t->month < 1 || t->month > 12 ||
	    t->day < 1 || t->day > icaltime_days_in_month(t->month, t->year))
		return false;
	return t->is_date ||
	       (t->hour >= 0 && t->hour < 24 && t->minute >= 0 && t->minute < 60 && t->second >= 0 && t->second <= 60);
}

int64_t ics_moment_day(const struct icaltimetype *t)
{
	return day_number(t->year, t->month, t->day);
}

int64_t ics_moment_local(const struct icaltimetype *t)
{
	return ics_moment_day(t) * DAY_MS + t->hour * HOUR_MS + t->minute * MINUTE_MS + t->second * SECOND_MS;
}

int64_t ics_moment_instant(const struct ics_moment *m, int64_t local)
{
	return m->zone != NULL ? zone_first(m->zone, local) : local;
}

/* A date has no zone, and a time in UTC needs none. */
static bool read_zone(struct ics_reader *r, icalproperty *p, const char *property, struct ics_moment *m)
{
	icalparameter *tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
	const char *name;

	m->zone = icaltime_is_utc(m->t) ? NULL : r->zone;
	if (tzid == NULL || m->zone == NULL || m->t.is_date)
		return true;
	name = icalparameter_get_tzid(tzid);
	m->own = zone_open(name != NULL ? name : "");
	m->zone = m->own;
	if (m->own == NULL)
		ics_event_fault(r, property,
				"this computer does not know this time zone; write one like TZID=Asia/Shanghai, or "
				"leave TZID out for the calendar's own");
	return m->own != NULL;
}

bool ics_moment_read(struct ics_reader *r, icalproperty *p, const char *property, struct ics_moment *m)
{
	icalvalue *value = icalproperty_get_value(p);
	icalvalue_kind kind = value != NULL ? icalvalue_isa(value) : ICAL_NO_VALUE;

	if (kind == ICAL_DATE_VALUE)
		m->t = icalvalue_get_date(value);
	else if (kind == ICAL_DATETIME_VALUE)
		m->t = icalvalue_get_datetime(value);
	if ((kind == ICAL_DATE_VALUE || kind == ICAL_DATETIME_VALUE) && ics_moment_valid(&m->t))
		return read_zone(r, p, property, m);
	ics_event_fault(r, property,
			"there is no such date or time; write %s;VALUE=DATE:20261001, or %s:20261001T130000", property,
			property);
	return false;
}

bool ics_moment_dropped(struct ics_reader *r, icalcomponent *event, icalproperty_kind kind, const char *property)
{
	return icalcomponent_get_first_property(event, kind) == NULL && ics_has_line(r, property);
}
