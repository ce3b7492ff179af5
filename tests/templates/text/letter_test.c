/* Letters of scripts with blanks between words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/letter.h"

static bool at(const char *s)
{
	return letter_at(s, strlen(s));
}

static bool ends(const char *s)
{
	return letter_ends(s, strlen(s));
}

static void latin_and_cyrillic_have_letters(void **state)
{
	(void)state;
	assert_true(at("a") && at("z1") && at("выехал") && at("ø") && at("λ"));
	assert_true(ends("a") && ends("1z") && ends("выехал") && ends("ø"));
}

static void what_has_no_blanks_between_words_has_none(void **state)
{
	(void)state;
	assert_false(at("出发") || at("ア") || at("1") || at(" ") || at("") || at("«") || at("\u0301"));
	assert_false(ends("出发") || ends("ア") || ends("1") || ends("-") || ends("") || ends("»"));
}

static void half_a_character_is_no_letter(void **state)
{
	(void)state;
	assert_false(letter_at("\xD0", 1));
	assert_false(letter_at("\xB2\xD0\xB2", 3));
	assert_false(letter_ends("\xD0\xB2\xD0", 3));
	assert_false(letter_ends("\xB2", 1));
}

static bool begins_name(const char *s)
{
	return letters_begin_name(s, strlen(s));
}

static void a_name_has_a_capital(void **state)
{
	(void)state;
	assert_true(begins_name("Иван") && begins_name("Tom"));
	assert_false(begins_name("иван") || begins_name("ИВАН") || begins_name("И") || begins_name("") ||
		     begins_name("李雷"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(latin_and_cyrillic_have_letters),
		cmocka_unit_test(what_has_no_blanks_between_words_has_none),
		cmocka_unit_test(half_a_character_is_no_letter),
		cmocka_unit_test(a_name_has_a_capital),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
