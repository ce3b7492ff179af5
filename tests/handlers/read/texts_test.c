/* Texts as people write them (texts.tsv), decided on a ticket that stands where the row says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/fake_example.h"
#include "tests/handlers/text_rows.h"
#include "tests/handlers/told_whole.h"

#define TEXTS "tests/handlers/read/texts.tsv"
#define STARTS_MAX 40
#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define AT "2026-11-21 13:40"

/* One world for each start: deciding a text without making it true leaves it as it is. */
struct start {
	char name[32];
	struct fake *f;
};
static struct start starts[STARTS_MAX];
static size_t starts_n;

/* ---- where tickets stand ---- */

static bool is(const char *name, const char *a, const char *b)
{
	return strcmp(name, a) == 0 || (b && strcmp(name, b) == 0);
}

/* Opened and dispatched the day before: on site, or with times that wait for approval. */
static void make_early(struct fake *f, const char *name, const char *lead, const char *serial)
{
	fake_at(f, "2026-11-20 17:00");
	fake_open(f, serial, false, "发动机无法启动");
	fake_at(f, "2026-11-20 17:10");
	fake_send(f, "阿里木", "派工 明天9:00 %s", lead);
	if (is(name, "early_on", NULL)) {
		fake_at(f, "2026-11-21 08:30");
		fake_send(f, lead, "出发 10:30");
		fake_at(f, "2026-11-21 10:00");
		fake_send(f, lead, "到达");
	} else if (is(name, "caught", NULL)) {
		fake_at(f, "2026-11-21 13:30");
		fake_send(f, lead, "出发0830 到达0950 修复1320");
	}
}

static void send_at(struct fake *f, const char *time, const char *who, const char *text)
{
	fake_at(f, time);
	fake_send(f, who, "%s", text);
}

/* On the way, and on. */
static void go_on(struct fake *f, const char *name, const char *lead)
{
	send_at(f, "13:10", lead, "出发 10008 16:30");
	if (is(name, "en_route", "two_route"))
		return;
	send_at(f, is(name, "fresh_on", NULL) ? "13:35" : "13:20", lead, "到达 10008");
	if (is(name, "waiting", NULL))
		send_at(f, "13:25", lead, "待件 等液压泵");
	else if (is(name, "left", NULL))
		send_at(f, "13:25", lead, "未修复 需专用工具");
	else if (is(name, "resolved", NULL))
		send_at(f, "13:25", lead, "修复 更换继电器");
	else if (is(name, "claim", NULL))
		send_at(f, "13:25", lead, "申请 到达 13:15 没信号");
}

static void make_today(struct fake *f, const char *name, const char *lead, const char *serial)
{
	bool two = strncmp(name, "two", 3) == 0;

	fake_at(f, "2026-11-21 13:00");
	fake_open(f, is(name, "unplaced", NULL) ? NULL : serial, false, "发动机无法启动");
	if (two)
		fake_open(f, "EC480-0007", false, "液压泵漏油");
	if (is(name, "unplaced", "reported") || is(name, "two_reported", NULL))
		return;
	fake_at(f, "13:05");
	fake_send(f, "阿里木", "派工 10008 14:00 %s", lead);
	if (two)
		fake_send(f, "阿里木", "派工 10019 15:00 %s", lead);
	if (is(name, "dispatched", "two"))
		return;
	if (is(name, "fresh", NULL))
		send_at(f, "13:35", lead, "出发 16:30");
	else
		go_on(f, name, lead);
}

static struct fake *start_of(const char *name)
{
	bool tom = strncmp(name, "tom_", 4) == 0;
	const char *lead = tom ? "Tom Baker" : "李雷", *serial = tom ? "L120-0003" : "EC210-0042";
	const char *plain = tom ? name + 4 : name;
	struct start *s;

	for (size_t i = 0; i < starts_n; i++) {
		if (strcmp(starts[i].name, name) == 0)
			return starts[i].f;
	}
	assert_true(starts_n < STARTS_MAX);
	s = &starts[starts_n++];
	text_copy(s->name, sizeof(s->name), name);
	s->f = fake_make();
	if (strncmp(plain, "early", 5) == 0 || is(plain, "caught", NULL))
		make_early(s->f, plain, lead, serial);
	else
		make_today(s->f, plain, lead, serial);
	fake_at(s->f, AT);
	return s->f;
}

static void texts_come_to_what_people_mean(void **state)
{
	size_t n;

	(void)state;
	assert_int_equal(text_rows_wrong(TEXTS, start_of, &n), 0);
	assert_true(n > 1000);
}

/* ---- spliced texts ---- */

#define SPLICES 2000
#define ROWS_MAX 8000

/* The same numbers at every run. */
static unsigned dice(void)
{
	static unsigned state = 1;

	state = state * 1103515245u + 12345u;
	return state >> 8;
}

static size_t a_cut(const char *s)
{
	size_t n = strlen(s), i = n > 0 ? dice() % n : 0;

	while (i > 0 && ((unsigned char)s[i] & 0xC0) == 0x80)
		i--;
	return i;
}

/* The beginning of one text and the end of another: whatever it means, it touches one ticket at most, is answered once, and
 * what a refusal shows works. */
static bool splice_holds(const char *start, const char *who, const char *text)
{
	struct fake *f = start_of(start);
	struct effects e;
	size_t answers = 0;
	bool ok;

	fake_decide(f, who, 0, text, &e);
	for (size_t i = 0; i < e.messages_n; i++)
		answers += e.messages[i].answer;
	ok = !e.failed && answers == 1 && (e.outcome != REFUSED || fake_example_works(f, who, &e));
	for (size_t i = 1; i < e.events_n; i++)
		ok = ok && e.events[i].ticket == e.events[0].ticket;
	if (!ok)
		print_error("%s, %s: %s\n", start, who, text);
	effects_free(&e);
	return ok;
}

/* All rows of the file: start, sender and text; returns how many. */
static size_t read_rows(char rows[ROWS_MAX][3][400])
{
	char line[4000];
	size_t n = 0;
	FILE *file = fopen(TEXTS, "r");

	assert_non_null(file);
	while (n < ROWS_MAX && fgets(line, sizeof(line), file)) {
		if (line[0] != '#' &&
		    sscanf(line, "%399[^\t]\t%399[^\t]\t%399[^\t]", rows[n][0], rows[n][1], rows[n][2]) == 3)
			n++;
	}
	fclose(file);
	assert_true(n < ROWS_MAX);
	return n;
}

static void spliced_texts_do_no_harm(void **state)
{
	static char rows[ROWS_MAX][3][400];
	static char text[900];
	size_t n = read_rows(rows), wrong = 0;

	(void)state;
	for (int i = 0; i < SPLICES; i++) {
		char(*a)[400] = rows[dice() % n], (*b)[400] = rows[dice() % n];

		snprintf(text, sizeof(text), "%.*s%s", (int)a_cut(a[2]), a[2], b[2] + a_cut(b[2]));
		wrong += splice_holds(a[0], a[1], text) ? 0 : 1;
	}
	assert_int_equal(wrong, 0);
}

/* What is left of a text without its first n characters. */
static const char *without_first(const char *s, size_t n)
{
	for (; n > 0 && *s; n--) {
		do
			s++;
		while (((unsigned char)*s & 0xC0) == 0x80);
	}
	return s;
}

/* `dispatch` left off `dispatch Li Lei's car broke down`: each text without its first word, and without the two characters
 * that most codes have. */
static void texts_without_their_codes_do_no_harm(void **state)
{
	static char rows[ROWS_MAX][3][400];
	size_t n = read_rows(rows), wrong = 0;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		const char *text = rows[i][2], *blank = strchr(text, ' ');

		wrong += splice_holds(rows[i][0], rows[i][1], without_first(text, 2)) ? 0 : 1;
		if (blank)
			wrong += splice_holds(rows[i][0], rows[i][1], blank + 1) ? 0 : 1;
	}
	assert_int_equal(wrong, 0);
}

/* ---- what is said besides ---- */

/* Remarks that begin or end as times, courtesies, places or the like do. */
static const char *const remarks_zh[] = {
	"没信号",       "客户在",     "客户要开会",   "配件刚到",   "配件没到", "船晚点",       "货车多",
	"早点到",       "客户改时间", "手机快没电",   "大概要加油", "机器在动", "现场没人",     "可能下雨",
	"站里没件",     "领导同意了", "比原来远",     "会开得慢",   "约了客户", "装车晚了",     "客户同去",
	"时间不够",     "师傅病了",   "到了路口",     "改走国道",   "还要换胎", "安排吊车",     "推土机坏",
	"老板让先付款", "晚班",       "早班车没赶上", "下午班",     "上午停电", "客户上午停电", "晚上住工地",
};
static const char *const remarks_en[] = {
	"early for once",
	"no signal",
	"customer is here",
	"machine still running",
	"late start",
	"about the pump",
	"will call",
	"at the gate",
	"now raining",
	"there is snow",
	"still no parts",
	"behind a truck",
	"time is short",
	"then to hami",
	"for once early",
	"i am ill",
	"boss is ill",
	"running on one lamp",
	"arrival gate closed",
	"customer moved site",
	"another flat",
	"until dark",
	"thanks to the guard",
	"night shift",
	"morning briefing first",
	"afternoon prayer",
	"evening shift informed",
};
/* `%s` is the remark. */
static const struct besides {
	const char *start, *who;
	bool zh;
	const char *forms[8];
} besides[] = {
	{"dispatched",
	 "李雷",
	 true,
	 {"出发 16:30 %s", "出发18:00 %s", "出发16:30，%s", "出发 %s，16:30到", "%s，出发16:30",
	  "出发 16:30到，%s，谢谢", "站长，出发16:30到 %s"}},
	{"en_route", "李雷", true, {"延误 17:30 %s", "延误17:30，%s", "延误 %s，预计17:30到", "延误 17:30到 %s"}},
	{"en_route", "李雷", true, {"到达 %s", "到达，%s", "%s，到达", "您好，到达了，%s，谢谢", "10008 到达 %s"}},
	{"on_site", "李雷", true, {"修复 %s", "未修复，%s", "待件 %s"}},
	{"reported", "阿里木", true, {"派工 15:00 李雷 %s", "派工 15:00 李雷，%s", "派工 李雷 18:00 %s"}},
	{"tom_dispatched",
	 "Tom Baker",
	 false,
	 {"depart 4:30pm %s", "depart 10008 18:00 %s", "depart 4:30pm, %s", "depart, %s, eta 4:30pm",
	  "%s, depart 4:30pm", "Hi boss, depart 4:30pm. %s"}},
	{"tom_en_route",
	 "Tom Baker",
	 false,
	 {"delay 5:30pm %s", "delay 18:00 %s", "delay 5:30pm, %s", "delay, %s, eta 5:30pm"}},
	{"tom_en_route", "Tom Baker", false, {"arrived %s", "arrived, %s", "%s, arrived", "arrived now. %s. Thanks"}},
	{"tom_on_site", "Tom Baker", false, {"repaired %s", "repaired, %s"}},
	{"tom_reported",
	 "阿里木",
	 false,
	 {"dispatch 3pm Tom Baker %s", "dispatch Tom Baker 3pm, %s", "dispatch Tom Baker 15:00 %s"}},
};

static size_t remarks_lost(const struct besides *b, const char *const *remarks, size_t n)
{
	struct fake *f = start_of(b->start);
	size_t lost = 0;

	for (size_t k = 0; k < COUNT(b->forms) && b->forms[k]; k++) {
		const char *at = strstr(b->forms[k], "%s");

		for (size_t i = 0; i < n; i++) {
			char text[400];

			snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - b->forms[k]), b->forms[k], remarks[i],
				 at + 2);
			lost += told_whole(f, b->who, text) && told_remark(f, b->who, text, remarks[i]) ? 0 : 1;
		}
	}
	return lost;
}

static void what_is_said_besides_is_told_whole(void **state)
{
	size_t lost = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(besides); i++)
		lost += besides[i].zh ? remarks_lost(&besides[i], remarks_zh, COUNT(remarks_zh))
				      : remarks_lost(&besides[i], remarks_en, COUNT(remarks_en));
	assert_int_equal(lost, 0);
}

/* ---- digits ---- */

static const char *const stands[] = {"reported",     "dispatched", "en_route",    "on_site",      "waiting",
				     "left",         "resolved",   "claim",       "caught",       "early",
				     "two_reported", "two",        "two_on",      "fresh",        "tom_dispatched",
				     "tom_on_site",  "tom_claim",  "tom_waiting", "tom_en_route", "tom_reported"};
static const char *const senders[] = {"李雷", "阿里木", "吴敏", "Tom Baker", "总部审批", "赵强"};
/* Digits alone, digit codes with what is wrong behind them, and words with a digit that is a code too. */
static const char *const digits[] = {
	"0",          "1",           "2",
	"3",          "4",           "5",
	"6",          "7",           "8",
	"9",          "1 2",         "1 3",
	"2 3",        "3 1",         "7 2",
	"8 3",        "13",          "31",
	"1 99",       "2.",          "1、2",
	"1 2 3",      "1。3",        "3点",
	"3 点到",     "1 3点",       "1 10008",
	"2 10008",    "3 10008",     "5 10008",
	"5 10024",    "1 10024",     "3 10019",
	"1 10019",    "9 10008",     "0 10008",
	"4 10008",    "6 10008",     "7 10008",
	"8 10008",    "4 李雷",      "4 14:00",
	"4 3",        "5 3",         "6 3",
	"6 10:00",    "7 3",         "8 3天",
	"0 1",        "9 1",         "出发 3",
	"出发 1",     "出发 2、3点", "到达 3",
	"修复 1",     "延误 3",      "待件 3",
	"未修复 3",   "派工 3",      "电话解决 3",
	"取消 3",     "转派 3",      "归站 3",
	"回访 3",     "申请 3",      "同意 3",
	"驳回 3",     "代班 3",      "撤销 3",
	"重开 3",     "补充 3",      "我的 3",
	"帮助 3",     "depart 3",    "depart 1",
	"arrive 3",   "repaired 1",  "delay 3",
	"wait 2",     "left 3",      "dispatch 3",
	"phone 3",    "undo 3",      "list 3",
	"help 3",     "approve 3",   "correct 3",
	"出发 10024", "出法 3",      "arive 3",
	"3 km to go", "1 hour",      "2 hours late",
	"10008",      "10008 3",     "10024 3",
	"10008 1",    "1 -",         "1 1",
	"２",         "１ ３",       "1️⃣ 3️⃣",
	"#1",         "1)",          "(3)",
	"①",          "一",          "三",
	"1 李雷 3",
};

/* "1" is depart, "3" is repaired: an answer to a text with digits must not lead anyone to another code. */
static bool digits_hold(const char *start, const char *who, const char *text)
{
	struct fake *f = start_of(start);
	struct effects e;
	bool ok;

	fake_decide(f, who, 0, text, &e);
	ok = e.outcome != REFUSED || fake_example_works(f, who, &e);
	if (!ok)
		print_error("%s, %s: %s\n", start, who, text);
	effects_free(&e);
	return ok;
}

static void a_refusal_teaches_no_digit_that_means_something_else(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t s = 0; s < COUNT(stands); s++)
		for (size_t w = 0; w < COUNT(senders); w++)
			for (size_t i = 0; i < COUNT(digits); i++)
				wrong += digits_hold(stands[s], senders[w], digits[i]) ? 0 : 1;
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(texts_come_to_what_people_mean),
					   cmocka_unit_test(spliced_texts_do_no_harm),
					   cmocka_unit_test(texts_without_their_codes_do_no_harm),
					   cmocka_unit_test(what_is_said_besides_is_told_whole),
					   cmocka_unit_test(a_refusal_teaches_no_digit_that_means_something_else)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	for (size_t i = 0; i < starts_n; i++)
		fake_free(starts[i].f);
	return failed;
}
