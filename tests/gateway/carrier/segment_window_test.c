/* How many segments leave in a second. */
#include "gateway/carrier/segment_window.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void without_a_rate_any_number_leaves(void **state)
{
	struct segment_window w = {0};

	(void)state;
	assert_int_equal(segment_window_room(&w, 5), INT_MAX);
	segment_window_use(&w, 1000, 5);
	assert_int_equal(segment_window_opens(&w, 1000, 5), 5);
	segment_window_free(&w);
}

static void no_second_has_more_than_its_segments(void **state)
{
	struct segment_window w = {0};

	(void)state;
	assert_true(segment_window_set(&w, 10));
	segment_window_use(&w, 4, 1000);
	segment_window_use(&w, 4, 1600);
	assert_int_equal(segment_window_room(&w, 1600), 2);
	assert_int_equal(segment_window_opens(&w, 2, 1600), 1600);
	assert_int_equal(segment_window_opens(&w, 3, 1600), 2000);
	assert_int_equal(segment_window_opens(&w, 7, 1600), 2600);
	assert_int_equal(segment_window_room(&w, 1999), 2);
	assert_int_equal(segment_window_room(&w, 2000), 6);
	assert_int_equal(segment_window_room(&w, 2600), 10);
	segment_window_free(&w);
}

/* Whatever is sent as soon as it may be: looked at from each text, the second before it. */
static void in_the_long_run_it_is_full_and_never_too_full(void **state)
{
	static const int sizes[] = {1, 3, 2, 1, 1, 4, 1};
	int64_t now = 0, times[7000];
	struct segment_window w = {0};
	int all = 0, within;

	(void)state;
	assert_true(segment_window_set(&w, 5));
	for (int i = 0; i < 7000; i++) {
		now = segment_window_opens(&w, sizes[i % 7], now);
		segment_window_use(&w, sizes[i % 7], now);
		times[i] = now;
		all += sizes[i % 7];
		within = 0;
		for (int k = i; k >= 0 && times[k] > now - 1000; k--)
			within += sizes[k % 7];
		assert_in_range(within, 1, 5);
	}
	assert_in_range(now, all / 5 * 1000 - 5000, all / 5 * 1000 * 4 / 3);
	segment_window_free(&w);
}

static void a_text_of_more_than_a_second_leaves_alone_and_lasts_as_long(void **state)
{
	struct segment_window w = {0};

	(void)state;
	assert_true(segment_window_set(&w, 3));
	segment_window_use(&w, 1, 0);
	assert_int_equal(segment_window_opens(&w, 7, 500), 1000);
	segment_window_use(&w, 7, 1000);
	assert_int_equal(segment_window_room(&w, 3333), 0);
	assert_int_equal(segment_window_opens(&w, 1, 1000), 3334);
	assert_int_equal(segment_window_room(&w, 3334), 3);
	segment_window_free(&w);
}

static void another_rate_counts_what_has_left_already(void **state)
{
	struct segment_window w = {0};

	(void)state;
	assert_true(segment_window_set(&w, 4));
	for (int i = 0; i < 4; i++)
		segment_window_use(&w, 1, i);
	assert_true(segment_window_set(&w, 2));
	assert_int_equal(segment_window_room(&w, 500), 0);
	assert_int_equal(segment_window_opens(&w, 1, 500), 1002);
	assert_true(segment_window_set(&w, 6));
	assert_int_equal(segment_window_room(&w, 500), 2);
	segment_window_use(&w, 2, 500);
	assert_int_equal(segment_window_room(&w, 1003), 4);
	assert_true(segment_window_set(&w, 0));
	assert_int_equal(segment_window_room(&w, 1003), INT_MAX);
	segment_window_free(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_rate_any_number_leaves),
		cmocka_unit_test(no_second_has_more_than_its_segments),
		cmocka_unit_test(in_the_long_run_it_is_full_and_never_too_full),
		cmocka_unit_test(a_text_of_more_than_a_second_leaves_alone_and_lasts_as_long),
		cmocka_unit_test(another_rate_counts_what_has_left_already),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
