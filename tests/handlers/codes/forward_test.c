/* What customers write, forwarded to people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

static void customers_words(void **state)
{
	struct fake *f = *state;
	int64_t t;
	assert_int_equal(fake_send(f, "王建国", "机器又坏了"), FORWARDED);
	TOLD(f, "吴敏", "阿里木"); /* no ticket: the head of the machine's station */
	t = dispatched(f, "EC210-0042", "李雷");
	assert_int_equal(fake_send(f, "王建国", "到达了吗？"), FORWARDED);
	TOLD(f, "吴敏", "阿里木");
	has(fake_told(f, "吴敏"), "10008");
	has(fake_told(f, "吴敏"), "到达了吗？");
	assert_int_equal(fake_send(f, "王建国", "我的机器什么时候修"), FORWARDED);
	/* What he cannot send himself is a wish. */
	assert_int_equal(fake_send(f, "王建国", "取消"), FORWARDED);
	TOLD(f, "吴敏", "阿里木");
	assert_int_equal(fake_send(f, "王建国", "取消 %lld", L(t)), FORWARDED);
	assert_int_equal(fake_send(f, "王建国", "撤销"), FORWARDED);
	has(fake_told(f, "吴敏"), "撤销");
}

static void customer_who_works_here(void **state)
{
	struct fake *f = *state;
	int64_t t;
	f->roster.people[1].customer = true; /* 李雷 */
	t = dispatched(f, "EC210-0042", "李雷");
	assert_int_equal(fake_send(f, "李雷", "谢谢你们"), FORWARDED);
	assert_null(fake_told(f, "李雷"));
	fake_send(f, "李雷", "出法 16:30");
	refused(f, "refused.near");
	assert_int_equal(fake_send(f, "李雷", "出发 16:30"), DONE);
	is_state(f, t, "en_route");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(customers_words),
		TEST(customer_who_works_here),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
