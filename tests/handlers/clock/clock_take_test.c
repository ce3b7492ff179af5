/* What clocks say and when: reminders, steps that repeat, quiet hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/calendar/calendars.h"
#include "handlers/clock/clock_next.h"
#include "handlers/clock/clock_take.h"
#include "handlers/zone/day.h"
#include "tests/handlers/clock/clock_bench.h"

static void a_share_of_working_time_is_worked(void **state)
{
	struct bench *b = begin(state, "11-20 16:00", JOB("      - {within: 4 working hours}\n") STEPS);

	due_is(b, "job", "11-23 11:00"); /* Monday */
	next_is(b, "11-20 18:00");
	assert_string_equal(said(b, "11-20 18:00"), "job 0");
	next_is(b, "11-23 10:30");
	/* The line for a day has no length, so a share of it is of the time that passes. */
	b = begin(state, "11-23 10:00", JOB("      - {by: same working day}\n") STEPS);
	next_is(b, "11-23 14:00");
}

static void each_step_is_said_once(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);

	assert_string_equal(said(b, "11-23 09:59"), "");
	assert_string_equal(said(b, "11-23 10:00"), "job 0");
	assert_string_equal(said(b, "11-23 10:00"), "");
	assert_string_equal(said(b, "11-23 10:30"), "job 1");
	assert_string_equal(said(b, "11-23 11:00"), "job 2");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");
	assert_int_equal(clocks_next(&b->t), 0);
	assert_string_equal(said(b, "12-23 13:00"), "");
}

static void what_is_over_is_not_reminded_of(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);

	assert_string_equal(said(b, "11-26 09:00"), "job 2;job 3");
	assert_int_equal(clocks_next(&b->t), 0);
}

/* What begins now, or was told now, needs no reminder of it at once. */
static void a_reminder_never_comes_before_the_beginning(void **state)
{
	struct bench *b = begin(state, "11-23 10:00",
				JOB("      - {within: 2 working hours}\n") "    steps: [{before: 5h, tells: "
									   "{station_head: clock.remind}}]\n");

	next_is(b, "11-23 12:00");
	assert_string_equal(said(b, "11-23 12:00"), "");
}

static void a_step_that_repeats_comes_so_often(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") REPEAT(", most: 3"));

	assert_string_equal(said(b, "11-23 12:59"), "");
	assert_string_equal(said(b, "11-23 13:00"), "job 0");
	next_is(b, "11-23 17:00");
	/* Two turns that were missed become one text, and both count. */
	assert_string_equal(said(b, "11-23 21:30"), "job 0");
	assert_int_equal(clocks_next(&b->t), 0);
	assert_string_equal(said(b, "11-24 21:30"), "");
}

#define HALF "    steps: [{at: 50%, tells: {station_head: clock.remind}}]\n"

/* It said that a promise was broken a minute before that was so. */
static void a_promise_is_kept_before_a_step_that_repeats_says_otherwise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00",
				"clocks:\n"
				"  eta:\n"
				"    label: {zh: 到达, en: eta}\n"
				"    promise: eta\n"
				"    stops: [working]\n" REPEAT(", most: 3"));

	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 11:00"), "");
	next_is(b, "11-23 11:01");
	assert_string_equal(said(b, "11-23 11:01"), "eta 0");
	assert_string_equal(said(b, "11-23 15:00"), "");
	assert_string_equal(said(b, "11-23 15:01"), "eta 0");
	next_is(b, "11-23 19:01");
}

static void quiet_hours_end_in_the_morning(void **state)
{
	static const struct {
		const char *quiet, *begun, *next;
	} nights[] = {
		{"22:00-07:00", "11-23 20:59", "11-23 21:59"}, {"22:00-07:00", "11-23 21:00", "11-24 07:00"},
		{"22:00-07:00", "11-23 23:00", "11-24 07:00"}, {"22:00-07:00", "11-24 05:59", "11-24 07:00"},
		{"22:00-07:00", "11-24 06:00", "11-24 07:00"}, {"22:00-07:00", "11-24 06:01", "11-24 07:01"},
		{"12:00-14:00", "11-23 11:00", "11-23 14:00"}, {"12:00-14:00", "11-23 13:00", "11-23 14:00"},
		{"12:00-14:00", "11-23 22:00", "11-23 23:00"}, {"00:00-07:00", "11-23 23:00", "11-24 07:00"},
		{"22:00-24:00", "11-23 21:30", "11-24 00:00"},
	};

	for (size_t i = 0; i < COUNT(nights); i++) {
		char keys[1024];
		struct bench *b;
		struct due_step steps[DUE_STEPS_MAX];

		snprintf(keys, sizeof(keys), "quiet: %s\n%s", nights[i].quiet, JOB("      - {within: 1h}\n"));
		strcat(keys, AFTER(""));
		b = begin(state, nights[i].begun, keys);
		assert_int_equal(clocks_take(&b->ctx, &b->t, moment(nights[i].next) - 1, steps), 0);
		assert_string_equal(said(b, nights[i].next), "job 0");
	}
}

static void only_what_is_urgent_speaks_in_quiet_hours(void **state)
{
	struct bench *b =
		begin(state, "11-23 22:00", QUIET("22:00-07:00") JOB("      - {within: 1h}\n") AFTER(", urgent: yes"));

	assert_string_equal(said(b, "11-23 23:00"), "job 0");
}

static void a_reminder_of_what_the_night_will_end_comes_before_it(void **state)
{
	static const struct {
		const char *quiet, *begun, *within, *evening;
	} nights[] = {
		{"22:00-07:00", "11-23 14:00", "16h", "11-23 21:59"}, /* half of it is 22:00, due at 06:00 */
		{"22:00-07:00", "11-23 20:00", "8h", "11-23 21:59"},
		{"22:00-07:00", "11-23 19:00", "12h", "11-23 21:59"}, /* due when they end: nothing is left then */
		{"00:00-07:00", "11-23 21:00", "8h", "11-23 23:59"},
		{"12:00-14:00", "11-23 11:00", "150m", "11-23 11:59"},
	};

	for (size_t i = 0; i < COUNT(nights); i++) {
		char keys[1024];
		struct bench *b;

		snprintf(keys, sizeof(keys), "quiet: %s\n%s      - {within: %s}\n%s", nights[i].quiet, JOB(""),
			 nights[i].within, HALF);
		b = begin(state, nights[i].begun, keys);
		next_is(b, nights[i].evening);
		assert_string_equal(said(b, nights[i].evening), "job 0");
	}
}

static void a_reminder_known_in_time_for_the_morning_waits_for_it(void **state)
{
	struct bench *b = begin(state, "11-23 20:00", QUIET("22:00-07:00") JOB("      - {within: 12h}\n") HALF);

	assert_string_equal(said(b, "11-23 21:59"), "");
	next_is(b, "11-24 07:00");
	assert_string_equal(said(b, "11-24 07:00"), "job 0");
	b = begin(state, "11-23 22:30", QUIET("22:00-07:00") JOB("      - {within: 1h}\n") HALF);
	assert_string_equal(said(b, "11-24 08:00"), ""); /* began in the night, and is over */
}

static void what_fell_due_by_day_waits_where_the_gateway_comes_back_at_night(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", QUIET("22:00-07:00") JOB("      - {within: 4h}\n") STEPS);

	assert_string_equal(said(b, "11-23 23:30"), "");
	next_is(b, "11-24 07:00");
	assert_string_equal(said(b, "11-24 03:00"), "");
	assert_string_equal(said(b, "11-24 07:00"), "job 2;job 3");
}

static void a_reminder_that_the_night_made_pointless_is_not_given(void **state)
{
	struct bench *b = begin(state, "11-23 20:00", QUIET("22:00-07:00") JOB("      - {within: 8h}\n") STEPS);

	assert_string_equal(said(b, "11-24 07:00"), "job 2;job 3");
}

static void what_is_due_goes_by_the_rules_of_that_moment(void **state)
{
	struct bench *b = begin(state, "11-23 17:00", JOB("      - {within: 2 working hours}\n") STEPS);
	struct hours hours = {.on = {{.n = 0}}};
	struct calendar *c;
	struct calendars *set;

	due_is(b, "job", "11-24 10:00");
	assert_string_equal(said(b, "11-23 18:00"), "job 0");
	/* Tuesday becomes a holiday before the clocks have been rebuilt. */
	for (int i = 0; i < 5; i++)
		hours.on[i] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
	set = calendars_new();
	assert_non_null(c);
	assert_non_null(set);
	calendar_mark(c, day_number(2026, 11, 24), DAY_OFF);
	calendar_seal(c);
	assert_true(calendars_add(set, c));
	b->ctx.calendars = set;
	assert_string_equal(said(b, "11-24 10:00"), "");
	due_is(b, "job", "11-25 10:00");
	assert_string_equal(said(b, "11-25 10:00"), "job 2");
	b->ctx.calendars = b->calendars;
	calendars_free(set);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(a_share_of_working_time_is_worked),
		CASE(each_step_is_said_once),
		CASE(what_is_over_is_not_reminded_of),
		CASE(a_reminder_never_comes_before_the_beginning),
		CASE(a_step_that_repeats_comes_so_often),
		CASE(a_promise_is_kept_before_a_step_that_repeats_says_otherwise),
		CASE(quiet_hours_end_in_the_morning),
		CASE(only_what_is_urgent_speaks_in_quiet_hours),
		CASE(a_reminder_of_what_the_night_will_end_comes_before_it),
		CASE(a_reminder_known_in_time_for_the_morning_waits_for_it),
		CASE(what_fell_due_by_day_waits_where_the_gateway_comes_back_at_night),
		CASE(a_reminder_that_the_night_made_pointless_is_not_given),
		CASE(what_is_due_goes_by_the_rules_of_that_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
