/* YAML: what is read as a tree, and which files are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/file/yaml_source.h"
#include "templates/text/text.h"
#include "tests/templates/file/yaml_file.h"

static void each_scalar_is_the_text_it_is(void **state)
{
	struct yaml *y = open_bytes(TEXT("a: no\nb: 012\nc: ~\nd: 'x: y'\ne: \"q\\x41\"\n二: 5.0\n"));

	(void)state;
	assert_non_null(y);
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(y, "a")->text, "no");
	assert_string_equal(yaml_get(y, "b")->text, "012");
	assert_string_equal(yaml_get(y, "c")->text, "~");
	assert_string_equal(yaml_get(y, "d")->text, "x: y");
	assert_string_equal(yaml_get(y, "e")->text, "qA");
	assert_string_equal(yaml_get(y, "二")->text, "5.0");
	assert_null(yaml_get(y, "f"));
	assert_null(yaml_get(yaml_get(y, "a"), "f"));
	assert_null(yaml_get(NULL, "f"));
	yaml_close(y);
	yaml_close(NULL);
}

static void nodes_know_where_they_stand(void **state)
{
	struct yaml *y = open_bytes(TEXT("# remark\n出发: [一二, b]\nempty:\nmap:\n  k: v\n"));
	const struct yaml *list = yaml_get(y, "出发"), *two = yaml_item(list, 0);
	const struct yaml *empty;

	(void)state;
	assert_int_equal(list->key_line, 2);
	assert_int_equal(list->key_col, 1);
	assert_int_equal(list->key_width, 2);
	assert_int_equal(list->col, 5);
	assert_int_equal(two->col, 6);
	assert_int_equal(two->width, 2);
	assert_int_equal(yaml_item(list, 1)->col, 10);
	empty = yaml_get(y, "empty");
	assert_int_equal(empty->kind, YAML_EMPTY);
	assert_int_equal(empty->line, 3); /* the key's place: the value has none */
	assert_int_equal(empty->width, 5);
	assert_int_equal(yaml_get(yaml_get(y, "map"), "k")->line, 5);
	yaml_close(y);
}

static void what_is_no_mapping_is_refused(void **state)
{
	static const struct refused all[] = {
		{TEXT(""), 0, 0, 1, "it is empty; `fieldgate init DIR`"},
		{TEXT("# nothing\n \n\t# nothing either"), 0, 0, 1, "it is empty"},
		{TEXT("\xef\xbb\xbf"), 0, 0, 1, "it is empty"},
		{TEXT("---\n"), 1, 1, 1, "this is not a mapping; write lines of `key: value`"},
		{TEXT("- a\n- b\n"), 1, 1, 1, "this is not a mapping"},
		{TEXT("just words\n"), 1, 1, 10, "this is not a mapping"},
		{TEXT("...\na: 1\n"), 1, 1, 1, "`...` ends a document, and none has begun"},
		{TEXT("{a: 1}}\n"), 1, 7, 1, "the file's content has already ended before this"},
		{TEXT("  a: 1\nb: 2\n"), 2, 1, 1, "has already ended before this; check indentation and brackets"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
}

static void anchors_are_refused_wherever_they_stand(void **state)
{
	static const struct refused all[] = {
		{TEXT("a: &x\n"), 1, 4, 2, "anchors are not allowed here"},
		{TEXT("a: &x [b]\n"), 1, 4, 4, "anchors are not allowed here"},
		{TEXT("a: [&x {b: c}]\n"), 1, 5, 4, "anchors are not allowed here"},
		{TEXT("&x a: 1\n"), 1, 1, 4, "anchors are not allowed here"},
		{TEXT("a:\n  - &x\n"), 2, 5, 2, "anchors are not allowed here"},
		{TEXT("&x\na: 1\n"), 1, 1, 3, "anchors are not allowed here"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
}

static void merges_are_refused(void **state)
{
	static const struct refused all[] = {
		{TEXT("a:\n  <<: {b: 1}\n"), 2, 3, 2, "`<<` merges nothing here; write the keys out"},
		{TEXT("a: {<<: [b, c]}\n"), 1, 5, 2, "`<<` merges nothing here"},
	};
	struct yaml *y;

	(void)state;
	each_is_refused(all, COUNT(all));
	y = open_bytes(TEXT("'<<': 1\n"));
	assert_int_equal(faults.n, 0);
	yaml_close(y);
}

static void one_file_holds_one_document(void **state)
{
	static const struct refused all[] = {
		{TEXT("a: 1\n---\nb: 2\n"), 2, 1, 1, "a second document begins here; put it into a file of its own"},
		{TEXT("---\na: 1\n--- b\n"), 3, 1, 1, "a second document begins here"},
		{TEXT("a: 1\n...\nb: [\n"), 3, 1, 1, "a second document begins here"},
		{TEXT("a: 1\n... # end\n# more\n  b\n"), 4, 3, 1, "a second document begins here"},
		{TEXT("a: 1\n...\n%YAML 1.2\n---\n"), 3, 1, 1, "a second document begins here"},
	};

	(void)state;
	each_is_refused(all, COUNT(all));
	yaml_close(open_bytes(TEXT("---\na: 1\n...\n...\n# end\n...")));
	assert_int_equal(faults.n, 0);
}

static void odd_characters_may_stand_in_a_text(void **state)
{
	/* A replacement character that was typed, one beyond 16 bits, and blanks before the line's end. */
	struct yaml *y = open_bytes(TEXT("a: x\xef\xbf\xbdy  \r\nb: \"\xf0\x9f\x94\xa7\" [\n"));

	(void)state;
	assert_null(y);
	expect(0, 2, 8, 1, "the value has ended before this");
	faults_free(&faults);
	y = open_bytes(TEXT("a: x\xef\xbf\xbdy  \r\nb: \xf0\x9f\x94\xa7\n"));
	assert_non_null(y);
	assert_string_equal(yaml_get(y, "a")->text, "x\xef\xbf\xbdy");
	assert_string_equal(yaml_get(y, "b")->text, "\xf0\x9f\x94\xa7");
	yaml_close(y);
}

static void a_key_is_a_plain_word(void **state)
{
	static const struct refused all[] = {
		{TEXT("? [a]\n: 1\n"), 1, 3, 1, "a key must be a plain word; write `key: value`"},
		{TEXT("? {a: b}\n: 1\n"), 1, 3, 1, "a key must be a plain word"},
		{TEXT("? a: b\n: 1\n"), 1, 3, 1, "a key must be a plain word"},
		{TEXT("? - a\n  - b\n: 1\n"), 1, 3, 1, "a key must be a plain word"},
		{TEXT("[a, b]: 1\n"), 1, 1, 1, "a key must be a plain word"},
		{TEXT("?\n: 1\n"), 1, 2, 1, "a key must be a plain word"},
		{TEXT("a: {: 1}\n"), 1, 5, 1, "there is no key before this `:`"},
		{TEXT("a: [: 1]\n"), 1, 5, 1, "there is no key before this `:`"},
	};
	struct yaml *y;

	(void)state;
	each_is_refused(all, COUNT(all));
	y = open_bytes(TEXT("? a\n? b\n: 1\n'': 2\n~: 3\n"));
	assert_int_equal(faults.n, 0);
	assert_int_equal(yaml_get(y, "a")->kind, YAML_EMPTY);
	assert_string_equal(yaml_get(y, "b")->text, "1");
	assert_string_equal(yaml_get(y, "")->text, "2");
	assert_string_equal(yaml_get(y, "~")->text, "3");
	yaml_close(y);
	assert_null(open_bytes(TEXT("? {a: &x [b\n")));
	assert_int_equal(faults.n, 3);
	expect(0, 1, 3, 1, "a key must be a plain word");
	expect(1, 1, 7, 4, "anchors are not allowed here");
	expect(2, 1, 10, 1, "this [ is never closed");
}

/* Found by the fuzzer of configurations: the library used before read beyond its memory. */
static void twenty_nine_bytes_ended_the_program(void **state)
{
	(void)state;
	assert_null(open_bytes(TEXT("? de?\t\t\t\t:\t- \t\t\t\t\t\t\t\t\t\tp\t\tth\t")));
	assert_int_equal(faults.n, 2);
	expect(0, 1, 3, 1, "a key must be a plain word");
	expect(1, 1, 12, 1, "a list cannot begin here");
}

static void texts_of_several_lines(void **state)
{
	struct yaml *y =
		open_bytes(TEXT("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: x\n  y\nd: |+\n  x\n\ne: f # g\n"));

	(void)state;
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(y, "a")->text, "x\n y\n");
	assert_string_equal(yaml_get(y, "b")->text, "x y\nz");
	assert_string_equal(yaml_get(y, "c")->text, "x y");
	assert_string_equal(yaml_get(y, "d")->text, "x\n\n");
	assert_string_equal(yaml_get(y, "e")->text, "f");
	assert_int_equal(yaml_get(y, "a")->col, 4);
	assert_int_equal(yaml_get(y, "c")->width, 5); /* all its lines, and their ends */
	yaml_close(y);
}

static void quotes_and_escapes(void **state)
{
	struct yaml *y =
		open_bytes(TEXT("\"k 1\": 'it''s'\nb: \"\\t\\u4e8c\\U0001f527\\\\\\\"\"\nc: \"x \\\n   y\"\n"));

	(void)state;
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(y, "k 1")->text, "it's");
	assert_string_equal(yaml_get(y, "b")->text, "\t二\xf0\x9f\x94\xa7\\\"");
	assert_string_equal(yaml_get(y, "c")->text, "x y");
	assert_int_equal(yaml_get(y, "k 1")->key_width, 5);
	assert_int_equal(yaml_get(y, "k 1")->col, 8);
	assert_int_equal(yaml_get(y, "k 1")->width, 7);
	yaml_close(y);
}

static void a_link_to_itself_is_no_file(void **state)
{
	(void)state;
	assert_int_equal(unlink(yaml_path), 0);
	assert_int_equal(symlink(yaml_path, yaml_path), 0);
	assert_null(yaml_open(yaml_path, &faults));
	expect(0, 0, 0, 1, "it cannot be opened (Too many levels of symbolic links)");
}

static void keys_stand_once(void **state)
{
	struct yaml *y = open_bytes(TEXT("a: 1\nbb: 2\nc: {x: 1, x: 2}\n\"bb\": 3\nbb: 4\n"));

	(void)state;
	expect(0, 3, 11, 1, "the key `x` is there twice");
	expect(1, 4, 1, 4, "the key `bb` is there twice; keep one of the two");
	expect(2, 5, 1, 2, "the key `bb` is there twice");
	assert_int_equal(faults.n, 3);
	yaml_close(y);
}

/* A search that compares each key with each other takes minutes for such a file. */
static void many_keys_take_no_time(void **state)
{
	struct text many = text_new(YAML_BYTES_MAX);
	struct yaml *y;

	(void)state;
	for (int i = 0; i < 60000; i++)
		text_addf(&many, "k%d: [a]\n", i);
	y = open_bytes(text_str(&many), many.len);
	assert_int_equal(y->n, 60000);
	yaml_close(y);
	text_free(&many);
}

/* A billion laughs needs aliases: none is followed. */
static void laughs_stay_few(void **state)
{
	struct yaml *y = open_bytes(TEXT("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"));

	(void)state;
	assert_int_equal(faults.n, 9);
	yaml_close(y);
}

static void marks_and_line_ends_of_windows_are_fine(void **state)
{
	struct yaml *y = open_bytes(TEXT("\xef\xbb\xbf"
					 "a: 1\r\nb: |\r\n  x\r\n  y\r\n"));

	(void)state;
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(y, "a")->text, "1");
	assert_string_equal(yaml_get(y, "b")->text, "x\ny\n");
	assert_int_equal(yaml_get(y, "a")->key_col, 1);
	assert_int_equal(yaml_get(y, "b")->line, 2);
	yaml_close(y);
}

static void files_of_other_kinds(void **state)
{
	char *large;

	(void)state;
	assert_null(yaml_open("/tmp/there/is/none.yaml", &faults));
	assert_non_null(strstr(faults.all[0].what, "check the path, or write the file"));
	assert_null(yaml_open("/tmp", &faults));
	assert_non_null(strstr(faults.all[1].what, "this is not a file"));
	large = malloc(YAML_BYTES_MAX + 1);
	assert_non_null(large);
	memset(large, '#', YAML_BYTES_MAX + 1);
	assert_null(open_bytes(large, YAML_BYTES_MAX + 1));
	expect(2, 0, 0, 1, "larger than 1 MiB; split it into several files");
	assert_null(open_bytes(large, YAML_BYTES_MAX)); /* one long remark */
	expect(3, 0, 0, 1, "it is empty");
	free(large);
}

static void depth_is_bounded(void **state)
{
	char deep[1000] = "a: ";

	(void)state;
	memset(deep + 3, '[', 63);
	memset(deep + 66, ']', 63);
	yaml_close(open_bytes(deep, strlen(deep)));
	assert_int_equal(faults.n, 0);
	memset(deep + 3, '[', 64);
	memset(deep + 67, ']', 64);
	assert_null(open_bytes(deep, strlen(deep)));
	assert_int_equal(faults.n, 1);
	expect(0, 1, 67, 1, "lists and mappings are nested more than 64 deep here; nest less deeply");
	memset(deep + 3, '[', 900);
	assert_null(open_bytes(deep, strlen(deep)));
	expect(1, 1, 67, 1, "nest less deeply");
}

/* Each of these would take the library minutes, or us all the stack, if it were read to its end. */
static void depth_without_end_takes_no_time(void **state)
{
	static const char *const deep[] = {"[", "{a: ", "- ", "? ", "[\n", "[? ", "&a ["};

	(void)state;
	for (size_t i = 0; i < COUNT(deep); i++)
		for (int key = 0; key < 2; key++) {
			struct text all = text_new(YAML_BYTES_MAX);

			text_add(&all, key ? "? " : "a:\n ");
			while (all.len + strlen(deep[i]) <= YAML_BYTES_MAX)
				text_add(&all, deep[i]);
			assert_null(open_bytes(text_str(&all), all.len));
			assert_in_range(faults.n, 1, 200);
			text_free(&all);
			faults_free(&faults);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_scalar_is_the_text_it_is, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(nodes_know_where_they_stand, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(what_is_no_mapping_is_refused, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(anchors_are_refused_wherever_they_stand, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(merges_are_refused, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(one_file_holds_one_document, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(odd_characters_may_stand_in_a_text, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(a_key_is_a_plain_word, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(twenty_nine_bytes_ended_the_program, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(texts_of_several_lines, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(quotes_and_escapes, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(a_link_to_itself_is_no_file, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(keys_stand_once, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(many_keys_take_no_time, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(laughs_stay_few, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(marks_and_line_ends_of_windows_are_fine, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(files_of_other_kinds, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(depth_is_bounded, yaml_begin, yaml_end),
		cmocka_unit_test_setup_teardown(depth_without_end_takes_no_time, yaml_begin, yaml_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
