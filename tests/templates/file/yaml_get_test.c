/* Asking a YAML tree for what should be in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/templates/file/yaml_file.h"

static void texts(void **state)
{
	char out[8];
	struct yaml *y = open_bytes(TEXT("a: [x]\nb:\nc: ''\nd: \"x\\ny\"\ne: 12345678\nf: 二二x\n"));
	const char *keys[] = {"a", "b", "c", "d", "e"};

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		assert_false(yaml_text(yaml_get(y, keys[i]), out, sizeof(out), &faults));
		assert_string_equal(out, "");
	}
	assert_true(yaml_text(yaml_get(y, "f"), out, sizeof(out), &faults));
	assert_string_equal(out, "二二x");
	assert_int_equal(faults.n, 5);
	expect(0, 1, 4, 1, "write it without brackets");
	expect(1, 2, 1, 1, "there is nothing here; write the text, or leave the key out");
	expect(2, 3, 4, 2, "there is nothing here");
	expect(3, 4, 4, 6, "write it as one line");
	expect(4, 5, 4, 8, "this is 8 bytes long, and 7 fit");
	yaml_close(y);
}

static void numbers_and_yes(void **state)
{
	int n = -1;
	bool yes = false;
	struct yaml *y = open_bytes(TEXT(
		"a: 10\nb: 11\nc: 0x1\nd: -1\ne: 99999999999999999999\nf: yes\ng: no\nh: true\ni: [yes, 1]\nj: ''\n"));

	(void)state;
	assert_true(yaml_number(yaml_get(y, "a"), 1, 10, &n, &faults));
	assert_int_equal(n, 10);
	assert_false(yaml_number(yaml_get(y, "b"), 1, 10, &n, &faults));
	assert_false(yaml_number(yaml_get(y, "c"), 0, 10, &n, &faults));
	assert_false(yaml_number(yaml_get(y, "d"), 0, 10, &n, &faults));
	assert_false(yaml_number(yaml_get(y, "e"), 0, 10, &n, &faults));
	expect(0, 2, 4, 2, "not a whole number from 1 to 10");
	assert_true(yaml_yes(yaml_get(y, "f"), &yes, &faults));
	assert_true(yes);
	assert_true(yaml_yes(yaml_get(y, "g"), &yes, &faults));
	assert_false(yes);
	assert_false(yaml_yes(yaml_get(y, "h"), &yes, &faults));
	expect(4, 8, 4, 4, "write `yes` or `no`");
	assert_false(yaml_yes(yaml_get(y, "i"), &yes, &faults));
	assert_false(yaml_number(yaml_get(y, "i"), 0, 10, &n, &faults));
	assert_false(yaml_number(yaml_get(y, "j"), 0, 10, &n, &faults));
	expect(6, 9, 4, 1, "not a whole number from 0 to 10");
	assert_int_equal(n, 10);
	yaml_close(y);
}

static void lists(void **state)
{
	struct yaml *y = open_bytes(TEXT("a: x\nb: [x, y]\nc: []\nd:\ne: {x: y}\nf:\n  - x\n  -\n"));

	(void)state;
	assert_int_equal(yaml_count(yaml_get(y, "a")), 1);
	assert_string_equal(yaml_item(yaml_get(y, "a"), 0)->text, "x");
	assert_int_equal(yaml_count(yaml_get(y, "b")), 2);
	assert_string_equal(yaml_item(yaml_get(y, "b"), 1)->text, "y");
	assert_true(yaml_is_list(yaml_get(y, "b"), "[...]", &faults));
	assert_false(yaml_is_list(yaml_get(y, "c"), "[...]", &faults));
	assert_false(yaml_is_list(yaml_get(y, "d"), "[...]", &faults));
	assert_false(yaml_is_list(yaml_get(y, "e"), "[...]", &faults));
	expect(0, 3, 4, 1, "a list is expected here; write [...]");
	assert_int_equal(yaml_item(yaml_get(y, "f"), 1)->kind, YAML_EMPTY);
	assert_int_equal(yaml_item(yaml_get(y, "f"), 1)->line, 8); /* the place of its `-` */
	assert_int_equal(yaml_item(yaml_get(y, "f"), 1)->col, 3);
	yaml_close(y);
}

static void names(void **state)
{
	static const char *const known[] = {"en_route", "on_site", NULL};
	static const char *const one[] = {"down", NULL};
	struct yaml *y = open_bytes(TEXT("to: en_rout\nat: on_site\nfar: quite else\non_sit: 1\nlist: [a]\n"));

	(void)state;
	assert_int_equal(yaml_one_of(yaml_get(y, "to"), "state", known, 2, &faults), 0);
	assert_int_equal(yaml_one_of(yaml_get(y, "at"), "state", known, 2, &faults), 1);
	assert_int_equal(yaml_one_of(yaml_get(y, "far"), "state", known, 2, &faults), -1);
	assert_int_equal(yaml_one_of(yaml_get(y, "far"), "condition", one, 1, &faults), -1);
	assert_int_equal(yaml_one_of(yaml_get(y, "far"), "node", one, 0, &faults), -1);
	assert_int_equal(yaml_one_of(yaml_get(y, "list"), "state", known, 2, &faults), -1);
	assert_int_equal(yaml_key_of(yaml_get(y, "on_sit"), "state", known, 2, &faults), 1);
	expect(0, 1, 5, 7, "there is no state `en_rout`; did you mean `en_route`?");
	expect(1, 3, 6, 10, "there is no state `quite else`; there are `en_route` and `on_site`");
	expect(2, 3, 6, 10, "there is no condition `quite else`; the only one is `down`");
	expect(3, 3, 6, 10, "there is no node `quite else`");
	expect(4, 5, 7, 1, "the name of a state is expected here");
	expect(5, 4, 1, 6, "there is no state `on_sit`; did you mean `on_site`?");
	assert_int_equal(faults.n, 6);
	yaml_keys(y, known, &faults);
	expect(6, 1, 1, 2, "unknown key `to`; there are `en_route` and `on_site`");
	assert_null(yaml_need(y, "more", "`more: x`", &faults));
	assert_non_null(yaml_need(y, "to", "`more: x`", &faults));
	yaml_close(y);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(numbers_and_yes, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(lists, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(names, yaml_begin, yaml_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
