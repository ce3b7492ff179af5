/* The third text within an hour that is of no use: somebody is asked to call, and no more is answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

/* As the gateway decides it that has `before` like it in the inbox. */
static enum outcome send_again(struct fake *f, size_t before, const char *who, const char *text)
{
	enum outcome o;
	f->tries = before;
	o = fake_send(f, who, "%s", text);
	f->tries = 0;
	return o;
}

static void the_third_refusal_is_the_last_and_the_head_is_asked_to_call(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	assert_int_equal(send_again(f, 1, "李雷", "出发 3"), REFUSED);
	assert_int_equal(fake_told_count(f), 0);
	assert_false(f->e.unanswered);
	assert_int_equal(send_again(f, 2, "李雷", "出发 4"), REFUSED);
	TOLD(f, "阿里木");
	assert_string_equal(fake_template(f, "阿里木"), "refused.told");
	has(fake_told(f, "阿里木"), "李雷（+8613800000011）");
	has(fake_told(f, "阿里木"), "出发 4");
	has(fake_told(f, "阿里木"), "10008");
	has(fake_answer(f), "出发 10008 未处理"); /* what is wrong, as ever */
	has(fake_answer(f), "第三条");
	has(fake_answer(f), "已请阿里木");
	assert_false(f->e.unanswered);
	assert_int_equal(send_again(f, 3, "李雷", "出发 5"), REFUSED);
	assert_int_equal(fake_told_count(f), 0);
	assert_true(f->e.unanswered);
	assert_int_equal(send_again(f, 3, "李雷", "出发 16:30"), DONE); /* what works is not a try */
	assert_false(f->e.unanswered);
	is_state(f, t, "en_route");
	assert_int_equal(send_again(f, 2, "Tom Baker", "see you 3"), REFUSED);
	has(fake_answer(f), "third such text within an hour, and the last that we answer; we have asked ");
}

static void of_a_heads_third_refusal_the_agents_hear_and_of_an_agents_nobody(void **state)
{
	struct fake *f = *state;
	assert_int_equal(send_again(f, 2, "阿里木", "好的 3"), REFUSED);
	TOLD(f, "吴敏");
	assert_int_equal(send_again(f, 2, "吴敏", "好的 3"), REFUSED);
	assert_int_equal(fake_told_count(f), 0);
	has(fake_answer(f), "再发不再答复。");
	assert_int_equal(send_again(f, 0, "阿里木", "代班 韩梅"), DONE);
	assert_int_equal(send_again(f, 2, "李雷", "好的 3"), REFUSED);
	TOLD(f, "韩梅");
	assert_int_equal(send_again(f, 2, "韩梅", "好的 3"), REFUSED);
	TOLD(f, "阿里木");
}

static void the_third_of_a_customers_texts_asks_the_agents_to_call(void **state)
{
	struct fake *f = *state;
	dispatched(f, "EC210-0042", "李雷");
	assert_int_equal(send_again(f, 1, "王建国", "在开会 2"), FORWARDED);
	assert_string_equal(fake_template(f, "吴敏"), "forwarded.staff");
	assert_int_equal(send_again(f, 2, "王建国", "在开会 3"), FORWARDED);
	TOLD(f, "吴敏", "阿里木");
	assert_string_equal(fake_template(f, "吴敏"), "forwarded.told");
	has(fake_told(f, "吴敏"), "在开会 3");
	has(fake_answer(f), "第三条");
	assert_int_equal(send_again(f, 3, "王建国", "在开会 4"), FORWARDED);
	TOLD(f, "吴敏", "阿里木"); /* a customer's words always reach people */
	assert_string_equal(fake_template(f, "吴敏"), "forwarded.staff");
	assert_true(f->e.unanswered);
	assert_int_equal(send_again(f, 2, "王建国", "取消 10008"), FORWARDED);
	TOLD(f, "吴敏", "阿里木");
	assert_string_equal(fake_template(f, "吴敏"), "forwarded.told");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_third_refusal_is_the_last_and_the_head_is_asked_to_call),
		TEST(of_a_heads_third_refusal_the_agents_hear_and_of_an_agents_nobody),
		TEST(the_third_of_a_customers_texts_asks_the_agents_to_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
