/* Clocks as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/clock/clock_text.h"
#include "tests/handlers/clock/clock_bench.h"

static void written_and_read_it_is_the_same(void **state)
{
	char text[CLOCK_TEXT_BYTES], again[CLOCK_TEXT_BYTES];
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket t;

	promise(b, "11-23 09:10", "11-23 16:00", "11-23 11:00");
	said(b, "11-23 10:45");
	promise(b, "11-23 12:10", NULL, "11-23 13:00");
	clock_text_write(&b->t, text);
	t = b->t;
	memset(t.clocks, 0xff, sizeof(t.clocks));
	assert_true(clock_text_read(&t, text));
	clock_text_write(&t, again);
	assert_string_equal(again, text);
	assert_true(t.clocks[0].broken);
	assert_int_equal(t.clocks[0].due, moment("11-23 13:00"));

	/* A clock that the flow no longer has; and no clock at all. */
	assert_true(clock_text_read(&t, "gone=1,2,3,4,5,6,1,0,0,0,0,0"));
	assert_int_equal(t.clocks[0].started, 0);
	assert_true(clock_text_read(&t, ""));
	clock_text_write(&t, text);
	assert_string_equal(text, "");
	for (size_t i = 0; i < b->flow->clocks_n; i++)
		t.clocks[i] = (struct clock_state){.started = INT64_MIN,
						   .resumed = INT64_MIN,
						   .used = INT64_MIN,
						   .worked = INT64_MIN,
						   .due = INT64_MIN,
						   .stopped = INT64_MIN,
						   .rule = -1,
						   .done = UINT32_MAX,
						   .next = INT64_MIN};
	clock_text_write(&t, text);
	assert_true(clock_text_read(&t, text));
}

static void when_they_were_due_is_read_as_with_the_rest(void **state)
{
	char text[CLOCK_TEXT_BYTES];
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket t = b->t;

	assert_true(clock_text_read_dues(&t, "gone=9,9,9,9,9,9,1,0,0,0,0,0 eta=1,2,3,4,5,6,1,1,0,7,8,9"));
	assert_int_equal(t.clocks[0].started, 1);
	assert_int_equal(t.clocks[0].due, 5);
	assert_int_equal(t.clocks[0].stopped, 1);
	assert_int_equal(t.clocks[0].verdict, 1);
	assert_int_equal(t.clocks[0].resumed, 0);
	assert_int_equal(t.clocks[0].next, 0);
	for (size_t i = 0; i < b->flow->clocks_n; i++)
		b->t.clocks[i] =
			(struct clock_state){.started = 1 + (int64_t)i, .due = 50, .stopped = -3, .verdict = MISSED};
	clock_text_write(&b->t, text);
	assert_true(clock_text_read_dues(&t, text));
	for (size_t i = 0; i < b->flow->clocks_n; i++) {
		assert_int_equal(t.clocks[i].started, 1);
		assert_int_equal(t.clocks[i].due, 50);
		assert_int_equal(t.clocks[i].stopped, 1);
		assert_int_equal(t.clocks[i].verdict, MISSED);
	}
	assert_true(clock_text_read_dues(&t, "eta=7,2,3,4,5,0,0,1,0,7,8,9"));
	assert_int_equal(t.clocks[0].started, 1);
	assert_int_equal(t.clocks[0].stopped, 0);
	assert_false(clock_text_read_dues(&t, "eta=1,2,3,4,5,6"));
	assert_false(clock_text_read_dues(&t, "eta=1,2"));
	assert_false(clock_text_read_dues(&t, "eta"));
}

/* As a flow of before had them in another order, or as somebody has changed the flow since. */
static void clocks_are_found_in_any_order(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	size_t n = b->flow->clocks_n;
	char text[CLOCK_TEXT_BYTES] = "";

	assert_true(n > 0);
	for (size_t i = n; i-- > 0;)
		sprintf(text + strlen(text), "%s%s=%zu,0,0,0,0,0,0,0,0,0,0,0", *text ? " " : "",
			b->flow->clocks[i].name, i + 1);
	assert_true(clock_text_read(&b->t, text));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(b->t.clocks[i].started, i + 1);
}

static void what_was_never_written_is_not_read(void **state)
{
	static const char *const odd[] = {"eta",
					  "eta=",
					  "=",
					  "eta=1,2,3",
					  "eta=1,2,3,4,5,6,1,0,0,0,0",
					  "eta=1,2,3,4,5,6,1,0,0,0,0,0,0",
					  "eta=a,b",
					  "eta=1;2,3,4,5,6,1,0,0,0,0,0",
					  "eta=1,2,3,4,5,6,1,0,0,0,0,0 planned"};
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	for (size_t i = 0; i < COUNT(odd); i++)
		assert_false(clock_text_read(&b->t, odd[i]));
	/* A line that the flow no longer has counts as none. */
	assert_true(clock_text_read(&b->t, "eta=1,2,3,4,5,0,0,0,15,0,0,0"));
	assert_int_equal(b->t.clocks[0].rule, -1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(written_and_read_it_is_the_same),
		CASE(when_they_were_due_is_read_as_with_the_rest),
		CASE(clocks_are_found_in_any_order),
		CASE(what_was_never_written_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
