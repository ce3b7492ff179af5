#include "tests/year/days.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/year/story.h"

#define MINUTES (24 * 60)
#define TABLE_DAYS 500
#define CUTS_MAX 16

struct days {
	int64_t ahead; /* ms */
	bool week[7][MINUTES];
	int64_t first;           /* day */
	char kind[TABLE_DAYS];   /* 0, 'o'ff, 'm'ake-up */
	int make_up[TABLE_DAYS]; /* whose hours */
	int64_t cuts[CUTS_MAX][2];
	size_t cuts_n;
	bool worked[TABLE_DAYS * MINUTES]; /* by local minute */
};

/* ---- dates ---- */

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && leap(year));
}

int64_t day_count(int year, int month, int mday)
{
	int64_t day = mday - 1;

	for (int y = 1970; y < year; y++)
		day += leap(y) ? 366 : 365;
	for (int m = 1; m < month; m++)
		day += month_days(year, m);
	return day;
}

void day_date(int64_t day, int *year, int *month, int *mday)
{
	for (*year = 1970; day >= (leap(*year) ? 366 : 365); (*year)++)
		day -= leap(*year) ? 366 : 365;
	for (*month = 1; day >= month_days(*year, *month); (*month)++)
		day -= month_days(*year, *month);
	*mday = (int)day + 1;
}

/* The first of January 1970 was a Thursday. */
static int weekday_of(int64_t day)
{
	return (int)((day + 3) % 7);
}

/* ---- making it ---- */

struct days *days_new(int hours_ahead)
{
	struct days *d = calloc(1, sizeof(*d));

	if (d) {
		d->ahead = hours_ahead * HOUR;
		d->first = day_count(2025, 12, 1);
	}
	return d;
}

void days_free(struct days *d)
{
	free(d);
}

void days_window(struct days *d, int weekday, int from, int to)
{
	for (int m = from; m < to; m++)
		d->week[weekday][m] = true;
}

/* "20260215" */
static int64_t read_day(const char *s)
{
	int year, month, mday;

	return sscanf(s, "%4d%2d%2d", &year, &month, &mday) == 3 ? day_count(year, month, mday) : -1;
}

/* "20260815T040000Z" */
static int64_t read_instant(const char *s)
{
	int hour, minute;

	return sscanf(s + 8, "T%2d%2d", &hour, &minute) == 2 ? read_day(s) * DAY + hour * HOUR + minute * MINUTE : -1;
}

static void take_event(struct days *d, const char *start, const char *end, bool works, int make_up)
{
	if (strchr(start, 'T')) {
		d->cuts[d->cuts_n][0] = read_instant(start);
		d->cuts[d->cuts_n++][1] = read_instant(end);
		return;
	}
	for (int64_t day = read_day(start); day < read_day(end); day++) {
		if (day < d->first || day >= d->first + TABLE_DAYS)
			continue;
		d->kind[day - d->first] = works ? 'm' : 'o';
		d->make_up[day - d->first] = make_up;
	}
}

bool days_read(struct days *d, const char *file, int make_up)
{
	char line[256], start[32] = "", end[32] = "";
	bool works = false;
	FILE *f = fopen(file, "re");

	while (f && fgets(line, sizeof(line), f)) {
		const char *value = strrchr(line, ':');

		line[strcspn(line, "\r\n")] = '\0';
		if (strncmp(line, "DTSTART", 7) == 0)
			snprintf(start, sizeof(start), "%s", value + 1);
		else if (strncmp(line, "DTEND", 5) == 0)
			snprintf(end, sizeof(end), "%s", value + 1);
		else if (strcmp(line, "CATEGORIES:WORKDAY") == 0)
			works = true;
		else if (strcmp(line, "END:VEVENT") == 0) {
			take_event(d, start, end, works, make_up);
			works = false;
		}
	}
	return f && fclose(f) == 0;
}

static bool is_cut(const struct days *d, int64_t at)
{
	for (size_t i = 0; i < d->cuts_n; i++)
		if (at >= d->cuts[i][0] && at < d->cuts[i][1])
			return true;
	return false;
}

void days_seal(struct days *d)
{
	for (int64_t i = 0; i < TABLE_DAYS; i++) {
		int weekday = d->kind[i] == 'm' ? d->make_up[i] : weekday_of(d->first + i);

		for (int m = 0; m < MINUTES; m++)
			d->worked[i * MINUTES + m] = d->kind[i] != 'o' && d->week[weekday][m] &&
						     !is_cut(d, (d->first + i) * DAY + m * MINUTE - d->ahead);
	}
}

/* ---- asking it ---- */

/* Minutes here are local, counted from the table's first. */
static int64_t local_minute(const struct days *d, int64_t at)
{
	return (at + d->ahead) / MINUTE - d->first * MINUTES;
}

static int64_t begins(const struct days *d, int64_t minute)
{
	return (d->first * MINUTES + minute) * MINUTE - d->ahead;
}

int64_t days_add(const struct days *d, int64_t from, int64_t ms)
{
	if (ms <= 0)
		return from;
	for (int64_t m = local_minute(d, from); m < (int64_t)TABLE_DAYS * MINUTES; m++) {
		int64_t begin = begins(d, m) > from ? begins(d, m) : from, left = begins(d, m + 1) - begin;

		if (!d->worked[m])
			continue;
		if (ms <= left)
			return begin + ms;
		ms -= left;
	}
	return -1;
}

int64_t days_measure(const struct days *d, int64_t from, int64_t to)
{
	int64_t sum = 0;

	for (int64_t m = local_minute(d, from); begins(d, m) < to; m++) {
		int64_t begin = begins(d, m) > from ? begins(d, m) : from,
			end = begins(d, m + 1) < to ? begins(d, m + 1) : to;

		sum += d->worked[m] && end > begin ? end - begin : 0;
	}
	return sum;
}

/* The end of work on a day of the table; 0 if there is none. */
static int64_t end_of_work(const struct days *d, int64_t day)
{
	for (int m = MINUTES - 1; m >= 0; m--)
		if (d->worked[day * MINUTES + m])
			return begins(d, day * MINUTES + m + 1);
	return 0;
}

int64_t days_end(const struct days *d, int64_t from, int n)
{
	int64_t day = local_minute(d, from) / MINUTES;

	while (end_of_work(d, day) <= from)
		day++;
	for (; n > 0; n--) {
		do {
			day++;
		} while (end_of_work(d, day) == 0);
	}
	return end_of_work(d, day);
}

int64_t days_hour(const struct days *d, int64_t from, int64_t time)
{
	int64_t day = local_minute(d, from) / MINUTES;

	while (end_of_work(d, day) <= from)
		day++;
	if (begins(d, day * MINUTES) + time <= from) {
		do {
			day++;
		} while (end_of_work(d, day) == 0);
	}
	return begins(d, day * MINUTES) + time;
}

static int64_t midnight_before(const struct days *d, int64_t at)
{
	return (at + d->ahead) / DAY * DAY - d->ahead;
}

int64_t days_awake(const struct days *d, struct night n, int64_t at)
{
	int64_t midnight = midnight_before(d, at);

	if (at < midnight + n.to)
		return midnight + n.to;
	return at >= midnight + n.from ? midnight + DAY + n.to : at;
}

int64_t days_evening(const struct days *d, struct night n, int64_t at)
{
	int64_t midnight = midnight_before(d, at);

	return (at < midnight + n.to ? midnight - DAY : midnight) + n.from - MINUTE;
}

void days_write(const struct days *d, int64_t at, char *out, size_t size)
{
	int year, month, mday;
	int64_t local = at + d->ahead;

	if (at == 0) {
		snprintf(out, size, "-");
		return;
	}
	day_date(local / DAY, &year, &month, &mday);
	snprintf(out, size, "%04d-%02d-%02d %02" PRId64 ":%02" PRId64 ":%02" PRId64 ".%03" PRId64, year, month, mday,
		 local % DAY / HOUR, local % HOUR / MINUTE, local % MINUTE / SECOND, local % SECOND);
}
