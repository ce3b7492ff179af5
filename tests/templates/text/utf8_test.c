/* UTF-8: what is well formed, what a bad byte becomes, how wide characters are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/utf8.h"

static void only_well_formed_utf8_is_valid(void **state)
{
	static const char *const good[] = {
		"", "a", "出", "😀", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xC2\x80", "\xE0\xA0\x80",
	};
	static const char *const bad[] = {
		"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",
		"\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
		"\xFF",         "\xE5\x87",         "\xF0\x9F\x98",     "a\xC3",
		"\xC3(",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(utf8_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(utf8_valid(bad[i], strlen(bad[i])));
	assert_false(utf8_valid("a\0b", 3));
}

static void a_bad_byte_is_one_replacement(void **state)
{
	uint32_t cp;

	(void)state;
	assert_int_equal(utf8_next("\xE5\x87x", 3, &cp), 1);
	assert_int_equal(cp, 0xFFFD);
	assert_int_equal(utf8_next("\xE5\x87\xBA", 2, &cp), 1);
	assert_int_equal(cp, 0xFFFD);
	assert_int_equal(utf8_next("\xE5\x87\xBA", 3, &cp), 3);
	assert_int_equal(cp, 0x51FA);
	assert_int_equal(utf8_next("\0", 1, &cp), 1);
	assert_int_equal(cp, 0);
	assert_int_equal(utf8_count("a\xFF出😀"), 4);
}

static void wide_characters_take_two_columns(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns("ab", 2), 2);
	assert_int_equal(utf8_columns("出发ab", 6), 4);
	assert_int_equal(utf8_columns("，", 3), 2);
	assert_int_equal(utf8_columns("e\u0301", 3), 1);
	assert_int_equal(utf8_columns("😀", 4), 2);
	assert_int_equal(utf8_columns("\xFF", 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_well_formed_utf8_is_valid),
		cmocka_unit_test(a_bad_byte_is_one_replacement),
		cmocka_unit_test(wide_characters_take_two_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
