/* Text buffers, UTF-8 and folding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/text.h"

static void new_buffer_is_an_empty_string(void **state)
{
	(void)state;
	struct text t = text_new(10);
	assert_string_equal(text_str(&t), "");
	text_add(&t, "");
	assert_false(t.full);
	text_clear(&t);
	text_free(&t);
}

static void buffer_takes_exactly_its_ceiling(void **state)
{
	(void)state;
	struct text t = text_new(5);
	text_add(&t, "12345");
	assert_string_equal(text_str(&t), "12345");
	assert_false(t.full);
	text_add(&t, "6");
	assert_string_equal(text_str(&t), "12345");
	assert_true(t.full);
	text_clear(&t);
	text_add(&t, "ab");
	assert_string_equal(text_str(&t), "ab");
	assert_false(t.full);
	text_free(&t);
}

static void buffer_is_cut_at_a_whole_character(void **state)
{
	(void)state;
	static const struct {
		size_t max;
		const char *left;
	} cases[] = {{0, ""}, {2, ""}, {3, "出"}, {5, "出"}, {6, "出发"}, {9, "出发"}, {10, "出发😀"}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(cases[i].max), u = text_new(cases[i].max);
		text_add(&t, "出发😀");
		text_addf(&u, "%s", "出发😀");
		assert_string_equal(text_str(&t), cases[i].left);
		assert_string_equal(text_str(&u), cases[i].left);
		assert_int_equal(t.full, cases[i].max < 10);
		assert_int_equal(u.full, cases[i].max < 10);
		assert_int_equal(u.len, strlen(cases[i].left));
		text_free(&t);
		text_free(&u);
	}
}

static void nothing_follows_what_was_cut(void **state)
{
	(void)state;
	struct text t = text_new(4);
	text_add(&t, "ab");
	text_add(&t, "出");
	assert_true(t.full);
	text_add(&t, "c");
	text_addf(&t, "%d", 1);
	assert_string_equal(text_str(&t), "ab");
	text_free(&t);
}

static void buffer_grows_by_many_small_additions(void **state)
{
	(void)state;
	struct text t = text_new(100000);
	for (int i = 0; i < 10000; i++)
		text_addf(&t, "%05d", i);
	text_addn(&t, "xyz", 2);
	assert_int_equal(t.len, 50002);
	assert_memory_equal(t.s + 49995, "09999xy", 8);
	assert_true(t.cap <= 100001);
	text_free(&t);
}

static void copy_is_cut_at_a_whole_character(void **state)
{
	(void)state;
	char to[6];
	assert_true(text_copy(to, sizeof(to), "hello"));
	assert_string_equal(to, "hello");
	assert_false(text_copy(to, sizeof(to), "hello!"));
	assert_string_equal(to, "hello");
	assert_false(text_copy(to, sizeof(to), "出发"));
	assert_string_equal(to, "出");
	assert_false(text_copy(to, 1, "a"));
	assert_string_equal(to, "");
	assert_true(text_copy(to, 1, ""));
	assert_false(text_copy(to, 0, ""));
}

static void only_well_formed_utf8_is_valid(void **state)
{
	(void)state;
	static const char *const good[] = {
		"", "a", "出", "😀", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xC2\x80", "\xE0\xA0\x80",
	};
	static const char *const bad[] = {
		"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",
		"\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
		"\xFF",         "\xE5\x87",         "\xF0\x9F\x98",     "a\xC3",
		"\xC3(",
	};
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(utf8_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(utf8_valid(bad[i], strlen(bad[i])));
	assert_false(utf8_valid("a\0b", 3));
}

static void a_bad_byte_is_one_replacement(void **state)
{
	(void)state;
	uint32_t cp;
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
	(void)state;
	struct text t = text_new(100);
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

static void check_fold(const char *text, const char *expected)
{
	struct fold f;
	assert_true(fold_make(&f, text, strlen(text)));
	assert_string_equal(f.s, expected);
	assert_int_equal(f.len, strlen(expected));
	assert_int_equal(f.from[f.len], strlen(text));
	fold_free(&f);
	char small[200];
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
	(void)state;
	const char *text = "  ＣＦ\u200B１　　㍿。😀 ";
	struct fold f;
	assert_true(fold_make(&f, text, strlen(text)));
	assert_string_equal(f.s, "cf1 株式会社.😀");
	static const uint32_t from[] = {
		2, 5, 11, 14, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 23, 26, 26, 26, 26, 31,
	};
	assert_int_equal(f.len + 1, sizeof(from) / sizeof(from[0]));
	for (size_t i = 0; i <= f.len; i++)
		assert_int_equal(f.from[i], from[i]);
	fold_free(&f);
}

static void a_text_that_grows_in_folding_fits(void **state)
{
	(void)state;
	char text[300 + 1];
	for (int i = 0; i < 100; i++)
		memcpy(text + (ptrdiff_t)i * 3, "ﷺ", 4);
	struct fold f;
	assert_true(fold_make(&f, text, strlen(text)));
	assert_true(f.len > 3000);
	assert_true(utf8_valid(f.s, f.len));
	assert_int_equal(f.from[f.len - 1], 297);
	fold_free(&f);
}

static void any_bytes_fold_to_valid_text(void **state)
{
	(void)state;
	unsigned seed = 7;
	for (int round = 0; round < 20000; round++) {
		size_t n = (size_t)(round % 24);
		char *text = malloc(n ? n : 1); /* exact, so that the sanitizer sees a byte read too far */
		assert_non_null(text);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = (char)(seed >> 16 & (round % 3 ? 0xFF : 0x7F));
		}
		struct fold f;
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
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		char s[5], once[100], twice[100];
		write_utf8(s, cp);
		assert_true(utf8_valid(s, strlen(s)));
		assert_true(fold_small(once, sizeof(once), s));
		assert_true(fold_small(twice, sizeof(twice), once));
		assert_string_equal(once, twice);
	}
}

static void a_small_fold_says_when_it_does_not_fit(void **state)
{
	(void)state;
	char to[4];
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

static void numbers_are_read_as_they_are_written(void **state)
{
	static const int64_t all[] = {0, 7, -7, 1700000000000, INT64_MAX, INT64_MIN};
	static const char *const none[] = {"", "-", "x", "+5", " 5", "-x"};
	char buffer[DIGITS_BYTES];
	int64_t v;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *digits = text_digits(all[i], buffer);

		v = 1;
		assert_ptr_equal(text_number(digits, &v), digits + strlen(digits));
		assert_true(v == all[i]);
	}
	assert_string_equal(text_number("12,3", &v), ",3");
	assert_int_equal(v, 12);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_null(text_number(none[i], &v));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_they_are_written),
		cmocka_unit_test(new_buffer_is_an_empty_string),
		cmocka_unit_test(buffer_takes_exactly_its_ceiling),
		cmocka_unit_test(buffer_is_cut_at_a_whole_character),
		cmocka_unit_test(nothing_follows_what_was_cut),
		cmocka_unit_test(buffer_grows_by_many_small_additions),
		cmocka_unit_test(copy_is_cut_at_a_whole_character),
		cmocka_unit_test(only_well_formed_utf8_is_valid),
		cmocka_unit_test(a_bad_byte_is_one_replacement),
		cmocka_unit_test(wide_characters_take_two_columns),
		cmocka_unit_test(a_cut_value_ends_in_an_ellipsis_within_its_units),
		cmocka_unit_test(a_cut_never_parts_a_surrogate_pair),
		cmocka_unit_test(a_value_stays_one_line),
		cmocka_unit_test(a_value_of_lines_keeps_its_line_feeds),
		cmocka_unit_test(a_cut_into_a_full_buffer_stays_whole),
		cmocka_unit_test(width_and_case_are_folded),
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
