/* Days by number against libc's dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "handlers/zone/day.h"

static void dates(void **state)
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

static void days_are_written_and_read_again(void **state)
{
	static const char *const bad[] = {"",           "2026-2-30",
					  "2026-02-30", "2026-13-01",
					  "2026-00-10", "2026-01-00",
					  "2026-1-1",   "2026-01-32",
					  " 2026-01-1", "2026-01-01 ",
					  "26-01-01",   "2026/01/01",
					  "20260-1-01", "99999999999999999999-01-01",
					  "+026-01-01", "-026-01-01"};
	char written[DAY_BYTES];
	int64_t read;

	(void)state;
	for (int64_t day = day_number(0, 1, 1); day < day_number(10000, 1, 1); day += 17) {
		day_write(day, written);
		assert_true(day_read(written, &read));
		assert_int_equal(read, day);
	}
	day_write(day_number(2028, 2, 29), written);
	assert_string_equal(written, "2028-02-29");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (day_read(bad[i], &read))
			fail_msg("`%s` was taken", bad[i]);
}

static void the_same_day_months_later(void **state)
{
	(void)state;
	assert_int_equal(day_months(day_number(2026, 11, 30), 3), day_number(2027, 2, 28));
	assert_int_equal(day_months(day_number(2027, 11, 30), 3), day_number(2028, 2, 29));
	assert_int_equal(day_months(day_number(2026, 1, 31), -2), day_number(2025, 11, 30));
	assert_int_equal(day_months(day_number(2026, 12, 15), 1), day_number(2027, 1, 15));
	assert_int_equal(day_months(day_number(2026, 3, 1), 0), day_number(2026, 3, 1));
}

static void months_between_days(void **state)
{
	(void)state;
	for (int64_t from = day_number(2027, 12, 28); from < day_number(2028, 3, 2); from++) {
		for (int64_t to = from - 800; to < from + 800; to++) {
			int n = day_months_between(from, to);

			assert_true(day_months(from, n) <= to);
			assert_true(day_months(from, n + 1) > to);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(days_are_written_and_read_again),
		cmocka_unit_test(the_same_day_months_later),
		cmocka_unit_test(months_between_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
