/* Who stands in for a station head gets the head's texts and may send the head's codes, until it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

static void deputy(void **state)
{
	struct fake *f = *state;
	int64_t t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "代班 韩梅 18:00");
	TOLD(f, "韩梅");
	has(fake_answer(f), "18:00");
	fake_open(f, "EC360-0113", false, "异响");
	TOLD(f, "韩梅", "钱伟"); /* in the head's place */
	assert_int_equal(fake_send(f, "韩梅", "派工 %lld 14:00 李雷", L(t)), DONE);
	fake_send(f, "李雷", "出发 %lld 10:00", L(t));
	TOLD(f, "王建国", "韩梅", "赵强");
	assert_int_equal(fake_send(f, "阿里木", "待件 %lld 等泵", L(t)), DONE); /* both may */
	TOLD(f, "王建国", "韩梅", "李雷");                                      /* who need not drive on */
	assert_int_equal(fake_send(f, "韩梅", "待件 %lld 等软管", L(t)), REFUSED);
	assert_int_equal(fake_send(f, "韩梅", "派工 %lld 15:00 李雷", L(t)), DONE);
	assert_int_equal(fake_send(f, "韩梅", "待件 %lld 等软管", L(t)), DONE);
	TOLD(f, "王建国", "阿里木", "李雷");     /* what the deputy did, the head hears himself */
	fake_send(f, "韩梅", "代班 李雷 18:00"); /* she names nobody in turn */
	refused(f, "refused.deputy");
	has(fake_answer(f), "阿里木");
	assert_int_equal(fake_send(f, "韩梅", "派工 %lld 16:00", L(t)), DONE);
	fake_at(f, "18:00");
	fake_send(f, "韩梅", "派工 %lld 19:00 李雷", L(t));
	refused(f, "refused.role");
	fake_send(f, "李雷", "出发 %lld 20:00", L(t));
	TOLD(f, "王建国", "阿里木", "赵强");
}

static void deputy_ended(void **state)
{
	struct fake *f = *state;
	fake_send(f, "阿里木", "代班 韩梅");
	fake_send(f, "阿里木", "代班 阿里木");
	TOLD(f, "韩梅");
	has(fake_answer(f), "已结束");
	fake_open(f, "EC210-0042", false, "漏油");
	TOLD(f, "阿里木", "钱伟");
	fake_send(f, "阿里木", "代班 韩梅 11-25"); /* a time that cannot be read is not left out */
	refused(f, "refused.missing");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(deputy),
		TEST(deputy_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
