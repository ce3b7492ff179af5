/* How a clock's time is reckoned stood in English on Chinese and Russian pages. */
#include "gateway/board/clock_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/units.h"

static const char *const langs[] = {"zh", "en", "ru"};
static struct own_words words[3];

static int read_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct faults f = {0};
		char path[64];

		snprintf(path, sizeof(path), "templates/%s/words.yaml", langs[i]);
		own_words_read(path, &words[i], &f);
		if (f.n)
			return -1;
	}
	return 0;
}

static void says(const struct own_words *w, const struct clock_kind *k, int rule, const char *judged, const char *is)
{
	const struct clock_state s = {.started = 1, .rule = rule};
	struct text out = text_new(200);

	clock_rule_say(w, k, &s, judged, &out);
	assert_string_equal(text_str(&out), is);
	text_free(&out);
}

static void each_way_of_reckoning_has_words(void **state)
{
	static const struct {
		struct due_rule due;
		const char *is[3];
	} rows[] = {
		{{.how = DUE_SPAN, .ms = 36 * HOUR_MS}, {"36小时内", "within 36 h", "за 36 ч"}},
		{{.how = DUE_SPAN, .ms = 14 * DAY_MS}, {"14天内", "within 14 d", "за 14 дн."}},
		{{.how = DUE_SPAN, .ms = 90 * MINUTE_MS}, {"1小时30分钟内", "within 1 h 30 min", "за 1 ч 30 мин"}},
		{{.how = DUE_SPAN, .ms = 20 * MINUTE_MS}, {"20分钟内", "within 20 min", "за 20 мин"}},
		/* A working day has fewer hours than 24. */
		{{.how = DUE_WORKING, .ms = 48 * HOUR_MS},
		 {"48小时工作时间内", "within 48 h of working time", "за 48 ч рабочего времени"}},
		{{.how = DUE_DAY, .day = 0, .minute = -1},
		 {"当个工作日内", "the same working day", "в тот же рабочий день"}},
		{{.how = DUE_DAY, .day = 1, .minute = 18 * 60},
		 {"下一工作日内，18:00前", "the next working day, until 18:00", "на следующий рабочий день, до 18:00"}},
		{{.how = DUE_DAY, .day = 3, .minute = -1},
		 {"之后第3个工作日内", "the working day 3 days later", "на 3-й рабочий день после этого"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct clock_kind k = {.runs = RUNS_NODE, .dues_n = 1};

		k.dues[0] = rows[i].due;
		for (size_t l = 0; l < 3; l++) {
			says(&words[l], &k, 0, "", rows[i].is[l]);
		}
	}
}

static void a_promise_and_a_clock_that_is_never_due(void **state)
{
	const struct clock_kind promise = {.runs = RUNS_PROMISE}, other = {.runs = RUNS_NODE};

	(void)state;
	says(&words[0], &promise, -1, "", "按承诺时间");
	says(&words[2], &promise, -1, "", "как обещано");
	says(&words[0], &other, -1, "", "没有时限");
}

/* A verdict goes by the line of then, whatever holds now. */
static void what_was_judged_goes_by_its_own_line(void **state)
{
	struct clock_kind k = {.runs = RUNS_NODE, .dues_n = 2};

	(void)state;
	k.dues[0] = (struct due_rule){.how = DUE_SPAN, .ms = HOUR_MS, .text = "up_to 1h"};
	k.dues[1] = (struct due_rule){.how = DUE_SPAN, .ms = 2 * HOUR_MS, .text = "2h"};
	says(&words[1], &k, 1, "up to 1h", "within 1 h");
	says(&words[1], &k, 1, "3h", "");
}

static void files_of_earlier_versions_say_nothing(void **state)
{
	static const struct own_words none;
	struct clock_kind k = {.runs = RUNS_NODE, .dues_n = 1};

	(void)state;
	k.dues[0] = (struct due_rule){.how = DUE_DAY, .day = 1, .minute = 600};
	says(&none, &k, 0, "", "");
	k.dues[0] = (struct due_rule){.how = DUE_SPAN, .ms = HOUR_MS};
	says(&none, &k, 0, "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_way_of_reckoning_has_words),
		cmocka_unit_test(a_promise_and_a_clock_that_is_never_due),
		cmocka_unit_test(what_was_judged_goes_by_its_own_line),
		cmocka_unit_test(files_of_earlier_versions_say_nothing),
	};

	return cmocka_run_group_tests(tests, read_words, NULL);
}
