/* What the last text did is taken back: by whom, until when, and how much of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

static void undo(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "09:05");
	fake_send(f, "李雷", "出发 10:30 同行 韩梅");
	fake_at(f, "09:10");
	fake_send(f, "李雷", "0");
	assert_int_equal(f->e.outcome, ANSWERED);
	TOLD(f, "王建国", "阿里木", "赵强");
	is_state(f, t, "dispatched");
	is_node(f, t, "departed", "-");
	assert_int_equal(fake_ticket(f, t)->companions_n, 0);
	fake_send(f, "李雷", "0"); /* no further back */
	refused(f, "refused.undo");
	fake_send(f, "阿里木", "撤销 %lld", L(t));
	refused(f, "refused.undo");
	has(fake_answer(f), "10008");
}

static void undo_window(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 10:30");
	fake_at(f, "09:11");
	fake_send(f, "李雷", "撤销");
	refused(f, "refused.undo");
	fake_at(f, "09:25");
	assert_int_equal(fake_send_at(f, "李雷", "09:08", "撤销"), ANSWERED); /* sent in time, late on its way */
	is_state(f, t, "dispatched");
}

static void undo_after_somebody_else(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 10:30");
	fake_send(f, "阿里木", "待件 %lld 等泵", L(t));
	fake_send(f, "李雷", "撤销");
	refused(f, "refused.undo");
	is_state(f, t, "waiting");
	assert_int_equal(fake_send(f, "阿里木", "撤销"), ANSWERED);
	is_state(f, t, "en_route");
}

static void undo_of_several_codes(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 到达 修复");
	fake_send(f, "李雷", "撤销");
	is_state(f, t, "dispatched");
	is_node(f, t, "arrived", "-");
	has(fake_answer(f), "出发、到达、修复");
}

static void undo_at_the_desk(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "desk", "撤销");
	refused(f, "refused.missing");
	fake_send(f, "desk", "取消 %lld 客户取消", L(t));
	fake_send(f, "desk", "撤销");
	refused(f, "refused.missing");
	has(fake_answer(f), "例：撤销 10008");
	is_state(f, t, "cancelled");
	assert_int_equal(fake_send(f, "desk", "撤销 %lld", L(t)), ANSWERED);
	is_state(f, t, "dispatched");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(undo),
		TEST(undo_window),
		TEST(undo_after_somebody_else),
		TEST(undo_of_several_codes),
		TEST(undo_at_the_desk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
