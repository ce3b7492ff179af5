/* Spans of time, as people text them. `2026-11-21` is a Saturday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/libc_clock.h"
#include "tests/handlers/time/when_rows.h"
#include "tests/here.h"

static const struct row spans[] = {
	{NINE, "2小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2 小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "两个小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "两小时后", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2个半小时", AHEAD, WHEN_SPAN, "2026-11-21 11:30", -1, 0},
	{NINE, "一个半小时", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "一小时半", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "一个多小时", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "半小时", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "半个小时", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "半个钟头", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "1.5小时", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "三点五小时", AHEAD, WHEN_SPAN, "2026-11-21 12:30", -1, 0},
	{NINE, "90分钟", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "二十分钟", AHEAD, WHEN_SPAN, "2026-11-21 09:20", -1, 0},
	{NINE, "一百二十分钟", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "一百分钟", AHEAD, WHEN_SPAN, "2026-11-21 10:40", -1, 0},
	{NINE, "1小时20分", AHEAD, WHEN_SPAN, "2026-11-21 10:20", -1, 0},
	{NINE, "1小时20分钟", AHEAD, WHEN_SPAN, "2026-11-21 10:20", -1, 0},
	{NINE, "1小时零5分", AHEAD, WHEN_SPAN, "2026-11-21 10:05", -1, 0},
	{NINE, "1小时20", AHEAD, WHEN_SPAN, "2026-11-21 10:20", -1, 0},
	{NINE, "2小时12347", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "2小时 20台", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "一刻钟", AHEAD, WHEN_SPAN, "2026-11-21 09:15", -1, 0},
	{NINE, "三刻钟", AHEAD, WHEN_SPAN, "2026-11-21 09:45", -1, 0},
	{NINE, "2h", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2 h", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2h,12347", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 2, 0},
	{NINE, "2h韩梅", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 2, 0},
	{NINE, "1h30", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "an hour, maybe two", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "half an hour or an hour", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "1小时或一个半小时", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "1 hour or 2 men", AHEAD, WHEN_SPAN, "2026-11-21 10:00", 6, 0},
	{NINE, "1h30m", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "1h 30m", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "1h30min", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "90min", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "90 mins", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "90m", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "2hrs", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2 hours", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "two hours", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "1 hour 5 min", AHEAD, WHEN_SPAN, "2026-11-21 10:05", -1, 0},
	{NINE, "1 hour and 5 minutes", AHEAD, WHEN_SPAN, "2026-11-21 10:05", -1, 0},
	{NINE, "half an hour", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "half hour", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "an hour", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "an hour and a half", AHEAD, WHEN_SPAN, "2026-11-21 10:30", -1, 0},
	{NINE, "two and a half hours", AHEAD, WHEN_SPAN, "2026-11-21 11:30", -1, 0},
	{NINE, "in 2 hours", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "in an hour", AHEAD, WHEN_SPAN, "2026-11-21 10:00", -1, 0},
	{NINE, "within 30 minutes", AHEAD, WHEN_SPAN, "2026-11-21 09:30", -1, 0},
	{NINE, "2小时左右", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时内", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时以后", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时后到", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时后到达", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时后到达1630", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 10, 0},
	{NINE, "2小时后到达 1630", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 10, 0},
	{NINE, "2小时左右后到", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时前往", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "2 hours later", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "2小时 韩梅", AHEAD, WHEN_SPAN, "2026-11-21 11:00", 7, 0},
	{NINE, "1-2小时", AHEAD, WHEN_SPAN, "2026-11-21 11:00", -1, 0},
	{NINE, "两到三小时", AHEAD, WHEN_SPAN, "2026-11-21 12:00", -1, 0},
	{NINE, "2天", AHEAD, WHEN_SPAN, "2026-11-23 09:00", -1, 0},
	{NINE, "3 days", AHEAD, WHEN_SPAN, "2026-11-24 09:00", -1, 0},
	{NINE, "30天", AHEAD, WHEN_SPAN, "2026-12-21 09:00", -1, 0},
	{NINE, "99小时", AHEAD, WHEN_SPAN, "2026-11-25 12:00", -1, 0},
	{NINE, "100小时", AHEAD, WHEN_NONE, NULL, 0, 0},
};

static void spans_are_read(void **state)
{
	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	when_rows_hold(spans, COUNT(spans));
}

static void spans_keep_the_second(void **state)
{
	struct when w;
	int64_t now;

	(void)state;
	assert_true(here_zone("Asia/Shanghai"));
	now = at_local("2026-11-21 09:00:31") + 7;
	w = when_read(when_words(), "2h", 2, now, AHEAD);
	assert_int_equal(w.at, now + 7200000);
	w = when_read(when_words(), "9:00", 4, now, AHEAD);
	assert_int_equal(w.at, at_local(NINE));
	w = when_read(when_words(), "9:01", 4, at_local(NINE), BEHIND);
	assert_int_equal(w.at, at_local("2026-11-21 09:01"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_are_read),
		cmocka_unit_test(spans_keep_the_second),
	};

	return cmocka_run_group_tests(tests, when_words_load, when_words_free);
}
