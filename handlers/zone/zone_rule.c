#include "handlers/zone/zone_rule.h"

#include <string.h>

#include "handlers/zone/day.h"

#define CHANGE_HOURS_MAX 167 /* a change's time may be that of another day */
#define HOUR_S 3600

static bool read_abbreviation(const char **s)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	size_t n;

	if (**s == '<') {
		const char *end = strchr(*s, '>');

		n = end != NULL ? (size_t)(end - *s) + 1 : 0;
	} else {
		n = strspn(*s, letters);
	}
	*s += n;
	return n > 0;
}

static bool read_number(const char **s, int most, int *out)
{
	size_t n = strspn(*s, "0123456789");

	if (n < 1 || n > 3)
		return false;
	*out = 0;
	for (; n > 0; n--)
		*out = *out * 10 + (*(*s)++ - '0');
	return *out <= most;
}

/* [+-]hh[:mm[:ss]] as seconds. */
static bool read_time(const char **s, int hours_max, int64_t *out)
{
	int64_t sign = **s == '-' ? -1 : 1;
	int part[3] = {0};

	if (**s == '-' || **s == '+')
		(*s)++;
	if (!read_number(s, hours_max, &part[0]))
		return false;
	for (int i = 1; i < 3 && **s == ':'; i++) {
		(*s)++;
		if (!read_number(s, 59, &part[i]))
			return false;
	}
	*out = sign * ((int64_t)part[0] * HOUR_S + (int64_t)part[1] * 60 + part[2]);
	return true;
}

/* A clock's offset, which is written as west of Greenwich. */
static bool read_offset(const char **s, int64_t *ahead)
{
	if (!read_time(s, ZONE_OFFSET_HOURS_MAX, ahead))
		return false;
	*ahead = -*ahead;
	return true;
}

static bool read_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* ",M3.5.0/3". There are two other ways to write one, which no zone of the database uses. */
static bool read_change(const char **s, struct zone_change *c)
{
	c->time = INT64_C(2) * HOUR_S;
	if (!read_char(s, ',') || !read_char(s, 'M') || !read_number(s, 12, &c->month) || !read_char(s, '.') ||
	    !read_number(s, 5, &c->week) || !read_char(s, '.') || !read_number(s, 6, &c->weekday))
		return false;
	if (c->month < 1 || c->week < 1)
		return false;
	return !read_char(s, '/') || read_time(s, CHANGE_HOURS_MAX, &c->time);
}

bool zone_rule_read(const char *s, struct zone_rule *r)
{
	*r = (struct zone_rule){0};
	if (!read_abbreviation(&s) || !read_offset(&s, &r->standard))
		return false;
	if (*s == '\0')
		return true;
	r->changes = true;
	r->summer = r->standard + HOUR_S;
	if (!read_abbreviation(&s))
		return false;
	if (*s != ',' && !read_offset(&s, &r->summer))
		return false;
	return read_change(&s, &r->to_summer) && read_change(&s, &r->to_standard) && *s == '\0';
}

int64_t zone_rule_change(const struct zone_change *c, int year, int64_t ahead)
{
	int64_t first = day_number(year, c->month, 1);
	int64_t end = c->month == 12 ? day_number(year + 1, 1, 1) : day_number(year, c->month + 1, 1);
	int64_t weekday = (day_weekday(first) + 1) % 7;
	int64_t day = first + (c->weekday - weekday + 7) % 7 + 7 * (c->week - 1);

	if (day >= end)
		day -= 7;
	return day * DAY_S + c->time - ahead;
}
