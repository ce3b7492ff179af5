/* Any JSON as a tree: pointers as RFC 6901 has them, values as texts, and what is not well-formed. */
#include "gateway/wire/json_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct json_tree *tree;
static struct text value;

static void read_bytes(const char *s, size_t n)
{
	char why[256];
	bool again;

	json_tree_free(tree);
	tree = json_tree_read(s, n, &again, why, sizeof(why));
	if (!tree)
		fail_msg("%s", why);
}

static void says(const char *pointer, const char *text)
{
	text_free(&value);
	value = text_new(1000);
	if (!text)
		assert_false(json_node_text(json_node_at(json_tree_root(tree), pointer), &value));
	else
		assert_true(json_node_text(json_node_at(json_tree_root(tree), pointer), &value));
	assert_string_equal(text_str(&value), text ? text : "");
}

static int tear_down(void **state)
{
	(void)state;
	json_tree_free(tree);
	tree = NULL;
	text_free(&value);
	return 0;
}

#define READ(s) read_bytes(s, sizeof(s) - 1)

/* The document of RFC 6901, section 5. */
static void pointers(void **state)
{
	(void)state;
	READ("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" "
	     "\":7,"
	     "\"m~n\":8}");
	says("/foo/0", "bar");
	says("/foo/1", "baz");
	says("/", "0");
	says("/a~1b", "1");
	says("/c%d", "2");
	says("/e^f", "3");
	says("/g|h", "4");
	says("/i\\j", "5");
	says("/k\"l", "6");
	says("/ ", "7");
	says("/m~0n", "8");
	says("/foo", NULL);
	says("", NULL);
	says("/foo/2", NULL);
	says("/foo/-", NULL);
	says("/foo/00", NULL);
	says("/foo/0/0", NULL);
	says("/none/none", NULL);
	assert_true(json_pointer_ok(""));
	assert_true(json_pointer_ok("/a~0~1"));
	assert_false(json_pointer_ok("a"));
	assert_false(json_pointer_ok("/a~"));
	assert_false(json_pointer_ok("/a~2"));
}

static void values(void **state)
{
	(void)state;
	READ("[1,-2,1.5,1e3,true,false,null,\"x\",{},9223372036854775807]");
	says("/0", "1");
	says("/1", "-2");
	says("/2", "1.5");
	says("/3", "1000");
	says("/4", "true");
	says("/5", "false");
	says("/6", NULL);
	says("/7", "x");
	says("/8", NULL);
	says("/9", "9223372036854775807");
	READ("\"alone\"");
	says("", "alone");
	READ("{\"a\":1,\"a\":2}");
	says("/a", "2");
}

/* 0.1 became 0.10000000000000001, so that a report with "0.1" was about no text. */
static void a_number_with_a_fraction_stays_as_its_sender_wrote_it(void **state)
{
	(void)state;
	READ("[0.1,1795222740.123,-12000.5,17.0,123456789012345678.5,1e300,0.30000000000000004]");
	says("/0", "0.1");
	says("/1", "1795222740.123");
	says("/2", "-12000.5");
	says("/3", "17");
	says("/4", "1.2345678901234568e+17");
	says("/5", "1e+300");
	says("/6", "0.30000000000000004");
}

static void lists(void **state)
{
	size_t n;
	char *s;

	(void)state;
	READ("{\"l\":[{\"a\":1},\"中\\n\"],\"o\":{}}");
	assert_true(json_node_list(json_node_at(json_tree_root(tree), "/l"), &n));
	assert_int_equal(n, 2);
	s = json_node_write(json_node_item(json_node_at(json_tree_root(tree), "/l"), 0));
	assert_string_equal(s, "{\"a\":1}");
	free(s);
	s = json_node_write(json_node_item(json_node_at(json_tree_root(tree), "/l"), 1));
	assert_string_equal(s, "\"中\\n\"");
	free(s);
	assert_false(json_node_list(json_node_at(json_tree_root(tree), "/o"), &n));
	assert_false(json_node_list(NULL, &n));
}

static void what_is_not_well_formed(void **state)
{
	(void)state;
	READ("[\"\\ud83d\\ude00\",\"a\\ud83d\",\"\\ude00b\",\"\\\\ud83d\",\"\\u0000\",\"\\\\u0000\",\"x\xff\xf0\x9fy\","
	     "\"a\0b\"]");
	says("/0", "😀");
	says("/1", "a\xF4\x8D\xA0\xBD");
	says("/2", "\xF4\x8D\xB8\x80"
		   "b");
	says("/3", "\\ud83d");
	says("/4", "\xEF\xBF\xBD");
	says("/5", "\\u0000");
	says("/6", "x\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDy");
	says("/7", "a\xEF\xBF\xBD"
		   "b");
}

static void what_is_no_json(void **state)
{
	static const char *const all[] = {"", " ", "{", "{\"a\":}", "[1,]", "\"\\u12\"", "\"\\", "nul", "1 2"};
	char why[256];
	bool again;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		assert_null(json_tree_read(all[i], strlen(all[i]), &again, why, sizeof(why)));
		assert_false(again);
		assert_non_null(strstr(why, "this is not JSON: "));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(pointers, tear_down),
		cmocka_unit_test_teardown(values, tear_down),
		cmocka_unit_test_teardown(a_number_with_a_fraction_stays_as_its_sender_wrote_it, tear_down),
		cmocka_unit_test_teardown(lists, tear_down),
		cmocka_unit_test_teardown(what_is_not_well_formed, tear_down),
		cmocka_unit_test_teardown(what_is_no_json, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
