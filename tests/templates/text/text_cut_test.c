/* Values cut to a length, and kept from breaking out of their place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/text_cut.h"
#include "templates/text/utf8.h"

static void check_cut(const char *from, size_t units, const char *expected)
{
	struct text t = text_new(1000);

	text_add(&t, "|");
	text_cut(&t, from, units);
	assert_true(text_str(&t)[0] == '|');
	assert_string_equal(text_str(&t) + 1, expected);
	assert_int_equal(t.len, strlen(expected) + 1);
	text_free(&t);
}

static void a_cut_value_ends_in_an_ellipsis_within_its_units(void **state)
{
	(void)state;
	check_cut("abcde", 5, "abcde");
	check_cut("abcdef", 5, "abcd…");
	check_cut("出发地点", 4, "出发地点");
	check_cut("出发地点在", 4, "出发地…");
	check_cut("a", 1, "a");
	check_cut("ab", 1, "…");
	check_cut("ab", 0, "");
	check_cut("", 0, "");
	check_cut("", 5, "");
}

static void a_cut_never_parts_a_surrogate_pair(void **state)
{
	(void)state;
	check_cut("😀😀", 4, "😀😀");
	check_cut("😀😀", 3, "😀…");
	check_cut("😀😀", 2, "…");
	check_cut("😀", 1, "…");
	check_cut("a😀b", 3, "a…");
	check_cut("a😀", 3, "a😀");
}

static void a_value_stays_one_line(void **state)
{
	(void)state;
	check_cut("a\nb\tc\rd\r\ne", 20, "a b c d e");
	check_cut("a\x1B[31mb\x7F", 20, "a [31mb ");
	check_cut("a\xC2\x85"
		  "b\u2028c\u2029d",
		  20, "a b c d");
	check_cut("a\u202Eb\u202Cc\u2066d\u2069e", 20, "a b c d e");
	check_cut("a\xFFz", 20, "a\xEF\xBF\xBDz");
	check_cut("{a}[b]", 20, "{a}[b]");
}

static void a_value_of_lines_keeps_its_line_feeds(void **state)
{
	struct text t = text_new(100);

	(void)state;
	text_cut_lines(&t, "a\r\nb\n\tc\rd", 20);
	assert_string_equal(text_str(&t), "a\nb\n c d");
	text_free(&t);
}

static void a_cut_into_a_full_buffer_stays_whole(void **state)
{
	(void)state;
	for (size_t max = 0; max < 12; max++) {
		struct text t = text_new(max);

		text_cut(&t, "出发地点", 3);
		assert_true(t.len <= max);
		assert_true(utf8_valid(text_str(&t), t.len));
		assert_int_equal(strlen(text_str(&t)), t.len);
		text_free(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_value_ends_in_an_ellipsis_within_its_units),
		cmocka_unit_test(a_cut_never_parts_a_surrogate_pair),
		cmocka_unit_test(a_value_stays_one_line),
		cmocka_unit_test(a_value_of_lines_keeps_its_line_feeds),
		cmocka_unit_test(a_cut_into_a_full_buffer_stays_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
