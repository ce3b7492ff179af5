/* What texts do to tickets, node by node. Every refusal's example is tried by fake_send(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

static void a_ticket_from_opening_to_close(void **state)
{
	struct fake *f = *state;
	int64_t t = fake_open(f, "EC210-0042", true, "发动机无法启动");
	TOLD(f, "阿里木", "钱伟", "孙丽");
	has(fake_told(f, "阿里木"), "停机");
	fake_at(f, "09:12");
	assert_int_equal(fake_send(f, "阿里木", "派工 14:00 李雷"), DONE);
	TOLD(f, "李雷", "王建国");
	is_node(f, t, "answered", "09:12");
	fake_at(f, "13:40");
	fake_send(f, "李雷", "出发 16:30 同行 韩梅");
	TOLD(f, "王建国", "阿里木", "赵强");
	has(fake_told(f, "王建国"), "+8613800000011");
	has(fake_told(f, "阿里木"), "韩梅");
	fake_at(f, "16:20");
	fake_send(f, "李雷", "到达");
	TOLD(f, "阿里木", "赵强");
	fake_at(f, "17:45");
	fake_send(f, "李雷", "修复 更换继电器");
	TOLD(f, "阿里木", "赵强");
	is_node(f, t, "repaired", "17:45");
	is_node(f, t, "resolved", "17:45");
	is_state(f, t, "resolved");
	fake_send(f, "吴敏", "回访 客户满意");
	is_state(f, t, "closed");
	fake_send(f, "吴敏", "回访 %lld 客户满意", L(t));
	refused(f, "refused.state");
}

static void second_visit(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 10:30");
	fake_at(f, "10:30");
	fake_send(f, "李雷", "到达");
	fake_at(f, "11:00");
	fake_send(f, "李雷", "未修复 缺工具");
	is_state(f, t, "left");
	assert_int_equal(fake_ticket(f, t)->visit, 1);
	fake_at(f, "14:00");
	fake_send(f, "李雷", "出发 15:00");
	assert_int_equal(fake_ticket(f, t)->visit, 2);
	has(fake_told(f, "阿里木"), "第2次");
	is_node(f, t, "departed", "09:00");
	fake_send(f, "李雷", "到达");
	is_node(f, t, "arrived", "10:30");
	assert_int_equal(fake_ticket(f, t)->visit, 2);
}

static void stale_arrival_time(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 10:30");
	assert_true(FIELD(*fake_ticket(f, t), "eta") != 0);
	fake_send(f, "李雷", "延误 11:30 堵车");
	assert_int_equal(FIELD(*fake_ticket(f, t), "eta"), fake_time(f, "11:30"));
	fake_at(f, "11:20");
	fake_send(f, "李雷", "到达");
	assert_int_equal(FIELD(*fake_ticket(f, t), "eta"), 0);
	fake_send(f, "李雷", "我的");
	has_not(fake_answer(f), "11:30");
	has_not(fake_answer(f), "10:00");
	fake_at(f, "12:00");
	fake_send(f, "李雷", "未修复 缺件");
	fake_at(f, "15:00");
	fake_send(f, "李雷", "到达1420 未修复1430 出发1440");
	refused(f, "refused.missing");
	fake_send(f, "李雷", "到达1420 出发1440");
	refused(f, "refused.order");
	fake_send(f, "李雷", "待件1420 出发1440 等到货");
	assert_int_equal(f->e.outcome, DONE);
	is_state(f, t, "en_route");
	assert_int_equal(FIELD(*fake_ticket(f, t), "eta"), 0);
	has_not(fake_told(f, "王建国"), "预计");
}

static void catching_up(void **state)
{
	struct fake *f = *state;
	int64_t t;
	const struct ticket *k;
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "17:00");
	fake_send(f, "李雷", "出发0830 到达0950 修复1620");
	is_state(f, t, "resolved");
	is_node(f, t, "departed", "17:00");
	is_node(f, t, "repaired", "17:00");
	assert_int_equal(f->e.events_n, 3);
	k = fake_ticket(f, t);
	assert_int_equal(k->claims[flow_node(f->repair, "departed")], fake_time(f, "08:30"));
	assert_int_equal(k->claims[flow_node(f->repair, "arrived")], fake_time(f, "09:50"));
	assert_int_equal(k->claims[flow_node(f->repair, "resolved")], fake_time(f, "16:20"));
	TOLD(f, "阿里木", "赵强", "王建国"); /* each once, of the last state */
	assert_string_equal(fake_template(f, "阿里木"), "repaired.staff");
	assert_string_equal(fake_template(f, "王建国"), "caught_up");
	has(fake_answer(f), "16:20");
}

static void bad_claims(void **state)
{
	struct fake *f = *state;
	int64_t t;
	static const char *const texts[] = {
		"出发0830 到达0820",      /* out of order */
		"出发0830 到达 修复0820", /* likewise, with one between that says none */
		"出发0830 到达0950",      /* ahead */
		"出发0700 到达0830",      /* before the opening */
		"到达 7:59",
	};
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "09:00");
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		fake_send(f, "李雷", "%s", texts[i]);
		refused(f, "refused.claim");
		is_state(f, t, "dispatched");
	}
	assert_int_equal(fake_send(f, "李雷", "出发 到达 修复"), DONE);
	has_not(fake_answer(f), "审批");
}

static void catching_up_with_words(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "17:00");
	fake_send(f, "李雷", "出发0830 到达0950 修复1620 更换水泵 韩梅");
	is_state(f, t, "resolved");
	has(fake_told(f, "阿里木"), "更换水泵");
	assert_int_equal(fake_ticket(f, t)->companions_n, 1);
}

static void a_code_of_another_role_is_words(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	/* What the sender may not send is never a further code. */
	assert_int_equal(fake_send(f, "李雷", "到达 9:00 取消 9:00 不修"), DONE);
	is_state(f, t, "on_site");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_ticket_from_opening_to_close),
		TEST(second_visit),
		TEST(stale_arrival_time),
		TEST(catching_up),
		TEST(bad_claims),
		TEST(catching_up_with_words),
		TEST(a_code_of_another_role_is_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
