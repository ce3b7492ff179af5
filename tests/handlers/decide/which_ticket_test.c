/* Which ticket a text is of, and who may send it. Every refusal's example is tried by fake_send(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "handlers/model/ticket_number.h"
#include "tests/handlers/fake_asserts.h"

static void who_may(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷"), other = dispatched(f, "EC55-0201", "张伟");
	fake_send(f, "韩梅", "出发 16:30");
	refused(f, "refused.none");
	fake_send(f, "韩梅", "出发 %lld 16:30", L(t));
	refused(f, "refused.not_yours");
	fake_send(f, "赵强", "出发 %lld 16:30", L(t));
	refused(f, "refused.role");
	has(fake_answer(f), "出发");
	fake_send(f, "阿里木", "转派 %lld 李雷", L(other));
	refused(f, "refused.not_yours");
	fake_send(f, "阿里木", "取消 %lld 不修", L(other));
	refused(f, "refused.not_yours");
	assert_int_equal(fake_send(f, "吴敏", "取消 %lld 不修", L(other)), DONE);
	assert_int_equal(fake_send(f, "+8613012345678", "出发 16:30"), UNKNOWN);
	assert_int_equal(f->e.messages_n, 0);
}

static void which_ticket(void **state)
{
	struct fake *f = *state;
	int64_t a = dispatched(f, "EC210-0042", "李雷");
	int64_t b, c;
	char number[24];
	fake_send(f, "李雷", "修复 换泵");
	is_state(f, a, "resolved"); /* it skips some, but there is no other */
	is_node(f, a, "departed", "missed");
	is_node(f, a, "arrived", "missed");
	b = dispatched(f, "EC360-0113", "李雷");
	c = dispatched(f, "EC480-0007", "李雷");
	fake_send(f, "李雷", "出发 16:30");
	refused(f, "refused.which");
	snprintf(number, sizeof(number), "%lld", L(b));
	has(fake_answer(f), number);
	snprintf(number, sizeof(number), "%lld", L(c));
	has(fake_answer(f), number);
	fake_send(f, "李雷", "出发 %lld 16:30", L(c));
	assert_int_equal(fake_send(f, "李雷", "到达"), DONE); /* b would skip a node, c skips none */
	is_state(f, c, "on_site");
	is_state(f, b, "dispatched");
}

/* The engineer's other tickets are asked for, so that the next is named, only by an answer that names it. */
static size_t asked;

static size_t count_asked(void *ctx, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
			  struct ticket *out, size_t max)
{
	(void)ctx, (void)whose, (void)id, (void)flow, (void)states, (void)out, (void)max;
	asked++;
	return 0;
}

static void the_next_ticket(void **state)
{
	struct fake *f = *state;
	size_t (*answer)(void *, enum whose, int64_t, const struct flow *, uint32_t, struct ticket *, size_t) =
		f->world.tickets;
	int64_t a = dispatched(f, "EC210-0042", "李雷");
	dispatched(f, "EC360-0113", "李雷");
	f->world.tickets = count_asked;
	assert_int_equal(fake_send(f, "李雷", "出发 %lld 16:30", L(a)), DONE);
	assert_int_equal(fake_send(f, "李雷", "到达 %lld", L(a)), DONE);
	assert_int_equal(asked, 0);
	f->world.tickets = answer;
	assert_int_equal(fake_send(f, "李雷", "修复 %lld 换泵", L(a)), DONE);
	has(fake_answer(f), "EC360-0113");
	has_not(fake_answer(f), "EC210-0042");
}

static void wrong_numbers(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 %lld 16:30", L(t + 1));
	refused(f, "refused.number");
	fake_send(f, "李雷", "出发 16:30 %lld", L(t + 1)); /* one key off, at the end */
	refused(f, "refused.number");
	fake_send(f, "李雷", "出发 %lld 16:30", L(ticket_number(5000)));
	refused(f, "refused.number");
	fake_send(f, "李雷", "撤销 %lld", L(t + 1));
	refused(f, "refused.number");
	is_state(f, t, "dispatched");
}

static void two_numbers(void **state)
{
	struct fake *f = *state;
	int64_t a = dispatched(f, "EC210-0042", "李雷"), b = dispatched(f, "EC360-0113", "李雷");
	fake_send(f, "李雷", "出发 %lld %lld 16:30", L(a), L(b));
	refused(f, "refused.two_tickets");
	assert_int_equal(fake_send(f, "李雷", "修复 %lld 和%lld一样", L(a), L(b)), DONE);
	is_state(f, a, "resolved");
	is_state(f, b, "dispatched");
}

/* What the second ticket is about is none of the sender's business. */
static void a_second_ticket_of_others_is_not_listed(void **state)
{
	struct fake *f = *state;
	int64_t a = dispatched(f, "EC210-0042", "李雷"), b = dispatched(f, "EC55-0201", "张伟");
	fake_send(f, "李雷", "出发 %lld %lld 16:30", L(a), L(b));
	refused(f, "refused.two_tickets");
	has(fake_answer(f), "EC210-0042");
	has_not(fake_answer(f), "EC55-0201");
	is_state(f, a, "dispatched");
	is_state(f, b, "dispatched");
}

static void role_refusal_bears_the_number(void **state)
{
	struct fake *f = *state;
	dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "取消 10008 不想去");
	refused(f, "refused.role");
	has(fake_answer(f), "取消 10008");
	fake_send(f, "韩梅", "取消 10008 不想去"); /* not his: nothing is said of it */
	refused(f, "refused.role");
	has_not(fake_answer(f), "取消 10008");
}

static void ticket_without_station(void **state)
{
	struct fake *f = *state;
	int64_t t = fake_open(f, NULL, false, "不动");
	fake_send(f, "阿里木", "派工 %lld 14:00 李雷", L(t));
	refused(f, "refused.not_yours");
	/* A head's deputy may no more than the head, though they serve all themselves. */
	fake_send(f, "阿里木", "代班 周涛");
	fake_send(f, "周涛", "派工 %lld 14:00 李雷", L(t));
	refused(f, "refused.not_yours");
	assert_true(ticket_has_to_do(fake_ticket(f, t), fake_person(f, "吴敏"), &f->roster, f->now));
	assert_false(ticket_has_to_do(fake_ticket(f, t), fake_person(f, "阿里木"), &f->roster, f->now));
	assert_false(ticket_has_to_do(fake_ticket(f, t), fake_person(f, "李雷"), &f->roster, f->now));
}

/* A dealer may let anyone whom a ticket concerns send a code: a companion may then, and no engineer of another's. */
static void a_code_of_anyone(void **state)
{
	struct fake *f = *state;
	struct code *wait = (struct code *)(uintptr_t)flow_code(f->repair, "wait");
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	f->lenient = true;
	wait->by = BY_ANYONE;
	assert_int_equal(fake_send(f, "李雷", "出发 %lld 16:30 同行 韩梅", L(t)), DONE);
	assert_int_equal(fake_send(f, "韩梅", "待件 %lld 等配件", L(t)), DONE);
	is_state(f, t, "waiting");
	has(fake_told(f, "阿里木"), "等配件");
	assert_int_equal(fake_send(f, "李雷", "出发 %lld 17:30", L(t)), DONE);
	assert_int_equal(fake_send(f, "张伟", "待件 %lld 等配件", L(t)), REFUSED);
	is_state(f, t, "en_route");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_may),
		TEST(which_ticket),
		TEST(the_next_ticket),
		TEST(wrong_numbers),
		TEST(two_numbers),
		TEST(a_second_ticket_of_others_is_not_listed),
		TEST(role_refusal_bears_the_number),
		TEST(ticket_without_station),
		TEST(a_code_of_anyone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
