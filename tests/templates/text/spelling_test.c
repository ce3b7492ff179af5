/* Spelling: edits between words, and the nearest of several names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "templates/text/spelling.h"

static void edits_are_counted(void **state)
{
	(void)state;
	assert_int_equal(spelling_distance("", "", 5), 0);
	assert_int_equal(spelling_distance("", "abc", 5), 3);
	assert_int_equal(spelling_distance("abc", "", 5), 3);
	assert_int_equal(spelling_distance("abc", "abc", 0), 0);
	assert_int_equal(spelling_distance("abc", "abd", 5), 1);
	assert_int_equal(spelling_distance("abc", "ac", 5), 1);
	assert_int_equal(spelling_distance("abc", "abxc", 5), 1);
	assert_int_equal(spelling_distance("depart", "dpeart", 5), 1);
	assert_int_equal(spelling_distance("kitten", "sitting", 5), 3);
	assert_int_equal(spelling_distance("出发了", "出了", 5), 1);
	assert_int_equal(spelling_distance("出发", "发出", 5), 1);
	assert_int_equal(spelling_distance("a", "A", 5), 1);
	assert_int_equal(spelling_distance("\xFF", "a", 5), 1);
}

static void counting_stops_one_beyond_the_most(void **state)
{
	(void)state;
	assert_int_equal(spelling_distance("kitten", "sitting", 3), 3);
	assert_int_equal(spelling_distance("kitten", "sitting", 2), 3);
	assert_int_equal(spelling_distance("kitten", "sitting", 0), 1);
	assert_int_equal(spelling_distance("a", "abcdefgh", 3), 4);
	assert_int_equal(spelling_distance("abcdefgh", "zyxwvuts", 3), 4);
	/* A swap counts from two rows back: stopping early must not miss it. */
	assert_int_equal(spelling_distance("xab", "xba", 1), 1);
	assert_int_equal(spelling_distance("abcd", "badc", 2), 2);
}

static const char *const states[] = {"dispatched", "en_route", "waiting", "left", "处理中", "待件"};

static const char *nearest(const char *wrong)
{
	return spelling_nearest(wrong, states, sizeof(states) / sizeof(states[0]));
}

static void the_nearest_name_is_found(void **state)
{
	(void)state;
	assert_string_equal(nearest("en_rout"), "en_route");
	assert_string_equal(nearest("EN_ROUTE"), "en_route");
	assert_string_equal(nearest("dispathced"), "dispatched");
	assert_string_equal(nearest("wating"), "waiting");
	assert_string_equal(nearest("letf"), "left");
	assert_string_equal(nearest("处理"), "处理中");
	assert_string_equal(nearest("left"), "left");
}

static void what_is_far_from_all_names_has_none(void **state)
{
	static const char *const nine[] = {"abcdefghi"};
	static const char *const five[] = {"abcde"}, *const verbs[] = {"open", "show"};

	(void)state;
	assert_null(nearest("arrived"));
	assert_null(nearest("x"));
	assert_null(nearest(""));
	assert_null(nearest("甲乙"));
	assert_null(spelling_nearest("left", states, 0));
	/* A third of nine letters is three; four are too many. */
	assert_non_null(spelling_nearest("abcdefxyz", nine, 1));
	assert_null(spelling_nearest("abcdewxyz", nine, 1));
	/* Two for short ones, and for the shortest one: `nope` is not `open`. */
	assert_non_null(spelling_nearest("abcxy", five, 1));
	assert_null(spelling_nearest("abwxy", five, 1));
	assert_null(spelling_nearest("nope", verbs, 2));
	assert_string_equal(spelling_nearest("opne", verbs, 2), "open");
}

static void of_two_equally_near_the_first_is_taken(void **state)
{
	static const char *const names[] = {"cart", "carb", "card"};

	(void)state;
	assert_string_equal(spelling_nearest("carx", names, 3), "cart");
	assert_string_equal(spelling_nearest("crad", names, 3), "card");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_are_counted),
		cmocka_unit_test(counting_stops_one_beyond_the_most),
		cmocka_unit_test(the_nearest_name_is_found),
		cmocka_unit_test(what_is_far_from_all_names_has_none),
		cmocka_unit_test(of_two_equally_near_the_first_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
