/* A text that comes after one that its phone sent later: its nodes are stamped, and the ticket stays where it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

static void overtaken(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "10:40");
	fake_send(f, "李雷", "到达");
	is_node(f, t, "departed", "missed");
	fake_at(f, "10:45");
	assert_int_equal(fake_send_at(f, "李雷", "09:00", "出发 10:30"), DONE);
	is_node(f, t, "departed", "09:00");
	is_state(f, t, "on_site");
	assert_int_equal(fake_told_count(f), 0);
	fake_send_at(f, "李雷", "10:42", "出发 11:30"); /* sent after the arrival */
	refused(f, "refused.state");
}

static void overtaken_where_the_code_could_follow(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "10:40");
	fake_send(f, "李雷", "到达");
	fake_at(f, "11:00");
	fake_send(f, "李雷", "待件 等泵");
	fake_at(f, "11:05");
	fake_send_at(f, "李雷", "09:00", "出发 10:30");
	is_state(f, t, "waiting");
	is_node(f, t, "departed", "09:00");
	assert_int_equal(fake_told_count(f), 0);
}

/* A second visit whose arrival comes late: only what the same phone sent before is overtaken. */
static void overtaken_on_a_later_visit(void **state)
{
	struct fake *f = *state;
	int64_t n = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "10:00");
	fake_send(f, "李雷", "出发 11:00");
	fake_send(f, "李雷", "到达");
	fake_send(f, "李雷", "未修复 缺工具");
	fake_at(f, "13:00");
	fake_send(f, "李雷", "出发 14:00");
	fake_at(f, "15:00");
	fake_send(f, "李雷", "未修复 还缺");
	fake_at(f, "15:05");
	assert_int_equal(fake_send_at(f, "李雷", "14:10", "到达 14:00"), DONE);
	is_state(f, n, "left");
	assert_int_equal(fake_ticket(f, n)->visit, 2);
	assert_int_equal(fake_told_count(f), 0);
	assert_string_equal(f->e.events[0].code, "arrive");
	assert_int_equal(f->e.events[0].at, fake_time(f, "14:10"));
	assert_int_equal(strncmp(f->e.events[0].change, "stated=", 7), 0);
	fake_send_at(f, "李雷", "12:50", "出发1250 到达1255"); /* both of them */
	is_state(f, n, "left");
	fake_send_at(f, "李雷", "12:51", "到达 12:52 出发 12:40"); /* which cannot be */
	assert_string_equal(f->e.why, "refused.claim");
	is_state(f, n, "left");
	/* What somebody else's text came before is no matter: their clocks differ. */
	fake_at(f, "15:10");
	fake_send(f, "阿里木", "派工 16:00 李雷");
	assert_int_equal(fake_send_at(f, "李雷", "15:09", "出发 16:30"), DONE);
	is_state(f, n, "en_route");
	assert_int_equal(fake_ticket(f, n)->visit, 3);
}

static void overtaken_by_an_implausible_text(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "10:40");
	fake_send_at(f, "李雷", "15:00", "到达"); /* its phone's clock is hours ahead */
	is_node(f, t, "arrived", "10:40");
	fake_at(f, "10:45");
	fake_send_at(f, "李雷", "09:00", "出发 10:30");
	is_node(f, t, "departed", "09:00");
}

/* Found by a talk: both nodes, and what was said of them. */
static void overtaken_with_two_codes(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = dispatched(f, "EC210-0042", "李雷");
	fake_at(f, "12:00");
	fake_send(f, "李雷", "修复 拧紧");
	fake_at(f, "12:05");
	fake_send_at(f, "李雷", "10:20", "出发0900 到达1025"); /* 10:25 was still to come */
	refused(f, "refused.claim");
	fake_send_at(f, "李雷", "10:20", "出发0900 到达1015");
	is_node(f, t, "departed", "10:20");
	is_node(f, t, "arrived", "10:20");
	is_state(f, t, "resolved");
	assert_null(fake_told(f, "总部审批")); /* who reads of it once a morning */
	assert_int_equal(fake_ticket(f, t)->claims[flow_node(f->repair, "arrived")], fake_time(f, "10:15"));
	has(fake_answer(f), "10:15");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(overtaken),
		TEST(overtaken_where_the_code_could_follow),
		TEST(overtaken_on_a_later_visit),
		TEST(overtaken_by_an_implausible_text),
		TEST(overtaken_with_two_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
