/* Times in fixed forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/time/when_write.h"
#include "tests/handlers/libc_clock.h"
#include "tests/here.h"

#define NINE "2026-11-21 09:00"
#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void texts_show_the_date_when_it_is_not_today(void **state)
{
	char out[24];

	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_write(at_local("2026-11-21 16:30"), at_local(NINE), out);
	assert_string_equal(out, "16:30");
	when_write(at_local("2026-11-26 16:30"), at_local(NINE), out);
	assert_string_equal(out, "11-26 16:30");
	when_write(at_local("2027-01-03 09:00"), at_local(NINE), out);
	assert_string_equal(out, "01-03 09:00");
	when_write(at_local("2027-09-03 09:00"), at_local(NINE), out);
	assert_string_equal(out, "2027-09-03 09:00");
	when_write(at_local("2025-11-21 09:00"), at_local(NINE), out);
	assert_string_equal(out, "2025-11-21 09:00");
	when_write(at_local("2026-11-20 23:59"), at_local("2026-11-21 00:00"), out);
	assert_string_equal(out, "11-20 23:59");
}

static void machines_get_rfc_3339(void **state)
{
	char out[40];
	int64_t at;

	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rfc3339(at_local("2026-11-21 16:30"), out);
	assert_string_equal(out, "2026-11-21T16:30:00+08:00");
	when_rfc3339(at_local("2026-11-21 16:30:05") + 40, out);
	assert_string_equal(out, "2026-11-21T16:30:05.040+08:00");
	when_rfc3339(-1, out);
	assert_string_equal(out, "1970-01-01T07:59:59.999+08:00");
	assert_true(here_zone("America/St_Johns"));
	assert_true(when_rfc3339_read("2026-07-01T00:00:00Z", &at));
	when_rfc3339(at, out);
	assert_string_equal(out, "2026-06-30T21:30:00-02:30");
	assert_true(when_rfc3339_read("0001-01-01T00:00:00Z", &at));
	when_rfc3339(at, out);
	assert_string_equal(out, "0000-12-31T20:30:00-03:30");
}

static void rfc_3339_is_read(void **state)
{
	static const struct {
		const char *s;
		int64_t at;
	} good[] = {
		{"2026-11-21T16:30:00+08:00", 1795249800000},
		{"2026-11-21T08:30:00Z", 1795249800000},
		{"2026-11-21t08:30:00z", 1795249800000},
		{"2026-11-21T08:30:00.5Z", 1795249800500},
		{"2026-11-21T08:30:00.123999Z", 1795249800123},
		{"2026-11-21T02:30:00-06:00", 1795249800000},
		{"1970-01-01T00:00:00-00:00", 0},
		{"1969-12-31T23:59:59.5Z", -500},
		{"2016-12-31T23:59:60Z", 1483228800000},
		{"2017-01-01T07:59:60+08:00", 1483228800000},
		{"2024-02-29T00:00:00Z", 1709164800000},
	};
	int64_t at;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(when_rfc3339_read(good[i].s, &at));
		assert_int_equal(at, good[i].at);
	}
}

static void what_is_nearly_rfc_3339_is_not_read(void **state)
{
	static const char *const bad[] = {
		"",
		"2026",
		"2026-02-30T00:00:00Z",
		"2026-02-29T00:00:00Z",
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-01-00T00:00:00Z",
		"2026-11-21T24:00:00Z",
		"2026-11-21T16:60:00Z",
		"2026-11-21T16:30:61Z",
		"2026-11-21T16:30:60Z",
		"2026-11-21T16:30:00",
		"2026-11-21 16:30:00Z",
		"2026-11-21T16:30Z",
		"2026-11-21T16:30:00.Z",
		"2026-11-21T16:30:00+0800",
		"2026-11-21T16:30:00+24:00",
		"2026-11-21T16:30:00+08:60",
		"2026-11-21T16:30:00+08:00 ",
		"2026-11-21T16:30:00Zx",
		" 2026-11-21T16:30:00Z",
		"2026-11-2T16:30:00Z",
		"26-11-21T16:30:00Z",
		"2026-11-21T16:30:00,5Z",
		"2026-11-21T16:30:00.5",
		"2026-11-21T16:30:00+8:00",
		"2026-11-21T16:30:00+08",
		"+026-11-21T16:30:00Z",
		"2026-11-21T08:30:00.",
		"2026-11-21T08:30:00./",
		"2026-11-21T08:30:00.:",
	};
	int64_t at;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (when_rfc3339_read(bad[i], &at))
			fail_msg("\"%s\" was read", bad[i]);
	}
}

static void local_times_are_read_strictly(void **state)
{
	static const char *const bad[] = {
		"",
		"2026-11-21",
		"2026-11-21 9:00",
		"2026-11-21T09:00",
		"2026-11-21 24:00",
		"2026-11-21 09:60",
		"2026-02-30 09:00",
		"2026-11-21 09:00 ",
		"2026-11-21 09:00:60",
		"2026-11-21 09:00:5",
		"2026-03-29 02:30", /* leapt over */
	};
	char out[24];
	int64_t at;
	size_t i;

	(void)state;
	assert_true(here_zone("Europe/Berlin"));
	for (i = 0; i < COUNT(bad); i++) {
		if (when_local_read(bad[i], &at))
			fail_msg("\"%s\" was read", bad[i]);
	}
	assert_true(when_local_read("2026-03-29 03:30", &at));
	when_local(at, out);
	assert_string_equal(out, "2026-03-29 03:30");
	assert_true(when_local_read("2026-11-21 09:00:30", &at));
	assert_int_equal(at % 60000, 30000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_show_the_date_when_it_is_not_today),
		cmocka_unit_test(machines_get_rfc_3339),
		cmocka_unit_test(rfc_3339_is_read),
		cmocka_unit_test(what_is_nearly_rfc_3339_is_not_read),
		cmocka_unit_test(local_times_are_read_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
