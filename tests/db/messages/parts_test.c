#include "templates/text/units.h"
#include "tests/db/fixture.h"

static char *part(struct store *s, int64_t ref, int total, int number, int64_t came, const char *text)
{
	int64_t inbox = take_from(s, 0, came, came, NULL);
	char *whole;

	assert_true(parts_add(s, "sms", "+8613800000011", ref, total, number, inbox, text, &whole));
	return whole;
}

static void parts_are_joined_once_all_have_come(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_null(part(s, 7, 3, 3, T0, "三"));
	assert_null(part(s, 7, 3, 1, T0, "一"));
	assert_null(part(s, 7, 3, 1, T0, "一")); /* again */
	assert_null(part(s, 8, 3, 2, T0, "another message"));
	whole = part(s, 7, 3, 2, T0, "二");
	assert_string_equal(whole, "一二三");
	free(whole);
	/* The ref may be used again at once. */
	assert_null(part(s, 7, 3, 1, T0, "x"));
	assert_int_equal(number_of(s, "SELECT count(*) FROM part WHERE number > 0"), 2);
	whole = part(s, 9, 1, 1, T0, "alone");
	assert_string_equal(whole, "alone");
	free(whole);
	store_rollback(s);
	store_close(s);
}

static void parts_of_an_older_message_under_the_same_ref_make_way(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_null(part(s, 7, 2, 1, T0, "old"));
	assert_null(part(s, 7, 2, 1, T0 + MINUTE_MS, "new "));
	whole = part(s, 7, 2, 2, T0 + MINUTE_MS, "end");
	assert_string_equal(whole, "new end");
	free(whole);
	assert_null(part(s, 8, 2, 1, T0, "long ago"));
	assert_null(part(s, 8, 2, 2, T0 + HOUR_MS + 1, "now"));
	assert_null(part(s, 9, 2, 1, T0, "within "));
	whole = part(s, 9, 2, 2, T0 + HOUR_MS, "an hour");
	assert_string_equal(whole, "within an hour");
	free(whole);
	store_rollback(s);
	store_close(s);
}

static void a_part_that_comes_again_does_not_join_the_next_message(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_null(part(s, 7, 2, 1, T0, "one "));
	whole = part(s, 7, 2, 2, T0, "two");
	assert_string_equal(whole, "one two");
	free(whole);
	assert_null(part(s, 7, 2, 2, T0 + MINUTE_MS, "two"));
	assert_null(part(s, 7, 2, 1, T0 + 2 * MINUTE_MS, "three "));
	whole = part(s, 7, 2, 2, T0 + 2 * MINUTE_MS, "four");
	assert_string_equal(whole, "three four");
	free(whole);
	/* The whole again, under new ids, is for whoever knows resends. */
	assert_null(part(s, 7, 2, 2, T0 + 3 * MINUTE_MS, "four"));
	whole = part(s, 7, 2, 1, T0 + 3 * MINUTE_MS, "three ");
	assert_string_equal(whole, "three four");
	free(whole);
	/* The next message may end alike. */
	assert_null(part(s, 7, 2, 1, T0 + 4 * MINUTE_MS, "five "));
	whole = part(s, 7, 2, 2, T0 + 4 * MINUTE_MS, "four");
	assert_string_equal(whole, "five four");
	free(whole);
	assert_int_equal(number_of(s, "SELECT count(*) FROM part"), 2);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

static void a_part_that_is_none_is_the_senders_fault(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_false(parts_add(s, "sms", "x", 1, 2, 3, 1, "x", &whole));
	assert_null(whole);
	assert_false(parts_add(s, "sms", "x", 1, 0, 0, 1, "x", &whole));
	assert_false(parts_add(s, "sms", "x", 1, 2, 1, 999, "x", &whole)); /* no such input */
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void what_has_waited_for_an_hour_is_taken_out_with_its_gaps(void **state)
{
	struct store *s = open_store();
	struct late_parts late;

	(void)state;
	assert_true(store_begin(s));
	assert_int_equal(parts_next_late(s), 0);
	assert_null(part(s, 7, 5, 4, T0, "四"));
	assert_null(part(s, 7, 5, 1, T0 + 1000, "一"));
	assert_null(part(s, 7, 5, 2, T0 + 2000, "二"));
	assert_null(part(s, 8, 2, 2, T0 + 3000, "later"));
	assert_int_equal(parts_next_late(s), T0 + HOUR_MS);
	assert_true(parts_take_late(s, T0 + HOUR_MS - 1, &late));
	assert_null(late.text);
	assert_true(parts_take_late(s, T0 + HOUR_MS, &late));
	assert_string_equal(late.text, "一二…四…");
	assert_string_equal(late.sender, "+8613800000011");
	assert_string_equal(late.channel, "sms");
	assert_int_equal(late.inbox, number_of(s, "SELECT max(inbox) - 1 FROM part WHERE ref = 8"));
	free(late.text);
	assert_int_equal(parts_next_late(s), T0 + 3000 + HOUR_MS);
	assert_true(parts_take_late(s, T0 + HOUR_MS, &late));
	assert_null(late.text);
	assert_true(parts_take_late(s, T0 + 2 * HOUR_MS, &late));
	assert_string_equal(late.text, "…later");
	free(late.text);
	assert_int_equal(parts_next_late(s), 0);
	store_rollback(s);
	store_close(s);
}

static void an_emoji_cut_between_parts_is_whole_again(void **state)
{
	struct store *s = open_store();
	struct late_parts late;
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_null(part(s, 1, 2, 2, T0, "\xF4\x8D\xB8\x80 ok"));
	whole = part(s, 1, 2, 1, T0, "好\xF4\x8D\xA0\xBD");
	assert_string_equal(whole, "好😀 ok");
	free(whole);
	assert_null(part(s, 2, 3, 1, T0, "好\xF4\x8D\xA0\xBD"));
	assert_null(part(s, 2, 3, 3, T0, "\xF4\x8D\xB8\x80 ok"));
	assert_true(parts_take_late(s, T0 + HOUR_MS, &late));
	assert_string_equal(late.text, "好\xEF\xBF\xBD…\xEF\xBF\xBD ok");
	free(late.text);
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct late_parts late;

	(void)state;
	assert_true(store_begin(s));
	free(part(s, 1, 2, 1, T0, "a"));
	free(part(s, 1, 2, 2, T0, "b"));
	free(part(s, 2, 2, 2, T0, "b"));
	assert_true(parts_next_late(s) > 0);
	assert_true(parts_take_late(s, T0 + HOUR_MS, &late));
	free(late.text);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(parts_are_joined_once_all_have_come),
		TEST(parts_of_an_older_message_under_the_same_ref_make_way),
		TEST(a_part_that_comes_again_does_not_join_the_next_message),
		TEST(a_part_that_is_none_is_the_senders_fault),
		TEST(what_has_waited_for_an_hour_is_taken_out_with_its_gaps),
		TEST(an_emoji_cut_between_parts_is_whole_again),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
