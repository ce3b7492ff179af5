#include "gateway/talk/talk_time.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "gateway/talk/talk_words.h"
#include "handlers/time/when.h"

/* A number of at most `digits` digits; -1 if there is none. */
static int read_digits(const char **s, int digits)
{
	int n = 0, value = 0;

	for (; n < digits && isdigit((unsigned char)**s); n++)
		value = value * 10 + *(*s)++ - '0';
	return n > 0 ? value : -1;
}

static bool read_day(const char **s, struct talk_time *t)
{
	int first = read_digits(s, 4);
	int second;

	if (first < 0 || *(*s)++ != '-')
		return false;
	second = read_digits(s, 2);
	if (second < 0)
		return false;
	if (**s == '-') {
		(*s)++;
		*t = (struct talk_time){.year = first, .month = second, .day = read_digits(s, 2)};
	} else {
		*t = (struct talk_time){.month = first, .day = second};
	}
	return t->month >= 1 && t->month <= 12 && t->day >= 1 && t->day <= 31;
}

const char *talk_time_read(const char *s, struct talk_time *t)
{
	const char *day = s;
	const char *minutes;

	*t = (struct talk_time){0};
	if (read_day(&day, t)) {
		if (!talk_is_blank(*day) && *day != 'T')
			return NULL;
		for (s = day + 1; talk_is_blank(*s); s++)
			;
	} else {
		*t = (struct talk_time){0};
	}
	t->hour = read_digits(&s, 2);
	if (t->hour < 0 || *s != ':')
		return NULL;
	s++;
	minutes = s;
	t->minute = read_digits(&s, 2);
	return s - minutes == 2 && t->hour < 24 && t->minute < 60 ? s : NULL;
}

bool talk_time_at(const struct talk_time *t, int64_t clock, int64_t *at)
{
	struct talk_time now;
	char today[24], written[64];

	when_local(clock, today);
	if (!talk_time_read(today, &now))
		return false;
	snprintf(written, sizeof(written), "%04d-%02d-%02d %02d:%02d", t->year ? t->year : now.year,
		 t->month ? t->month : now.month, t->day ? t->day : now.day, t->hour, t->minute);
	return when_local_read(written, at);
}

bool talk_time_is(const struct talk_time *t, int64_t at)
{
	struct talk_time is;
	char written[24];

	when_local(at, written);
	if (!talk_time_read(written, &is))
		return false;
	return is.hour == t->hour && is.minute == t->minute &&
	       (!t->day || (is.month == t->month && is.day == t->day)) && (!t->year || is.year == t->year);
}
