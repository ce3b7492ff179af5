/* Reading templates: their keys and places, and every fault that can be in one. */
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

#include "tests/templates/wording/wording_folder.h"

static void keys_set_cost_and_life(void **state)
{
	static const struct {
		const char *content;
		int segments;
		long long expires_ms;
	} cases[] = {
		{"x", 4, 86400000},
		{"@segments 1\nx", 1, 86400000},
		{"@segments 20\nx", 20, 86400000},
		{"@expires 90m\nx", 4, 90 * 60000LL},
		{"@expires 12h\nx", 4, 12 * 3600000LL},
		{"@expires 9999d\nx", 4, 9999 * 86400000LL},
		{"# remark {\n\n@segments\t 2 \n  \n# @expires 1m\n@expires 3d\n\nx", 2, 3 * 86400000LL},
		{"\xEF\xBB\xBF@segments 3\r\n@expires 1h\r\nx\r\n", 3, 3600000LL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wording_folder f = folder_of(cases[i].content);

		assert_int_equal(f.faults.n, 0);
		assert_int_equal(template_segments(f.t), cases[i].segments);
		assert_int_equal(template_expires_ms(f.t), cases[i].expires_ms);
		folder_end(&f);
		check_fill(cases[i].content, "x");
	}
}

/* The first fault in a template of this content; `count` faults in all. */
static void check_fault(const char *content, size_t count, int line, int col, int width, const char *what)
{
	struct wording_folder f = folder_of(content);
	const struct fault *first;

	assert_int_equal(f.faults.n, 2 * count);
	first = &f.faults.all[0];
	assert_string_equal(first->what, what);
	assert_int_equal(first->line, line);
	assert_int_equal(first->col, col);
	assert_int_equal(first->width, width);
	assert_string_equal(first->file, f.files[0]);
	assert_non_null(f.t); /* so that it is not reported as missing too */
	folder_end(&f);
}

static void bad_keys_are_faults(void **state)
{
	const char *expires = "@expires takes a number from 1 to 9999 and m, h or d: @expires 12h";

	(void)state;
	check_fault("@segmnts 3\nx", 1, 1, 1, 8, "there is no key `@segmnts`; did you mean `@segments`?");
	check_fault("# r\n@colour red\nx", 1, 2, 1, 7,
		    "there is no key `@colour`; write @segments 4, @expires 12h or @always");
	check_fault("@segments\nx", 1, 1, 10, 1, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 0\nx", 1, 1, 11, 1, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 21\nx", 1, 1, 11, 2, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 两条\nx", 1, 1, 11, 2, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 3 4\nx", 1, 1, 11, 3, "@segments takes a number from 1 to 20: @segments 4");
	check_fault("@segments 2\n@segments 3\nx", 1, 2, 1, 9, "@segments is given twice; remove one");
	check_fault("@expires 12\nx", 1, 1, 10, 2, expires);
	check_fault("@expires h\nx", 1, 1, 10, 1, expires);
	check_fault("@expires 0h\nx", 1, 1, 10, 2, expires);
	check_fault("@expires 10000h\nx", 1, 1, 10, 6, expires);
	check_fault("@expires 12w\nx", 1, 1, 10, 3, expires);
	check_fault("@expires -1h\nx", 1, 1, 10, 3, expires);
	check_fault("@always yes\nx", 1, 1, 9, 3, "@always takes nothing behind it: @always");
	check_fault("@always\n@always\nx", 1, 2, 1, 7, "@always is given twice; remove one");
}

static void a_file_without_text_is_a_fault(void **state)
{
	const char *what = "there is no text in this file; write some";

	(void)state;
	check_fault("", 1, 0, 0, 1, what);
	check_fault(" \n\t\r\n\n", 1, 0, 0, 1, what);
	check_fault("@segments 2\n# only\n", 1, 0, 0, 1, what);
}

static void bad_places_are_faults(void **state)
{
	const char *form = "a place is written {name} or {name:40}, its name in letters a to z and _; "
			   "write {{ for a brace";

	(void)state;
	check_fault("甲乙 {eta", 1, 1, 4, 1, "this { is not closed; write {{ for a brace");
	check_fault("x {eta\n}", 1, 1, 3, 1, "this { is not closed; write {{ for a brace");
	check_fault("x {}", 1, 1, 3, 2, form);
	check_fault("x\n甲 {Eta} z", 1, 2, 3, 5, form);
	check_fault("{eta1}", 1, 1, 1, 6, form);
	check_fault("{ eta }", 1, 1, 1, 7, form);
	check_fault("{时间}", 1, 1, 1, 4, form);
	check_fault("{:4}", 1, 1, 1, 4, form);
	check_fault("{eta:0}", 1, 1, 1, 7, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{eta:2001}", 1, 1, 1, 10, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{eta:}", 1, 1, 1, 6, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{eta:4x}", 1, 1, 1, 8, "a place may have 1 to 2000 characters: {eta:40}");
	check_fault("{abcdefghijklmnopqrstuvwx}", 1, 1, 1, 26,
		    "the name of a place has at most 23 letters; shorten it");
	check_fault("{code.}", 1, 1, 1, 7, form);
	check_fault("{code.Depart}", 1, 1, 1, 13, form);
	check_fault("{ticket.depart}", 1, 1, 1, 15, form);
	check_fault("{code.depart:4}", 1, 1, 1, 15,
		    "a code's word is never cut, or it could not be sent: {code.depart}");
	check_fault("{code.abcdefghijklmnopqrstuvwxyz_01234567}", 1, 1, 1, 42,
		    "the name of a place has at most 39 letters; shorten it");
	check_fault("{A} and {B}", 2, 1, 1, 3, form);
}

static void bad_brackets_are_faults(void **state)
{
	(void)state;
	check_fault("a\nb [c {a}", 1, 2, 3, 1, "this [ is not closed; write [[ for a bracket");
	check_fault("a] b", 1, 1, 2, 1, "no [ is open for this ]; write ]] for a bracket");
	check_fault("[a {a} [b {b}]", 1, 1, 8, 1, "[ inside [ … ]: they do not nest; write [[ for a bracket");
	check_fault("甲 [急] {a}", 1, 1, 3, 3, "this [ … ] holds no {place}; write [[ for a bracket");
	check_fault("[]", 1, 1, 1, 2, "this [ … ] holds no {place}; write [[ for a bracket");
	check_fault("[a\n]", 1, 1, 1, 1, "this [ … ] holds no {place}; write [[ for a bracket");
	check_fault("[{a}]]", 1, 1, 1, 1, "this [ is not closed; write [[ for a bracket");
}

static void more_than_24_places_are_a_fault(void **state)
{
	const char *eight = "{a}{a}{a}{a}{a}{a}{a}{a}";
	char content[200];
	struct wording_folder f;

	(void)state;
	snprintf(content, sizeof(content), "%s%s%s", eight, eight, eight);
	f = folder_of(content);
	assert_int_equal(f.faults.n, 0);
	assert_int_equal(template_places(f.t), 24);
	folder_end(&f);
	snprintf(content, sizeof(content), "%s%s%s{b}", eight, eight, eight);
	check_fault(content, 1, 1, 73, 3, "a template has at most 24 places; leave one out");
}

static void controls_in_a_template_are_faults(void **state)
{
	(void)state;
	check_fault("a\tb", 1, 1, 2, 1, "there is a control character (U+0009) here; write a space, or remove it");
	check_fault("a\rb", 1, 1, 2, 1, "there is a control character (U+000D) here; write a space, or remove it");
	check_fault("a\n\xC2\x85", 1, 2, 1, 1,
		    "there is a control character (U+0085) here; write a space, or remove it");
}

static void a_file_that_is_not_utf8_is_a_fault(void **state)
{
	struct wording_folder f;

	(void)state;
	check_fault("好\r\n好\xB3\xF6", 1, 2, 2, 1, "this is not UTF-8; save the file as UTF-8");
	f = folder_new();
	folder_put_bytes(&f, "zh/t.txt", "a\0b", 3);
	folder_put(&f, "en/t.txt", "x");
	folder_load(&f);
	assert_int_equal(f.faults.n, 1);
	assert_int_equal(f.faults.all[0].col, 2);
	folder_end(&f);
}

static void a_file_over_8_kib_is_a_fault(void **state)
{
	char *content = malloc(8194);
	struct wording_folder f;
	struct text out;

	(void)state;
	memset(content, 'x', 8193);
	content[8193] = '\0';
	check_fault(content, 1, 0, 0, 1, "a template has at most 8192 bytes; make this one shorter");
	content[8192] = '\0';
	f = folder_of(content);
	assert_int_equal(f.faults.n, 0);
	out = text_new(10000);
	assert_true(template_fill(f.t, value_of, &(struct values){0}, &out, NULL));
	assert_int_equal(out.len, 8192);
	text_free(&out);
	folder_end(&f);
	free(content);
}

static void a_folder_in_place_of_a_file_is_a_fault(void **state)
{
	struct wording_folder f = folder_new();
	char path[160];

	(void)state;
	snprintf(path, sizeof(path), "%s/en/t.txt", f.dir);
	assert_int_equal(mkdir(path, 0700), 0);
	folder_put(&f, "zh/t.txt", "x");
	folder_load(&f);
	assert_int_equal(f.faults.n, 1);
	assert_string_equal(f.faults.all[0].what, "this file cannot be read: Is a directory");
	rmdir(path);
	folder_end(&f);
}

static void places_say_where_they_stand(void **state)
{
	struct wording_folder f = folder_of("# r\n预计 {eta}，\n故障：{fault:40} {eta:2000}");
	const struct template *t = f.t;
	const struct place *p;

	(void)state;
	assert_int_equal(f.faults.n, 0);
	assert_int_equal(template_places(t), 3);
	p = template_place(t, 0);
	assert_string_equal(p->name, "eta");
	assert_int_equal(p->max, 0);
	assert_int_equal(p->line, 2);
	assert_int_equal(p->col, 4);
	p = template_place(t, 1);
	assert_string_equal(p->name, "fault");
	assert_int_equal(p->max, 40);
	assert_int_equal(p->line, 3);
	assert_int_equal(p->col, 4);
	assert_int_equal(template_place(t, 2)->max, 2000);
	assert_null(template_place(t, 3));
	folder_end(&f);
}

static int max_of(void *ctx, const char *name)
{
	(void)ctx;
	return strcmp(name, "a") == 0 ? 10 : strcmp(name, "x") == 0 ? 50 : 0;
}

static void the_worst_case_adds_up(void **state)
{
	static const struct {
		const char *content;
		size_t units;
	} cases[] = {
		{"出发😀", 4},   {"{a}", 10},      {"{a:4}", 4},
		{"{a:40}", 10}, {"{nowhere}", 0}, {"@segments 2\n甲{a}[ 乙{x:20}]{{", 1 + 10 + 2 + 20 + 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wording_folder f = folder_of(cases[i].content);

		assert_int_equal(template_worst(f.t, max_of, NULL), cases[i].units);
		folder_end(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_set_cost_and_life),
		cmocka_unit_test(bad_keys_are_faults),
		cmocka_unit_test(a_file_without_text_is_a_fault),
		cmocka_unit_test(bad_places_are_faults),
		cmocka_unit_test(bad_brackets_are_faults),
		cmocka_unit_test(more_than_24_places_are_a_fault),
		cmocka_unit_test(controls_in_a_template_are_faults),
		cmocka_unit_test(a_file_that_is_not_utf8_is_a_fault),
		cmocka_unit_test(a_file_over_8_kib_is_a_fault),
		cmocka_unit_test(a_folder_in_place_of_a_file_is_a_fault),
		cmocka_unit_test(places_say_where_they_stand),
		cmocka_unit_test(the_worst_case_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
