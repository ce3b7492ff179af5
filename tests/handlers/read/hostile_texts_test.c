/* Hostile texts: whatever is sent, a decision is made, nothing fails, and a refusal's example works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/handlers/fake_example.h"
#include "tests/handlers/read/text_meant.h"
#include "tests/langs.h"

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void survive(struct fake *f, const char *who, const char *text)
{
	struct effects e;
	fake_decide(f, who, 0, text, &e);
	if (e.failed || (e.outcome == REFUSED && !fake_example_works(f, who, &e)))
		fail_msg("%s: %s", who, text);
	effects_free(&e);
}

static const char *const senders[] = {"李雷",   "阿里木",           "吴敏", "Tom Baker",
				      "王建国", "Silk Road Quarry", "desk", "总部审批"};

static void random_bytes(void **state)
{
	uint32_t seed = 1;
	for (int round = 0; round < 4000; round++) {
		char text[260];
		size_t n = next_random(&seed) % (sizeof(text) - 1);
		for (size_t i = 0; i < n; i++)
			text[i] = (char)(next_random(&seed) % 255 + 1);
		text[n] = '\0';
		survive(*state, senders[next_random(&seed) % COUNT(senders)], text);
	}
}

static void random_pieces(void **state)
{
	static const char *const pieces[] = {
		"出发",       "到达",        "修复",
		"派工",       "转派",        "代班",
		"撤销",       "归站",        "延误",
		"待件",       "取消",        "未修复",
		"1",          "2",           "3",
		"0",          "9",           "?",
		" ",          " ",           " ",
		"，",         "。",          "：",
		"10008",      "10019",       "10062",
		"10056",      "10018",       "12345678901",
		"16:30",      "1630",        "0830",
		"2小时",      "明天9点",     "上午",
		"3天",        "韩梅",        "张伟",
		"李雷鸣",     "Tom Baker",   "ann",
		"le",         "库尔勒站",    "同行",
		"和",         "with",        "at ",
		"预计",       "13800000014", "+8613800000011",
		"EC210-0042", "😀",           "小王",
		"-",          "depart",      "arrive",
		"cf",         "dd",          "xf",
		"until",      "帮助",        "回访",
		"5",          "堵车",        "0",
		"00",         "[",           "]",
		"无",         "申请",        "同意",
		"驳回",       "8:40",        "解决",
	};
	uint32_t seed = 7;
	for (int round = 0; round < 6000; round++) {
		char text[400] = "";
		size_t n = 1 + next_random(&seed) % 9;
		for (size_t i = 0; i < n; i++)
			strcat(text, pieces[next_random(&seed) % (COUNT(pieces))]);
		survive(*state, senders[next_random(&seed) % COUNT(senders)], text);
	}
}

static void very_long(void **state)
{
	static const char *const units[] = {"出发", "1 ", "10008 ",   "16:30 ", "韩梅", "韩梅 ", "9",
					    "a",    "😀",  "到达0850", "[",      "同行", "ann "};
	static char text[8000];
	for (size_t u = 0; u < COUNT(units); u++) {
		static const char *const heads[] = {"",      "出发 ",       "修复 ", "派工 10062 ", "归站 10056 ",
						    "代班 ", "申请 10008 ", "驳回 "};
		for (size_t h = 0; h < COUNT(heads); h++) {
			strcpy(text, heads[h]);
			while (strlen(text) + strlen(units[u]) < 6000)
				strcat(text, units[u]);
			for (size_t s = 0; s < COUNT(senders); s++)
				survive(*state, senders[s], text);
		}
	}
}

/* A plain text should cost far less than what its fsync does. Prints; only something silly fails. */
static void speed(void **state)
{
	struct fake *f = *state;
	struct timespec from, to;
	struct effects e;
	char name[32], number[32];
	for (int i = 0; i < 180; i++) {
		snprintf(name, sizeof(name), "员工%c%c%d", 'a' + i % 26, 'b' + i % 20, i);
		snprintf(number, sizeof(number), "+86137%08d", i);
		fake_hire(f, name, number, ROLE_BIT(ENGINEER), "库尔勒站", ZH);
	}
	fake_settle(f);
	static const char *const texts[] = {"出发 10019 16:30 同行 韩梅", "到达 10008 8:55",
					    "修复 10008 更换继电器，试机正常"};
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < 3000; i++) {
		fake_decide(f, "李雷", 0, texts[i % 3], &e);
		effects_free(&e);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	double us = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / 3e6;
	print_message("decide_text: %.1f us\n", us);
	assert_true(us < 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(random_pieces),
		cmocka_unit_test(very_long),
		cmocka_unit_test(speed),
	};

	return cmocka_run_group_tests(tests, meant_begin, meant_end);
}
