/* Filling templates in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/utf8.h"
#include "tests/templates/wording/wording_folder.h"

static void places_are_filled(void **state)
{
	(void)state;
	check_fill("plain", "plain");
	check_fill("{a}", "A");
	check_fill("{a}{b}-{c}{a}", "AB-CA");
	check_fill("\n\n  \n出发 {a}，\n\n{b}。 \n\n", "出发 A，\n\nB。");
	check_fill("{lang}", "en");
	check_fill("  indented {a}", "  indented A");
	check_fill("line\r\n{a}\r\n", "line\nA");
	check_fill("x {nowhere} y", "x y");
	check_fill("# not said\n{a} # said\n# said, @too 1", "A # said\n# said, @too 1");
}

static void doubled_signs_stand_for_themselves(void **state)
{
	(void)state;
	check_fill("{{a} [[急]] }}", "{a} [急] }}");
	check_fill("[[{a}]]", "[A]");
	check_fill("[ [[{a}]] ]", " [A] ");
	check_fill("{{{a}}", "{A}");
	check_fill("{{", "{");
}

static void groups_with_an_empty_place_are_left_out(void **state)
{
	(void)state;
	check_fill("x[ at {a}]", "x at A");
	check_fill("x[ at {e}]", "x");
	check_fill("x[ at {a}, {e}] y", "x y");
	check_fill("x[, {a}][, {e}][, {b}].", "x, A, B.");
	check_fill("[{e}][{f}]", "");
	check_fill("[到达 {e}]\n离开 {a}", "离开 A");
	check_fill("x\n[y {e}\nz]\nw", "x\nw");
	check_fill("x[\ny {e}]\nw", "x\nw");
}

static void blanks_made_by_empty_places_become_one(void **state)
{
	(void)state;
	check_fill("Hello {e} world", "Hello world");
	check_fill("Hello  {e}  world", "Hello world");
	check_fill("Hello {e} {f} world", "Hello world");
	check_fill("Hello {e}{f} world", "Hello world");
	check_fill("Hello {e} {a}", "Hello A");
	check_fill("{a} {e} {b}", "A B");
	check_fill("{a} {e}", "A");
	check_fill("{e} {a}", "A");
	check_fill("{a}{e} {b}", "A B");
	check_fill("{a} {e}{b}", "A B");
	check_fill("Dear {e}, yours", "Dear, yours");
	check_fill("客户 {e}，您好", "客户，您好");
	check_fill("a {e}.", "a.");
	check_fill("a{e}b", "ab");
	check_fill("{e} {f}", "");
	check_fill("a {e}\nb", "a\nb");
	check_fill("a {e} \nb", "a\nb");
	check_fill("a\n{e} b", "a\nb");
}

static void blank_lines_made_by_empty_places_go(void **state)
{
	(void)state;
	check_fill("a\n{e}\nb", "a\nb");
	check_fill("a\n{e} {f}\nb", "a\nb");
	check_fill("a\n  {e}\nb", "a\nb");
	check_fill("a\n\n{e}\nb", "a\n\nb");
	check_fill("a\n{e}\n\nb", "a\n\nb");
	check_fill("a\n\n{e}\n\nb", "a\n\nb");
	check_fill("a\n\n{e}\n{f}\n\nb", "a\n\nb");
	check_fill("{e}\n\nb", "b");
	check_fill("a\n\n{e}", "a");
	check_fill("a\n{e}\n{f}", "a");
	check_fill("a\n{e}\n{b}", "a\nB");
}

static void the_templates_own_blanks_stay(void **state)
{
	(void)state;
	check_fill("a  b {e} c  d", "a  b c  d");
	check_fill("a\n\n\nb {e}", "a\n\n\nb");
	check_fill("{a}  {b}", "A  B");
}

static void a_value_never_breaks_out_of_its_place(void **state)
{
	(void)state;
	check_x("<{x}>", "{a}[{b}]]{{", "<{a}[{b}]]{{>");
	check_x("[<{x}>]", "]", "<]>");
	check_x("{x}", "@segments 1", "@segments 1");
	check_x("<{x}>", "a\nb\r\nc\td", "<a b c d>");
	check_x("<{x}>", "a\u2028b\x1B", "<a b>");
	check_x("<{x}>", "%s%n", "<%s%n>");
}

static void the_inside_of_a_value_is_never_touched(void **state)
{
	(void)state;
	check_x("{e} {x} {e}", "a  b , c", "a  b , c");
	check_x("{x} {e}, d", "a  b", "a  b, d");
	check_x("{x}{e} d", "a", "a d");
	check_x("{x}{e}, d", " a ", "a, d");
	check_fill_of("{e}\n{list}\n{e}\nend", (struct values){.list = "1\n\n\n2  3"}, "1\n\n\n2  3\nend");
}

static void a_value_of_blanks_is_empty(void **state)
{
	(void)state;
	check_x("a[ ({x})] b", " \n\t ", "a b");
	check_x("a[ ({x})] b", "\xC2\x85\u2028", "a b");
	check_x("a[ ({x})] b", "", "a b");
}

static void a_value_is_cut_to_the_smaller_maximum(void **state)
{
	const char *nine = "123456789";

	(void)state;
	check_fill_of("<{x}>", (struct values){.x = nine, .max = 9}, "<123456789>");
	check_fill_of("<{x}>", (struct values){.x = nine, .max = 8}, "<1234567…>");
	check_fill_of("<{x:9}>", (struct values){.x = nine}, "<123456789>");
	check_fill_of("<{x:8}>", (struct values){.x = nine}, "<1234567…>");
	check_fill_of("<{x:8}>", (struct values){.x = nine, .max = 4}, "<123…>");
	check_fill_of("<{x:4}>", (struct values){.x = nine, .max = 8}, "<123…>");
	check_fill_of("<{x:1}>", (struct values){.x = nine}, "<…>");
	check_fill_of("<{x:4}>", (struct values){.x = "😀😀😀"}, "<😀…>");
	check_fill_of("<{x:6}>", (struct values){.x = "😀😀😀"}, "<😀😀😀>");
	/* Blanks at its end do not make a value too long. */
	check_fill_of("<{x:3}>", (struct values){.x = "  abc  "}, "<abc>");
}

static void only_a_list_keeps_its_lines(void **state)
{
	(void)state;
	check_fill_of("{list}\nend", (struct values){.list = "1 a\r\n2\tb\n"}, "1 a\n2 b\nend");
	check_fill_of("{list:5}", (struct values){.list = "1\n2\n3\n4"}, "1\n2\n…");
	check_fill_of("a\n{list}\nend", (struct values){.list = "\n"}, "a\nend");
}

static void an_endless_value_is_cut(void **state)
{
	size_t n = 1000000;
	char *x = malloc(n + 1);

	(void)state;
	memset(x, 'z', n);
	x[n] = '\0';
	check_x("<{x:3}>", x, "<zz…>");
	free(x);
}

static const char *used_value(const struct params *used, const char *name)
{
	for (size_t i = 0; i < used->n; i++)
		if (strcmp(used->all[i].name, name) == 0)
			return used->all[i].value;
	return NULL;
}

static void values_used_are_noted_once(void **state)
{
	struct wording_folder f = folder_of("{a} {x:4} {a} {e} {x:6}[ {b} {e}][ {c}]");
	struct text out = text_new(1000);
	struct params used;

	(void)state;
	assert_true(template_fill(f.t, value_of, &(struct values){.x = "12345678"}, &out, &used));
	assert_string_equal(text_str(&out), "A 123… A 12345… C");
	assert_int_equal(used.n, 5);
	assert_string_equal(used.all[0].name, "a");
	assert_string_equal(used_value(&used, "a"), "A");
	assert_string_equal(used_value(&used, "x"), "123…");
	assert_string_equal(used_value(&used, "e"), "");
	assert_string_equal(used_value(&used, "b"), "");
	assert_string_equal(used_value(&used, "c"), "C");
	params_free(&used);
	params_free(&used);
	text_free(&out);
	folder_end(&f);
}

/* A carrier that approves wording has approved them with it. */
static void the_words_of_codes_are_not_noted(void **state)
{
	struct wording_folder f = folder_of("{a} {code.depart_2} [{code.x}{e}]");
	struct text out = text_new(1000);
	struct params used;

	(void)state;
	assert_true(template_place(f.t, 1)->code);
	assert_false(template_place(f.t, 0)->code);
	assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, &used));
	assert_string_equal(text_str(&out), "A depart_2");
	assert_int_equal(used.n, 2);
	assert_string_equal(used.all[0].name, "a");
	assert_string_equal(used.all[1].name, "e");
	params_free(&used);
	text_free(&out);
	folder_end(&f);
}

static void a_value_noted_is_the_one_that_shows(void **state)
{
	struct wording_folder f = folder_of("x[ {a} {e}] {a}");
	struct text out = text_new(1000);
	struct params used;

	(void)state;
	assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, &used));
	assert_string_equal(used_value(&used, "a"), "A");
	params_free(&used);
	text_free(&out);
	folder_end(&f);
}

static void filling_adds_to_what_is_there(void **state)
{
	struct wording_folder f = folder_of("{e}\n{a} {e}");
	struct text out = text_new(1000);

	(void)state;
	text_add(&out, "before \n");
	assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, NULL));
	assert_string_equal(text_str(&out), "before \nA");
	text_free(&out);
	folder_end(&f);
}

static void a_text_that_passes_its_ceiling_says_so(void **state)
{
	struct wording_folder f = folder_of("出发 {a}");
	struct text out = text_new(5);

	(void)state;
	assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, NULL));
	assert_string_equal(text_str(&out), "出");
	assert_true(out.full);
	text_free(&out);
	folder_end(&f);
}

static void a_broken_template_is_filled_without_harm(void **state)
{
	static const char *const broken[] = {"", "[a {a} [b] {", "[{a}", "{A}{b", "\xFF", "]]]", "[[["};

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct wording_folder f = folder_of(broken[i]);
		struct text out;

		assert_true(f.faults.n > 0);
		out = text_new(100);
		assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, NULL));
		text_free(&out);
		folder_end(&f);
	}
}

static void a_group_without_a_place_is_left_out(void **state)
{
	struct wording_folder f = folder_of("a [b] {c}");
	struct text out;

	(void)state;
	assert_int_equal(f.faults.n, 2);
	out = text_new(100);
	assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, NULL));
	assert_string_equal(text_str(&out), "a C");
	text_free(&out);
	folder_end(&f);
}

static void any_bytes_are_read_without_harm(void **state)
{
	static const char signs[] = "{}[]@# :\nab4_\x80\xE5\x87\xBA\t\r";
	unsigned seed = 3;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct wording_folder f = folder_new();
		char content[64];
		size_t n = (size_t)(round % 64);
		struct text out;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			content[i] = signs[(seed >> 16) % (round % 2 ? 13 : sizeof(signs) - 1)];
		}
		folder_put_bytes(&f, "zh/t.txt", content, n);
		folder_put_bytes(&f, "en/t.txt", content, n);
		folder_load(&f);
		out = text_new(1000);
		assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, NULL));
		assert_true(utf8_valid(text_str(&out), out.len));
		text_free(&out);
		folder_end(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_filled),
		cmocka_unit_test(doubled_signs_stand_for_themselves),
		cmocka_unit_test(groups_with_an_empty_place_are_left_out),
		cmocka_unit_test(blanks_made_by_empty_places_become_one),
		cmocka_unit_test(blank_lines_made_by_empty_places_go),
		cmocka_unit_test(the_templates_own_blanks_stay),
		cmocka_unit_test(a_value_never_breaks_out_of_its_place),
		cmocka_unit_test(the_inside_of_a_value_is_never_touched),
		cmocka_unit_test(a_value_of_blanks_is_empty),
		cmocka_unit_test(a_value_is_cut_to_the_smaller_maximum),
		cmocka_unit_test(only_a_list_keeps_its_lines),
		cmocka_unit_test(an_endless_value_is_cut),
		cmocka_unit_test(values_used_are_noted_once),
		cmocka_unit_test(the_words_of_codes_are_not_noted),
		cmocka_unit_test(a_value_noted_is_the_one_that_shows),
		cmocka_unit_test(filling_adds_to_what_is_there),
		cmocka_unit_test(a_text_that_passes_its_ceiling_says_so),
		cmocka_unit_test(a_broken_template_is_filled_without_harm),
		cmocka_unit_test(a_group_without_a_place_is_left_out),
		cmocka_unit_test(any_bytes_are_read_without_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
