#include "templates/text/halves.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FIRST "\xF4\x8D\xA0\xBD"  /* of U+1F600: D83D */
#define SECOND "\xF4\x8D\xB8\x80" /* DE00 */
#define BAD "\xEF\xBF\xBD"

static void joins(const char *from, const char *to)
{
	char s[64];

	strcpy(s, from);
	halves_join(s);
	assert_string_equal(s, to);
}

static void two_halves_are_one_character(void **state)
{
	(void)state;
	joins("", "");
	joins("好 a", "好 a");
	joins("a" FIRST SECOND "b", "a😀b");
	joins(FIRST SECOND FIRST SECOND, "😀😀");
	joins("😀" FIRST SECOND, "😀😀");
}

static void a_half_alone_is_a_bad_character(void **state)
{
	(void)state;
	joins(FIRST, BAD);
	joins(SECOND "x", BAD "x");
	joins(SECOND FIRST, BAD BAD);
	joins(FIRST FIRST SECOND "好", BAD "😀好");
	joins(FIRST "…" SECOND, BAD "…" BAD);
}

static void other_characters_of_the_same_plane_stay(void **state)
{
	(void)state;
	joins("\xF4\x80\x80\x80", "\xF4\x80\x80\x80");
	joins("\xF4\x8F\xBF\xBD" FIRST, "\xF4\x8F\xBF\xBD" BAD);
}

static void a_unit_is_a_first_or_a_second_half_or_none(void **state)
{
	(void)state;
	assert_true(half_is_first(0xD800) && half_is_first(0xDBFF) && !half_is_first(0xDC00) && !half_is_first(0xD7FF));
	assert_true(half_is_second(0xDC00) && half_is_second(0xDFFF) && !half_is_second(0xE000));
	assert_int_equal(half_stand_in(0xD83D), 0x10D83D);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_halves_are_one_character),
		cmocka_unit_test(a_half_alone_is_a_bad_character),
		cmocka_unit_test(other_characters_of_the_same_plane_stay),
		cmocka_unit_test(a_unit_is_a_first_or_a_second_half_or_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
