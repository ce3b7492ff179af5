#include "gateway/init/init_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"

static char dir[600], lines[700];
static struct text open_ones, at;

static int begin(void **state)
{
	(void)state;
	aide_folder(dir, sizeof(dir));
	snprintf(lines, sizeof(lines), "%s/lines.txt", dir);
	aide_write(dir, "a.yaml", "%s", "# time_zone: no\ntime_zone: X\n  time_zone: Y\ncountry: 86\ntime_zone: Z");
	open_ones = text_new(200);
	at = text_new(2000);
	return 0;
}

static int end(void **state)
{
	(void)state;
	text_free(&open_ones);
	text_free(&at);
	aide_remove(dir);
	return 0;
}

static bool apply(const char *said, const char *zone)
{
	aide_write(dir, "lines.txt", "%s", said);
	text_clear(&open_ones);
	text_clear(&at);
	return init_lines(lines, dir, zone, &open_ones, &at);
}

static void has(const char *wanted)
{
	char *got = aide_read(dir, "a.yaml");

	assert_string_equal(got, wanted);
	free(got);
}

static void the_first_line_with_the_key_is_another(void **state)
{
	(void)state;
	assert_true(apply("# a remark: of: ours\n\na.yaml: time_zone: {zone}\na.yaml: country: none   # FILL IN: it\n",
			  "B/C"));
	has("# time_zone: no\ntime_zone: B/C\n  time_zone: Y\ncountry: none   # FILL IN: it\ntime_zone: Z");
	assert_string_equal(text_str(&open_ones), "a.yaml: country\n");
	assert_true(apply("a.yaml: time_zone: {zone} at home\n", "UTC # FILL IN"));
	assert_string_equal(text_str(&open_ones), "a.yaml: time_zone\n");
	assert_true(apply("a.yaml: country: 7", ""));
	has("# time_zone: no\ntime_zone: UTC # FILL IN at home\n  time_zone: Y\ncountry: 7\ntime_zone: Z");
}

/* Nothing that was to be said is left out unseen. */
static void a_line_without_its_place_is_named(void **state)
{
	(void)state;
	assert_false(apply("a.yaml: nothing: x\n", ""));
	assert_non_null(strstr(text_str(&at), "a.yaml"));
	assert_false(apply("b.yaml: country: x\n", ""));
	assert_non_null(strstr(text_str(&at), "b.yaml"));
	/* A language may have nothing of its own to say. */
	snprintf(lines, sizeof(lines), "%s/none", dir);
	text_clear(&at);
	assert_true(init_lines(lines, dir, "", &open_ones, &at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_line_with_the_key_is_another, begin, end),
		cmocka_unit_test_setup_teardown(a_line_without_its_place_is_named, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
