/* Files that are not YAML: where each fault points, and what would work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/templates/file/yaml_file.h"

static void what_is_no_text_is_refused(void **state)
{
	static const struct refused all[] = {
		{TEXT("ok: 1\n\xe4\xba\x8c: \xff\n"), 2, 4, 1, "this is not UTF-8; save the file as UTF-8"},
		{TEXT("a: \xed\xa0\x80\n"), 1, 4, 1, "this is not UTF-8"}, /* half a surrogate pair */
		{TEXT("a: \xc0\x80\n"), 1, 4, 1, "this is not UTF-8"},     /* NUL in two bytes */
		{TEXT("a: \xe4\xba"), 1, 4, 1, "this is not UTF-8"},
		{TEXT("\xff\xfe"
		      "a\0:\0 \0x\0"),
		 0, 0, 1, "this is UTF-16; save the file as UTF-8"},
		{TEXT("\xfe\xff\0a\0:\0 \0x"), 0, 0, 1, "this is UTF-16"},
		{TEXT("a\0:\0 \0x\0"), 0, 0, 1, "this is UTF-16"},
		{TEXT("ok: 1\0\n"), 1, 6, 1, "there is a control character (U+0000) here; delete it"},
		{TEXT("ok: \x07\n"), 1, 5, 1, "(U+0007) here; delete it"},
		{TEXT("a: x\x7f\n"), 1, 5, 1, "(U+007F) here; delete it"},
		{TEXT("ok: \xc2\x9b\n"), 1, 5, 1, "(U+009B) here; delete it"},
		/* The library would begin a new line at these, an editor would not. */
		{TEXT("a: x\xc2\x85\n"), 1, 5, 1, "(U+0085) here; delete it"},
		{TEXT("a: x\xe2\x80\xa8\n"), 1, 5, 1, "there is an invisible character (U+2028) here; delete it"},
		{TEXT("a: 1\n\xef\xbb\xbf"
		      "b: 2\n"),
		 2, 1, 1, "(U+FEFF) here; delete it"},
		{TEXT("a: \xef\xbf\xbf\n"), 1, 4, 1, "(U+FFFF) here; delete it"},
		{TEXT("a: 1\rb: 2\r"), 1, 5, 1, "this line ends with CR alone; save the file with LF or CR LF"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
}

static void a_tab_for_blanks_is_called_a_tab(void **state)
{
	static const struct refused all[] = {
		{TEXT("\tb: 2\n"), 1, 1, 1, "a tab cannot indent here; use spaces"},
		{TEXT("a:\n\tb: 1\n"), 2, 1, 1, "a tab cannot indent"},
		{TEXT("a: 1\n\tb: 2\n"), 2, 1, 1, "a tab cannot indent"},
		{TEXT("a:\n  b: 1\n  \tc: 2\n"), 3, 3, 1, "a tab cannot indent"},
		{TEXT("a:\n  - x\n\t- y\n"), 3, 1, 1, "a tab cannot indent"},
		{TEXT("a: x\n \tb: 1\n"), 2, 2, 1, "a tab cannot indent"}, /* the library sees `x b: 1` */
		{TEXT("a: |\n  x\n\ty\n"), 3, 1, 1, "a tab cannot indent"},
		{TEXT("a: 1\n\t\nb: 2\n"), 2, 1, 1, "a tab cannot indent"},
		{TEXT("a:\n  -\tb: 1\n"), 2, 4, 1, "a tab cannot indent"},
	};
	struct yaml *y;

	(void)state;
	each_is_refused(all, COUNT(all));
	y = open_bytes(TEXT("a:\t1\t# one\nb: [\n\t2]\t\nc: \"x\ty\"\n"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_item(yaml_get(y, "b"), 0)->text, "2");
	assert_string_equal(yaml_get(y, "c")->text, "x\ty");
	yaml_close(y);
}

static void what_is_left_open_is_shown_where_it_begins(void **state)
{
	static const struct refused all[] = {
		{TEXT("a: [1, 2\n\n"), 1, 4, 1, "this [ is never closed; write ] where the list ends"},
		{TEXT("a: [1,\n"), 1, 4, 1, "this [ is never closed"},
		{TEXT("a: [1, {b: 2]"), 1, 13, 1, "a comma or } is missing before this"},
		{TEXT("a: [{b: [x]}, {c: d\n"), 1, 15, 1, "this { is never closed; write } where the mapping ends"},
		{TEXT("a: {x: 1\nb: {y: 2}\n"), 1, 4, 1, "this { is never closed"},
		{TEXT("a: {x: 1\n}}\n"), 2, 2, 1, "this } closes nothing"},
		{TEXT("a: {x: 1,\n    y: 2\n    z: 3}\n"), 3, 6, 1,
		 "a comma or } is missing before this, or quotes round the text; the { is in line 1"},
		{TEXT("a: [1, , 2]\n"), 1, 8, 1, "a value is missing before this ,; write one"},
		{TEXT("a: [? b"), 1, 4, 1, "this [ is never closed"},
		{TEXT("a: [b: c"), 1, 4, 1, "this [ is never closed"},
		{TEXT("a: \"x\nb: 1\n"), 1, 4, 1, "this quote is never closed; write another \" where the text ends"},
		{TEXT("a: 1\n'b: 2\n"), 2, 1, 1, "this quote is never closed; write another ' where"},
		{TEXT("a: 'x\n---\nb: 1'\n"), 1, 4, 1, "this quote is never closed"},
		{TEXT("a: 'x"), 1, 4, 1, "this quote is never closed"},
		{TEXT("a: \"x\\"), 1, 4, 1, "this quote is never closed"},
		{TEXT("a: \"x\nb: \"y\"\nc: 1\n"), 1, 4, 1, "this quote is closed only in line 2"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
}

/* The library reads `x b: y` here, and nothing of `b`. */
static void an_open_quote_does_not_swallow_the_next_key(void **state)
{
	static const struct refused all[] = {
		{TEXT("a: \"x\nb: y\"\n"), 1, 4, 1,
		 "this quote is closed only in line 2; close it where the text ends, or indent the text's lines"},
		{TEXT("m:\n  a: 'x\n  b: y'\n"), 2, 6, 1, "closed only in line 3"},
		{TEXT("m:\n- 'x\n- y'\n"), 2, 3, 1, "closed only in line 3"},
		{TEXT("? 'x\n: y'\n"), 1, 3, 1, "closed only in line 2"},
	};
	struct yaml *y;

	(void)state;
	each_is_refused(all, COUNT(all));
	y = open_bytes(TEXT("m:\n  a: \"x\n\n    y\"\n  b: ['x\n   y']\n"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(yaml_get(y, "m"), "a")->text, "x\ny");
	assert_string_equal(yaml_item(yaml_get(yaml_get(y, "m"), "b"), 0)->text, "x y");
	yaml_close(y);
}

static void what_does_not_fit_is_told_with_its_mend(void **state)
{
	static const struct refused all[] = {
		{TEXT("a:\n  b: 1\n c: 2\n"), 3, 2, 1, "the indentation fits no line above"},
		{TEXT("a:\n    b: 1\n  - c\n"), 3, 3, 1, "a list cannot begin among keys"},
		{TEXT("a:\n  - b\n  c: 1\n"), 3, 3, 1, "a list's item is expected here"},
		{TEXT("a: - b\n"), 1, 4, 1, "a list cannot begin here; begin each item on a line of its own"},
		{TEXT("a: 1\nb\nc: 2\n"), 2, 1, 1, "no `: ` follows on this line"},
		{TEXT("a: b: c\n"), 1, 5, 1, "this `:` cannot make a key here; put quotes round"},
		{TEXT("a: 1\n  b: 2\n"), 2, 4, 1, "or correct the indentation"},
		{TEXT(": 1\n"), 1, 1, 1, "there is no key before this `:`"},
		{TEXT("a: ? b\n"), 1, 4, 1, "a key cannot begin here"},
		{TEXT("a: @x\n"), 1, 4, 1, "a text cannot begin with @ here; put it between quotes"},
		{TEXT("a: ,x\n"), 1, 4, 1, "a text cannot begin with , here"},
		{TEXT("a: [|]\n"), 1, 5, 1, "a text cannot begin with | here"},
		{TEXT("a: **x**\n"), 1, 4, 1, "a text cannot begin with * here"},
		{TEXT("a: & b\n"), 1, 4, 1, "a text cannot begin with & here"},
		{TEXT("a: 1\n%x: 2\n"), 2, 1, 1, "a text cannot begin with % here"},
		{TEXT("a: | x\n"), 1, 6, 1, "a text after | or > begins on the next line"},
		{TEXT("a: >0\n"), 1, 5, 1, "no text is indented by 0"},
		{TEXT("a: [x:]\n"), 1, 6, 1, "a space is missing after this `:`"},
		{TEXT("a: [1] 2\n"), 1, 8, 1, "the value has ended before this"},
		{TEXT("a: 'it's'\n"), 1, 8, 1, "the ' before this ends the text; write '' for a quote within it"},
		{TEXT("a: \"x\"y\"\n"), 1, 7, 1, "the \" before this ends the text; write \\\" for a quote"},
		{TEXT("a: \"C:\\dir\"\n"), 1, 7, 1, "there is no escape \\d; write \\\\ for a backslash"},
		{TEXT("a: \"\\xzz\"\n"), 1, 7, 1, "the digits of an escape are expected here"},
		{TEXT("a: \"\\ud800\"\n"), 1, 7, 1, "no character has this number"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
}

static void tags_and_directives_are_refused(void **state)
{
	static const struct refused all[] = {
		{TEXT("a: !!int 5\n"), 1, 4, 7, "tags are not allowed here; leave the `!` out"},
		{TEXT("a: !wow\n"), 1, 4, 4, "tags are not allowed here"},
		{TEXT("a: !\n"), 1, 4, 1, "tags are not allowed here"},
		{TEXT("a: !x [b]\n"), 1, 4, 4, "tags are not allowed here"},
		{TEXT("!x a: 1\n"), 1, 1, 4, "tags are not allowed here"},
		{TEXT("a: !e!x b\n"), 1, 4, 1, "tags are not allowed here"}, /* !e! was not declared */
		{TEXT("a: !<x\n"), 1, 4, 1, "tags are not allowed here"},
		{TEXT("a: !%zz x\n"), 1, 4, 1, "tags are not allowed here"},
		{TEXT("%YAML 1.2\n---\na: 1\n"), 1, 1, 1, "directives are not allowed here; leave out the lines"},
		{TEXT("# new\n%TAG ! x\n---\na: 1\n"), 2, 1, 1, "directives are not allowed here"},
		{TEXT("%\n"), 1, 1, 1, "directives are not allowed here"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
}

static void what_may_not_stand_there_is_told(void **state)
{
	(void)state;
	yaml_close(open_bytes(TEXT("a: &x 1\nb: *x\nc: !!int 5\n[d]: 1\n\"e\": \"a\\0b\"\n? *x\n: 2\n- : 3\n")));
	assert_int_equal(faults.n, 7);
	expect(0, 1, 4, 4, "anchors are not allowed here; leave the `&` out");
	expect(1, 2, 4, 2, "aliases are not allowed here; write the text out");
	expect(2, 3, 4, 7, "tags are not allowed here; leave the `!` out");
	expect(3, 4, 1, 1, "a key must be a plain word");
	expect(4, 5, 6, 6, "there is a NUL in this text");
	expect(5, 6, 3, 1, "a key must be a plain word");
	expect(6, 8, 1, 1, "a list cannot begin among keys");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_no_text_is_refused, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(a_tab_for_blanks_is_called_a_tab, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(what_is_left_open_is_shown_where_it_begins, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(an_open_quote_does_not_swallow_the_next_key, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(what_does_not_fit_is_told_with_its_mend, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(tags_and_directives_are_refused, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(what_may_not_stand_there_is_told, yaml_begin, yaml_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
