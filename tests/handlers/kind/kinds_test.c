/* The kinds of argument that only their rows know: what is found in a text for each, what is said of it, and what is asked
 * back with an example that works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/kind/kinds.h"
#include "tests/handlers/flow_folder.h"
#include "tests/handlers/world_fake.h"

static const char flow[] =
	"flow: quoting\n"
	"title: {zh: 报价, en: quoting}\n"
	"down: {zh: 停机, en: DOWN}\n"
	"states:\n"
	"  reported: {zh: 已报修, en: reported}\n"
	"  over: {zh: 已结束, en: over, ends: yes}\n"
	"nodes:\n"
	"  reported: {zh: 报修, en: reported}\n"
	"  quoted: {zh: 报价, en: quoted}\n"
	"  done: {zh: 完工, en: done}\n"
	"open: {to: reported, stamps: [reported], tells: {station_head: opened.staff}}\n"
	"codes:\n"
	"  quote:\n"
	"    word: {zh: 核价, en: quote}\n"
	"    by: [station_head]\n"
	"    from: [reported]\n"
	"    stamps: [quoted]\n"
	"    takes:\n"
	"      amount: {is: number, must: yes, label: {zh: 金额, en: amount}, unit: {zh: 元, en: yuan},\n"
	"               example: {zh: 800元, en: 800 yuan}}\n"
	"      grade: {is: choice, label: {zh: 等级, en: grade}, choices: {good: {zh: 满意, en: satisfied},\n"
	"              bad: {zh: 不满意, en: not satisfied}, so: {zh: 一般, en: so so}}}\n"
	"      until_day: {is: date, label: {zh: 有效期, en: valid until}}\n"
	"      branch: {is: station, label: {zh: 代办站, en: other station}}\n"
	"    tells:\n"
	"      service_director: {say: quoted.staff, if: {amount: over 1000}}\n"
	"      supervisor: {say: quoted.staff, if: {grade: [bad, so], amount: from 100 under 1000.5}}\n"
	"      headquarters: {say: quoted.staff, if: {until_day: [2026-11-26, over 2026-12-01]}}\n"
	"    answer: quoted.answer\n"
	"  swap:\n"
	"    word: {zh: 换机, en: swap}\n"
	"    by: [station_head]\n"
	"    from: [reported]\n"
	"    takes:\n"
	"      other: {is: machine, must: yes, label: {zh: 代用设备, en: spare machine}, example: {zh: EC210-0042, en: "
	"EC210-0042}}\n"
	"      checker: {is: person, must: yes, label: {zh: 验收人, en: checker}}\n"
	"      ready: {is: time, must: yes, label: {zh: 就绪时间, en: ready at}}\n"
	"      why: {is: words, label: {zh: 原因, en: reason}, example: {zh: 大修, en: overhaul}}\n"
	"    tells: {named_person: swapped.answer}\n"
	"    answer: swapped.answer\n"
	"  close:\n"
	"    word: {zh: 关单, en: close}\n"
	"    by: [station_head]\n"
	"    from: [reported]\n"
	"    to: over\n"
	"    stamps: [done]\n"
	"    answer: quoted.answer\n"
	"  help: {word: {zh: 帮助, en: help}, does: help, by: [anyone], answer: help}\n"
	"  list: {word: {zh: 我的, en: list}, does: list, by: [anyone], answer: list}\n";

static char dir[] = "/tmp/fieldgate-kinds-XXXXXX";
static char flow_file[64], templates[64];

static void put(const char *name, const char *content)
{
	folder_put(templates, name, content);
}

static int begin(void **state)
{
	char command[200];
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(flow_file, sizeof(flow_file), "%s/quoting.yaml", dir);
	snprintf(templates, sizeof(templates), "%s/templates", dir);
	snprintf(command, sizeof(command), "cp -R templates %s", dir);
	folder_put(dir, "quoting.yaml", flow);
	if (system(command) != 0)
		return -1;
	put("zh/quoted.answer.txt", "{amount:9}|{grade:9}|{until_day}|{branch:9}|{words:20}\n");
	put("en/quoted.answer.txt", "{amount:9}|{grade:13}|{until_day}|{branch:9}|{words:20}\n");
	put("zh/quoted.staff.txt", "{ticket} {amount:9}[ {grade:9}]\n");
	put("en/quoted.staff.txt", "{ticket} {amount:9}[ {grade:13}]\n");
	put("zh/swapped.answer.txt", "{other:12}|{checker:9}|{ready}|{why:20}\n");
	put("en/swapped.answer.txt", "{other:12}|{checker:9}|{ready}|{why:20}\n");
	return 0;
}

static int end(void **state)
{
	char command[200];
	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return system(command);
}

static int make(void **state)
{
	struct fake *f = fake_make_of(flow_file, templates);
	struct faults faults = {0};
	flows_check(&f->rules->flows, f->rules->wording, &faults);
	if (faults.n > 0)
		fail_msg("%s", faults.all[0].what);
	fake_open(f, "EC210-0042", false, "漏油");
	*state = f;
	return 0;
}

static int done(void **state)
{
	fake_free(*state);
	return 0;
}

static void each_is_found_and_said(void **state)
{
	/* clang-format off */
	static const struct { const char *text, *answer; } all[] = {
		{"核价 800", "800||||"},
		{"核价 12000", "12000||||"}, /* no ticket of the sender's */
		{"核价800元", "800||||"},
		{"核价 金额800", "800||||"},
		{"核价 {T} 12000", "12000||||"},
		{"核价 12,000.5 元", "12000.5||||"},
		{"核价 0.125元，含运费", "0.125||||含运费"},
		{"核价 1630", "1630||||"},
		{"核价 2530", "2530||||"},
		{"核价 5", "5||||"},
		{"核价 800元 不满意", "800|不满意|||"},
		{"核价 满意了 800元", "800|满意|||"},
		{"quote 800 yuan so so", "800|一般|||"},
		{"核价 800元 11-26", "800||11-26||"},
		{"核价 11月26日 800元", "800||11-26||"},
		{"核价 800元 下周五 用3个滤芯", "800||11-27||用3个滤芯"},
		{"核价 800元 26号 库尔勒站", "800||11-26|库尔勒站|"},
		{"核价 800元 2027-09-01", "800||2027-09-01||"},
		{"核价 800元 很满意", "800||||很满意"},
	};
	/* clang-format on */
	struct fake *f = *state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		char text[200], number[24];
		const char *at = strstr(all[i].text, "{T}");
		snprintf(number, sizeof(number), "%lld", (long long)f->tickets[0].number);
		snprintf(text, sizeof(text), "%.*s%s%s", at ? (int)(at - all[i].text) : (int)strlen(all[i].text),
			 all[i].text, at ? number : "", at ? at + 3 : "");
		if (fake_send(f, "阿里木", "%s", text) != DONE || strcmp(fake_answer(f), all[i].answer) != 0)
			fail_msg("%s: %s", text, fake_answer(f));
	}
}

/* The service director above 1,000; the supervisor of what is no good, from 100 and under 1,000.5; headquarters by day. */
static void others_hear_of_it_where_they_should(void **state)
{
	static const struct {
		const char *text, *director, *supervisor, *headquarters;
	} all[] = {
		{"核价 1000元", NULL, NULL, NULL},
		{"核价 1000.001元 一般", "1000.001 一般", "1000.001 一般", NULL},
		{"核价 1000.499元 不满意", "1000.499 不满意", "1000.499 不满意", NULL},
		{"核价 1000.5元 不满意", "1000.5 不满意", NULL, NULL},
		{"核价 100元 一般", NULL, "100 一般", NULL},
		{"核价 99.9元 一般", NULL, NULL, NULL},
		{"核价 100元 满意", NULL, NULL, NULL},
		{"核价 99元 11-26", NULL, NULL, "99"},
		{"核价 99元 12-01", NULL, NULL, NULL},
		{"核价 99元 12-02", NULL, NULL, "99"},
	};
	struct fake *f = *state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *names[] = {"周涛", "高洁", "总部审批"};
		const char *should[] = {all[i].director, all[i].supervisor, all[i].headquarters};
		assert_int_equal(fake_send(f, "阿里木", "%s", all[i].text), DONE);
		for (size_t k = 0; k < 3; k++) {
			const char *told = fake_told(f, names[k]);
			if (!should[k] ? told != NULL : !told || strcmp(strchr(told, ' ') + 1, should[k]) != 0)
				fail_msg("%s: %s hears %s", all[i].text, names[k], told ? told : "nothing");
		}
	}
}

/* fake_send() tries each example. */
static void what_is_not_plain_is_asked_back(void **state)
{
	/* clang-format off */
	static const struct { const char *text, *why; } all[] = {
		{"核价", "refused.missing"},
		{"核价 金额", "refused.missing"},
		{"核价 3个", "refused.missing"},
		{"核价 1.2万", "refused.missing"},
		{"核价 1.23456", "refused.missing"},
		{"核价 3-4", "refused.missing"},
		{"核价 180公里", "refused.missing"},
		{"核价 800元 900元", "refused.two_values"},
		{"核价 800元 满意 一般", "refused.two_values"},
		{"核价 800元 11-26 11-27", "refused.two_values"},
		{"核价 800元 乌鲁木齐站 库尔勒站", "refused.two_values"},
	};
	/* clang-format on */
	struct fake *f = *state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (fake_send(f, "阿里木", "%s", all[i].text) != REFUSED || strcmp(f->e.why, all[i].why) != 0)
			fail_msg("%s: %s", all[i].text, fake_answer(f));
	}
}

static void a_machine_a_person_a_time_and_words(void **state)
{
	struct fake *f = *state;
	assert_int_equal(fake_send(f, "阿里木", "换机 EC210-0042 韩梅 16:30 发动机大修"), DONE);
	assert_string_equal(fake_answer(f), "EC210-0042|韩梅|16:30|发动机大修");
	assert_string_equal(fake_told(f, "韩梅"), "EC210-0042|韩梅|16:30|发动机大修");
	assert_int_equal(fake_send(f, "阿里木", "换机 EC999-9999 韩梅 16:30"), REFUSED);
	assert_string_equal(f->e.why, "refused.place");
	assert_int_equal(fake_send(f, "阿里木", "换机 EC210-0042 16:30"), REFUSED);
	assert_string_equal(f->e.why, "refused.stranger");
}

/* A text of several codes tells what has happened; nothing else stands with them. */
static void of_several_codes_none_has_a_value(void **state)
{
	struct fake *f = *state;
	fake_at(f, "10:00");
	assert_int_equal(fake_send(f, "阿里木", "核价 09:30 800元 关单 09:50"), REFUSED);
	assert_string_equal(f->e.why, "refused.missing");
}

static void each_row_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; kinds_at(i); i++) {
		const struct value_kind *k = kinds_at(i);
		assert_non_null(k->read);
		assert_non_null(k->example);
		assert_true(k->brings != 0);
		assert_true((k->max > 0) == (k->say != NULL));
		assert_true(((k->brings & BRINGS_VALUE) != 0) == (k->find != NULL));
		assert_true((k->keys != NULL) == (k->define != NULL));
		assert_true((k->write != NULL) == (k->parse != NULL));
		assert_true(!k->zero_counts || (k->plain && k->write));
		assert_true(!k->plain || k->say);
		assert_true((k->read_plain != NULL) == (k->plain && !(k->brings & BRINGS_WORDS)));
		assert_true((k->read_plain != NULL) == (k->shape != NULL));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(kinds_at(j)->name, k->name);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, done)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_is_found_and_said),
		TEST(others_hear_of_it_where_they_should),
		TEST(what_is_not_plain_is_asked_back),
		TEST(a_machine_a_person_a_time_and_words),
		TEST(of_several_codes_none_has_a_value),
		cmocka_unit_test(each_row_is_whole),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
