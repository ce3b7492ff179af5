/* Times in the fixed forms that machines read and people are sent. */
#include "handlers/time/when_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/time/when_local.h"
#include "handlers/zone/day.h"

/* Years outside of 0 to 9999 have no form to be written in; they show their last digits. */
static unsigned part(int value, unsigned limit)
{
	return (unsigned)value % limit;
}

/* Two digits, and `next` behind them. Not printf: each text that goes out has times in it. */
static char *two(char *out, int value, char next)
{
	unsigned shown = part(value, 100);

	out[0] = (char)('0' + shown / 10);
	out[1] = (char)('0' + shown % 10);
	out[2] = next;
	return out + 3;
}

static void write_date(char out[12], const struct tm *tm)
{
	unsigned year = part(tm->tm_year + 1900, 10000);

	two(out, (int)(year / 100), '\0');
	two(two(two(out + 2, (int)(year % 100), '-'), tm->tm_mon + 1, '-'), tm->tm_mday, '\0');
}

static void write_clock(char out[6], const struct tm *tm)
{
	two(two(out, tm->tm_hour, ':'), tm->tm_min, '\0');
}

void when_local(int64_t at, char out[24])
{
	struct tm tm = when_tm(at);
	char date[12], clock[6];

	write_date(date, &tm);
	write_clock(clock, &tm);
	snprintf(out, 24, "%s %s", date, clock);
}

/* Within half a year a date without its year means one day only: when_read() takes it so. */
#define NEAR_MS (180LL * 24 * 3600 * 1000)

void when_write(int64_t at, int64_t now, char out[24])
{
	struct tm tm = when_tm(at);
	struct tm today = when_tm(now);
	char date[12], clock[6];

	write_date(date, &tm);
	write_clock(clock, &tm);
	if (tm.tm_year == today.tm_year && tm.tm_yday == today.tm_yday)
		strcpy(out, clock);
	else if (at - now < NEAR_MS && now - at < NEAR_MS && when_used()->date_order == DATE_DMY)
		snprintf(out, 24, "%s-%.2s %s", date + 8, date + 5, clock);
	else if (at - now < NEAR_MS && now - at < NEAR_MS)
		snprintf(out, 24, "%s %s", date + 5, clock);
	else
		snprintf(out, 24, "%s %s", date, clock);
}

void when_write_day(int64_t day, int64_t now, char out[16])
{
	int64_t at = when_at(day, 0);
	struct tm tm = when_tm(at);
	char date[12];

	write_date(date, &tm);
	if (at - now >= NEAR_MS || now - at >= NEAR_MS)
		snprintf(out, 16, "%s", date);
	else if (when_used()->date_order == DATE_DMY)
		snprintf(out, 16, "%s-%.2s", date + 8, date + 5);
	else
		snprintf(out, 16, "%s", date + 5);
}

void when_rfc3339_in(const struct zone *z, int64_t at, char out[40])
{
	struct tm tm = when_tm_in(z, at);
	/* Before zones, local mean time had seconds in its offset; RFC 3339 has none, so they go into the time. */
	int offset = (int)(tm.tm_gmtoff / 60);
	time_t shown = (time_t)(floor_div(at, 1000) + offset * 60);
	unsigned ms = (unsigned)(at - floor_div(at, 1000) * 1000) % 1000;
	char *end = out + 10;

	gmtime_r(&shown, &tm);
	write_date(out, &tm);
	*end++ = 'T';
	write_clock(end, &tm);
	end[5] = ':';
	end = two(end + 6, tm.tm_sec, '\0') - 1;
	if (ms) {
		*end++ = '.';
		*end++ = (char)('0' + ms / 100);
		end = two(end, (int)(ms % 100), '\0') - 1;
	}
	*end++ = offset < 0 ? '-' : '+';
	two(two(end, abs(offset) / 60, ':'), abs(offset) % 60, '\0');
}

void when_rfc3339(int64_t at, char out[40])
{
	when_rfc3339_in(when_used()->zone, at, out);
}

/* Reads what a pattern says: '0' is a digit, all else itself. The digits go into up to six numbers, parted where the
 * pattern has something else. Returns the bytes read, or 0. */
static size_t pattern_read(const char *s, const char *pattern, int number[6])
{
	size_t i, k = 0;

	memset(number, 0, 6 * sizeof(number[0]));
	for (i = 0; pattern[i]; i++) {
		if (pattern[i] == '0') {
			if (s[i] < '0' || s[i] > '9')
				return 0;
			number[k] = number[k] * 10 + (s[i] - '0');
		} else if (s[i] == pattern[i]) {
			k++;
		} else {
			return 0;
		}
	}
	return i;
}

/* Reads "Z" or an offset, in seconds; nothing may follow it. */
static bool offset_read(const char *s, int *seconds)
{
	int number[6];

	*seconds = 0;
	if ((*s == 'Z' || *s == 'z') && !s[1])
		return true;
	if ((*s != '+' && *s != '-') || !pattern_read(s + 1, "00:00", number) || s[6])
		return false;
	*seconds = (number[0] * 60 + number[1]) * (*s == '-' ? -60 : 60);
	return number[0] < 24 && number[1] < 60;
}

bool when_rfc3339_read(const char *s, int64_t *at)
{
	int number[6], offset, ms = 0, scale = 100;
	int64_t day, second;
	size_t i = pattern_read(s, "0000-00-00T00:00:00", number);

	if (!i)
		i = pattern_read(s, "0000-00-00t00:00:00", number);
	if (!i || !when_date(number[0], number[1], number[2], &day) || number[3] > 23 || number[4] > 59)
		return false;
	if (s[i] == '.') {
		if (s[++i] < '0' || s[i] > '9')
			return false;
		for (; s[i] >= '0' && s[i] <= '9'; i++, scale /= 10)
			ms += (s[i] - '0') * scale;
	}
	if (!offset_read(s + i, &offset))
		return false;
	second = day * DAY_S + number[3] * 3600 + number[4] * 60 + number[5] - offset;
	/* A leap second ends a day in UTC, and here it counts as the second after. */
	if (number[5] > 60 || (number[5] == 60 && second % DAY_S != 0))
		return false;
	*at = second * 1000 + ms;
	return true;
}

bool when_local_read(const char *s, int64_t *at)
{
	int number[6];
	int64_t day, found;
	size_t i = pattern_read(s, "0000-00-00 00:00", number);
	struct tm tm;

	if (i && s[i])
		i = pattern_read(s, "0000-00-00 00:00:00", number);
	if (!i || s[i] || !when_date(number[0], number[1], number[2], &day))
		return false;
	if (number[3] > 23 || number[4] > 59 || number[5] > 59)
		return false;
	found = when_at(day, number[3] * 60 + number[4]);
	tm = when_tm(found);
	if (tm.tm_hour != number[3] || tm.tm_min != number[4])
		return false;
	*at = found + number[5] * 1000;
	return true;
}
