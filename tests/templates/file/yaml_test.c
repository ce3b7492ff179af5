/* YAML: what is read, what is refused, and where each fault points. */
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/file/yaml_source.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TEXT(s) (s), sizeof(s) - 1

static char path[] = "/tmp/yaml_test.XXXXXX";
static struct faults faults;

static int begin(void **state)
{
	(void)state;
	strcpy(path, "/tmp/yaml_test.XXXXXX");
	int fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int end(void **state)
{
	(void)state;
	faults_free(&faults);
	return unlink(path);
}

static struct yaml *open_bytes(const char *bytes, size_t n)
{
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	assert_int_equal(fwrite(bytes, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
	return yaml_open(path, &faults);
}

static void expect(size_t i, int line, int col, int width, const char *what)
{
	if (i >= faults.n)
		fail_msg("no fault, but %d:%d: %s", line, col, what);
	const struct fault *one = &faults.all[i];
	assert_string_equal(one->file, path);
	if (one->line != line || one->col != col || one->width != width || strstr(one->what, what) == NULL)
		fail_msg("%d:%d+%d: %s\n  but expected %d:%d+%d: %s", one->line, one->col, one->width, one->what, line,
			 col, width, what);
}

static void each_scalar_is_the_text_it_is(void **state)
{
	(void)state;
	struct yaml *y = open_bytes(TEXT("a: no\nb: 012\nc: ~\nd: 'x: y'\ne: \"q\\x41\"\n二: 5.0\n"));
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
	(void)state;
	struct yaml *y = open_bytes(TEXT("# remark\n出发: [一二, b]\nempty:\nmap:\n  k: v\n"));
	const struct yaml *list = yaml_get(y, "出发"), *two = yaml_item(list, 0);
	assert_int_equal(list->key_line, 2);
	assert_int_equal(list->key_col, 1);
	assert_int_equal(list->key_width, 2);
	assert_int_equal(list->col, 5);
	assert_int_equal(two->col, 6);
	assert_int_equal(two->width, 2);
	assert_int_equal(yaml_item(list, 1)->col, 10);
	const struct yaml *empty = yaml_get(y, "empty");
	assert_int_equal(empty->kind, YAML_EMPTY);
	assert_int_equal(empty->line, 3); /* the key's place: the value has none */
	assert_int_equal(empty->width, 5);
	assert_int_equal(yaml_get(yaml_get(y, "map"), "k")->line, 5);
	yaml_close(y);
}

struct refused {
	const char *bytes;
	size_t n;
	int line, col, width;
	const char *what;
};

static void each_is_refused(const struct refused *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		yaml_close(open_bytes(all[i].bytes, all[i].n));
		if (faults.n != 1)
			fail_msg("%zu faults in %s, but expected: %s", faults.n, all[i].bytes, all[i].what);
		expect(0, all[i].line, all[i].col, all[i].width, all[i].what);
		faults_free(&faults);
	}
}

static void what_is_no_mapping_is_refused(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT(""), 0, 0, 1, "it is empty; `fieldgate init DIR`"},
		{TEXT("# nothing\n \n\t# nothing either"), 0, 0, 1, "it is empty"},
		{TEXT("\xef\xbb\xbf"), 0, 0, 1, "it is empty"},
		{TEXT("---\n"), 1, 1, 1, "this is no mapping; write lines of `key: value`"},
		{TEXT("- a\n- b\n"), 1, 1, 1, "this is no mapping"},
		{TEXT("just words\n"), 1, 1, 10, "this is no mapping"},
		{TEXT("...\na: 1\n"), 1, 1, 1, "`...` ends a document, and none has begun"},
		{TEXT("{a: 1}}\n"), 1, 7, 1, "the file's content has already ended before this"},
		{TEXT("  a: 1\nb: 2\n"), 2, 1, 1, "has already ended before this; check indentation and brackets"},
	};
	each_is_refused(all, COUNT(all));
}

static void what_is_no_text_is_refused(void **state)
{
	(void)state;
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
		{TEXT("ok: 1\0\n"), 1, 6, 1, "a control character (U+0000) stands here; delete it"},
		{TEXT("ok: \x07\n"), 1, 5, 1, "(U+0007) stands here; delete it"},
		{TEXT("a: x\x7f\n"), 1, 5, 1, "(U+007F) stands here; delete it"},
		{TEXT("ok: \xc2\x9b\n"), 1, 5, 1, "(U+009B) stands here; delete it"},
		/* The library would begin a new line at these, an editor would not. */
		{TEXT("a: x\xc2\x85\n"), 1, 5, 1, "(U+0085) stands here; delete it"},
		{TEXT("a: x\xe2\x80\xa8\n"), 1, 5, 1, "an invisible character (U+2028) stands here; delete it"},
		{TEXT("a: 1\n\xef\xbb\xbf"
		      "b: 2\n"),
		 2, 1, 1, "(U+FEFF) stands here; delete it"},
		{TEXT("a: \xef\xbf\xbf\n"), 1, 4, 1, "(U+FFFF) stands here; delete it"},
		{TEXT("a: 1\rb: 2\r"), 1, 5, 1, "this line ends with CR alone; save the file with LF or CR LF"},
	};
	each_is_refused(all, COUNT(all));
}

static void a_tab_for_blanks_is_called_a_tab(void **state)
{
	(void)state;
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
	each_is_refused(all, COUNT(all));
	struct yaml *y = open_bytes(TEXT("a:\t1\t# one\nb: [\n\t2]\t\nc: \"x\ty\"\n"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_item(yaml_get(y, "b"), 0)->text, "2");
	assert_string_equal(yaml_get(y, "c")->text, "x\ty");
	yaml_close(y);
}

static void what_is_left_open_is_shown_where_it_begins(void **state)
{
	(void)state;
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
	each_is_refused(all, COUNT(all));
}

/* The library reads `x b: y` here, and nothing of `b`. */
static void an_open_quote_does_not_swallow_the_next_key(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT("a: \"x\nb: y\"\n"), 1, 4, 1,
		 "this quote is closed only in line 2; close it where the text ends, or indent the text's lines"},
		{TEXT("m:\n  a: 'x\n  b: y'\n"), 2, 6, 1, "closed only in line 3"},
		{TEXT("m:\n- 'x\n- y'\n"), 2, 3, 1, "closed only in line 3"},
		{TEXT("? 'x\n: y'\n"), 1, 3, 1, "closed only in line 2"},
	};
	each_is_refused(all, COUNT(all));
	struct yaml *y = open_bytes(TEXT("m:\n  a: \"x\n\n    y\"\n  b: ['x\n   y']\n"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(yaml_get(y, "m"), "a")->text, "x\ny");
	assert_string_equal(yaml_item(yaml_get(yaml_get(y, "m"), "b"), 0)->text, "x y");
	yaml_close(y);
}

static void what_does_not_fit_is_told_with_its_mend(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT("a:\n  b: 1\n c: 2\n"), 3, 2, 1, "the indentation fits no line above"},
		{TEXT("a:\n    b: 1\n  - c\n"), 3, 3, 1, "a list cannot begin among keys"},
		{TEXT("a:\n  - b\n  c: 1\n"), 3, 3, 1, "a list's item is expected here"},
		{TEXT("a: - b\n"), 1, 4, 1, "a list cannot begin here; begin each item on a line of its own"},
		{TEXT("a: 1\nb\nc: 2\n"), 2, 1, 1, "no `: ` follows on this line"},
		{TEXT("a: b: c\n"), 1, 5, 1, "this `:` cannot make a key here; put quotes round"},
		{TEXT("a: 1\n  b: 2\n"), 2, 4, 1, "or mend the indentation"},
		{TEXT(": 1\n"), 1, 1, 1, "no key stands before this `:`"},
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
	each_is_refused(all, COUNT(all));
}

static void tags_and_directives_are_refused(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT("a: !!int 5\n"), 1, 4, 7, "tags are not taken here; leave the `!` out"},
		{TEXT("a: !wow\n"), 1, 4, 4, "tags are not taken here"},
		{TEXT("a: !\n"), 1, 4, 1, "tags are not taken here"},
		{TEXT("a: !x [b]\n"), 1, 4, 4, "tags are not taken here"},
		{TEXT("!x a: 1\n"), 1, 1, 4, "tags are not taken here"},
		{TEXT("a: !e!x b\n"), 1, 4, 1, "tags are not taken here"}, /* !e! was not declared */
		{TEXT("a: !<x\n"), 1, 4, 1, "tags are not taken here"},
		{TEXT("a: !%zz x\n"), 1, 4, 1, "tags are not taken here"},
		{TEXT("%YAML 1.2\n---\na: 1\n"), 1, 1, 1, "directives are not taken here; leave out the lines"},
		{TEXT("# new\n%TAG ! x\n---\na: 1\n"), 2, 1, 1, "directives are not taken here"},
		{TEXT("%\n"), 1, 1, 1, "directives are not taken here"},
	};
	each_is_refused(all, COUNT(all));
}

static void what_may_not_stand_there_is_told(void **state)
{
	(void)state;
	yaml_close(open_bytes(TEXT("a: &x 1\nb: *x\nc: !!int 5\n[d]: 1\n\"e\": \"a\\0b\"\n? *x\n: 2\n- : 3\n")));
	assert_int_equal(faults.n, 7);
	expect(0, 1, 4, 4, "anchors are not taken here; leave the `&` out");
	expect(1, 2, 4, 2, "aliases are not taken here; write the text out");
	expect(2, 3, 4, 7, "tags are not taken here; leave the `!` out");
	expect(3, 4, 1, 1, "a key must be a plain word");
	expect(4, 5, 6, 6, "a NUL stands in this text");
	expect(5, 6, 3, 1, "a key must be a plain word");
	expect(6, 8, 1, 1, "a list cannot begin among keys");
}

static void anchors_are_refused_wherever_they_stand(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT("a: &x\n"), 1, 4, 2, "anchors are not taken here"},
		{TEXT("a: &x [b]\n"), 1, 4, 4, "anchors are not taken here"},
		{TEXT("a: [&x {b: c}]\n"), 1, 5, 4, "anchors are not taken here"},
		{TEXT("&x a: 1\n"), 1, 1, 4, "anchors are not taken here"},
		{TEXT("a:\n  - &x\n"), 2, 5, 2, "anchors are not taken here"},
		{TEXT("&x\na: 1\n"), 1, 1, 3, "anchors are not taken here"},
	};
	each_is_refused(all, COUNT(all));
}

static void merges_are_refused(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT("a:\n  <<: {b: 1}\n"), 2, 3, 2, "`<<` merges nothing here; write the keys out"},
		{TEXT("a: {<<: [b, c]}\n"), 1, 5, 2, "`<<` merges nothing here"},
	};
	each_is_refused(all, COUNT(all));
	struct yaml *y = open_bytes(TEXT("'<<': 1\n"));
	assert_int_equal(faults.n, 0);
	yaml_close(y);
}

static void one_file_holds_one_document(void **state)
{
	(void)state;
	static const struct refused all[] = {
		{TEXT("a: 1\n---\nb: 2\n"), 2, 1, 1, "a second document begins here; put it into a file of its own"},
		{TEXT("---\na: 1\n--- b\n"), 3, 1, 1, "a second document begins here"},
		{TEXT("a: 1\n...\nb: [\n"), 3, 1, 1, "a second document begins here"},
		{TEXT("a: 1\n... # end\n# more\n  b\n"), 4, 3, 1, "a second document begins here"},
		{TEXT("a: 1\n...\n%YAML 1.2\n---\n"), 3, 1, 1, "a second document begins here"},
	};
	each_is_refused(all, COUNT(all));
	yaml_close(open_bytes(TEXT("---\na: 1\n...\n...\n# end\n...")));
	assert_int_equal(faults.n, 0);
}

static void odd_characters_may_stand_in_a_text(void **state)
{
	(void)state;
	/* A replacement character that was typed, one beyond 16 bits, and blanks before the line's end. */
	struct yaml *y = open_bytes(TEXT("a: x\xef\xbf\xbdy  \r\nb: \"\xf0\x9f\x94\xa7\" [\n"));
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
	(void)state;
	static const struct refused all[] = {
		{TEXT("? [a]\n: 1\n"), 1, 3, 1, "a key must be a plain word; write `key: value`"},
		{TEXT("? {a: b}\n: 1\n"), 1, 3, 1, "a key must be a plain word"},
		{TEXT("? a: b\n: 1\n"), 1, 3, 1, "a key must be a plain word"},
		{TEXT("? - a\n  - b\n: 1\n"), 1, 3, 1, "a key must be a plain word"},
		{TEXT("[a, b]: 1\n"), 1, 1, 1, "a key must be a plain word"},
		{TEXT("?\n: 1\n"), 1, 2, 1, "a key must be a plain word"},
		{TEXT("a: {: 1}\n"), 1, 5, 1, "no key stands before this `:`"},
		{TEXT("a: [: 1]\n"), 1, 5, 1, "no key stands before this `:`"},
	};
	each_is_refused(all, COUNT(all));
	struct yaml *y = open_bytes(TEXT("? a\n? b\n: 1\n'': 2\n~: 3\n"));
	assert_int_equal(faults.n, 0);
	assert_int_equal(yaml_get(y, "a")->kind, YAML_EMPTY);
	assert_string_equal(yaml_get(y, "b")->text, "1");
	assert_string_equal(yaml_get(y, "")->text, "2");
	assert_string_equal(yaml_get(y, "~")->text, "3");
	yaml_close(y);
	assert_null(open_bytes(TEXT("? {a: &x [b\n")));
	assert_int_equal(faults.n, 3);
	expect(0, 1, 3, 1, "a key must be a plain word");
	expect(1, 1, 7, 4, "anchors are not taken here");
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
	(void)state;
	struct yaml *y =
		open_bytes(TEXT("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: x\n  y\nd: |+\n  x\n\ne: f # g\n"));
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
	(void)state;
	struct yaml *y =
		open_bytes(TEXT("\"k 1\": 'it''s'\nb: \"\\t\\u4e8c\\U0001f527\\\\\\\"\"\nc: \"x \\\n   y\"\n"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(y, "k 1")->text, "it's");
	assert_string_equal(yaml_get(y, "b")->text, "\t二\xf0\x9f\x94\xa7\\\"");
	assert_string_equal(yaml_get(y, "c")->text, "x y");
	assert_int_equal(yaml_get(y, "k 1")->key_width, 5);
	assert_int_equal(yaml_get(y, "k 1")->col, 8);
	assert_int_equal(yaml_get(y, "k 1")->width, 7);
	yaml_close(y);
}

static void keys_stand_once(void **state)
{
	(void)state;
	struct yaml *y = open_bytes(TEXT("a: 1\nbb: 2\nc: {x: 1, x: 2}\n\"bb\": 3\nbb: 4\n"));
	expect(0, 3, 11, 1, "the key `x` is there twice");
	expect(1, 4, 1, 4, "the key `bb` is there twice; keep one of the two");
	expect(2, 5, 1, 2, "the key `bb` is there twice");
	assert_int_equal(faults.n, 3);
	yaml_close(y);
}

/* A search that compares each key with each other takes minutes for such a file. */
static void many_keys_take_no_time(void **state)
{
	(void)state;
	struct text many = text_new(YAML_BYTES_MAX);
	for (int i = 0; i < 60000; i++)
		text_addf(&many, "k%d: [a]\n", i);
	struct yaml *y = open_bytes(text_str(&many), many.len);
	assert_int_equal(y->n, 60000);
	yaml_close(y);
	text_free(&many);
}

/* A billion laughs needs aliases: none is followed. */
static void laughs_stay_few(void **state)
{
	(void)state;
	struct yaml *y = open_bytes(TEXT("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"));
	assert_int_equal(faults.n, 9);
	yaml_close(y);
}

static void marks_and_line_ends_of_windows_are_fine(void **state)
{
	(void)state;
	struct yaml *y = open_bytes(TEXT("\xef\xbb\xbf"
					 "a: 1\r\nb: |\r\n  x\r\n  y\r\n"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(yaml_get(y, "a")->text, "1");
	assert_string_equal(yaml_get(y, "b")->text, "x\ny\n");
	assert_int_equal(yaml_get(y, "a")->key_col, 1);
	assert_int_equal(yaml_get(y, "b")->line, 2);
	yaml_close(y);
}

static void files_of_other_kinds(void **state)
{
	(void)state;
	assert_null(yaml_open("/tmp/there/is/none.yaml", &faults));
	assert_non_null(strstr(faults.all[0].what, "check the path, or write the file"));
	assert_null(yaml_open("/tmp", &faults));
	assert_non_null(strstr(faults.all[1].what, "this is no file"));
	char *large = malloc(YAML_BYTES_MAX + 1);
	assert_non_null(large);
	memset(large, '#', YAML_BYTES_MAX + 1);
	assert_null(open_bytes(large, YAML_BYTES_MAX + 1));
	expect(2, 0, 0, 1, "larger than 1 MiB; part it into several files");
	assert_null(open_bytes(large, YAML_BYTES_MAX)); /* one long remark */
	expect(3, 0, 0, 1, "it is empty");
	free(large);
}

static void a_link_to_itself_is_no_file(void **state)
{
	(void)state;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink(path, path), 0);
	assert_null(yaml_open(path, &faults));
	expect(0, 0, 0, 1, "it cannot be opened (Too many levels of symbolic links)");
}

static void depth_is_bounded(void **state)
{
	(void)state;
	char deep[1000] = "a: ";
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
	(void)state;
	static const char *const deep[] = {"[", "{a: ", "- ", "? ", "[\n", "[? ", "&a ["};
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

static void texts(void **state)
{
	(void)state;
	char out[8];
	struct yaml *y = open_bytes(TEXT("a: [x]\nb:\nc: ''\nd: \"x\\ny\"\ne: 12345678\nf: 二二x\n"));
	const char *keys[] = {"a", "b", "c", "d", "e"};
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
	(void)state;
	int n = -1;
	bool yes = false;
	struct yaml *y = open_bytes(TEXT(
		"a: 10\nb: 11\nc: 0x1\nd: -1\ne: 99999999999999999999\nf: yes\ng: no\nh: true\ni: [yes, 1]\nj: ''\n"));
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

static void labels(void **state)
{
	(void)state;
	char zh[16], en[16];
	struct yaml *y = open_bytes(TEXT("a: {zh: 在途, en: on the way}\nb: {en: x}\nc: {zh: x}\nd: x\n"));
	assert_true(yaml_label(yaml_get(y, "a"), zh, en, sizeof(zh), &faults));
	assert_string_equal(zh, "在途");
	assert_string_equal(en, "on the way");
	assert_false(yaml_label(yaml_get(y, "b"), zh, en, sizeof(zh), &faults));
	assert_false(yaml_label(yaml_get(y, "c"), zh, en, sizeof(zh), &faults));
	assert_false(yaml_label(yaml_get(y, "d"), zh, en, sizeof(zh), &faults));
	expect(0, 2, 1, 1, "the Chinese is missing; add `zh: ...`");
	expect(1, 3, 1, 1, "the English is missing; add `en: ...`");
	expect(2, 4, 4, 1, "write {zh: ..., en: ...}");
	yaml_close(y);
}

static void lists(void **state)
{
	(void)state;
	struct yaml *y = open_bytes(TEXT("a: x\nb: [x, y]\nc: []\nd:\ne: {x: y}\nf:\n  - x\n  -\n"));
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
	(void)state;
	static const char *const known[] = {"en_route", "on_site", NULL};
	static const char *const one[] = {"down", NULL};
	struct yaml *y = open_bytes(TEXT("to: en_rout\nat: on_site\nfar: quite else\non_sit: 1\nlist: [a]\n"));
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_scalar_is_the_text_it_is, begin, end),
		cmocka_unit_test_setup_teardown(nodes_know_where_they_stand, begin, end),
		cmocka_unit_test_setup_teardown(what_is_no_mapping_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(what_is_no_text_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(a_tab_for_blanks_is_called_a_tab, begin, end),
		cmocka_unit_test_setup_teardown(what_is_left_open_is_shown_where_it_begins, begin, end),
		cmocka_unit_test_setup_teardown(an_open_quote_does_not_swallow_the_next_key, begin, end),
		cmocka_unit_test_setup_teardown(what_does_not_fit_is_told_with_its_mend, begin, end),
		cmocka_unit_test_setup_teardown(tags_and_directives_are_refused, begin, end),
		cmocka_unit_test_setup_teardown(what_may_not_stand_there_is_told, begin, end),
		cmocka_unit_test_setup_teardown(anchors_are_refused_wherever_they_stand, begin, end),
		cmocka_unit_test_setup_teardown(merges_are_refused, begin, end),
		cmocka_unit_test_setup_teardown(one_file_holds_one_document, begin, end),
		cmocka_unit_test_setup_teardown(odd_characters_may_stand_in_a_text, begin, end),
		cmocka_unit_test_setup_teardown(a_key_is_a_plain_word, begin, end),
		cmocka_unit_test_setup_teardown(twenty_nine_bytes_ended_the_program, begin, end),
		cmocka_unit_test_setup_teardown(texts_of_several_lines, begin, end),
		cmocka_unit_test_setup_teardown(quotes_and_escapes, begin, end),
		cmocka_unit_test_setup_teardown(a_link_to_itself_is_no_file, begin, end),
		cmocka_unit_test_setup_teardown(keys_stand_once, begin, end),
		cmocka_unit_test_setup_teardown(many_keys_take_no_time, begin, end),
		cmocka_unit_test_setup_teardown(laughs_stay_few, begin, end),
		cmocka_unit_test_setup_teardown(marks_and_line_ends_of_windows_are_fine, begin, end),
		cmocka_unit_test_setup_teardown(files_of_other_kinds, begin, end),
		cmocka_unit_test_setup_teardown(depth_is_bounded, begin, end),
		cmocka_unit_test_setup_teardown(depth_without_end_takes_no_time, begin, end),
		cmocka_unit_test_setup_teardown(texts, begin, end),
		cmocka_unit_test_setup_teardown(numbers_and_yes, begin, end),
		cmocka_unit_test_setup_teardown(labels, begin, end),
		cmocka_unit_test_setup_teardown(lists, begin, end),
		cmocka_unit_test_setup_teardown(names, begin, end),
	};
	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
