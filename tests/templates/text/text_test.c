/* Text buffers: their ceiling, and what is cut there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "templates/text/text.h"

static void new_buffer_is_an_empty_string(void **state)
{
	struct text t = text_new(10);

	(void)state;
	assert_string_equal(text_str(&t), "");
	text_add(&t, "");
	assert_false(t.full);
	text_clear(&t);
	text_free(&t);
}

static void buffer_takes_exactly_its_ceiling(void **state)
{
	struct text t = text_new(5);

	(void)state;
	text_add(&t, "12345");
	assert_string_equal(text_str(&t), "12345");
	assert_false(t.full);
	text_add(&t, "6");
	assert_string_equal(text_str(&t), "12345");
	assert_true(t.full);
	text_clear(&t);
	text_add(&t, "ab");
	assert_string_equal(text_str(&t), "ab");
	assert_false(t.full);
	text_free(&t);
}

static void buffer_is_cut_at_a_whole_character(void **state)
{
	static const struct {
		size_t max;
		const char *left;
	} cases[] = {{0, ""}, {2, ""}, {3, "出"}, {5, "出"}, {6, "出发"}, {9, "出发"}, {10, "出发😀"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(cases[i].max), u = text_new(cases[i].max);

		text_add(&t, "出发😀");
		text_addf(&u, "%s", "出发😀");
		assert_string_equal(text_str(&t), cases[i].left);
		assert_string_equal(text_str(&u), cases[i].left);
		assert_int_equal(t.full, cases[i].max < 10);
		assert_int_equal(u.full, cases[i].max < 10);
		assert_int_equal(u.len, strlen(cases[i].left));
		text_free(&t);
		text_free(&u);
	}
}

static void nothing_follows_what_was_cut(void **state)
{
	struct text t = text_new(4);

	(void)state;
	text_add(&t, "ab");
	text_add(&t, "出");
	assert_true(t.full);
	text_add(&t, "c");
	text_addf(&t, "%d", 1);
	assert_string_equal(text_str(&t), "ab");
	text_free(&t);
}

static void buffer_grows_by_many_small_additions(void **state)
{
	struct text t = text_new(100000);

	(void)state;
	for (int i = 0; i < 10000; i++)
		text_addf(&t, "%05d", i);
	text_addn(&t, "xyz", 2);
	assert_int_equal(t.len, 50002);
	assert_memory_equal(t.s + 49995, "09999xy", 8);
	assert_true(t.cap <= 100001);
	text_free(&t);
}

static void copy_is_cut_at_a_whole_character(void **state)
{
	char to[6];

	(void)state;
	assert_true(text_copy(to, sizeof(to), "hello"));
	assert_string_equal(to, "hello");
	assert_false(text_copy(to, sizeof(to), "hello!"));
	assert_string_equal(to, "hello");
	assert_false(text_copy(to, sizeof(to), "出发"));
	assert_string_equal(to, "出");
	assert_false(text_copy(to, 1, "a"));
	assert_string_equal(to, "");
	assert_true(text_copy(to, 1, ""));
	assert_false(text_copy(to, 0, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_buffer_is_an_empty_string),
		cmocka_unit_test(buffer_takes_exactly_its_ceiling),
		cmocka_unit_test(buffer_is_cut_at_a_whole_character),
		cmocka_unit_test(nothing_follows_what_was_cut),
		cmocka_unit_test(buffer_grows_by_many_small_additions),
		cmocka_unit_test(copy_is_cut_at_a_whole_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
