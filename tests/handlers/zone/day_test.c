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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
