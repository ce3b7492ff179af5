/* Folding: what becomes one, and the way back to the original. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/fold.h"
#include "templates/text/utf8.h"

static void check_fold(const char *text, const char *expected)
{
	struct fold f;
	char small[200];

	assert_true(fold_make(&f, text, strlen(text)));
	assert_string_equal(f.s, expected);
	assert_int_equal(f.len, strlen(expected));
	assert_int_equal(f.from[f.len], strlen(text));
	fold_free(&f);
	assert_true(fold_small(small, sizeof(small), text));
	assert_string_equal(small, expected);
}

static void width_and_case_are_folded(void **state)
{
	(void)state;
	check_fold("ＣＦ１２３４７，１６：３０", "cf12347,16:30");
	check_fold("Depart 4:30PM", "depart 4:30pm");
	check_fold("出发 16:30", "出发 16:30");
	check_fold("ÄÖß", "a\u0308o\u0308ss");
	check_fold("ｱｲｳ", "アイウ");
	check_fold("①Ⅳ㎞", "1ivkm");
	check_fold("ΣΑΣ", "σασ");
}

static void cyrillic_letters_stay_one_character_each(void **state)
{
	(void)state;
	check_fold("ВЫЕХАЛ в 16:30", "выехал в 16:30");
	check_fold("Ещё Ёлка Ѐ ѝ", "еще елка е ѝ");
	check_fold("Й й, еи\u0306 Е\u0308лка", "й й, ей елка"); /* as some phones write them */
	check_fold("и \u0306", "и \u0306");
	check_fold("Љубљана Ґанок", "љубљана ґанок");
}

static void punctuation_is_folded_to_ascii(void **state)
{
	(void)state;
	check_fold("好。是、“甲”『乙』「丙」‘丁’", "好.是,\"甲\"\"乙\"\"丙\"'丁'");
	check_fold("a—b–c", "a-b-c");
	check_fold("阿卜杜拉·买买提•x", "阿卜杜拉 买买提 x");
	check_fold("【急】〔一〕《书》", "[急][一]<书>");
	check_fold("（一）！？；", "(一)!?;");
	check_fold("等…", "等...");
	check_fold("｡､｢｣･x", ".,\"\" x");
}

static void blanks_become_one_and_ends_are_trimmed(void **state)
{
	(void)state;
	check_fold("", "");
	check_fold(" \t\n　 ", "");
	check_fold("　出发　 16:30\r\n\t同行\u00A0韩梅 \x01", "出发 16:30 同行 韩梅");
	check_fold("a\xC2\x85"
		   "b\u2028c\u2003d",
		   "a b c d");
}

static void zero_width_characters_are_dropped(void **state)
{
	(void)state;
	check_fold("\uFEFFC\u200BF\u200E1\u20602\uFE0F\u200D", "cf12");
	check_fold(" \u200B ", "");
	check_fold("a \u200B b", "a b");
}

static void offsets_lead_back_to_the_original(void **state)
{
	const char *text = "  ＣＦ\u200B１　　㍿。😀 ";
	struct fold f;
	static const uint32_t from[] = {
		2, 5, 11, 14, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 23, 26, 26, 26, 26, 31,
	};

	(void)state;
	assert_true(fold_make(&f, text, strlen(text)));
	assert_string_equal(f.s, "cf1 株式会社.😀");
	assert_int_equal(f.len + 1, sizeof(from) / sizeof(from[0]));
	for (size_t i = 0; i <= f.len; i++)
		assert_int_equal(f.from[i], from[i]);
	fold_free(&f);
}

static void a_text_that_grows_in_folding_fits(void **state)
{
	char text[300 + 1];
	struct fold f;

	(void)state;
	for (int i = 0; i < 100; i++)
		memcpy(text + (ptrdiff_t)i * 3, "ﷺ", 4);
	assert_true(fold_make(&f, text, strlen(text)));
	assert_true(f.len > 3000);
	assert_true(utf8_valid(f.s, f.len));
	assert_int_equal(f.from[f.len - 1], 297);
	fold_free(&f);
}

static void any_bytes_fold_to_valid_text(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = (size_t)(round % 24);
		char *text = malloc(n ? n : 1); /* exact, so that the sanitizer sees a byte read too far */
		struct fold f;

		assert_non_null(text);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = (char)(seed >> 16 & (round % 3 ? 0xFF : 0x7F));
		}
		assert_true(fold_make(&f, text, n));
		assert_true(utf8_valid(f.s, f.len));
		for (size_t i = 1; i <= f.len; i++)
			assert_true(f.from[i] >= f.from[i - 1] && f.from[i] <= n);
		fold_free(&f);
		free(text);
	}
	check_fold("a\xE5\x87", "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void write_utf8(char *s, uint32_t cp)
{
	size_t more = cp < 0x80 ? 0 : cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
	static const uint32_t lead[] = {0, 0xC0, 0xE0, 0xF0};

	*s++ = (char)(lead[more] | cp >> (6 * more));
	while (more-- > 0)
		*s++ = (char)(0x80 | (cp >> (6 * more) & 0x3F));
	*s = '\0';
}

static void folding_twice_changes_nothing(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		char s[5], once[100], twice[100];

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		write_utf8(s, cp);
		assert_true(utf8_valid(s, strlen(s)));
		assert_true(fold_small(once, sizeof(once), s));
		assert_true(fold_small(twice, sizeof(twice), once));
		assert_string_equal(once, twice);
	}
}

static void a_small_fold_says_when_it_does_not_fit(void **state)
{
	char to[4];

	(void)state;
	assert_true(fold_small(to, sizeof(to), "ABC"));
	assert_string_equal(to, "abc");
	assert_true(fold_small(to, sizeof(to), "  ABC  "));
	assert_string_equal(to, "abc");
	assert_true(fold_small(to, sizeof(to), "出"));
	assert_false(fold_small(to, sizeof(to), "ABCD"));
	assert_string_equal(to, "abc");
	assert_false(fold_small(to, sizeof(to), "出发"));
	assert_string_equal(to, "出");
	assert_false(fold_small(to, 0, ""));
	assert_true(fold_small(to, 1, " "));
	assert_string_equal(to, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(width_and_case_are_folded),
		cmocka_unit_test(cyrillic_letters_stay_one_character_each),
		cmocka_unit_test(punctuation_is_folded_to_ascii),
		cmocka_unit_test(blanks_become_one_and_ends_are_trimmed),
		cmocka_unit_test(zero_width_characters_are_dropped),
		cmocka_unit_test(offsets_lead_back_to_the_original),
		cmocka_unit_test(a_text_that_grows_in_folding_fits),
		cmocka_unit_test(any_bytes_fold_to_valid_text),
		cmocka_unit_test(folding_twice_changes_nothing),
		cmocka_unit_test(a_small_fold_says_when_it_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
