/* What texts do: to tickets, and to whom they are told. Every refusal's example is tried by fake_send(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/model/ticket_number.h"
#include "tests/handlers/fake_asserts.h"
#include "tests/langs.h"

/* ---- the plain way ---- */

static void all_nodes(void **state)
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

static void whole_fault(void **state)
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

/* ---- who, and which ticket ---- */

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
	refused(f, "refused.which");
	assert_int_equal(fake_send(f, "李雷", "修复 %lld 和%lld一样", L(a), L(b)), DONE);
	is_state(f, a, "resolved");
	is_state(f, b, "dispatched");
}

/* ---- nodes ---- */

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

/* ---- catching up ---- */

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

/* ---- other codes ---- */

static void lead_who_left(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_ticket(f, t)->lead = 999;
	fake_send(f, "阿里木", "派工 15:00");
	refused(f, "refused.missing");
	assert_int_equal(fake_send(f, "阿里木", "派工 15:00 韩梅"), DONE);
	assert_int_equal(fake_send(f, "阿里木", "派工 16:00"), DONE);
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

static void hand_over(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "李雷", "出发 10:30 同行 韩梅");
	fake_send(f, "阿里木", "转派 李雷");
	refused(f, "refused.same_lead");
	fake_send(f, "阿里木", "转派 由李雷转给韩梅");
	refused(f, "refused.two_people");
	has(fake_answer(f), "韩梅");
	fake_send(f, "阿里木", "转派 韩梅");
	TOLD(f, "韩梅", "李雷", "王建国");
	assert_string_equal(fake_template(f, "李雷"), "reassigned.former");
	is_state(f, t, "dispatched");
	assert_int_equal(fake_ticket(f, t)->companions_n, 0);
	assert_int_equal(FIELD(*fake_ticket(f, t), "eta"), fake_time(f, "10:30")); /* as the customer was told */
	fake_send(f, "李雷", "到达 %lld", L(t));
	refused(f, "refused.not_yours");
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

static void assign(void **state)
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

/* A text of 09:00 is taken back after a note of 09:05: the note stays. */
static void note(void **state)
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

static void namesakes_of_one_station(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_hire(f, "李雷", "+8613800000071", ROLE_BIT(ENGINEER), "乌鲁木齐站", ZH);
	fake_settle(f);
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 14:00 李雷");
	refused(f, "refused.who");
	fake_send(f, "阿里木", "派工 14:00 李雷 乌鲁木齐");
	refused(f, "refused.who"); /* the example names the number */
	assert_int_equal(fake_send(f, "阿里木", "派工 14:00 李雷 13800000071"), DONE);
	assert_int_equal(fake_ticket(f, t)->lead, fake_person(f, "+8613800000071")->id);
}

/* The place for an example holds 80 characters: where a name leaves no room for the rest, help is shown. */
static void a_name_too_long_for_an_example(void **state)
{
	struct fake *f = *state;
	static const char name[] = "Maximilian Ferdinand Alexander Bartholomew Christopher von Habsburg-Lothringen";
	fake_hire(f, name, "+8613800000071", ROLE_BIT(ENGINEER), "乌鲁木齐站", ZH);
	fake_settle(f);
	fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 14:00 %s 李雷", name);
	refused(f, "refused.two_people");
	has(fake_answer(f), "例：帮助");
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

/* Random texts made true one after another: the world holds (world_fake.c applies each event again). */
static void random_days(void **state)
{
	static const char *const texts[] = {
		"出发 16:30",
		"出发 到达 修复",
		"到达",
		"到达 8:55",
		"修复 换泵",
		"派工 14:00 李雷",
		"派工 14:00 韩梅",
		"转派 韩梅",
		"转派 李雷",
		"待件 等泵",
		"未修复 缺件",
		"取消 不修",
		"回访 满意",
		"撤销",
		"电话解决 重启",
		"代班 韩梅 18:00",
		"代班 阿里木",
		"延误 18:00",
		"归站 库尔勒",
		"GZ EC210-0042",
		"出发 10008 15:00",
		"取消 10019 不修",
		"0",
		"我的",
		"1 0855 2 0856 8 0857 缺件",
		"派工 10008 14:00 张伟",
		"修复 10019",
		"到达 10024",
		"申请 到达 10分钟前 忘发",
		"申请 10008 出发 20分钟前 忘发",
		"申请 10008 派工 9:01 忘发",
		"同意",
		"同意 10008 到达 修复",
		"驳回 不对",
	};
	static const char *const senders[] = {"李雷", "韩梅", "阿里木", "阿里木",   "买买提",
					      "张伟", "吴敏", "desk",   "总部审批", "总部审批"};
	uint32_t seed = 3;
	(void)state;
	for (int day = 0; day < 40; day++) {
		struct fake *f = fake_make();
		fake_open(f, "EC210-0042", true, "漏油");
		fake_open(f, "EC360-0113", false, "异响");
		fake_open(f, NULL, false, "不动");
		for (int i = 0; i < 120; i++) {
			int64_t sent;
			char local[24];
			seed = seed * 1664525u + 1013904223u;
			f->now += (seed >> 12) % 240000;
			sent = (seed >> 7) % 3 ? 0 : f->now - (int64_t)((seed >> 5) % 1200000);
			when_local(sent ? sent : f->now, local);
			fake_send_at(f, senders[(seed >> 9) % 10], local,
				     texts[(seed >> 15) % (sizeof(texts) / sizeof(*texts))]);
		}
		fake_free(f);
	}
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

/* An example must work: where nobody could be sent, none speaks of sending. */
static void nobody_to_send(void **state)
{
	struct fake *f = *state;
	fake_open(f, "EC210-0042", false, "漏油");
	f->lenient = true;
	for (size_t i = 0; i < f->roster.n; i++)
		f->roster.people[i].roles &= ~ROLE_BIT(ENGINEER);
	fake_send(f, "阿里木", "派工 14:00");
	refused(f, "refused.missing");
	has_not(fake_answer(f), "例：派工");
	f->roster.stations_n = 0;
	fake_send(f, "吴敏", "归站");
	assert_int_equal(f->e.outcome, REFUSED);
	has_not(fake_answer(f), "例：归站");
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

static void companions_have_a_limit(void **state)
{
	struct fake *f = *state;
	char text[400] = "出发 16:30 同行";
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	for (int i = 0; i < 12; i++) {
		static const char *const names[] = {"赵一一", "钱二二", "孙三三", "李四四", "周五五", "吴六六",
						    "郑七七", "王八八", "冯九九", "陈十十", "褚百百", "卫千千"};
		char number[24];
		snprintf(number, sizeof(number), "+86138000009%02d", i);
		fake_hire(f, names[i], number, ROLE_BIT(ENGINEER), "乌鲁木齐站", ZH);
		strcat(strcat(text, " "), names[i]);
	}
	fake_settle(f);
	fake_send(f, "李雷", "%s", text);
	refused(f, "refused.many");
	/* One named twice, and the sender himself, are no more for it. */
	assert_int_equal(fake_send(f, "李雷", "出发 16:30 同行 赵一一 钱二二 赵一一 李雷"), DONE);
	assert_int_equal(fake_ticket(f, t)->companions_n, 2);
}

/* The example of a refusal names the one who could be meant, if one could. */
static void handed_over_to_two(void **state)
{
	struct fake *f = *state;
	int64_t t = dispatched(f, "EC210-0042", "李雷");
	fake_send(f, "阿里木", "转派 %lld 李雷 阿里木", L(t));
	refused(f, "refused.two_people");
	fake_send(f, "阿里木", "转派 %lld 李雷 韩梅", L(t));
	refused(f, "refused.two_people");
	has(fake_answer(f), "韩梅");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_nodes),
		TEST(whole_fault),
		TEST(who_may),
		TEST(which_ticket),
		TEST(the_next_ticket),
		TEST(wrong_numbers),
		TEST(two_numbers),
		TEST(role_refusal_bears_the_number),
		TEST(second_visit),
		TEST(stale_arrival_time),
		TEST(catching_up),
		TEST(bad_claims),
		TEST(catching_up_with_words),
		TEST(a_code_of_another_role_is_words),
		TEST(lead_who_left),
		TEST(ticket_without_station),
		TEST(hand_over),
		TEST(cancel_tells_everyone),
		TEST(assign),
		TEST(note),
		TEST(list_and_help),
		TEST(customers_words),
		TEST(customer_who_works_here),
		TEST(own_sales_manager),
		TEST(sender_in_two_roles),
		TEST(namesakes_of_one_station),
		TEST(a_name_too_long_for_an_example),
		TEST(a_crowd),
		TEST(a_code_of_anyone),
		TEST(who_is_gone_is_not_told),
		TEST(nobody_to_send),
		TEST(machine_of_nobody_and_nowhere),
		TEST(companions_have_a_limit),
		TEST(handed_over_to_two),
		TEST(random_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
