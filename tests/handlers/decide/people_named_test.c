/* People whom a text names. Every refusal's example is tried by fake_send(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"
#include "tests/langs.h"

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

static void a_ticket_is_handed_over(void **state)
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

/* Whom the head may name: also an engineer of no station, who serves all, and no part of a name. */
static void names_are_listed_whole(void **state)
{
	struct fake *f = *state;
	fake_hire(f, "Bartholomew Longfellow", "+8613800000071", ROLE_BIT(ENGINEER), NULL, EN);
	fake_hire(f, "Christopher Featherstone", "+8613800000072", ROLE_BIT(ENGINEER), "乌鲁木齐站", EN);
	fake_settle(f);
	fake_open(f, "EC210-0042", false, "不动");
	fake_send(f, "阿里木", "派工 15:00 老孙");
	refused(f, "refused.stranger");
	has(fake_answer(f), "、Bartholomew Longfellow。");
	has_not(fake_answer(f), "Chris");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lead_who_left),
		TEST(a_ticket_is_handed_over),
		TEST(handed_over_to_two),
		TEST(namesakes_of_one_station),
		TEST(a_name_too_long_for_an_example),
		TEST(nobody_to_send),
		TEST(names_are_listed_whole),
		TEST(companions_have_a_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
