/* The local calendar, beside libc's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "handlers/time/when_write.h"
#include "tests/handlers/libc_clock.h"
#include "tests/here.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void a_day_begins_at_its_first_minute(void **state)
{
	int64_t at;

	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	assert_int_equal(when_day(at_local("2026-11-21 23:59"), 0), at_local("2026-11-21 00:00"));
	assert_int_equal(when_day(at_local("2026-11-21 00:00"), 0), at_local("2026-11-21 00:00"));
	assert_int_equal(when_day(at_local("2026-12-31 12:00"), 1), at_local("2027-01-01 00:00"));
	assert_int_equal(when_day(at_local("2026-03-01 12:00"), -1), at_local("2026-02-28 00:00"));
	assert_true(here_zone("Europe/Berlin"));
	at = at_local("2026-03-29 12:00");
	assert_int_equal(when_day(at, 1) - when_day(at, 0), 23 * 3600000);
	at = at_local("2026-10-25 12:00");
	assert_int_equal(when_day(at, 1) - when_day(at, 0), 25 * 3600000);
	/* In Beirut the clock is put forward at midnight. */
	assert_true(here_zone("Asia/Beirut"));
	assert_int_equal(when_day(at_local("2022-03-27 12:00"), 0), at_local("2022-03-27 01:00"));
}

/* What libc says of that second must be what is written. */
static void shown_as_libc_does(const char *zone, int64_t at)
{
	time_t s = (time_t)(at / 1000);
	struct tm tm;
	char out[24], should[24];

	localtime_r(&s, &tm);
	strftime(should, sizeof(should), "%Y-%m-%d %H:%M", &tm);
	when_local(at, out);
	if (strcmp(out, should) != 0)
		fail_msg("%s, %lld: %s, not %s", zone, (long long)s, out, should);
}

/* Zones that change by less than an hour, in winter, at midnight, over a month of fasting, over a day, by the file's
 * rule alone. */
static void the_clock_shows_what_libc_says(void **state)
{
	static const char *const zones[] = {
		"Asia/Shanghai",    "Europe/Berlin",     "Europe/Dublin", "Australia/Lord_Howe",
		"Asia/Gaza",        "Africa/Casablanca", "Pacific/Apia",  "Antarctica/Troll",
		"America/St_Johns", "Asia/Beirut",       "America/Nuuk",
	};
	/* 1970 to 2199: zone.h's years. */
	const int64_t first = 0, last = INT64_C(7258000000000), step = 11 * 3600000, quarter = 900000;

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		long offset = 0;

		libc_zone(zones[i]);
		for (int64_t at = first; at < last; at += step) {
			time_t s = (time_t)(at / 1000);
			struct tm tm;

			localtime_r(&s, &tm);
			shown_as_libc_does(zones[i], at);
			/* Somewhere in this step the clock was changed. */
			for (int64_t m = at - step; tm.tm_gmtoff != offset && m <= at; m += quarter)
				for (int k = -1; k <= 1; k++)
					shown_as_libc_does(zones[i], m - m % quarter + k * 1000);
			offset = tm.tm_gmtoff;
		}
	}
}

/* Each thread's own, from one call to the next; the process's TZ counts for nothing. */
static void the_zone_in_use_is_the_threads(void **state)
{
	static const struct {
		const char *zone, *shown;
	} turns[] = {
		{"Asia/Shanghai", "2026-11-21 16:30"},
		{"Europe/Berlin", "2026-11-21 09:30"},
		{"right/Asia/Tokyo", "2026-11-21 17:30"},
		{"UTC", "2026-11-21 08:30"},
	};
	char out[24];

	(void)state;
	assert_int_equal(setenv("TZ", "America/Nuuk", 1), 0);
	for (size_t i = 0; i < COUNT(turns); i++) {
		assert_true(here_zone(turns[i].zone));
		when_local(1795249800000, out);
		assert_string_equal(out, turns[i].shown);
	}
	when_use(NULL);
	when_local(1795249800000, out);
	assert_string_equal(out, "2026-11-21 08:30");
}

/* Beyond the years whose changes are known it stays as it was then. */
static void far_years_have_the_nearest_offset(void **state)
{
	char out[40];

	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rfc3339(INT64_C(-62135596800000), out);
	assert_string_equal(out, "0001-01-01T08:00:00+08:00");
	when_rfc3339(INT64_C(32503680000000), out);
	assert_string_equal(out, "3000-01-01T08:00:00+08:00");
}

static void months_are_of_the_calendar(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	assert_int_equal(when_months(at_local("2026-11-21 16:30"), -6), at_local("2026-05-21 16:30"));
	assert_int_equal(when_months(at_local("2026-03-01 00:05"), -3), at_local("2025-12-01 00:05"));
	assert_int_equal(when_months(at_local("2026-11-30 23:59"), 3), at_local("2027-02-28 23:59"));
	assert_int_equal(when_months(at_local("2024-08-31 12:00"), -6), at_local("2024-02-29 12:00"));
	assert_int_equal(when_months(at_local("2026-11-21 09:00"), 0), at_local("2026-11-21 09:00"));
}

static void only_zones_there_are_can_be_set(void **state)
{
	static const char *const bad[] = {
		"",
		"Asia",
		"Asia/",
		"Asia/Atlantis",
		"/usr/share/zoneinfo/Asia/Shanghai",
		"../zoneinfo/Asia/Shanghai",
		"Asia/../Asia/Shanghai",
		"zone.tab",
		":Asia/Shanghai",
		"tzdata.zi",
		"leap-seconds.list",
		"CST-8",
		".",
	};
	char far[5000] = "";
	size_t i;

	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	for (i = 0; i < COUNT(bad); i++) {
		if (here_zone(bad[i]))
			fail_msg("\"%s\" was set", bad[i]);
	}
	memset(far, 'x', sizeof(far) - 1);
	assert_false(here_zone(far));
	assert_ptr_equal(when_used(), &here_locale);
	/* Another folder of zones may be named, as for any program; an empty name names none. */
	setenv("TZDIR", "/tmp", 1);
	assert_false(here_zone("Asia/Shanghai"));
	setenv("TZDIR", "", 1);
	assert_true(here_zone("Asia/Shanghai"));
	unsetenv("TZDIR");
	assert_true(here_zone("UTC"));
	assert_int_equal(at_local("1970-01-01 00:00"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_begins_at_its_first_minute), cmocka_unit_test(the_clock_shows_what_libc_says),
		cmocka_unit_test(the_zone_in_use_is_the_threads),   cmocka_unit_test(far_years_have_the_nearest_offset),
		cmocka_unit_test(months_are_of_the_calendar),       cmocka_unit_test(only_zones_there_are_can_be_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
