/* Who is told of a text, and what. Every refusal's example is tried by fake_send(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"
#include "tests/langs.h"

static void the_engineer_is_told_the_whole_fault(void **state)
{
	struct fake *f = *state;
	char fault[400] = "";
	for (int i = 0; i < 100; i++)
		strcat(fault, i == 99 ? "完" : "油");
	fake_open(f, "EC210-0042", false, fault);
	has(fake_told(f, "阿里木"), "完");
	has_not(fake_told(f, "钱伟"), "完");
	fake_send(f, "阿里木", "派工 14:00 李雷");
	has(fake_told(f, "李雷"), "完");
}

static void cancel_tells_everyone(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 10:30");
	fake_send(f, "吴敏", "取消 %lld 客户取消", L(t));
	TOLD(f, "阿里木", "钱伟", "王建国", "李雷", "赵强");
	is_state(f, t, "cancelled");
}

static void own_sales_manager(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_hire(f, "白雪", "+8613800000061", ROLE_BIT(SALES_MANAGER), "库尔勒站", EN);
	fake_settle(f);
	f->customers[0].sales_manager = fake_person(f, "白雪")->id; /* 王建国's */
	t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 16:30");
	TOLD(f, "王建国", "阿里木", "白雪");
	has(fake_told(f, "白雪"), "depart");
	has(fake_told(f, "阿里木"), "出发");
	is_state(f, t, "en_route");
}

static void sender_in_two_roles(void **state)
{
	struct fake *f = *state;
	f->roster.people[1].roles |= ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_MANAGER);
	fake_settle(f);
	dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 16:30");
	TOLD(f, "王建国", "阿里木", "赵强"); /* 李雷 by the answer alone */
	assert_non_null(fake_answer(f));
}

/* A text that would tell more people than there is room for still is decided. */
static void a_crowd(void **state)
{
	struct fake *f = *state;
	char name[32], number[32];
	int64_t t;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "Agent %c%c", 'A' + i / 26, 'a' + i % 26);
		snprintf(number, sizeof(number), "+86136%08d", i);
		fake_hire(f, name, number, ROLE_BIT(AGENT) | ROLE_BIT(SALES_DIRECTOR), NULL, ZH);
	}
	fake_settle(f);
	t = fake_open(f, "EC210-0042", false, "漏油");
	assert_int_equal(fake_send(f, "王建国", "快来"), FORWARDED);
	assert_non_null(fake_answer(f));
	fake_send(f, "desk", "取消 %lld 不修", L(t));
	assert_int_equal(f->e.outcome, DONE);
	assert_non_null(fake_answer(f));
}

/* Whoever is gone is told nothing, and is not named. */
static void who_is_gone_is_not_told(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	struct person *lead = (struct person *)(uintptr_t)fake_person(f, "李雷");
	fake_send(f, "李雷", "出发 16:30 同行 韩梅");
	lead->id = 987654; /* of another */
	assert_int_equal(fake_send(f, "阿里木", "转派 %lld 韩梅", L(t)), DONE);
	assert_null(fake_told(f, "李雷"));
	assert_non_null(fake_told(f, "韩梅"));
	assert_int_equal(fake_ticket(f, t)->lead, fake_person(f, "韩梅")->id);
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_engineer_is_told_the_whole_fault),
		TEST(cancel_tells_everyone),
		TEST(own_sales_manager),
		TEST(sender_in_two_roles),
		TEST(a_crowd),
		TEST(who_is_gone_is_not_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
