/* Corrections that are decided on with digits: what counts as these, which count, and for how long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/model/change.h"
#include "tests/handlers/fake_asserts.h"

#define HQ "总部审批"

static int begin(void **state)
{
	*state = fake_make_of("tests/talks/confirmed/rounds.yaml", "templates");
	return *state ? 0 : -1;
}

/* Opened at eight, begun at nine by its text; at half past a time is stated that waits. */
static int64_t claimed(struct fake *f)
{
	int64_t t;
	fake_at(f, "08:00");
	t = fake_open(f, "EC210-0042", false, "巡检");
	fake_at(f, "09:00");
	assert_int_equal(fake_send(f, "阿里木", "开检"), DONE);
	fake_at(f, "09:30");
	assert_int_equal(fake_send(f, "阿里木", "申请 %lld 开始 08:40 忘记发短信", L(t)), DONE);
	return t;
}

static int right(struct fake *f, int64_t t)
{
	const struct world *w = f->ctx.world;
	return w->digits(w->ctx, t, fake_person(f, HQ)->id, DIGITS_OF_CLAIMS, fake_ticket(f, t)->claim_set);
}

/* The text that asks has them, and nobody else's text. */
static void they_are_sent_to_whoever_decides(void **state)
{
	struct fake *f = *state;
	char digits[32];
	int64_t t = claimed(f);
	snprintf(digits, sizeof(digits), "开始 08:40 %04d", right(f, t));
	has(fake_told(f, HQ), digits);
	snprintf(digits, sizeof(digits), "%04d", right(f, t));
	has_not(fake_answer(f), digits);
	has(f->e.events[0].change, "claim_set=1");
	has_not(f->e.events[0].change, digits);
	assert_int_equal(fake_send(f, HQ, "同意 %lld 开始 %s", L(t), digits), DONE);
	is_node(f, t, "begun", "08:40");
	has_not(f->e.events[0].change, "claim_set");
	has_not(f->e.events[0].change, digits);
}

/* It shows no example: only the text that asked has the right ones. */
static void asks_for_digits(struct fake *f, const char *text)
{
	struct effects e;
	fake_decide(f, HQ, 0, text, &e);
	if (e.outcome != REFUSED || strcmp(e.why, "refused.digits") != 0 || e.events_n != 0)
		fail_msg("%s: %s", text, e.messages_n ? e.messages[0].text : "nothing");
	effects_free(&e);
}

/* Whatever else has four digits is none, nor are five or three. */
static void without_them_nothing_is_decided(void **state)
{
	static const char *const texts[] = {
		"同意",          "同意 开始",           "同意 开始 08:40",         "同意 开始 840",
		"驳回 时间不符", "驳回 08:40 时间不符", "驳回 开始 时间不符 12345"};
	struct fake *f = *state;
	int64_t t = claimed(f);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		asks_for_digits(f, texts[i]);
	assert_int_equal(fake_ticket(f, t)->claim_wrong, 0);
	is_node(f, t, "begun", "09:00");
}

/* Four digits alone are never a time here, whatever stands beside them. */
static void digits_are_no_time(void **state)
{
	static const char *const ways[][2] = {{"同意 ", ""},
					      {"同意 开始 ", ""},
					      {"同意 开始 08:40 ", ""},
					      {"同意 ", " 开始 08:40"},
					      {"同意 ", " 开始"},
					      {"同意开始", " 已核实"},
					      {"同意", ""}};
	struct fake *f = *state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		char text[80];
		int64_t t = claimed(f);
		fake_ticket(f, t)->claim_set = (int)(10000 + 840 - (t + fake_person(f, HQ)->id + 5000) % 10000);
		assert_int_equal(right(f, t), 840);
		snprintf(text, sizeof(text), "%s0841%s", ways[i][0], ways[i][1]);
		assert_int_equal(fake_send(f, HQ, "%s", text), NOTED);
		snprintf(text, sizeof(text), "%s0840%s", ways[i][0], ways[i][1]);
		if (fake_send(f, HQ, "%s", text) != DONE)
			fail_msg("%s: %s", text, fake_answer(f));
		is_node(f, t, "begun", "08:40");
	}
}

static void after_three_wrong_ones_others_count(void **state)
{
	struct fake *f = *state;
	int64_t t = claimed(f);
	int first = right(f, t), second;
	for (int i = 1; i < DIGITS_TRIES; i++) {
		assert_int_equal(fake_send(f, HQ, "驳回 开始 %04d 时间不符", first + i), NOTED);
		assert_int_equal(fake_ticket(f, t)->claim_wrong, i);
		assert_int_equal(fake_told_count(f), 0);
		assert_true(change_only_tries(f->e.events[0].change));
	}
	assert_int_equal(fake_send(f, HQ, "同意 开始 %04d", first + DIGITS_TRIES), NOTED);
	assert_string_equal(f->e.events[0].change, "claim_set=2 claim_wrong=0");
	second = right(f, t);
	assert_int_not_equal(second, first);
	assert_int_equal(fake_send(f, HQ, "同意 开始 %04d", first), NOTED);
	is_node(f, t, "begun", "09:00");
	assert_int_equal(fake_send(f, HQ, "同意 开始 %04d", second), DONE);
	is_node(f, t, "begun", "08:40");
}

/* Who could have a text taken back and sent again must not get more tries at the same digits. */
static void taken_back_and_stated_again_others_count(void **state)
{
	struct fake *f = *state;
	int64_t t = claimed(f);
	int first = right(f, t);
	assert_int_equal(fake_send(f, HQ, "同意 %04d", first + 1), NOTED);
	assert_int_equal(fake_send(f, "阿里木", "撤销"), ANSWERED);
	assert_int_equal(ticket_claimed(fake_ticket(f, t)), 0);
	assert_int_equal(fake_ticket(f, t)->claim_set, 1);
	assert_int_equal(fake_send(f, "阿里木", "申请 %lld 开始 08:40 忘了", L(t)), DONE);
	assert_int_equal(fake_ticket(f, t)->claim_set, 2);
	assert_int_equal(fake_ticket(f, t)->claim_wrong, 0);
	assert_int_equal(fake_send(f, HQ, "同意 %04d", first), NOTED);
}

/* What is asked beside what waits has the same digits: one text more does not make those of the first wrong. */
static void what_waits_together_has_the_same(void **state)
{
	struct fake *f = *state;
	int64_t t = claimed(f);
	int first = right(f, t);
	assert_int_equal(fake_send(f, "阿里木", "检毕"), DONE);
	assert_int_equal(fake_send(f, "阿里木", "申请 %lld 结束 09:20 忘了", L(t)), DONE);
	assert_int_equal(right(f, t), first);
	assert_int_equal(fake_send(f, HQ, "同意 %lld 开始 结束 %04d", L(t), first), DONE);
	is_node(f, t, "begun", "08:40");
	is_node(f, t, "finished", "09:20");
}

/* An approval that is taken back waits as before, with the digits that were sent with it. */
static void an_approval_taken_back_waits_with_its_digits(void **state)
{
	struct fake *f = *state;
	int64_t t = claimed(f);
	int first = right(f, t);
	assert_int_equal(fake_send(f, HQ, "同意 %04d", first), DONE);
	assert_int_equal(fake_send(f, HQ, "撤销"), ANSWERED);
	is_node(f, t, "begun", "09:00");
	assert_int_equal(fake_send(f, HQ, "驳回 %04d 时间不符", first), DONE);
	assert_int_equal(ticket_claimed(fake_ticket(f, t)), 0);
}

static void through_the_ledger(void **state)
{
	struct fake *f = *state;
	int64_t t = claimed(f);
	struct ticket again, blank;
	char change[CHANGE_BYTES];
	assert_int_equal(fake_send(f, HQ, "同意 %04d", right(f, t) + 1), NOTED);
	ticket_blank(&blank, f->repair, t);
	again = blank;
	assert_true(change_between(&blank, fake_ticket(f, t), change));
	assert_true(change_apply(&again, change));
	assert_int_equal(again.claim_set, 1);
	assert_int_equal(again.claim_wrong, 1);
	assert_true(change_between(&again, fake_ticket(f, t), change));
	assert_string_equal(change, "");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(they_are_sent_to_whoever_decides),
		TEST(without_them_nothing_is_decided),
		TEST(digits_are_no_time),
		TEST(after_three_wrong_ones_others_count),
		TEST(taken_back_and_stated_again_others_count),
		TEST(what_waits_together_has_the_same),
		TEST(an_approval_taken_back_waits_with_its_digits),
		TEST(through_the_ledger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
