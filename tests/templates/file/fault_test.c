/* Faults in files: their order, and the line they point at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/file/fault.h"

/* A file with a fault in it, and what is printed for it. */
struct scene {
	char file[64];
	struct faults faults;
	char *printed;
	size_t printed_n;
};

static struct scene scene_of(const char *content)
{
	struct scene s = {.file = "/tmp/fault_test.XXXXXX"};
	int fd = mkstemp(s.file);
	size_t n;

	assert_true(fd >= 0);
	n = strlen(content);
	assert_int_equal(write(fd, content, n), n);
	close(fd);
	return s;
}

static const char *print(struct scene *s)
{
	FILE *to;

	free(s->printed);
	to = open_memstream(&s->printed, &s->printed_n);
	assert_non_null(to);
	faults_print(&s->faults, to);
	fclose(to);
	return s->printed;
}

static void end(struct scene *s)
{
	unlink(s->file);
	faults_free(&s->faults);
	free(s->printed);
}

/* What is printed for one fault at line:col, without the file's name before it. */
static void check(const char *content, int line, int col, int width, const char *expected)
{
	struct scene s = scene_of(content);
	const char *printed;

	fault_add(&s.faults, s.file, line, col, width, "no");
	printed = print(&s);
	assert_memory_equal(printed, s.file, strlen(s.file));
	assert_string_equal(printed + strlen(s.file), expected);
	end(&s);
}

static void a_fault_points_at_its_place(void **state)
{
	(void)state;
	check("a: b\n    to: en_rout\n", 2, 9, 7, ":2:9: error: no\n    to: en_rout\n        ^~~~~~~\n");
	check("to: x", 1, 5, 1, ":1:5: error: no\nto: x\n    ^\n");
	check("to: x\r\n", 1, 5, 9, ":1:5: error: no\nto: x\n    ^\n");
	check("to: x", 1, 5, 0, ":1:5: error: no\nto: x\n    ^\n");
}

static void the_caret_stands_under_wide_characters(void **state)
{
	(void)state;
	check("状态: 处理中", 1, 5, 3, ":1:5: error: no\n状态: 处理中\n      ^~~~~~\n");
	check("处x", 1, 1, 1, ":1:1: error: no\n处x\n^~\n");
	check("e\u0301x", 1, 3, 1, ":1:3: error: no\ne\u0301x\n ^\n");
}

static void a_tab_before_the_caret_stays_a_tab(void **state)
{
	(void)state;
	check("\ta\tb: c", 1, 4, 1, ":1:4: error: no\n\ta\tb: c\n\t \t^\n");
}

static void the_first_line_and_column_stand_for_unknown_ones(void **state)
{
	(void)state;
	check("abc\n", 0, 0, 1, ":1:1: error: no\n");
	check("abc\n", 2, 0, 1, ":2:1: error: no\n");
	check("abc\n", 1, 0, 1, ":1:1: error: no\nabc\n");
	check("abc\n", 0, 3, 1, ":1:3: error: no\n");
}

static void a_place_beyond_the_file_is_survived(void **state)
{
	(void)state;
	check("abc", 9, 1, 1, ":9:1: error: no\n");
	check("abc", 1, 4, 1, ":1:4: error: no\nabc\n   ^\n");
	check("abc", 1, 1000, 1000, ":1:1000: error: no\nabc\n   ^\n");
	check("", 1, 1, 1, ":1:1: error: no\n");
	check("\n", 1, 1, 3, ":1:1: error: no\n\n^\n");
}

static void bytes_that_would_upset_a_terminal_are_replaced(void **state)
{
	(void)state;
	check("a\x1B[1m\xFF!", 1, 7, 1, ":1:7: error: no\na [1m\xEF\xBF\xBD!\n      ^\n");
}

static void a_byte_order_mark_is_not_counted(void **state)
{
	(void)state;
	check("\uFEFF{x", 1, 1, 1, ":1:1: error: no\n{x\n^\n");
}

static void a_file_that_cannot_be_read_is_shown_without(void **state)
{
	struct scene s = scene_of("");

	(void)state;
	fault_add(&s.faults, "/nonexistent/a.yaml", 3, 4, 1, "there is no state `%s`", "x");
	assert_string_equal(print(&s), "/nonexistent/a.yaml:3:4: error: there is no state `x`\n");
	end(&s);
}

static void faults_are_printed_in_order_and_stably(void **state)
{
	struct scene s = scene_of("");
	struct faults *f = &s.faults;

	(void)state;
	fault_add(f, "/n/z", 2, 5, 1, "z25");
	fault_add(f, "/n/a", 1, 1, 1, "a11");
	fault_add(f, "/n/z", 2, 4, 1, "z24 first");
	fault_add(f, "/n/z", 2, 4, 1, "z24 second");
	fault_add(f, "/n/z", 10, 1, 1, "z101");
	fault_add(f, "/n/z", 0, 0, 1, "z");
	assert_string_equal(print(&s), "/n/z:1:1: error: z\n"
				       "/n/z:2:4: error: z24 first\n"
				       "/n/z:2:4: error: z24 second\n"
				       "/n/z:2:5: error: z25\n"
				       "/n/z:10:1: error: z101\n"
				       "/n/a:1:1: error: a11\n");
	end(&s);
}

static void strings_are_copied_and_stay_one_line(void **state)
{
	struct faults f = {0};
	char file[] = "a", what[] = "x\ny\r\tz";

	(void)state;
	fault_add(&f, file, 1, 1, -3, "%s", what);
	file[0] = what[0] = '!';
	assert_string_equal(f.all[0].file, "a");
	assert_string_equal(f.all[0].what, "x y  z");
	assert_int_equal(f.all[0].width, 1);
	faults_free(&f);
	assert_int_equal(f.n, 0);
	faults_free(&f);
}

static void many_faults_are_all_kept(void **state)
{
	struct faults f = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		fault_add(&f, "a", i, 1, 1, "%d", i);
	assert_int_equal(f.n, 1000);
	assert_string_equal(f.all[999].what, "999");
	faults_free(&f);
}

/* Bytes that this process has read by now. */
static long bytes_read(void)
{
	FILE *in = fopen("/proc/self/io", "re");
	long n = -1;

	assert_non_null(in);
	assert_int_equal(fscanf(in, "rchar: %ld", &n), 1);
	fclose(in);
	return n;
}

/* A table of which every line is wrong: read again for each of them, it would be read 20,000 times. */
static void a_long_file_is_read_once_for_all_its_faults(void **state)
{
	enum { LINES = 20000, LINE = 8 };
	struct scene s = scene_of("");
	FILE *out = fopen(s.file, "we");
	long before;

	(void)state;
	assert_non_null(out);
	for (int i = 0; i < LINES; i++)
		fprintf(out, "r%06d\n", i);
	assert_int_equal(fclose(out), 0);
	for (int i = LINES; i > 0; i--) {
		fault_add(&s.faults, s.file, i, 1, 1, "no");
		fault_add(&s.faults, "/nonexistent/a.csv", i, 1, 1, "no"); /* the other file's faults between them */
	}
	before = bytes_read();
	print(&s);
	assert_in_range(bytes_read() - before, LINES * LINE, 2 * LINES * LINE);
	assert_non_null(strstr(s.printed, "\nr000000\n^\n"));
	assert_non_null(strstr(s.printed, "\nr019999\n^\n"));
	end(&s);
}

static void several_faults_of_a_line_all_show_it(void **state)
{
	struct scene s = scene_of("ab\ncd\n");
	char expected[512];

	(void)state;
	fault_add(&s.faults, s.file, 3, 1, 1, "behind the end");
	fault_add(&s.faults, s.file, 1, 2, 1, "b");
	fault_add(&s.faults, s.file, 1, 1, 1, "a");
	fault_add(&s.faults, s.file, 2, 1, 1, "c");
	snprintf(expected, sizeof(expected),
		 "%s:1:1: error: a\nab\n^\n%s:1:2: error: b\nab\n ^\n%s:2:1: error: c\ncd\n^\n"
		 "%s:3:1: error: behind the end\n",
		 s.file, s.file, s.file, s.file);
	assert_string_equal(print(&s), expected);
	end(&s);
}

static void no_faults_print_nothing(void **state)
{
	struct scene s = scene_of("");

	(void)state;
	assert_string_equal(print(&s), "");
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_points_at_its_place),
		cmocka_unit_test(the_caret_stands_under_wide_characters),
		cmocka_unit_test(a_tab_before_the_caret_stays_a_tab),
		cmocka_unit_test(the_first_line_and_column_stand_for_unknown_ones),
		cmocka_unit_test(a_place_beyond_the_file_is_survived),
		cmocka_unit_test(bytes_that_would_upset_a_terminal_are_replaced),
		cmocka_unit_test(a_byte_order_mark_is_not_counted),
		cmocka_unit_test(a_file_that_cannot_be_read_is_shown_without),
		cmocka_unit_test(faults_are_printed_in_order_and_stably),
		cmocka_unit_test(strings_are_copied_and_stay_one_line),
		cmocka_unit_test(many_faults_are_all_kept),
		cmocka_unit_test(a_long_file_is_read_once_for_all_its_faults),
		cmocka_unit_test(several_faults_of_a_line_all_show_it),
		cmocka_unit_test(no_faults_print_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
