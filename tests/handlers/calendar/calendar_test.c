/* Working time against libc's clocks, and against a computation that goes from minute to minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "handlers/time/day.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define RANDOM_CASES 120000
#define NAIVE_DAYS 12

/* ---- numbers by chance, the same each time ---- */

static uint64_t seed = 20261122;

static uint64_t chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

/* ---- local times, by libc ---- */

static void in_zone(const char *name)
{
	assert_true(when_zone(name));
}

static struct tm libc_tm(int64_t at)
{
	time_t t = (time_t)(at / 1000);
	struct tm tm;

	assert_non_null(localtime_r(&t, &tm));
	return tm;
}

static int64_t libc_local(int64_t at)
{
	return at + libc_tm(at).tm_gmtoff * INT64_C(1000);
}

/* "2026-10-08 09:00" in the zone set last. */
static int64_t at(const char *local)
{
	int64_t found = 0;

	if (!when_local_read(local, &found))
		fail_msg("no such time: %s", local);
	return found;
}

static void assert_at(int64_t found, const char *local)
{
	char written[24] = "never";

	if (found >= 0)
		when_local(found, written);
	assert_string_equal(written, local);
}

/* ---- zones ---- */

static const char *const zone_names[] = {"Asia/Shanghai",       "Europe/Berlin",     "America/New_York",
					 "Australia/Lord_Howe", "Asia/Kathmandu",    "America/St_Johns",
					 "America/Santiago",    "Africa/Casablanca", "Pacific/Apia",
					 "Asia/Gaza",           "America/Nuuk",      "Europe/Dublin"};

/* Every quarter of an hour in the first five, so that every change is met from both sides; every hour in the others. */
static void test_zones_are_libcs(void **state)
{
	int64_t from = day_number(2020, 1, 1) * DAY_MS, to = day_number(2041, 1, 1) * DAY_MS;

	(void)state;
	for (size_t i = 0; i < COUNT(zone_names); i++) {
		struct zone *z = zone_open(zone_names[i]);

		assert_non_null(z);
		in_zone(zone_names[i]);
		for (int64_t t = from; t < to; t += (i < 5 ? 15 : 60) * MINUTE_MS)
			if (zone_local(z, t) != libc_local(t))
				fail_msg("%s at %lld", zone_names[i], (long long)t);
		zone_close(z);
	}
}

/* The last column but one of each line. */
static size_t all_zones(char names[][64], size_t max)
{
	FILE *in = fopen("/usr/share/zoneinfo/zone1970.tab", "re");
	char line[512];
	size_t n = 0;

	assert_non_null(in);
	while (n < max && fgets(line, sizeof(line), in))
		if (line[0] != '#')
			n += sscanf(line, "%*s %*s %63s", names[n]) == 1;
	fclose(in);
	return n;
}

static void test_all_the_zones_there_are_until_2070(void **state)
{
	static char names[512][64];
	size_t n = all_zones(names, COUNT(names));

	(void)state;
	assert_true(n > 250);
	for (size_t i = 0; i < n; i++) {
		struct zone *z = zone_open(names[i]);
		int64_t to = day_number(2070, 1, 1) * DAY_MS;

		if (!z)
			fail_msg("%s is not understood", names[i]);
		in_zone(names[i]);
		for (int64_t t = day_number(1995, 1, 1) * DAY_MS; t < to; t += 53 * HOUR_MS)
			if (zone_local(z, t) != libc_local(t))
				fail_msg("%s at %lld", names[i], (long long)t);
		zone_close(z);
	}
}

/* The first instant at which it is so late: not a moment before, and mktime's wherever that has no choice. */
static void test_the_first_instant_of_a_local_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(zone_names); i++) {
		struct zone *z = zone_open(zone_names[i]);

		assert_non_null(z);
		in_zone(zone_names[i]);
		for (int k = 0; k < 5000; k++) {
			int64_t local = (day_number(2020, 1, 1) + (int64_t)chance(7670)) * DAY_MS;
			int64_t found;

			local += (int64_t)chance(24 * 12) * 5 * MINUTE_MS;
			found = zone_first(z, local);
			assert_true(libc_local(found) >= local);
			for (int64_t before = found - 1000; before > found - 4 * HOUR_MS; before -= 10 * MINUTE_MS)
				if (libc_local(before) >= local)
					fail_msg("%s: %lld is later", zone_names[i], (long long)before);
			if (libc_local(found) == local && libc_tm(found).tm_isdst == libc_tm(found - DAY_MS).tm_isdst) {
				struct tm tm = libc_tm(found);
				int64_t libc = (int64_t)mktime(&tm) * 1000;

				assert_int_equal(libc, found);
			}
		}
		zone_close(z);
	}
}

static void test_what_is_no_zone(void **state)
{
	static const char *const wrong[] = {"",     "Asia/Urumchi", "/etc/localtime", "../zoneinfo/UTC",
					    ":UTC", "zone1970.tab", "Europe/",        "Asia"};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct zone *z = zone_open(wrong[i]);

		if (z)
			fail_msg("`%s` is one", wrong[i]);
	}
}

static void test_dates(void **state)
{
	time_t t = 0;

	(void)state;
	for (int64_t day = day_number(1999, 12, 1); day < day_number(2101, 3, 5); day++) {
		struct tm tm;

		t = (time_t)(day * 24 * 3600);
		assert_non_null(gmtime_r(&t, &tm));
		assert_int_equal(day_number(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday), day);
		assert_int_equal(day_year(day), tm.tm_year + 1900);
		assert_int_equal(day_weekday(day), (tm.tm_wday + 6) % 7);
	}
}

/* ---- calendars of all kinds ---- */

struct recipe {
	const char *zone;
	int windows[8]; /* from, to in minutes, 0 0 at the end */
	int weekend[4];
	int around; /* a year and a month in which its clock changes */
	int month;
};

static const struct recipe recipes[] = {
	{"Asia/Shanghai", {540, 720, 810, 1080}, {600, 720}, 2026, 10},
	{"Asia/Shanghai", {0, 1440}, {0, 1440}, 2026, 2},
	{"Europe/Berlin", {90, 150, 155, 170, 300, 1000}, {60, 200}, 2027, 3},
	{"Europe/Berlin", {0, 130, 145, 175, 175, 1440}, {150, 240}, 2026, 10},
	{"America/New_York", {60, 90, 100, 125, 1320, 1440}, {0, 100}, 2028, 11},
	{"America/New_York", {120, 180, 200, 210}, {121, 150}, 2029, 3},
	{"Australia/Lord_Howe", {100, 125, 130, 140, 480, 990}, {90, 130}, 2030, 4},
	{"Australia/Lord_Howe", {0, 121, 121, 135, 480, 990}, {115, 140}, 2030, 10},
	{"Asia/Kathmandu", {545, 1021}, {0}, 2031, 5},
	{"America/Santiago", {0, 30, 1380, 1440}, {0, 61, 1400, 1440}, 2032, 4},
	{"America/Santiago", {0, 90, 1380, 1440}, {20, 100}, 2032, 9},
	{"America/St_Johns", {1, 2, 60, 180, 1439, 1440}, {120, 180}, 2033, 3},
};

#define MARKED 200 /* days from the first of the year before `around` on, in which some are marked */

/* What the naive computation looks at too. */
static struct {
	const struct recipe *recipe;
	struct calendar *calendar;
	int64_t first; /* of `marks` */
	enum day_mark marks[3 * 366];
	int64_t cuts[6][2];
} made;

static void fill(struct day_hours *day, const int *windows, size_t max)
{
	for (size_t i = 0; i + 1 < max && windows[i + 1] > 0; i += 2)
		day->all[day->n++] = (struct window){windows[i], windows[i + 1]};
}

static void cook(const struct recipe *r)
{
	struct hours hours = {0};
	int64_t around = day_number(r->around, r->month, 1) * DAY_MS;

	for (int d = 0; d < 7; d++)
		fill(&hours.on[d], d < 5 ? r->windows : r->weekend, d < 5 ? 8 : 4);
	made.recipe = r;
	made.calendar = calendar_new("cooked", r->zone, &hours, 2);
	assert_non_null(made.calendar);
	made.first = day_number(r->around - 1, 1, 1);
	for (size_t i = 0; i < COUNT(made.marks); i++) {
		uint64_t dice = chance(12);

		made.marks[i] = dice == 0 ? DAY_OFF : dice == 1 ? DAY_MAKE_UP : DAY_PLAIN;
		calendar_mark(made.calendar, made.first + (int64_t)i, made.marks[i]);
	}
	for (size_t i = 0; i < COUNT(made.cuts); i++) {
		made.cuts[i][0] = around + (int64_t)chance(30 * 1440) * MINUTE_MS;
		made.cuts[i][1] = made.cuts[i][0] + (int64_t)(1 + chance(2000)) * MINUTE_MS;
		assert_true(calendar_cut(made.calendar, made.cuts[i][0], made.cuts[i][1]));
	}
	calendar_seal(made.calendar);
	in_zone(r->zone);
}

static void eat(void)
{
	calendar_free(made.calendar);
	made.calendar = NULL;
}

static void test_adding_and_measuring_are_inverse(void **state)
{
	size_t cases = 0, none = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(recipes); i++) {
		int64_t first = day_number(2003, 1, 1) * DAY_MS;

		cook(&recipes[i]);
		for (size_t k = 0; k < RANDOM_CASES / COUNT(recipes); k++, cases++) {
			/* Half of them lie in the years with marks, cuts and changes of the clock. */
			int64_t t = k % 2 ? made.first * DAY_MS + (int64_t)chance(3 * 366 * 86400) * 1000
					  : first + (int64_t)chance(UINT64_C(60) * 365 * 86400) * 1000;
			int64_t d = (int64_t)(1 + chance(k % 3 == 0 ? 86400 : k % 3 == 1 ? 864000 : 8640000)) * 1000;
			int64_t end = calendar_add(made.calendar, t, d);

			if (end < 0) {
				none++;
				continue;
			}
			assert_true(end > t);
			assert_int_equal(calendar_measure(made.calendar, t, end), d);
			/* The earliest such instant. */
			assert_int_equal(calendar_measure(made.calendar, t, end - 1), d - 1);
		}
		eat();
	}
	assert_true(cases >= 100000);
	/* A hundred working days of two minutes each take longer than ten years. */
	assert_true(none < cases / 4);
}

/* ---- from minute to minute ----
 * The clock never goes back for whoever works by it: what it showed last counts until it shows more. */

static int64_t highest;

static bool naive_works(int64_t minute)
{
	int64_t local = libc_local(minute), day;
	enum day_mark mark;
	const int *windows;
	int in_day, weekday;

	highest = local > highest ? local : highest;
	day = highest / DAY_MS;
	in_day = (int)(highest % DAY_MS / MINUTE_MS);
	mark = made.marks[day - made.first];
	weekday = (int)((day + 3) % 7);
	if (mark == DAY_MAKE_UP)
		weekday = 2;
	windows = weekday < 5 ? made.recipe->windows : made.recipe->weekend;
	for (size_t i = 0; i < COUNT(made.cuts); i++)
		if (minute >= made.cuts[i][0] && minute < made.cuts[i][1])
			return false;
	for (size_t i = 0; mark != DAY_OFF && i < (weekday < 5 ? 8 : 4) && windows[i + 1] > 0; i += 2)
		if (in_day >= windows[i] && in_day < windows[i + 1])
			return true;
	return false;
}

struct minutes {
	int64_t first;
	bool *works;
	size_t n, seen;
};

static bool count_window(void *ctx, int64_t a, int64_t b)
{
	struct minutes *m = ctx;

	for (int64_t t = a; t < b; t += MINUTE_MS, m->seen++)
		assert_true(m->works[(t - m->first) / MINUTE_MS]);
	return true;
}

static void compare_days(int64_t first)
{
	static bool works[NAIVE_DAYS * 1440];
	static int64_t before[NAIVE_DAYS * 1440 + 1];
	struct minutes m = {first, works, COUNT(works), 0};

	highest = 0;
	for (int64_t t = first - DAY_MS; t < first; t += MINUTE_MS)
		naive_works(t);
	for (size_t i = 0; i < m.n; i++) {
		works[i] = naive_works(first + (int64_t)i * MINUTE_MS);
		before[i + 1] = before[i] + works[i];
	}
	for (int k = 0; k < 400; k++) {
		size_t a = chance(m.n), b = chance(m.n + 1);
		int64_t from = first + (int64_t)a * MINUTE_MS, worked = b > a ? before[b] - before[a] : 0, end;

		if (calendar_measure(made.calendar, from, first + (int64_t)b * MINUTE_MS) != worked * MINUTE_MS)
			fail_msg("%s: %lld minutes from %lld", made.recipe->zone, (long long)worked, (long long)from);
		if (!worked)
			continue;
		for (end = (int64_t)a; before[end] - before[a] < worked; end++)
			;
		assert_int_equal(calendar_add(made.calendar, from, worked * MINUTE_MS), first + end * MINUTE_MS);
	}
	calendar_windows(made.calendar, first, first + (int64_t)m.n * MINUTE_MS, count_window, &m);
	assert_int_equal(m.seen, before[m.n]);
}

static void test_as_minute_by_minute(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(recipes); i++) {
		int64_t month = day_number(recipes[i].around, recipes[i].month, 1) * DAY_MS;

		cook(&recipes[i]);
		for (int part = -1; part < 3; part++)
			compare_days(month + part * NAIVE_DAYS * DAY_MS);
		eat();
	}
}

/* ---- daylight saving, in hours that can be counted on one's fingers ---- */

static int64_t worked_on(const char *zone, int from, int to, const char *begin, const char *end)
{
	struct hours hours = {0};
	struct calendar *c;
	int64_t worked;

	for (int d = 0; d < 7; d++)
		hours.on[d] = (struct day_hours){.all = {{from, to}}, .n = 1};
	c = calendar_new("all days", zone, &hours, 0);
	assert_non_null(c);
	calendar_seal(c);
	in_zone(zone);
	worked = calendar_measure(c, at(begin), at(end)) / MINUTE_MS;
	calendar_free(c);
	return worked;
}

static void test_the_clock_changes_in_a_window(void **state)
{
	(void)state;
	/* 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00. */
	assert_int_equal(worked_on("Europe/Berlin", 60, 240, "2026-03-29 00:00", "2026-03-30 00:00"), 120);
	assert_int_equal(worked_on("Europe/Berlin", 135, 165, "2026-03-29 00:00", "2026-03-30 00:00"), 0);
	assert_int_equal(worked_on("Europe/Berlin", 150, 240, "2026-03-29 00:00", "2026-03-30 00:00"), 60);
	assert_int_equal(worked_on("Europe/Berlin", 60, 240, "2026-10-25 00:00", "2026-10-26 00:00"), 240);
	assert_int_equal(worked_on("Europe/Berlin", 60, 150, "2026-10-25 00:00", "2026-10-26 00:00"), 90);
	assert_int_equal(worked_on("Europe/Berlin", 135, 165, "2026-10-25 00:00", "2026-10-26 00:00"), 30);
	assert_int_equal(worked_on("Europe/Berlin", 0, 1440, "2026-10-25 00:00", "2026-10-26 00:00"), 1500);
	/* Half an hour there. */
	assert_int_equal(worked_on("Australia/Lord_Howe", 0, 1440, "2026-04-05 00:00", "2026-04-06 00:00"), 1470);
	assert_int_equal(worked_on("Australia/Lord_Howe", 0, 1440, "2026-10-04 00:00", "2026-10-05 00:00"), 1410);
	assert_int_equal(worked_on("Asia/Kathmandu", 540, 1080, "2026-04-05 00:00", "2026-04-06 00:00"), 540);
}

static void test_minutes_of_the_day(void **state)
{
	struct hours hours = {0};
	struct calendar *c = calendar_new("berlin", "Europe/Berlin", &hours, 0);
	int64_t leap, twice;

	(void)state;
	assert_non_null(c);
	in_zone("Europe/Berlin");
	calendar_seal(c);
	assert_int_equal(calendar_minute(c, at("2026-11-22 22:07")), 22 * 60 + 7);
	assert_at(calendar_next_minute(c, at("2026-11-22 22:07"), 7 * 60), "2026-11-23 07:00");
	assert_at(calendar_next_minute(c, at("2026-11-22 07:00"), 7 * 60), "2026-11-22 07:00");
	assert_at(calendar_next_minute(c, at("2026-11-22 07:00") + 1, 7 * 60), "2026-11-23 07:00");
	/* 02:30 is leapt over: it comes with the leap, once. */
	leap = at("2026-03-29 03:00");
	assert_int_equal(calendar_next_minute(c, at("2026-03-28 12:00"), 150), leap);
	assert_int_equal(calendar_next_minute(c, leap, 150), leap);
	assert_at(calendar_next_minute(c, leap + 1, 150), "2026-03-30 02:30");
	/* 02:30 comes twice. */
	twice = at("2026-10-25 02:30");
	assert_int_equal(calendar_next_minute(c, at("2026-10-24 12:00"), 150), twice);
	assert_int_equal(calendar_next_minute(c, twice + 1, 150), twice + HOUR_MS);
	assert_at(calendar_next_minute(c, twice + HOUR_MS + 1, 150), "2026-10-26 02:30");
	assert_at(calendar_midnight(c, leap, 0), "2026-03-29 00:00");
	assert_at(calendar_midnight(c, leap, 1), "2026-03-30 00:00");
	assert_at(calendar_midnight(c, leap, -30), "2026-02-27 00:00");
	assert_int_equal(calendar_midnight(c, leap, 1) - calendar_midnight(c, leap, 0), 23 * HOUR_MS);
	/* Nothing is ever worked here. */
	assert_int_equal(calendar_add(c, leap, 1), -1);
	assert_int_equal(calendar_add(c, leap, 0), leap);
	assert_int_equal(calendar_day(c, leap, 0, -1), -1);
	assert_int_equal(calendar_measure(c, 0, INT64_C(4) << 40), 0);
	assert_false(calendar_is_working_day(c, leap));
	calendar_free(c);
	c = calendar_new("santiago", "America/Santiago", &hours, 0);
	assert_non_null(c);
	in_zone("America/Santiago");
	/* 2026-09-06 begins at 01:00. */
	assert_at(calendar_midnight(c, at("2026-09-05 12:00"), 1), "2026-09-06 01:00");
	calendar_free(c);
}

/* ---- the sample, with the Chinese year ---- */

static struct calendars *sample;
static const struct calendar *standard;

/* The sample's configuration with its holidays, as who takes the mark away has it. */
static void write_with_holidays(const char *file)
{
	static const char mark[] = "# days: [";
	char *whole = NULL, here[512], *at;
	size_t size = 0;
	FILE *from = fopen("scripts/sample/fieldgate.yaml", "re"), *to = fopen(file, "we");

	assert_true(from && to && getcwd(here, sizeof(here)));
	assert_true(getdelim(&whole, &size, '\0', from) > 0);
	at = strstr(whole, mark);
	assert_non_null(at);
	fprintf(to, "%.*sdays: [%s/scripts/sample/%s", (int)(at - whole), whole, here, at + strlen(mark));
	free(whole);
	fclose(from);
	assert_int_equal(fclose(to), 0);
}

static int load_sample(void **state)
{
	struct faults faults = {0};
	char file[] = "/tmp/calendar_sample.XXXXXX";
	int fd = mkstemp(file);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	write_with_holidays(file);
	sample = calendars_load(file, "Asia/Shanghai", &faults);
	unlink(file);
	faults_print(&faults, stderr);
	faults_free(&faults);
	standard = sample ? calendars_for(sample, "") : NULL;
	return standard ? 0 : -1;
}

static int free_sample(void **state)
{
	(void)state;
	calendars_free(sample);
	return 0;
}

static int64_t hours_on(const char *day)
{
	char begin[24];

	snprintf(begin, sizeof(begin), "%s 00:00", day);
	return calendar_measure(standard, at(begin), at(begin) + DAY_MS) / MINUTE_MS;
}

/* As in chinese-days 1.5.7, dist/years/2026.json. */
static void test_the_chinese_year(void **state)
{
	static const char *const off[] = {"2026-01-01", "2026-01-02", "2026-01-03", "2026-02-16", "2026-02-17",
					  "2026-02-23", "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05",
					  "2026-06-19", "2026-09-25", "2026-10-01", "2026-10-02", "2026-10-05",
					  "2026-10-06", "2026-10-07"};
	static const char *const made_up[] = {"2026-01-04", "2026-02-14", "2026-02-28",
					      "2026-05-09", "2026-09-20", "2026-10-10"};

	(void)state;
	in_zone("Asia/Shanghai");
	for (size_t i = 0; i < COUNT(off); i++)
		if (hours_on(off[i]) != 0)
			fail_msg("%s is a holiday", off[i]);
	/* Saturdays and Sundays with a Monday's hours. */
	for (size_t i = 0; i < COUNT(made_up); i++)
		if (hours_on(made_up[i]) != 450)
			fail_msg("%s is worked", made_up[i]);
	assert_int_equal(hours_on("2026-10-08"), 450);
	assert_int_equal(hours_on("2026-10-11"), 0);
	assert_int_equal(hours_on("2026-10-17"), 0);
	assert_true(calendar_is_working_day(standard, at("2026-10-10 23:00")));
	assert_false(calendar_is_working_day(standard, at("2026-10-07 10:00")));
}

static void test_the_windows_round_a_holiday(void **state)
{
	(void)state;
	in_zone("Asia/Shanghai");
	/* Half past five on the eve, and a machine goes down: class A has two working hours. */
	assert_at(calendar_add(standard, at("2026-09-30 17:30"), 2 * HOUR_MS), "2026-10-08 10:30");
	assert_at(calendar_add(standard, at("2026-09-30 16:00"), 2 * HOUR_MS), "2026-09-30 18:00");
	assert_at(calendar_add(standard, at("2026-10-03 16:00"), 1), "2026-10-08 09:00");
	assert_at(calendar_add(standard, at("2026-10-09 11:00"), 2 * HOUR_MS), "2026-10-09 14:30");
	assert_int_equal(calendar_measure(standard, at("2026-10-09 11:00"), at("2026-10-09 13:00")), HOUR_MS);
	assert_int_equal(calendar_measure(standard, at("2026-10-09 13:00"), at("2026-10-09 11:00")), 0);
}

struct seen {
	char text[256];
	size_t most;
};

static bool write_window(void *ctx, int64_t a, int64_t b)
{
	struct seen *s = ctx;
	char from[24], to[24];
	size_t n = strlen(s->text);

	when_local(a, from);
	when_local(b, to);
	snprintf(s->text + n, sizeof(s->text) - n, "%s-%s\n", from + 5, to + 11);
	return --s->most > 0;
}

static void test_windows_one_by_one(void **state)
{
	struct seen s = {"", 9}, two = {"", 2};

	(void)state;
	in_zone("Asia/Shanghai");
	calendar_windows(standard, at("2026-09-30 17:00"), at("2026-10-09 10:00"), write_window, &s);
	assert_string_equal(s.text, "09-30 17:00-18:00\n10-08 09:00-12:00\n10-08 13:30-18:00\n10-09 09:00-10:00\n");
	calendar_windows(standard, at("2026-09-30 17:00"), at("2026-10-09 10:00"), write_window, &two);
	assert_string_equal(two.text, "09-30 17:00-18:00\n10-08 09:00-12:00\n");
}

static void test_working_days(void **state)
{
	static const struct {
		const char *from;
		int n, minute;
		const char *due;
	} rows[] = {
		/* B the same day, C the next, D the third. 2026-11-18 is a Wednesday. */
		{"2026-11-18 10:00", 0, -1, "2026-11-18 18:00"},
		{"2026-11-18 10:00", 1, -1, "2026-11-19 18:00"},
		{"2026-11-18 10:00", 3, -1, "2026-11-23 18:00"},
		{"2026-11-18 10:00", 4, -1, "2026-11-24 18:00"},
		{"2026-11-18 10:00", 3, 17 * 60, "2026-11-23 17:00"},
		/* Before the first window the day counts, behind the last one no more. */
		{"2026-11-18 03:00", 0, -1, "2026-11-18 18:00"},
		{"2026-11-18 17:59", 0, -1, "2026-11-18 18:00"},
		{"2026-11-18 18:00", 0, -1, "2026-11-19 18:00"},
		{"2026-11-18 18:00", 1, -1, "2026-11-20 18:00"},
		/* Nor behind the minute asked for, but that is of no matter to the next day. */
		{"2026-11-18 16:00", 0, 16 * 60, "2026-11-19 16:00"},
		{"2026-11-18 16:00", 1, 16 * 60, "2026-11-19 16:00"},
		{"2026-11-18 15:59", 0, 16 * 60, "2026-11-18 16:00"},
		/* Sunday: Monday is day 0. */
		{"2026-11-22 10:00", 0, -1, "2026-11-23 18:00"},
		{"2026-11-22 10:00", 1, 9 * 60, "2026-11-24 09:00"},
		/* The eve of National Day; the make-up Saturday ends at a Monday's end. */
		{"2026-09-30 19:00", 0, -1, "2026-10-08 18:00"},
		{"2026-09-30 12:00", 1, -1, "2026-10-08 18:00"},
		{"2026-09-30 12:00", 3, -1, "2026-10-10 18:00"},
		{"2026-09-30 12:00", 4, -1, "2026-10-12 18:00"},
	};

	(void)state;
	in_zone("Asia/Shanghai");
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_at(calendar_day(standard, at(rows[i].from), rows[i].n, rows[i].minute), rows[i].due);
	assert_int_equal(calendar_day(standard, at("2026-11-18 10:00"), -1, -1), -1);
	assert_int_equal(calendar_day(standard, at("2026-11-18 10:00"), 3600, -1), -1);
}

/* No more than some microseconds each; the bound only tells it from going through the days. */
static void test_it_is_fast(void **state)
{
	struct timespec begin, end;
	int64_t sum = 0, from;

	(void)state;
	in_zone("Asia/Shanghai");
	from = at("2026-09-29 10:00");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	for (int i = 0; i < 20000; i++) {
		int64_t due = calendar_add(standard, from + i * MINUTE_MS, 20 * HOUR_MS);

		sum += calendar_measure(standard, from, due);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	assert_true(sum > 0);
	double spent = (double)(end.tv_sec - begin.tv_sec) * 1e6 + (double)(end.tv_nsec - begin.tv_nsec) / 1e3;
	print_message("an addition and a measurement: %.2f us\n", spent / 20000);
	assert_true(spent / 20000 < 50);
}

/* ---- files ---- */

static char folder[] = "/tmp/fieldgate-calendar-XXXXXX";
static char config_file[64], ics_file[64], second_file[64];

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(config_file, sizeof(config_file), "%s/fieldgate.yaml", folder);
	snprintf(ics_file, sizeof(ics_file), "%s/days.ics", folder);
	snprintf(second_file, sizeof(second_file), "%s/more.ics", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(config_file);
	unlink(ics_file);
	unlink(second_file);
	return rmdir(folder);
}

static void write_file(const char *path, const char *content)
{
	FILE *to = fopen(path, "we");

	assert_non_null(to);
	assert_true(fputs(content, to) >= 0);
	assert_int_equal(fclose(to), 0);
}

static struct calendars *load(const char *yaml, struct faults *faults)
{
	write_file(config_file, yaml);
	return calendars_load(config_file, "Asia/Shanghai", faults);
}

static struct calendars *loads(const char *yaml)
{
	struct faults faults = {0};
	struct calendars *set = load(yaml, &faults);

	faults_print(&faults, stderr);
	faults_free(&faults);
	assert_non_null(set);
	return set;
}

/* Exactly these faults, in order: "LINE: part of what it says", each on a line of its own. */
static void assert_faults(const struct faults *faults, const char *expected)
{
	char all[1024], *rest = NULL;
	size_t n = 0;

	snprintf(all, sizeof(all), "%s", expected);
	for (char *line = strtok_r(all, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), n++) {
		char *what = strstr(line, ": ");

		assert_non_null(what);
		if (n >= faults->n)
			fail_msg("not said: %s", line);
		if (faults->all[n].line != (int)strtol(line, NULL, 10) || !strstr(faults->all[n].what, what + 2))
			fail_msg("%s:%d: %s\nbut expected: %s", faults->all[n].file, faults->all[n].line,
				 faults->all[n].what, line);
	}
	if (n < faults->n)
		fail_msg("said too: %d: %s", faults->all[n].line, faults->all[n].what);
}

static void test_without_a_word_in_the_configuration(void **state)
{
	struct calendars *set = loads("time_zone: Asia/Shanghai\n");
	const struct calendar *c = calendars_for(set, "喀什站");

	(void)state;
	in_zone("Asia/Shanghai");
	assert_ptr_equal(c, calendars_for(set, ""));
	assert_string_equal(calendar_name(c), "default");
	assert_int_equal(calendar_measure(c, at("2026-11-16 00:00"), at("2026-11-23 00:00")), 45 * HOUR_MS);
	assert_at(calendar_add(c, at("2026-11-20 17:00"), 2 * HOUR_MS), "2026-11-23 10:00");
	calendars_free(set);
}

static void test_stations_have_their_own(void **state)
{
	struct calendars *set =
		loads("calendars:\n"
		      "  west: {zone: Asia/Urumqi, stations: [喀什站, Ｋａｓｈｉ], hours: {sun-thu: 08:00-24:00}}\n"
		      "  others: {hours: {mon: 9:00-10:00}}\n");
	const struct calendar *west = calendars_for(set, "喀什站");

	(void)state;
	in_zone("Asia/Shanghai");
	assert_string_equal(calendar_name(west), "west");
	assert_ptr_equal(calendars_for(set, "kashi"), west);
	assert_string_equal(calendar_name(calendars_for(set, "库尔勒站")), "others");
	assert_string_equal(calendar_name(calendars_for(set, "")), "others");
	/* Two hours behind Shanghai; on Sunday (22nd) it works, on Friday not. */
	assert_at(calendar_add(west, at("2026-11-22 03:00"), 60000), "2026-11-22 10:01");
	assert_at(calendar_add(west, at("2026-11-20 12:00"), 60000), "2026-11-22 10:01");
	assert_at(calendar_day(west, at("2026-11-19 12:00"), 0, -1), "2026-11-20 02:00");
	calendars_free(set);
}

#define EVENT(lines) "BEGIN:VEVENT\n" lines "END:VEVENT\n"
#define CALENDAR(events) "BEGIN:VCALENDAR\nVERSION:2.0\n" events "END:VCALENDAR\n"
#define WITH_DAYS                                                                                           \
	"calendars:\n  all: {hours: {mon-fri: [09:00-12:00, 13:00-17:00]}, make_up: fri, days: [days.ics, " \
	"more.ics]}\n"

static void test_days_of_all_kinds(void **state)
{
	static const struct {
		const char *day;
		int64_t minutes;
	} rows[] = {
		{"2026-01-01", 0},   {"2027-01-01", 0},   {"2030-01-01", 0},   {"2065-01-01", 0}, /* each year */
		{"2026-05-01", 0},   {"2026-05-04", 0},   {"2026-05-05", 420}, /* without and with DTEND */
		{"2026-05-16", 420}, {"2026-05-17", 0},   {"2026-06-01", 420}, /* both in one file: worked */
		{"2026-07-01", 420}, {"2026-07-02", 0},                        /* the second file's word */
		{"2026-12-24", 300}, {"2026-12-31", 180}, {"2026-12-30", 330}, /* hours off */
		{"2026-11-26", 0},   {"2027-11-25", 0},   {"2026-11-19", 420}, /* a fourth Thursday */
		{"2026-08-03", 420}, {"2026-09-01", 0},   {"2026-09-02", 0},   {"2026-09-03", 420},
	};

	(void)state;
	write_file(
		ics_file,
		"\xef\xbb\xbf" CALENDAR(
			EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nCATEGORIES:Holiday\n") EVENT(
				"DTSTART;VALUE=DATE:20260501\n") EVENT("DTSTART;VALUE=DATE:20260502\nDTEND;VALUE=DATE:"
								       "20260505\n")
				EVENT("DTSTART;VALUE=DATE:20260516\nCATEGORIES:China,workday\n") EVENT(
					"DTSTART;VALUE=DATE:20260516\nCATEGORIES:HOLIDAY\n")
					EVENT("DTSTART;VALUE=DATE:20260601\nCATEGORIES:WORKDAY\n") EVENT(
						"DTSTART;VALUE=DATE:20260601\n") EVENT("DTSTART;VALUE=DATE:20260701\n")
						EVENT("DTSTART;VALUE=DATE:20260702\nCATEGORIES:WORKDAY\n")
							EVENT("DTSTART:20261224T120000\nDTEND:20261224T150000\n") EVENT(
								"DTSTART;TZID=Asia/"
								"Tokyo:20261231T140000\nDURATION:PT10H\n")
								EVENT("DTSTART:20261230T060000Z\nDTEND:"
								      "20261230T073000Z\n")
									EVENT("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ="
									      "YEARLY;"
									      "BYMONTH=11;BYDAY=4TH\n")
										EVENT("DTSTART;VALUE=DATE:"
										      "20260803\nSTATUS:"
										      "CANCELLED\n")
											EVENT("DTSTART;VALUE=DATE:"
											      "20260901\nRRULE:"
											      "FREQ=DAILY;COUNT=2\n")));
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20260701\nCATEGORIES:WORKDAY\n")
						 EVENT("DTSTART;VALUE=DATE:20260702\n")));
	struct calendars *set = loads(WITH_DAYS);
	const struct calendar *c = calendars_for(set, "");

	in_zone("Asia/Shanghai");
	for (size_t i = 0; i < COUNT(rows); i++) {
		char midnight[24];
		int64_t begin, worked;

		snprintf(midnight, sizeof(midnight), "%s 00:00", rows[i].day);
		begin = at(midnight);
		worked = calendar_measure(c, begin, begin + DAY_MS) / MINUTE_MS;
		if (worked != rows[i].minutes)
			fail_msg("%s: %lld, not %lld minutes", rows[i].day, (long long)worked,
				 (long long)rows[i].minutes);
	}
	calendars_free(set);
}

/* Each is found on the line of the file that is wrong, the first being 1. */
static void test_faults_of_a_calendar_file(void **state)
{
	static const struct {
		const char *ics, *faults;
	} rows[] = {
		{"", "1: begins with BEGIN:VCALENDAR"},
		{"hello\n", "1: begins with BEGIN:VCALENDAR"},
		{CALENDAR(""), "0: there is no VEVENT"},
		{CALENDAR(EVENT("SUMMARY:x\n")), "3: add DTSTART"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260230\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261301\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART:20261001T250000\nDTEND:20261002T000000\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n") EVENT("SUMMARY:x\nDTSTART;VALUE=DATE:20261032\n")),
		 "8: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261001\n")), "5: ends before"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20260930\n")), "5: ends before"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261099\n")), "5: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND:20261002T120000\n")), "5: write both alike"},
		{CALENDAR(EVENT("DTSTART:20261001T120000\n")), "4: ends before"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDURATION:soon\n")), "5: no duration"},
		{CALENDAR(EVENT("DTSTART;TZID=China Standard Time:20261001T120000\nDURATION:PT1H\n")),
		 "4: no such time zone; write one as TZID=Asia/Shanghai"},
		{CALENDAR(EVENT("DTSTART:20261001T120000\nDURATION:PT1H\nCATEGORIES:WORKDAY\n")), "4: a whole day"},
		{CALENDAR(EVENT("CATEGORIES:BIRTHDAY\nDTSTART;VALUE=DATE:20261001\n")), "4: write HOLIDAY or WORKDAY"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=DAILY\n")), "5: add COUNT or UNTIL"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=WEEKLY;BYDAY=SU\n")), "5: never ends"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=SECONDLY;COUNT=9\n")), "5: not come so often"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=SOMETIMES\n")), "5: cannot be read"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=99999999\n")
				  EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=15000\n")),
		 "9: more than 20000 days"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;UNTIL=20269999\n")),
		 "5: UNTIL is no date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260130\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n")),
		 "5: fits no day"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260130\nRRULE:FREQ=YEARLY;UNTIL=20250101\n")),
		 "5: never comes true"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260230\nRRULE:FREQ=YEARLY\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271001\n")),
		 "6: EXDATE is not read"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRDATE;VALUE=DATE:20271001\n")), "5: RDATE is not read"},
		{CALENDAR("BEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\n"), "10: nested"},
		/* Dates and times that no calendar has, each part of them beyond what is. */
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:18991231\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:22010101\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260001\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260100\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:00000000\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART:20261001T126000\nDURATION:PT1H\n")), "4: no such date or time"},
		{CALENDAR(EVENT("DTSTART:20261001T120061\nDURATION:PT1H\n")), "4: no such date or time"},
		{CALENDAR(EVENT("DTSTART;VALUE=TEXT:Thursday\n")), "4: no such date"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND:tomorrow\n")), "5: no such date"},
		/* By the clocks of two zones; where the second is behind, it is over before it begins. */
		{CALENDAR(EVENT("DTSTART:20261001T120000\nDTEND;TZID=Asia/Tokyo:20261001T123000\n")), "5: ends before"},
		{CALENDAR(EVENT("DTSTART:20261001T120000\nDTEND;TZID=Mars/Base:20261001T123000\n")),
		 "5: no such time zone"},
		{CALENDAR(EVENT("DTSTART:20261001T120000\nDURATION:PT0S\n")), "5: ends before"},
		{CALENDAR(EVENT("DTSTART:20261001T120000\nDURATION:-PT1H\n")), "5: ends before"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nCATEGORIES:HOLIDAYS\n")), "5: write HOLIDAY or WORKDAY"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=HOURLY;COUNT=9\n")), "5: not come so often"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=MONTHLY\n")), "5: never ends"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=YEARLY;COUNT=2\nRRULE:FREQ=DAILY;COUNT=2\n")),
		 "5: can have one rule"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRDATE:whenever\n")), "5: RDATE is not read"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nEXRULE:FREQ=DAILY;COUNT=2\n")), "5: EXRULE is not read"},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRECURRENCE-ID:20261001\n")),
		 "5: RECURRENCE-ID is not read"},
		/* Folded, so that the line is not found: then the file is named. */
		{CALENDAR("BEGIN:\n VEVENT\nDTSTART;VALUE=DATE:20261301\nEND:VEVENT\n"), "0: there is no VEVENT"},
		{CALENDAR(EVENT("SUMMARY:x\n") EVENT("SUMMARY:x\n") EVENT("SUMMARY:x\n")),
		 "3: add DTSTART\n6: add DTSTART\n9: add DTSTART"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct faults faults = {0};

		write_file(ics_file, rows[i].ics);
		write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n")));
		if (load(WITH_DAYS, &faults))
			fail_msg("nothing is said, but expected: %s\n%s", rows[i].faults, rows[i].ics);
		assert_faults(&faults, rows[i].faults);
		assert_string_equal(faults.all[0].file, ics_file);
		faults_free(&faults);
	}
}

/* The first ten are enough to see what is wrong with all. */
static void test_a_file_of_faults_says_how_many(void **state)
{
	struct faults faults = {0};
	FILE *to = fopen(ics_file, "we");
	char expected[2000] = "";
	size_t n = 0;

	(void)state;
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n")));
	assert_non_null(to);
	fputs("BEGIN:VCALENDAR\n", to);
	for (int i = 0; i < 300; i++) {
		fputs("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261032\nEND:VEVENT\n", to);
		if (i < 10)
			n += (size_t)snprintf(expected + n, sizeof(expected) - n, "%d: no such date\n", 3 + 3 * i);
	}
	fputs("END:VCALENDAR\n", to);
	fclose(to);
	snprintf(expected + n, sizeof(expected) - n, "32: 290 events were not looked at");
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, expected);
	faults_free(&faults);
}

/* What is like a fault, and is none. */
static void test_what_may_stand_in_a_calendar_file(void **state)
{
	static const struct {
		const char *ics;
		int64_t minutes; /* worked on Thursday, 2026-10-01 */
	} rows[] = {
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nCATEGORIES: holiday ,family\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nCATEGORIES:family\nCATEGORIES:HOLIDAY\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDURATION:P1D\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=MONTHLY;COUNT=2\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260924\nRRULE:FREQ=WEEKLY;UNTIL=20261001\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260924\nRRULE:FREQ=WEEKLY;UNTIL=20260930\n")), 420},
		/* Of a day, the zone says nothing; of a time in UTC, neither. */
		{CALENDAR(EVENT("DTSTART;TZID=Mars/Base;VALUE=DATE:20261001\n")), 0},
		{CALENDAR(EVENT("DTSTART;TZID=Mars/Base:20261001T020000Z\nDURATION:PT1H\n")), 360},
		{CALENDAR(EVENT("DTSTART;TZID=Asia/Tokyo:20261001T110000\nDTEND:20261001T113000\n")), 330},
		/* What else a calendar holds: a zone, a to-do, a line whose name begins alike. */
		{CALENDAR("BEGIN:VTODO\nDTSTART:20261001T090000\nEND:VTODO\n" EVENT(
			 "DTSTART;VALUE=DATE:20260930\nDTSTARTLING:yes\n")),
		 420},
	};

	(void)state;
	in_zone("Asia/Shanghai");
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20260505\n")));
	for (size_t i = 0; i < COUNT(rows); i++) {
		write_file(ics_file, rows[i].ics);
		struct calendars *set = loads(WITH_DAYS);
		int64_t begin = at("2026-10-01 00:00");
		int64_t worked = calendar_measure(calendars_for(set, ""), begin, begin + DAY_MS) / MINUTE_MS;

		if (worked != rows[i].minutes)
			fail_msg("%lld minutes, not %lld:\n%s", (long long)worked, (long long)rows[i].minutes,
				 rows[i].ics);
		calendars_free(set);
	}
}

static void test_what_is_no_file_of_text(void **state)
{
	static const char nul[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\0\nEND:VEVENT\nEND:VCALENDAR\n";
	FILE *to = fopen(ics_file, "we");
	struct faults faults = {0};
	char config[200];

	(void)state;
	assert_non_null(to);
	fwrite(nul, 1, sizeof(nul) - 1, to);
	fclose(to);
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n")));
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, "0: a NUL stands in it");
	faults_free(&faults);
	/* By its whole path; a folder is no file. */
	snprintf(config, sizeof(config), "calendars:\n  a: {hours: {mon: 9:00-10:00}, days: [%s, %s]}\n", second_file,
		 folder);
	assert_null(load(config, &faults));
	assert_faults(&faults, "0: it is no file");
	faults_free(&faults);
}

#define ALL "  all: {hours: {mon-fri: 09:00-18:00}}\n"
#define HOURS(hours) "calendars:\n  all: {hours: {" hours "}}\n"
#define WITH(key) "calendars:\n" ALL "  a: {hours: {mon: 9:00-10:00}, " key "}\n"

static void test_faults_of_the_configuration(void **state)
{
	static const struct {
		const char *yaml, *faults;
	} rows[] = {
		{"calendars: []\n", "1: keys are expected here; write {NAME: {hours: {mon-fri: 09:00-18:00}}}"},
		{"calendars:\n" ALL "  a: [mon]\n", "3: keys are expected here; write {hours:"},
		{"calendars:\n" ALL "  \"\": {stations: x, hours: {mon: 9:00-10:00}}\n",
		 "3: a calendar's name has 1 to 63"},
		{"calendars:\n" ALL "  a234567890123456789012345678901234567890123456789012345678901234: {stations: x, "
		 "hours: {mon: 9:00-10:00}}\n",
		 "3: a calendar's name has 1 to 63"},
		{"calendars:\n  all: {hours: daily}\n", "2: keys are expected here; write {mon-fri:"},
		{HOURS("mon: []"), "2: a list is expected here; write [09:00-12:00"},
		{HOURS("mon: [{from: 9}]"), "2: one text is expected here"},
		{HOURS("mon: 900-1000"), "2: these are no hours"},
		{HOURS("mon: -10:00"), "2: these are no hours"},
		{HOURS("mon: 9-10"), "2: these are no hours"},
		{HOURS("mon: 9:0-10:00"), "2: these are no hours"},
		{HOURS("mon: 9:00 10:00"), "2: these are no hours"},
		{HOURS("mon: 9:60-10:00"), "2: these are no hours"},
		{HOURS("mon: 9:00-10:60"), "2: these are no hours"},
		{HOURS("mon: 9:00-10:00+"), "2: these are no hours"},
		{HOURS("mon: 9:00-24:01"), "2: these are no hours"},
		{HOURS("mon: [1:00-2:00, 2:00-3:00, 3:00-4:00, 4:00-5:00, 5:00-6:00, 6:00-7:00, 7:00-8:00, 8:00-9:00, "
		       "9:00-10:00]"),
		 "2: a day can have 8 hours like these; join some"},
		{HOURS("monday: 9:00-10:00"), "2: there is no weekday `monday`"},
		{HOURS("mon-fry: 9:00-10:00"), "2: there is no weekday `fry`; did you mean `fri`?"},
		{HOURS("day after day after day after day: 9:00-10:00"), "2: there is no weekday `day after day"},
		{HOURS("whenever: 9:00-10:00"), "2: there is no weekday `whenever`; write mon, tue"},
		{WITH("stations: []"), "3: a list is expected here; write [STATION"},
		{WITH("stations: [{a: b}]"), "3: one text is expected here"},
		{WITH("stations: [\" \"]"), "3: this cannot be a station's name"},
		{WITH("stations: x, days: {}"), "3: a list is expected here; write [FILE.ics"},
		{WITH("stations: x, days: [[a]]"), "3: one text is expected here"},
		{WITH("stations: x, zone: [Asia/Tokyo]"), "3: one text is expected here"},
		{WITH("stations: x, make_up: mo"), "3: there is no weekday `mo`; did you mean `mon`?"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct faults faults = {0};

		if (load(rows[i].yaml, &faults))
			fail_msg("nothing is said, but expected: %s", rows[i].faults);
		assert_faults(&faults, rows[i].faults);
		assert_string_equal(faults.all[0].file, config_file);
		faults_free(&faults);
	}
}

/* 32 calendars, 1,000 named stations and paths of 1,023 bytes are possible, and not one more. */
static void test_too_many_of_them(void **state)
{
	struct text all = text_new(64 * 1024);
	struct faults faults = {0};
	struct calendars *set;

	(void)state;
	text_add(&all, "calendars:\n" ALL);
	for (int i = 1; i < CALENDARS_MAX; i++)
		text_addf(&all, "  c%d: {stations: [s%d], hours: {mon: 9:00-10:00}}\n", i, i);
	set = loads(text_str(&all));
	assert_string_equal(calendar_name(calendars_for(set, "s31")), "c31");
	calendars_free(set);
	text_add(&all, "  one: {stations: [more], hours: {mon: 9:00-10:00}}\n");
	assert_null(load(text_str(&all), &faults));
	assert_faults(&faults, "34: these are too many calendars; at most 32");
	faults_free(&faults);
	text_free(&all);

	all = text_new(64 * 1024);
	text_add(&all, "calendars:\n" ALL "  a: {hours: {mon: 9:00-10:00}, stations: [s0");
	for (int i = 1; i < 1000; i++)
		text_addf(&all, ", s%d", (i * 7919) % 1000);
	set = load(text_str(&all), &faults); /* its brackets are still open */
	assert_null(set);
	faults_free(&faults);
	text_add(&all, "]}\n");
	set = loads(text_str(&all));
	for (int i = 0; i < 1000; i++) {
		char name[8];

		snprintf(name, sizeof(name), "s%d", i);
		assert_string_equal(calendar_name(calendars_for(set, name)), "a");
	}
	calendars_free(set);
	text_add(&all, "  b: {hours: {mon: 9:00-10:00}, stations: [more]}\n");
	assert_null(load(text_str(&all), &faults));
	assert_faults(&faults, "4: at most 1000 stations can be named here");
	faults_free(&faults);
	text_free(&all);

	all = text_new(64 * 1024);
	text_add(&all, "calendars:\n" ALL "  a: {hours: {mon: 9:00-10:00}, stations: x, days: [");
	for (int i = 0; i < 1010; i++)
		text_add(&all, "d");
	text_add(&all, "]}\n");
	assert_null(load(text_str(&all), &faults));
	assert_faults(&faults, "3: this path is too long; at most 1023 bytes, with the folder of this file");
	faults_free(&faults);
	text_free(&all);
}

static void test_without_a_zone_it_is_utc(void **state)
{
	struct faults faults = {0};
	struct calendars *set;

	(void)state;
	in_zone("UTC");
	write_file(config_file, "calendars:\n" ALL);
	set = calendars_load(config_file, "", &faults);
	assert_non_null(set);
	assert_at(calendar_add(calendars_for(set, ""), at("2026-11-20 17:00"), 2 * HOUR_MS), "2026-11-23 10:00");
	calendars_free(set);
}

static void test_a_file_that_is_too_much(void **state)
{
	FILE *to = fopen(ics_file, "we");
	struct faults faults = {0};

	(void)state;
	assert_non_null(to);
	fputs("BEGIN:VCALENDAR\n", to);
	for (int i = 0; i < 5001; i++)
		fputs("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nEND:VEVENT\n", to);
	fputs("END:VCALENDAR\n", to);
	fclose(to);
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, "0: more than 5000 events");
	faults_free(&faults);
	to = fopen(ics_file, "ae");
	assert_non_null(to);
	for (int i = 0; i < 100000; i++)
		fputs("X-FILLER:1\n", to);
	fclose(to);
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, "0: larger than 1 MiB");
	faults_free(&faults);
}

static void test_stations_that_are_none(void **state)
{
	struct station stations[2] = {{.id = 1}, {.id = 2}};
	struct roster roster = {.stations = stations, .stations_n = 2}, empty = {0};
	struct faults faults = {0};
	struct calendars *set = loads("calendars:\n"
				      "  a: {stations: [库尔勒站,\n"
				      "     库尔乐站, elsewhere], hours: {mon: 9:00-10:00}}\n"
				      "  b: {hours: {mon: 9:00-10:00}}\n");

	(void)state;
	snprintf(stations[0].name, sizeof(stations[0].name), "库尔勒站");
	snprintf(stations[0].folded, sizeof(stations[0].folded), "库尔勒站");
	snprintf(stations[1].name, sizeof(stations[1].name), "乌鲁木齐站");
	snprintf(stations[1].folded, sizeof(stations[1].folded), "乌鲁木齐站");
	assert_true(roster_index(&roster));
	calendars_check_people(set, &empty, &faults);
	assert_int_equal(faults.n, 0);
	calendars_check_people(set, &roster, &faults);
	assert_int_equal(faults.n, 2);
	for (size_t i = 0; i < 2; i++) {
		bool near = strstr(faults.all[i].what, "did you mean `库尔勒站`?") != NULL;

		assert_int_equal(faults.all[i].line, 3);
		assert_true(near || strstr(faults.all[i].what, "`elsewhere`; import it, or leave it out"));
		assert_int_equal(faults.all[i].col, near ? 6 : 12);
	}
	faults_free(&faults);
	free(roster.by_name);
	free(roster.with_deputy);
	free(roster.by_role);
	calendars_free(set);
}

static void test_last_years_file_is_a_warning(void **state)
{
	struct faults warnings = {0};

	(void)state;
	in_zone("Asia/Shanghai");
	write_file(ics_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20251230\nDTEND;VALUE=DATE:20260101\n")));
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20100101\nRRULE:FREQ=YEARLY\n")));
	struct calendars *set = loads(WITH_DAYS);

	calendars_check_years(set, at("2025-12-31 23:59"), &warnings);
	assert_int_equal(warnings.n, 0);
	calendars_check_years(set, at("2026-01-01 00:00"), &warnings);
	assert_faults(&warnings, "2: is in 2025, and it is 2026");
	faults_free(&warnings);
	calendars_free(set);
}

static void test_a_file_that_is_all_called_off_is_a_warning(void **state)
{
	struct faults warnings = {0};

	(void)state;
	in_zone("Asia/Shanghai");
	write_file(ics_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261110\nSTATUS:CANCELLED\n")));
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20100101\nRRULE:FREQ=YEARLY\n")));
	struct calendars *set = loads(WITH_DAYS);

	calendars_check_years(set, at("2026-11-22 00:00"), &warnings);
	assert_faults(&warnings, "2: nothing in this file counts");
	faults_free(&warnings);
	calendars_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_zones_are_libcs),
		cmocka_unit_test(test_all_the_zones_there_are_until_2070),
		cmocka_unit_test(test_the_first_instant_of_a_local_time),
		cmocka_unit_test(test_what_is_no_zone),
		cmocka_unit_test(test_adding_and_measuring_are_inverse),
		cmocka_unit_test(test_as_minute_by_minute),
		cmocka_unit_test(test_the_clock_changes_in_a_window),
		cmocka_unit_test(test_minutes_of_the_day),
	};
	const struct CMUnitTest on_the_sample[] = {
		cmocka_unit_test(test_the_chinese_year),   cmocka_unit_test(test_the_windows_round_a_holiday),
		cmocka_unit_test(test_windows_one_by_one), cmocka_unit_test(test_working_days),
		cmocka_unit_test(test_it_is_fast),
	};
	const struct CMUnitTest with_files[] = {
		cmocka_unit_test(test_without_a_word_in_the_configuration),
		cmocka_unit_test(test_stations_have_their_own),
		cmocka_unit_test(test_days_of_all_kinds),
		cmocka_unit_test(test_faults_of_a_calendar_file),
		cmocka_unit_test(test_a_file_of_faults_says_how_many),
		cmocka_unit_test(test_what_may_stand_in_a_calendar_file),
		cmocka_unit_test(test_what_is_no_file_of_text),
		cmocka_unit_test(test_faults_of_the_configuration),
		cmocka_unit_test(test_too_many_of_them),
		cmocka_unit_test(test_without_a_zone_it_is_utc),
		cmocka_unit_test(test_a_file_that_is_too_much),
		cmocka_unit_test(test_stations_that_are_none),
		cmocka_unit_test(test_last_years_file_is_a_warning),
		cmocka_unit_test(test_a_file_that_is_all_called_off_is_a_warning),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	failed += cmocka_run_group_tests(on_the_sample, load_sample, free_sample);
	return failed + cmocka_run_group_tests(with_files, make_folder, remove_folder);
}
