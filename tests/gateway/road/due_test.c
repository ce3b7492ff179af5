/* What is due is said: after an outage, around quiet hours, several clocks in one text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/tickets_due.h"
#include "tests/gateway/road/due_field.h"

/* ---- an outage */

#define AGENT "+8613800000041"
#define DIRECTOR "+8613800000033" /* of service */
#define CUSTOMER_B "+8613900000003"

static void what_fell_due_in_an_outage_is_said_once_and_in_order(void **state)
{
	struct due_field *f = *state;
	char words[64];
	int64_t first = due_open_ticket(f, "EC360-0113", false, "漏油"), second;

	f->now += 10 * MINUTE;
	second = due_open_ticket(f, "EC480-0007", false, "异响");
	f->now = due_at("11-23 09:20");
	snprintf(words, sizeof(words), "派工 %lld 10:00 李雷", (long long)second);
	due_text(f, HEAD, 0, words);

	/* Nobody is there from 09:20 on Monday to 08:00 on Wednesday. */
	f->now = due_at("11-25 08:00");
	due_turn(f);
	due_is_told(f, HEAD, "项提醒：");
	snprintf(words, sizeof(words), "超时：工单%lld EC360-0113实际响应应于11-24 21:00完成", (long long)first);
	due_is_told(f, HEAD, words);
	snprintf(words, sizeof(words), "超时：工单%lld EC480-0007实际响应", (long long)second);
	due_is_told(f, HEAD, words);
	/* Later than the 12 hours for which it is worth saying. */
	assert_null(strstr(due_told(f, HEAD), "首次响应"));
	assert_null(strstr(due_told(f, HEAD), "等级响应"));
	assert_null(strstr(due_told(f, HEAD), "预计派工"));
	/* What was to be done before is no reminder any more, and no customer hears after two days that a time has
	 * passed. */
	assert_null(strstr(due_told(f, HEAD), "提醒：工单"));
	assert_null(due_told(f, "+8613900000002"));
	assert_null(due_told(f, CUSTOMER_B));
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_true(tickets_next_due(f->g.store) == 0 || tickets_next_due(f->g.store) > f->now);
}

static void a_gateway_that_comes_back_at_night_waits_for_the_morning(void **state)
{
	struct due_field *f = *state;

	due_open_ticket(f, "EC360-0113", true, "漏油");
	f->now = due_at("11-23 23:30");
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_int_equal(tickets_next_due(f->g.store), due_at("11-24 07:00"));
	f->now = due_at("11-24 07:00");
	due_turn(f);
	due_is_told(f, HEAD, "停机未动");
	due_is_told(f, "+8613800000032", "停机未动");
}

static void the_night_is_one_text_in_the_morning(void **state)
{
	struct due_field *f = *state;
	char *number;
	int64_t tickets[5];

	f->now = due_at("11-23 20:30");
	for (int i = 0; i < 5; i++) {
		tickets[i] = due_open_ticket(f, "EC360-0113", false, "漏油");
		f->now += 10 * MINUTE;
	}
	/* Late from 21:30 on: three by day, and of the others each in the morning. */
	due_pass(f, due_at("11-24 07:00") - 1);
	assert_true(f->now < due_at("11-24 07:00"));
	f->now = due_at("11-24 07:00");
	due_turn(f);
	due_is_told(f, HEAD, "项提醒：");
	for (int i = 4; i < 5; i++) {
		char line[64];

		snprintf(line, sizeof(line), "工单%lld EC360-0113首次响应", (long long)tickets[i]);
		number = strstr(due_told(f, HEAD), line);
		assert_non_null(number);
	}
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
}

static void more_than_a_text_holds_is_cut_and_counted(void **state)
{
	struct due_field *f = *state;

	for (int i = 0; i < 60; i++)
		due_open_ticket(f, "EC360-0113", false, "漏油");
	f->now += 30 * MINUTE;
	due_turn(f);
	assert_int_equal(f->rows_n, 1);
	due_is_told(f, HEAD, "共60项提醒：");
	due_is_told(f, HEAD, "…");
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
}

/* The clock of machines that are down, which asks just that. */
static const struct clock_kind *still_clock(const struct flow *flow)
{
	for (size_t i = 0; i < flow->clocks_n; i++)
		if (strcmp(flow->clocks[i].name, "still") == 0)
			return &flow->clocks[i];
	fail_msg("there is no clock `still`");
	return NULL;
}

/* As a flow says it with `{at: 50%, tells: {station_head: {say: clock.remind, if: down}}}`. */
static void a_step_for_machines_at_a_stand_is_said_of_them_alone(void **state)
{
	struct due_field *f = *state;
	struct clock_step *half = &due_rules->flows.all[0]->clocks[0].steps[0];
	int64_t still;
	char words[64];

	assert_string_equal(due_rules->flows.all[0]->clocks[0].name, "answer");
	assert_int_equal(half->tells[0].to, STATION_HEAD);
	half->tells[0].when = still_clock(due_rules->flows.all[0])->when;
	due_open_ticket(f, "EC360-0113", false, "漏油");
	still = due_open_ticket(f, "EC480-0007", true, "异响");
	assert_int_equal(due_pass(f, due_at("11-23 09:30") - 1), 0);
	f->now = due_at("11-23 09:30");
	due_turn(f);
	half->tells[0].when = NULL;
	assert_int_equal(f->rows_n, 1);
	snprintf(words, sizeof(words), "工单%lld 停机 EC480-0007首次响应", (long long)still);
	due_is_told(f, HEAD, words);
	assert_null(strstr(due_told(f, HEAD), "EC360-0113"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(what_fell_due_in_an_outage_is_said_once_and_in_order),
		DUE_TEST(a_gateway_that_comes_back_at_night_waits_for_the_morning),
		DUE_TEST(the_night_is_one_text_in_the_morning),
		DUE_TEST(more_than_a_text_holds_is_cut_and_counted),
		DUE_TEST(a_step_for_machines_at_a_stand_is_said_of_them_alone),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
