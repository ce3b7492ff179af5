/* Corrections: a node's true time is asked for by one person and decided on by another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/model/change.h"
#include "tests/handlers/fake_asserts.h"
#include "tests/langs.h"

#define HQ "总部审批"

static const struct node *node(struct fake *f, int64_t number, const char *name)
{
	return &fake_ticket(f, number)->nodes[flow_node(f->repair, name)];
}

static void is_claim(struct fake *f, int64_t number, const char *name, const char *should)
{
	int64_t claim = fake_ticket(f, number)->claims[flow_node(f->repair, name)];
	assert_int_equal(claim, should ? fake_time(f, should) : 0);
}

static bool is_corrected(struct fake *f, int64_t number, const char *name)
{
	return fake_ticket(f, number)->corrected[flow_node(f->repair, name)];
}

/* 李雷's: opened at eight, departed at ten, arrived at eleven by their texts, and it is noon. */
static int64_t on_site(struct fake *f)
{
	int64_t t;
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "10:00");
	fake_send(f, "李雷", "出发 11:00");
	fake_at(f, "11:00");
	assert_int_equal(fake_send(f, "李雷", "到达"), DONE);
	fake_at(f, "12:00");
	return t;
}

/* ---- asked and decided */

static void asked_and_approved(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	assert_int_equal(fake_send(f, "李雷", "申请 10008 到达 10:40 忘记发短信"), DONE);
	is_node(f, t, "arrived", "11:00"); /* until then nothing counts by it */
	is_claim(f, t, "arrived", "10:40");
	assert_int_equal(fake_told_count(f), 1);
	has(fake_told(f, HQ), "李雷");
	has(fake_told(f, HQ), "到达 10:40（原11:00）");
	has(fake_told(f, HQ), "忘记发短信");
	has(fake_answer(f), "到达 10:40");
	fake_at(f, "13:00");
	assert_int_equal(fake_send(f, HQ, "同意 10008 到达"), DONE);
	is_node(f, t, "arrived", "10:40");
	is_claim(f, t, "arrived", NULL);
	assert_true(is_corrected(f, t, "arrived"));
	assert_false(is_corrected(f, t, "departed"));
	assert_int_equal(fake_told_count(f), 2);
	has(fake_told(f, "李雷"), "更正后的时间");
	has(fake_told(f, "阿里木"), "到达 10:40（原11:00）");
	assert_string_equal(f->repair->states[fake_ticket(f, t)->state].name, "on_site");
	assert_string_equal(f->e.events[0].code, "approve");
	assert_int_equal(f->e.events[0].by, fake_person(f, HQ)->id);
	fake_at(f, "13:20");
	fake_send(f, HQ, "同意 10008 到达"); /* twice */
	refused(f, "refused.no_claim");
	assert_int_equal(fake_send(f, "李雷", "修复"), DONE);
}

static void asked_and_refused(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	assert_int_equal(fake_send(f, "阿里木", "SQ 到达 10：40 李雷没信号"), DONE);
	fake_send(f, HQ, "驳回");
	refused(f, "refused.missing");
	has(fake_answer(f), "原因");
	assert_int_equal(fake_send(f, HQ, "BH10008 GPS显示11点才到达，出发也晚"),
			 DONE); /* the words speak of nodes too */
	is_node(f, t, "arrived", "11:00");
	is_claim(f, t, "arrived", NULL);
	assert_false(is_corrected(f, t, "arrived"));
	assert_int_equal(fake_told_count(f), 1); /* the head asked: he hears it once */
	has(fake_told(f, "阿里木"), "GPS显示11点才到达，出发也晚");
	assert_int_equal(fake_send(f, "阿里木", "SQ 到达 10:45 按行车记录仪"), DONE); /* again */
	is_claim(f, t, "arrived", "10:45");
}

static void missed_node_is_filled(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "11:00");
	fake_send(f, "李雷", "到达");
	assert_int_equal(node(f, t, "departed")->how, NODE_MISSED);
	assert_int_equal(fake_send(f, "Tom Baker", "correct 10008 departed 10:00 no signal"), REFUSED); /* not his */
	assert_int_equal(fake_send(f, "吴敏", "申请 10008 10:00 出发 工程师来电说的"), DONE); /* in any order */
	has(fake_told(f, HQ), "（原缺）");
	assert_int_equal(fake_send(f, HQ, "同意，已核对GPS"), DONE); /* one waits: nothing need be named */
	is_node(f, t, "departed", "10:00");
	has(fake_told(f, "吴敏"), "已核对GPS");
	has(fake_told(f, "阿里木"), "已核对GPS");
}

static void of_an_ended_ticket(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	fake_send(f, "李雷", "修复");
	fake_send(f, "吴敏", "回访 满意");
	fake_at(f, "2026-11-22 09:00");
	fake_send(f, "李雷", "申请 到达 10:40 忘发"); /* not even found without its number */
	refused(f, "refused.none");
	assert_int_equal(fake_send(f, "李雷", "申请 %lld 到达 今天8:40 忘发", L(t)), REFUSED);
	assert_int_equal(fake_send(f, "李雷", "申请 %lld 到达 10:40 忘发", L(t)), DONE); /* yesterday's: it is nine */
	assert_int_equal(fake_send(f, HQ, "TY"), DONE);
	is_node(f, t, "arrived", "2026-11-21 10:40");
	assert_string_equal(f->repair->states[fake_ticket(f, t)->state].name, "closed");
}

/* ---- catching up */

/* As a flow says it with `stated: {headquarters: correct.stated}`. */
static void let_headquarters_hear(struct fake *f)
{
	struct code *c = (struct code *)(uintptr_t)flow_code(f->repair, "correct");
	c->stated[0] = (struct tell){.to = (enum audience)HEADQUARTERS, .template = "correct.stated"};
	c->stated_n = 1;
}

static void stated_on_the_way(void **state)
{
	struct fake *f = *state;
	int64_t t;
	let_headquarters_hear(f);
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "17:00");
	fake_send(f, "李雷", "出发0830 到达0950 修复1620");
	has(fake_told(f, HQ), "出发 08:30（原17:00）、到达 09:50（原17:00）、修复 16:20（原17:00）");
	has(fake_told(f, HQ), "同意 10008 出发 到达 修复 解决");
	fake_send(f, HQ, "同意");
	refused(f, "refused.which_node");
	has(fake_answer(f), "到达 09:50 李雷");
	fake_send(f, HQ, "同意 派工");
	refused(f, "refused.no_claim");
	has(fake_answer(f), "“派工”");
	assert_int_equal(fake_send(f, HQ, "同意 到达"), DONE); /* before the departure is: that is theirs to see */
	is_node(f, t, "arrived", "09:50");
	is_node(f, t, "departed", "17:00");
	assert_int_equal(fake_send(f, HQ, "同意 10008 出发、修复和解决"), DONE);
	is_node(f, t, "departed", "08:30");
	is_node(f, t, "repaired", "16:20");
	is_node(f, t, "resolved", "16:20");
	assert_int_equal(f->e.events_n, 1);
	assert_int_equal(ticket_claimed(fake_ticket(f, t)), 0);
}

static void refused_then_corrected(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "17:00");
	fake_send(f, "李雷", "出发0830 到达0950 修复1620");
	assert_int_equal(fake_send(f, HQ, "驳回 到达 客户说10点半"), DONE);
	/* Nodes stand out of order meanwhile: the departure's stamp is the text's. */
	assert_int_equal(fake_send(f, "李雷", "申请 到达 10:30 记错了"), DONE);
	assert_int_equal(fake_send(f, HQ, "同意 出发 到达"), DONE);
	is_node(f, t, "departed", "08:30");
	is_node(f, t, "arrived", "10:30");
	is_claim(f, t, "repaired", "16:20");
}

/* ---- in order */

static void one_of_two_that_contradict_each_other(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	assert_int_equal(fake_send(f, "李雷", "申请 10008 出发 10:50 记错了"), DONE);
	assert_int_equal(fake_send(f, "阿里木", "申请 10008 到达 10:40 客户说的"), DONE);
	fake_send(f, HQ, "同意 10008 出发 到达"); /* both cannot be */
	refused(f, "refused.crossed");
	assert_int_equal(fake_send(f, HQ, "同意 10008 出发"), DONE);
	is_node(f, t, "departed", "10:50");
	fake_send(f, HQ, "同意 10008 到达");
	refused(f, "refused.crossed");
	has(fake_answer(f), "出发 10:50, 到达 10:40");
	has(fake_answer(f), "例：帮助");
	is_node(f, t, "arrived", "11:00");
	is_claim(f, t, "arrived", "10:40");
	assert_int_equal(fake_send(f, HQ, "驳回 10008 到达 早于出发"), DONE);
	is_node(f, t, "arrived", "11:00");
}

/* The arrival may be approved first, and then leans on the departure's time that waits. */
static void what_another_leans_on_is_not_refused(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "17:00");
	fake_send(f, "李雷", "出发0830 到达0950");
	assert_int_equal(fake_send(f, HQ, "同意 10008 到达"), DONE);
	fake_send(f, HQ, "驳回 10008 出发 时间不符");
	refused(f, "refused.crossed");
	has(fake_answer(f), "出发 17:00, 到达 09:50");
	has(fake_answer(f), "例：帮助");
	is_claim(f, t, "departed", "08:30");
	/* Its asker may state another, or the arrival be put behind it. */
	assert_int_equal(fake_send(f, "李雷", "申请 10008 出发 9:00 按里程表"), DONE);
	assert_int_equal(fake_send(f, "李雷", "申请 10008 到达 17:00 记错了"), DONE);
	assert_int_equal(fake_send(f, HQ, "同意 10008 到达"), DONE);
	assert_int_equal(fake_send(f, HQ, "驳回 10008 出发 时间不符"), DONE);
	is_node(f, t, "departed", "17:00");
	is_node(f, t, "arrived", "17:00");
	assert_int_equal(ticket_claimed(fake_ticket(f, t)), 0);
}

static void another_time_is_not_stated_where_one_leans_on_the_first(void **state)
{
	struct fake *f = *state;
	int64_t t;
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "17:00");
	fake_send(f, "李雷", "出发0830 到达0950 修复1620");
	assert_int_equal(fake_send(f, HQ, "同意 10008 修复"), DONE);
	fake_send(f, "李雷", "申请 10008 出发 12:00 记错了"); /* then neither time of the arrival would do */
	refused(f, "refused.crossed");
	is_claim(f, t, "departed", "08:30");
	assert_int_equal(fake_send(f, "李雷", "申请 10008 到达 13:00 记错了"), DONE);
	assert_int_equal(fake_send(f, "李雷", "申请 10008 出发 12:00 记错了"), DONE);
	assert_int_equal(fake_send(f, HQ, "同意 10008 出发 到达 解决"), DONE);
	is_node(f, t, "departed", "12:00");
	is_node(f, t, "repaired", "16:20");
}

static void who_names_the_time_approves_that_one(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	fake_send(f, "李雷", "申请 10008 到达 10:40 忘记发短信");
	has(fake_told(f, HQ), "同意请回：同意 10008 到达 10:40\n");
	fake_send(f, "李雷", "申请 10008 到达 10:45 刚才打错");
	fake_send(f, HQ, "同意 10008 到达 10:40"); /* which is not asked for any more */
	refused(f, "refused.no_claim");
	has(fake_answer(f), "“到达”（10:40）没有");
	has(fake_answer(f), "到达 10:45 李雷");
	has(fake_answer(f), "例：同意 10008 到达 10:45");
	fake_at(f, "2026-11-22 10:42"); /* as the text has it, of the day before */
	assert_int_equal(fake_send(f, HQ, "同意 10008 到达 11-22 10:40"), REFUSED);
	assert_int_equal(fake_send(f, HQ, "同意 10008 到达 10:45 已核实"), DONE);
	is_node(f, t, "arrived", "2026-11-21 10:45");
	has(fake_told(f, "阿里木"), "说明：已核实");
	fake_send(f, "李雷", "申请 10008 出发 昨天9:40 忘发");
	fake_send(f, "阿里木", "申请 10008 到达 昨天10:30 他说的");
	has(fake_told(f, HQ), "同意 10008 到达 11-21 10:30");
	assert_int_equal(fake_send(f, HQ, "同意 10008 出发 11-21 9:40 到达 11-21 10:30"), DONE);
	is_node(f, t, "departed", "2026-11-21 09:40");
	is_node(f, t, "arrived", "2026-11-21 10:30");
}

/* ---- nobody approves their own */

static void nobody_approves_their_own(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	fake_hire(f, "总部二", "+8613800000099", ROLE_BIT(HEADQUARTERS), NULL, EN);
	fake_settle(f);
	assert_int_equal(fake_send(f, HQ, "申请 10008 到达 10:40 系统故障"), DONE);
	assert_int_equal(fake_told_count(f), 1); /* the other one */
	fake_send(f, HQ, "同意");
	refused(f, "refused.own");
	is_claim(f, t, "arrived", "10:40");
	fake_send(f, "李雷", "申请 10008 出发 9:40 忘发");
	fake_send(f, HQ, "同意 10008 出发 到达"); /* both, or none */
	refused(f, "refused.own");
	is_claim(f, t, "departed", "09:40");
	assert_int_equal(fake_send(f, "总部二", "approve 10008 arrived"), DONE);
	is_node(f, t, "arrived", "10:40");
	has(fake_told(f, HQ), "总部二");
	assert_int_equal(fake_send(f, HQ, "同意"), DONE);
	is_node(f, t, "departed", "09:40");
	/* But they may withdraw it: else it would stand in the way where nobody else decides. */
	assert_int_equal(fake_send(f, HQ, "申请 10008 到达 10:45 记错了"), DONE);
	assert_int_equal(fake_send(f, HQ, "驳回 10008 到达 不要了"), DONE);
	is_node(f, t, "arrived", "10:40");
	assert_int_equal(ticket_claimed(fake_ticket(f, t)), 0);
}

static void only_whom_the_flow_names(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	static const char *const others[] = {"李雷", "阿里木", "吴敏", "周涛"};
	fake_send(f, "李雷", "申请 10008 到达 10:40 忘发");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		fake_send(f, others[i], "同意 10008 到达");
		refused(f, "refused.role");
	}
	assert_int_equal(fake_send(f, "买买提", "申请 10008 到达 10:50 忘发"), REFUSED); /* another station's head */
	assert_string_equal(f->e.why, "refused.not_yours");
	is_claim(f, t, "arrived", "10:40");
	/* A customer may well agree to something: that is for people. */
	assert_int_equal(fake_send(f, "王建国", "同意"), FORWARDED);
	assert_int_equal(fake_send(f, "王建国", "approve"), FORWARDED);
}

/* ---- what cannot be */

static void times_that_cannot_be(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	fake_send(f, "李雷", "申请 到达 9:30 忘发"); /* before the departure */
	refused(f, "refused.window");
	has(fake_answer(f), "10:00至12:00");
	fake_send(f, "李雷", "申请 出发 11:01 忘发"); /* behind the arrival */
	refused(f, "refused.window");
	has(fake_answer(f), "08:00至11:00");
	fake_send(f, "李雷", "申请 到达 12:30 忘发"); /* read as yesterday's, before the opening */
	refused(f, "refused.window");
	fake_send(f, "李雷", "申请 到达 明天9:00 忘发");
	refused(f, "refused.window");
	fake_send(f, "阿里木", "申请 派工 7:59 忘发");
	refused(f, "refused.window");
	fake_send(f, "李雷", "申请 到达 11:00 忘发");
	refused(f, "refused.same_time");
	fake_send(f, "李雷", "申请 到达 25:00 忘发");
	refused(f, "refused.time");
	fake_send(f, "李雷", "申请 到达 忘发");
	refused(f, "refused.missing");
	fake_send(f, "李雷", "申请 忘发 10:30 11:40 到达");
	refused(f, "refused.two_times");
	assert_int_equal(ticket_claimed(fake_ticket(f, t)), 0);
	assert_int_equal(fake_send(f, "李雷", "申请 到达 10:00 忘发"), DONE); /* the very minute he left */
}

static void nodes_that_cannot_be(void **state)
{
	struct fake *f = *state;
	on_site(f);
	fake_send(f, "李雷", "申请 修复 11:30 忘发"); /* not yet: its own code does it */
	refused(f, "refused.open_node");
	has(fake_answer(f), "例：修复 10008");
	fake_send(f, "李雷", "申请 关单 11:30 忘发");
	refused(f, "refused.open_node");
	fake_send(f, "李雷", "申请 11:30 忘发");
	refused(f, "refused.missing");
	has(fake_answer(f), "节点");
	fake_send(f, "李雷", "申请 出发 到达 10:30 忘发");
	refused(f, "refused.two_nodes");
	fake_send(f, "李雷", "申请 未修复 10:30 忘发"); /* is no node, nor is 修复 in it */
	refused(f, "refused.missing");
}

static void asked_again(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	fake_send(f, "李雷", "申请 到达 10:40 忘发");
	fake_send(f, "阿里木", "申请 10008 到达 10:50 他说的");
	refused(f, "refused.waiting");
	has(fake_answer(f), "到达 10:40");
	fake_send(f, "李雷", "申请 到达 10:40 忘发了");
	refused(f, "refused.waiting");
	assert_int_equal(fake_send(f, "李雷", "申请 到达 10:45 刚才打错"), DONE); /* his own he may mend */
	is_claim(f, t, "arrived", "10:45");
}

/* ---- undo, and which ticket */

static void undone(void **state)
{
	struct fake *f = *state;
	int64_t t = on_site(f);
	fake_send(f, "李雷", "申请 到达 10:40 忘发");
	assert_int_equal(fake_send(f, "李雷", "撤销"), ANSWERED);
	is_claim(f, t, "arrived", NULL);
	has(fake_told(f, HQ), "已撤销“申请”");
	fake_send(f, "李雷", "申请 到达 10:45 忘发");
	fake_send(f, HQ, "同意");
	fake_send(f, "李雷", "撤销");
	refused(f, "refused.undo"); /* it was decided on */
	assert_int_equal(fake_send(f, HQ, "撤销"), ANSWERED);
	is_node(f, t, "arrived", "11:00");
	is_claim(f, t, "arrived", "10:45");
	assert_false(is_corrected(f, t, "arrived"));
	assert_int_equal(fake_ticket(f, t)->askers[flow_node(f->repair, "arrived")], fake_person(f, "李雷")->id);
	has(fake_told(f, "李雷"), "已撤销“同意”");
	assert_int_equal(fake_send(f, HQ, "驳回 时间不符"), DONE);
}

static void which_ticket(void **state)
{
	struct fake *f = *state;
	int64_t a = on_site(f), b = fake_open(f, "EC360-0113", false, "异响");
	fake_send(f, HQ, "同意");
	refused(f, "refused.no_claim");
	fake_send(f, "阿里木", "派工 %lld 13:00 李雷", L(b));
	fake_send(f, "李雷", "申请 到达 10:40 忘发");
	refused(f, "refused.which");
	fake_send(f, "李雷", "申请 %lld 到达 10:40 忘发", L(a));
	fake_at(f, "12:40");
	fake_send(f, "李雷", "到达 %lld", L(b));
	fake_send(f, "阿里木", "申请 %lld 到达 12:20 忘发", L(b));
	fake_send(f, HQ, "同意");
	refused(f, "refused.which");
	has(fake_answer(f), "10008");
	has(fake_answer(f), "10019");
	fake_send(f, HQ, "9");
	has(fake_answer(f), "10019");
	assert_int_equal(fake_send(f, HQ, "同意 %lld", L(b)), DONE);
	assert_int_equal(fake_send(f, HQ, "同意"), DONE); /* the one that is left */
	is_node(f, a, "arrived", "10:40");
	fake_send(f, "李雷", "9");
	has_not(fake_answer(f), "申请");
}

/* ---- as the ledger has it */

static void through_the_ledger(void **state)
{
	struct fake *f = *state;
	struct ticket again;
	char change[CHANGE_BYTES];
	int64_t t = on_site(f);
	struct ticket blank;
	fake_send(f, "李雷", "申请 到达 10:40 忘发");
	has(f->e.events[0].change, "claim.arrived=");
	has(f->e.events[0].change, "asker.arrived=2");
	fake_send(f, HQ, "同意");
	has(f->e.events[0].change, "claim.arrived=0");
	has(f->e.events[0].change, "corrected.arrived=1");
	ticket_blank(&again, f->repair, t);
	blank = again;
	assert_true(change_between(&blank, fake_ticket(f, t), change));
	assert_null(strstr(change, "claim.")); /* what the index of waiting ones goes by */
	assert_true(change_apply(&again, change));
	assert_true(change_between(&again, fake_ticket(f, t), change));
	assert_string_equal(change, "");
	assert_true(change_apply(&again, "claim.gone=5 asker.gone=1 corrected.gone=1"));
	assert_false(change_apply(&again, "clain.arrived=5"));
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(asked_and_approved),
		TEST(asked_and_refused),
		TEST(missed_node_is_filled),
		TEST(of_an_ended_ticket),
		TEST(stated_on_the_way),
		TEST(refused_then_corrected),
		TEST(one_of_two_that_contradict_each_other),
		TEST(what_another_leans_on_is_not_refused),
		TEST(another_time_is_not_stated_where_one_leans_on_the_first),
		TEST(who_names_the_time_approves_that_one),
		TEST(nobody_approves_their_own),
		TEST(only_whom_the_flow_names),
		TEST(times_that_cannot_be),
		TEST(nodes_that_cannot_be),
		TEST(asked_again),
		TEST(undone),
		TEST(which_ticket),
		TEST(through_the_ledger),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
