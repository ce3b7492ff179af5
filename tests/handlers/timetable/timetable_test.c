/* The days on which lists go out and schedules come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/timetable/timetable.h"
#include "handlers/zone/day.h"

#define FOUR_PM (16 * 60) /* minutes of the day */
#define MONDAY (1u << 0)
#define WEDNESDAY (1u << 2)
#define FRIDAY (1u << 4)
#define SUNDAY (1u << 6)

/* Monday to Friday, but for the holidays of October 2026. */
static struct calendar *weekdays(void)
{
	struct hours hours = {0};
	struct calendar *c;

	for (int i = 0; i < 5; i++)
		hours.on[i] = (struct day_hours){.n = 1, .all = {{9 * 60, 18 * 60}}};
	c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
	assert_non_null(c);
	for (int mday = 1; mday <= 7; mday++)
		calendar_mark(c, day_number(2026, 10, mday), DAY_OFF);
	calendar_seal(c);
	return c;
}

static int64_t at(const struct calendar *c, const char *day, int minute)
{
	int64_t n;

	assert_true(day_read(day, &n));
	return zone_first(calendar_zone(c), n * DAY_MS + minute * MINUTE_MS);
}

/* From one to the next, as long as `days` says; NULL behind the last. */
static void goes_out(struct timetable t, const char *from, const char *const *days)
{
	struct calendar *c = weekdays();
	int64_t now = at(c, from, 0);

	t.minute = FOUR_PM;
	for (; *days; days++) {
		now = timetable_next(&t, c, now);
		assert_int_equal(now, at(c, *days, FOUR_PM));
	}
	calendar_free(c);
}

#define DAYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void each_working_day(void **state)
{
	(void)state;
	goes_out((struct timetable){.each = EACH_DAY}, "2026-09-29",
		 DAYS("2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-12"));
}

static void each_day(void **state)
{
	(void)state;
	goes_out((struct timetable){.each = EACH_DAY, .all_days = true}, "2026-09-30",
		 DAYS("2026-09-30", "2026-10-01", "2026-10-02"));
}

/* A Friday that is off is brought forward, and comes once. */
static void each_week(void **state)
{
	(void)state;
	goes_out((struct timetable){.each = EACH_WEEK, .weekdays = FRIDAY}, "2026-09-21",
		 DAYS("2026-09-25", "2026-09-30", "2026-10-09", "2026-10-16"));
	goes_out((struct timetable){.each = EACH_WEEK, .weekdays = SUNDAY}, "2026-09-21",
		 DAYS("2026-09-25", "2026-09-30", "2026-10-09", "2026-10-16"));
	goes_out((struct timetable){.each = EACH_WEEK, .weekdays = SUNDAY, .all_days = true}, "2026-09-21",
		 DAYS("2026-09-27", "2026-10-04"));
}

static void two_days_a_week(void **state)
{
	(void)state;
	goes_out((struct timetable){.each = EACH_WEEK, .weekdays = MONDAY | WEDNESDAY}, "2026-09-22",
		 DAYS("2026-09-23", "2026-09-28", "2026-09-30", "2026-10-12"));
}

static void each_month_by_a_day(void **state)
{
	(void)state;
	goes_out((struct timetable){.each = EACH_MONTH, .day = 5}, "2026-09-01",
		 DAYS("2026-09-04", "2026-09-30", "2026-11-05", "2026-12-04"));
	goes_out((struct timetable){.each = EACH_MONTH, .day = 25}, "2026-09-01", DAYS("2026-09-25", "2026-10-23"));
}

static void the_last_of_each_month(void **state)
{
	(void)state;
	goes_out((struct timetable){.each = EACH_MONTH, .day = 31, .all_days = true}, "2026-01-02",
		 DAYS("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"));
	goes_out((struct timetable){.each = EACH_MONTH, .day = 31, .all_days = true}, "2028-02-01", DAYS("2028-02-29"));
}

static void its_hour_of_today_is_over(void **state)
{
	struct calendar *c = weekdays();
	struct timetable t = {.each = EACH_DAY, .minute = FOUR_PM};

	(void)state;
	assert_int_equal(timetable_next(&t, c, at(c, "2026-09-29", FOUR_PM) - 1), at(c, "2026-09-29", FOUR_PM));
	assert_int_equal(timetable_next(&t, c, at(c, "2026-09-29", FOUR_PM)), at(c, "2026-09-30", FOUR_PM));
	calendar_free(c);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_working_day),
		cmocka_unit_test(each_day),
		cmocka_unit_test(each_week),
		cmocka_unit_test(two_days_a_week),
		cmocka_unit_test(each_month_by_a_day),
		cmocka_unit_test(the_last_of_each_month),
		cmocka_unit_test(its_hour_of_today_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
