/* The words for make-up days: read from each language's file, and found in summaries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/lexicon/day_words.h"

static void the_words_that_come_with_fieldgate(void **state)
{
	static const struct {
		const char *summary;
		bool worked;
	} rows[] = {
		{"春节调休上班", true},
		{"国庆节 补班 第1天/共2天", true},
		{"国庆节（班）", true},
		{"国庆节(班)", true},
		{"Spring Festival Make-up Workday", true},
		{"国庆节（休）", false},
		{"国庆放假，不上班", false},
		{"Bank holiday (non-working day)", false},
		{"春节 假期 第1天/共9天", false},
		{"Labour Day", false},
		{"", false},
	};
	struct faults faults = {0};
	struct day_words words;

	(void)state;
	day_words_read("templates", &words, &faults);
	assert_int_equal(faults.n, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (day_words_make_up(&words, rows[i].summary) != rows[i].worked)
			fail_msg("`%s`", rows[i].summary);
	}
}

static void faults_of_a_file_of_words(void **state)
{
	static const struct {
		const char *yaml, *fault;
	} rows[] = {
		{"make_ups: [上班]\n", "make_up"},
		{"make_up: {a: b}\n", "WORD"},
		{"make_up: [' ']\n", "word"},
		{"make_up: [上班\n", ""},
	};
	char folder[] = "/tmp/day_words_test_XXXXXX", sub[64], path[80];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(sub, sizeof(sub), "%s/zh", folder);
	snprintf(path, sizeof(path), "%s/days.yaml", sub);
	assert_int_equal(mkdir(sub, 0700), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct faults faults = {0};
		struct day_words words;
		FILE *to = fopen(path, "we");

		assert_non_null(to);
		fputs(rows[i].yaml, to);
		fclose(to);
		day_words_read(folder, &words, &faults);
		assert_int_equal(words.make_up.n, 0);
		assert_true(faults.n > 0);
		assert_non_null(strstr(faults.all[0].what, rows[i].fault));
		faults_free(&faults);
	}
	unlink(path);
	rmdir(sub);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_words_that_come_with_fieldgate),
		cmocka_unit_test(faults_of_a_file_of_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
