/* Codes that move no ticket along its way: assigning, notes, lists, help. Every refusal's example is tried by fake_send(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

static void a_ticket_finds_its_station_and_machine(void **state)
{
	struct fake *f = *state;
	int64_t t = fake_open(f, NULL, true, "不动");
	fake_send(f, "吴敏", "归站 %lld 喀什站", L(t));
	refused(f, "refused.place");
	fake_send(f, "吴敏", "归站 %lld 库尔勒", L(t));
	TOLD(f, "买买提", "钱伟", "孙丽");
	fake_send(f, "吴敏", "GZ %lld 序列号EC210-0042", L(t));
	TOLD(f, "阿里木", "钱伟", "孙丽", "买买提"); /* who had it until now */
	has(fake_told(f, "阿里木"), "王建国");
	assert_int_equal(fake_send(f, "阿里木", "派工 %lld 14:00 李雷", L(t)), DONE);
	fake_send(f, "吴敏", "归站 %lld 库尔勒站 EC210-0042", L(t)); /* both as said */
	assert_int_equal(fake_ticket(f, t)->station, 2);
	assert_int_equal(fake_ticket(f, t)->machine, 1);
	assert_int_equal(fake_ticket(f, t)->lead, 0);
	assert_int_equal(FIELD(*fake_ticket(f, t), "planned"), 0);
	TOLD(f, "买买提", "钱伟", "孙丽", "阿里木", "李雷", "王建国");
}

/* What a machine does not say leaves the ticket as it was. */
static void machine_of_nobody_and_nowhere(void **state)
{
	struct fake *f = *state;
	int64_t t = fake_open(f, NULL, false, "不动");
	int64_t station;
	fake_send(f, "吴敏", "归站 %lld 库尔勒站", L(t));
	station = fake_ticket(f, t)->station;
	f->machines[0].station = 0;
	f->machines[0].customer = 987654; /* who is gone */
	assert_int_equal(fake_send(f, "吴敏", "归站 %lld %s", L(t), f->machines[0].serial), DONE);
	assert_string_equal(fake_ticket(f, t)->serial, f->machines[0].serial);
	assert_int_equal(fake_ticket(f, t)->station, station);
	assert_string_equal(fake_ticket(f, t)->customer_name, "");
}

/* A text of 09:00 is taken back after a note of 09:05: the note stays. */
static void a_note_stays_when_a_text_is_taken_back(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	int64_t last = fake_ticket(f, t)->last_text;
	assert_int_equal(fake_send(f, "吴敏", "补充 %lld 停机", L(t)), NOTED);
	TOLD(f, "阿里木", "钱伟", "孙丽", "李雷");
	assert_true(fake_ticket(f, t)->down);
	assert_int_equal(fake_ticket(f, t)->last_text, last);
	assert_int_equal(fake_send(f, "阿里木", "撤销 %lld", L(t)), ANSWERED);
	assert_true(fake_ticket(f, t)->down);
	assert_int_equal(fake_ticket(f, t)->lead, 0);
	assert_int_equal(fake_send(f, "吴敏", "补充 %lld 恢复", L(t)), NOTED);
	assert_false(fake_ticket(f, t)->down);
	fake_send(f, "吴敏", "补充 %lld 停机已恢复", L(t));
	refused(f, "refused.unclear");
}

static void list_and_help(void **state)
{
	struct fake *f = *state;
	dispatched(f, "EC210-0042", "李雷");
	fake_open(f, NULL, false, "不动");
	fake_send(f, "李雷", "我的工单");
	has(fake_answer(f), "10008 EC210-0042 处理中 10:00");
	fake_send(f, "吴敏", "我的");
	has(fake_answer(f), "10019 已报修");
	fake_send(f, "王建国", "9");
	has(fake_answer(f), "10008");
	fake_send(f, "Tom Baker", "help");
	has(fake_answer(f), "depart(1)");
	has_not(fake_answer(f), "dispatch(4)");
	fake_send(f, "阿里木", "？");
	has(fake_answer(f), "派工(4)");
	has(fake_answer(f), "代班");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_ticket_finds_its_station_and_machine),
		TEST(machine_of_nobody_and_nowhere),
		TEST(a_note_stays_when_a_text_is_taken_back),
		TEST(list_and_help),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
