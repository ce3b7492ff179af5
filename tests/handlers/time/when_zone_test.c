/* Times where clocks are changed, and times of other zones. `2026-11-21` is a Saturday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/time/when_rows.h"
#include "tests/here.h"

/* Spring forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00. */
static const struct row berlin[] = {
	{"2026-03-28 20:00", "2:30", AHEAD, WHEN_CLOCK, "2026-03-29 03:30", -1, 0},
	{"2026-03-28 20:00", "明天2:30", AHEAD, WHEN_CLOCK, "2026-03-29 03:30", -1, D},
	{"2026-03-29 00:30", "2小时", AHEAD, WHEN_SPAN, "2026-03-29 03:30", -1, 0},
	{"2026-10-24 20:00", "2:30", AHEAD, WHEN_CLOCK, "2026-10-25 02:30", -1, 0},
	{"2026-10-25 00:30", "2小时", AHEAD, WHEN_SPAN, "2026-10-25 02:30", -1, 0},
	{"2026-10-25 00:30", "3小时", AHEAD, WHEN_SPAN, "2026-10-25 02:30", -1, 0},
	{"2026-10-24 20:00", "4:30", AHEAD, WHEN_CLOCK, "2026-10-25 04:30", -1, 0},
};

/* Zones, read where it is 5:30 ahead of UTC. One that lies as far ahead is ours. */
static const struct row kolkata[] = {
	{NINE, "17:30 gmt+5:30", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", -1, 0},
	{NINE, "17:30 gmt+0530", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", -1, 0},
	{NINE, "17:30 gmt+5:30: traffic", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", 14, 0},
	{NINE, "17:30 (gmt+5:30)", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", -1, 0},
	{NINE, "17:30 (gmt+5:30 here)", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", 5, 0},
	{NINE, "17:30 gmt", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 gmt+5", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 gmt+5: traffic", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 gmt+8", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 gmt-5:30", AHEAD, WHEN_NONE, NULL, 0, 0},
};

/* Where it is 8:00 ahead. */
static const struct row shanghai[] = {
	{NINE, "17:30 gmt+8: traffic", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", 11, 0},
	{NINE, "17:30 gmt+8:00", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", -1, 0},
	{NINE, "17:30 gmt+08:00: traffic", AHEAD, WHEN_CLOCK, "2026-11-21 17:30", 15, 0},
	{NINE, "17:30 gmt+7:60", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 gmt+0760", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 gmt+5:30", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 (gmt", AHEAD, WHEN_NONE, NULL, 0, 0},
	{NINE, "17:30 (moscow time i think", AHEAD, WHEN_NONE, NULL, 0, 0},
};

static void clocks_are_changed_twice_a_year(void **state)
{
	(void)state;
	assert_true(here_zone("Europe/Berlin"));
	when_rows_hold(berlin, COUNT(berlin));
}

static void a_zone_as_far_ahead_is_ours(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Kolkata"));
	when_rows_hold(kolkata, COUNT(kolkata));
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(shanghai, COUNT(shanghai));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_are_changed_twice_a_year),
		cmocka_unit_test(a_zone_as_far_ahead_is_ours),
	};

	return cmocka_run_group_tests(tests, when_words_load, when_words_free);
}
