#include "tests/db/fixture.h"

static const unsigned char digest[32] = "0123456789abcdef0123456789abcde";
static const unsigned char other[32] = "another text, folded and hashed";

static void a_resend_is_known_by_its_words_within_minutes(void **state)
{
	struct store *s = open_store();
	int64_t a, b, first, again, within = 10 * MINUTE_MS;

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = take_from(s, a, T0, T0, digest);
	assert_int_equal(resend_find(s, a, digest, T0, within, first), 0);
	again = take_from(s, a, T0 + MINUTE_MS, T0 + MINUTE_MS, digest);
	assert_int_equal(resend_find(s, a, digest, T0 + MINUTE_MS, within, again), 0); /* not settled */
	assert_true(inbox_settle(s, first, "refused", NULL, 0, NULL));
	assert_int_equal(resend_find(s, a, digest, T0 + MINUTE_MS, within, again), 0);
	assert_true(inbox_settle(s, first, "forwarded", NULL, 0, NULL));
	assert_int_equal(resend_find(s, a, digest, T0 + MINUTE_MS, within, again), first);
	assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
	assert_int_equal(resend_find(s, a, digest, T0 + within, within, again), first);
	assert_int_equal(resend_find(s, a, digest, T0 - within, within, again), first); /* overtaken on its way */
	assert_int_equal(resend_find(s, a, digest, T0 + within + 1, within, again), 0);
	assert_int_equal(resend_find(s, b, digest, T0, within, again), 0);
	assert_int_equal(resend_find(s, a, other, T0, within, again), 0);
	assert_true(inbox_mark_undone(s, first));
	assert_int_equal(resend_find(s, a, digest, T0, within, again), 0);
	store_rollback(s);
	store_close(s);
}

/* The index is cut by days: it is found across midnight too. */
static void a_resend_is_known_at_any_time_of_day(void **state)
{
	struct store *s = open_store();
	int64_t a, first, within = 10 * MINUTE_MS;
	unsigned char own[32] = "";

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	for (int64_t at = T0; at < T0 + 25 * HOUR_MS; at += 5 * MINUTE_MS) {
		memcpy(own, &at, sizeof(at));
		first = take_from(s, a, at, at, own);
		assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
		assert_int_equal(resend_find(s, a, own, at + within, within, 0), first);
		assert_int_equal(resend_find(s, a, own, at - within, within, 0), first);
		assert_int_equal(resend_find(s, a, own, at + within + 1, within, 0), 0);
		assert_int_equal(resend_find(s, a, own, at - within - 1, within, 0), 0);
	}
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	resend_find(s, 1, digest, T0, 1, 0);
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_resend_is_known_by_its_words_within_minutes),
		TEST(a_resend_is_known_at_any_time_of_day),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
