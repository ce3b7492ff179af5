/* Working time, against a computation that goes from minute to minute. */
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
#include "handlers/calendar/calendars_load.h"
#include "handlers/time/when.h"
#include "handlers/zone/day.h"
#include "tests/handlers/chance.h"
#include "tests/handlers/libc_clock.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define RANDOM_CASES 120000
#define NAIVE_DAYS 12

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

/* What the computation from minute to minute uses too. */
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
	libc_zone(r->zone);
}

static void eat(void)
{
	calendar_free(made.calendar);
	made.calendar = NULL;
}

static void adding_and_measuring_are_inverse(void **state)
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
 * Nobody works an hour again because the clock goes back: what it last showed counts until it shows more. */

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

static void as_minute_by_minute(void **state)
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

/* ---- daylight saving, in hours counted by hand ---- */

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
	libc_zone(zone);
	worked = calendar_measure(c, at_local(begin), at_local(end)) / MINUTE_MS;
	calendar_free(c);
	return worked;
}

static void the_clock_changes_in_a_window(void **state)
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

static void minutes_of_the_day(void **state)
{
	struct hours hours = {0};
	struct calendar *c = calendar_new("berlin", "Europe/Berlin", &hours, 0);
	int64_t leap, twice;

	(void)state;
	assert_non_null(c);
	libc_zone("Europe/Berlin");
	calendar_seal(c);
	assert_int_equal(calendar_minute(c, at_local("2026-11-22 22:07")), 22 * 60 + 7);
	assert_local(calendar_next_minute(c, at_local("2026-11-22 22:07"), 7 * 60), "2026-11-23 07:00");
	assert_local(calendar_next_minute(c, at_local("2026-11-22 07:00"), 7 * 60), "2026-11-22 07:00");
	assert_local(calendar_next_minute(c, at_local("2026-11-22 07:00") + 1, 7 * 60), "2026-11-23 07:00");
	/* 02:30 is skipped: the instant of the change counts for it, once. */
	leap = at_local("2026-03-29 03:00");
	assert_int_equal(calendar_next_minute(c, at_local("2026-03-28 12:00"), 150), leap);
	assert_int_equal(calendar_next_minute(c, leap, 150), leap);
	assert_local(calendar_next_minute(c, leap + 1, 150), "2026-03-30 02:30");
	/* 02:30 comes twice. */
	twice = at_local("2026-10-25 02:30");
	assert_int_equal(calendar_next_minute(c, at_local("2026-10-24 12:00"), 150), twice);
	assert_int_equal(calendar_next_minute(c, twice + 1, 150), twice + HOUR_MS);
	assert_local(calendar_next_minute(c, twice + HOUR_MS + 1, 150), "2026-10-26 02:30");
	/* Nothing is ever worked here. */
	assert_int_equal(calendar_add(c, leap, 1), -1);
	assert_int_equal(calendar_add(c, leap, 0), leap);
	assert_int_equal(calendar_day(c, leap, 0, -1), -1);
	assert_int_equal(calendar_measure(c, 0, INT64_C(4) << 40), 0);
	assert_false(calendar_is_working_day(c, leap));
	calendar_free(c);
}

/* ---- the sample, with the Chinese year ---- */

static struct calendars *sample;
static const struct calendar *standard;

/* The sample's configuration with the line of its holidays uncommented. */
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
	return calendar_measure(standard, at_local(begin), at_local(begin) + DAY_MS) / MINUTE_MS;
}

/* As in chinese-days 1.5.7, dist/years/2026.json. */
static void the_chinese_year(void **state)
{
	static const char *const off[] = {"2026-01-01", "2026-01-02", "2026-01-03", "2026-02-16", "2026-02-17",
					  "2026-02-23", "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05",
					  "2026-06-19", "2026-09-25", "2026-10-01", "2026-10-02", "2026-10-05",
					  "2026-10-06", "2026-10-07"};
	static const char *const made_up[] = {"2026-01-04", "2026-02-14", "2026-02-28",
					      "2026-05-09", "2026-09-20", "2026-10-10"};

	(void)state;
	libc_zone("Asia/Shanghai");
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
	assert_true(calendar_is_working_day(standard, at_local("2026-10-10 23:00")));
	assert_false(calendar_is_working_day(standard, at_local("2026-10-07 10:00")));
}

static void the_windows_round_a_holiday(void **state)
{
	(void)state;
	libc_zone("Asia/Shanghai");
	/* A machine goes down at half past five on the eve of the holidays: class A has two working hours. */
	assert_local(calendar_add(standard, at_local("2026-09-30 17:30"), 2 * HOUR_MS), "2026-10-08 10:30");
	assert_local(calendar_add(standard, at_local("2026-09-30 16:00"), 2 * HOUR_MS), "2026-09-30 18:00");
	assert_local(calendar_add(standard, at_local("2026-10-03 16:00"), 1), "2026-10-08 09:00");
	assert_local(calendar_add(standard, at_local("2026-10-09 11:00"), 2 * HOUR_MS), "2026-10-09 14:30");
	assert_int_equal(calendar_measure(standard, at_local("2026-10-09 11:00"), at_local("2026-10-09 13:00")),
			 HOUR_MS);
	assert_int_equal(calendar_measure(standard, at_local("2026-10-09 13:00"), at_local("2026-10-09 11:00")), 0);
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

static void windows_one_by_one(void **state)
{
	struct seen s = {"", 9}, two = {"", 2};

	(void)state;
	libc_zone("Asia/Shanghai");
	calendar_windows(standard, at_local("2026-09-30 17:00"), at_local("2026-10-09 10:00"), write_window, &s);
	assert_string_equal(s.text, "09-30 17:00-18:00\n10-08 09:00-12:00\n10-08 13:30-18:00\n10-09 09:00-10:00\n");
	calendar_windows(standard, at_local("2026-09-30 17:00"), at_local("2026-10-09 10:00"), write_window, &two);
	assert_string_equal(two.text, "09-30 17:00-18:00\n10-08 09:00-12:00\n");
}

static void working_days(void **state)
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
		/* The day counts before its first window, but not after its last one. */
		{"2026-11-18 03:00", 0, -1, "2026-11-18 18:00"},
		{"2026-11-18 17:59", 0, -1, "2026-11-18 18:00"},
		{"2026-11-18 18:00", 0, -1, "2026-11-19 18:00"},
		{"2026-11-18 18:00", 1, -1, "2026-11-20 18:00"},
		/* Nor after the minute asked for, which does not matter for the next day. */
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
	libc_zone("Asia/Shanghai");
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_local(calendar_day(standard, at_local(rows[i].from), rows[i].n, rows[i].minute), rows[i].due);
	assert_int_equal(calendar_day(standard, at_local("2026-11-18 10:00"), -1, -1), -1);
	assert_int_equal(calendar_day(standard, at_local("2026-11-18 10:00"), 3600, -1), -1);
}

/* A few microseconds each; the bound shows a computation that goes through all days. */
static void it_is_fast(void **state)
{
	struct timespec begin, end;
	int64_t sum = 0, from;
	double spent;

	(void)state;
	libc_zone("Asia/Shanghai");
	from = at_local("2026-09-29 10:00");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	for (int i = 0; i < 20000; i++) {
		int64_t due = calendar_add(standard, from + i * MINUTE_MS, 20 * HOUR_MS);

		sum += calendar_measure(standard, from, due);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	assert_true(sum > 0);
	spent = (double)(end.tv_sec - begin.tv_sec) * 1e6 + (double)(end.tv_nsec - begin.tv_nsec) / 1e3;
	print_message("an addition and a measurement: %.2f us\n", spent / 20000);
	assert_true(spent / 20000 < 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adding_and_measuring_are_inverse),
		cmocka_unit_test(as_minute_by_minute),
		cmocka_unit_test(the_clock_changes_in_a_window),
		cmocka_unit_test(minutes_of_the_day),
	};
	const struct CMUnitTest on_the_sample[] = {
		cmocka_unit_test(the_chinese_year),   cmocka_unit_test(the_windows_round_a_holiday),
		cmocka_unit_test(windows_one_by_one), cmocka_unit_test(working_days),
		cmocka_unit_test(it_is_fast),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	return failed + cmocka_run_group_tests(on_the_sample, load_sample, free_sample);
}
