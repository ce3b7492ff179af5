/* What is left of a flow's line in an installation of one language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/init/one_language.h"

static const struct one_language english = {.name = "en", .others = {"zh", "is"}, .others_n = 2};

static void lines(void **state)
{
	static const char *const is_left[][2] = {
		{"title: {zh: 报修, en: repair}\n", "title: {en: repair}\n"},
		{"  a: {en: x, zh: 甲, ends: yes}  # {zh: 甲}\n", "  a: {en: x, ends: yes}  # {zh: 甲}\n"},
		{"x: {is: time, label: {zh: 时, en: time}, until: [left]}",
		 "x: {is: time, label: {en: time}, until: [left]}"},
		{"also: [SQ, {zh: 更正}, 3]", "also: [SQ, 3]"},
		{"also: [{zh: [更, 正]}, SQ]", "also: [SQ]"},
		{"also: [SQ, {zh: a, en: b}]", "also: [SQ, {en: b}]"},
		{"a: {zh: \"甲, {\", en: 'it, zh: x'}", "a: {en: 'it, zh: x'}"},
		{"a: {zh: 甲, en: it is Sam's, is: x}", "a: {en: it is Sam's}"},
		{"skips: {resolved: [], left: [ a,b ]}", "skips: {resolved: [], left: [a, b]}"},
		{"zhe: {zho: a, de: b}", "zhe: {zho: a, de: b}"},
		{"open: {zh: 甲, en: x", "open: {zh: 甲, en: x"},
		{"# zh and {zh: 甲, en: x}", "# zh and {zh: 甲, en: x}"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(is_left) / sizeof(*is_left); i++) {
		struct text out = text_new(1024);

		one_language_line(&english, is_left[i][0], &out);
		assert_string_equal(text_str(&out), is_left[i][1]);
		text_free(&out);
	}
}

static void a_word_too_long_was_cut_unseen(void **state)
{
	char line[10000] = "a: {zh: x, en: ";
	struct text out = text_new(2 * sizeof(line));

	(void)state;
	memset(line + strlen(line), 'x', 9000);
	strcat(line, "}");
	one_language_line(&english, line, &out);
	assert_true(out.full);
	text_free(&out);
}

static void a_file_is_written_anew(void **state)
{
	char path[] = "/tmp/one_language_test.XXXXXX", got[128] = "";
	FILE *f = fdopen(mkstemp(path), "w");

	(void)state;
	assert_true(f && fputs("languages: [zh, en]\n# languages: x\nup: {zh: 甲, en: x}\n", f) > 0 && fclose(f) == 0);
	assert_true(one_language_file(&english, path));
	f = fopen(path, "r");
	assert_non_null(f);
	assert_true(fread(got, 1, sizeof(got) - 1, f) > 0 && fclose(f) == 0);
	assert_string_equal(got, "languages: [en]\n# languages: x\nup: {en: x}\n");
	unlink(path);
	assert_false(one_language_file(&english, path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(a_word_too_long_was_cut_unseen),
		cmocka_unit_test(a_file_is_written_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
