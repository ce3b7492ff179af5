#include "tests/db/fixture.h"

static const unsigned char digest[32] = "0123456789abcdef0123456789abcde";
static const unsigned char other[32] = "another text, folded and hashed";

static int64_t repeats(struct store *s, int64_t person, const unsigned char words[32], int64_t moment, int64_t self)
{
	return resend_find(s, &(struct resend_asked){.person = person,
						     .digest = words,
						     .sent = moment,
						     .moment = moment,
						     .came = moment,
						     .self = self});
}

static void a_resend_is_known_by_its_words_within_minutes(void **state)
{
	struct store *s = open_store();
	int64_t a, b, first, again, within = 10 * MINUTE_MS;

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = take_from(s, a, T0, T0, digest);
	assert_int_equal(repeats(s, a, digest, T0, first), 0);
	again = take_from(s, a, T0 + MINUTE_MS, T0 + MINUTE_MS, digest);
	assert_int_equal(repeats(s, a, digest, T0 + MINUTE_MS, again), 0); /* not settled */
	assert_true(inbox_settle(s, first, "refused", NULL, 0, NULL));
	assert_int_equal(repeats(s, a, digest, T0 + MINUTE_MS, again), 0);
	assert_true(inbox_settle(s, first, "forwarded", NULL, 0, NULL));
	assert_int_equal(repeats(s, a, digest, T0 + MINUTE_MS, again), first);
	assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
	assert_int_equal(repeats(s, a, digest, T0 + within, again), first);
	assert_int_equal(repeats(s, a, digest, T0 - within, again), first); /* overtaken on its way */
	assert_int_equal(repeats(s, a, digest, T0 + within + 1, again), 0);
	assert_int_equal(repeats(s, b, digest, T0, again), 0);
	assert_int_equal(repeats(s, a, other, T0, again), 0);
	assert_true(inbox_mark_undone(s, first));
	assert_int_equal(repeats(s, a, digest, T0, again), 0);
	store_rollback(s);
	store_close(s);
}

/* 延误 10:00, 延误 11:00, 延误 10:00: the third is meant. */
static void going_back_to_what_was_said_before_is_no_resend(void **state)
{
	struct store *s = open_store();
	int64_t a, first, second, third;

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	first = take_from(s, a, T0, T0, digest);
	assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
	second = take_from(s, a, T0, T0, other); /* within the same ms even */
	third = take_from(s, a, T0, T0, digest);
	assert_true(inbox_settle(s, second, "refused", NULL, 5, NULL));
	assert_int_equal(repeats(s, a, digest, T0, third), first); /* sent at the same time */
	assert_int_equal(repeats(s, a, digest, T0 + 1, third), first);
	assert_true(inbox_settle(s, second, "done", NULL, 5, NULL));
	assert_int_equal(repeats(s, a, digest, T0 + 1, third), 0);
	assert_int_equal(repeats(s, a, digest, T0 - 1, third), first); /* both were sent before the other */
	assert_true(inbox_mark_undone(s, second));
	assert_int_equal(repeats(s, a, digest, T0 + 1, third), first);
	store_rollback(s);
	store_close(s);
}

/* A carrier that repeats itself under a new id, hours later, beside which other texts came. */
static void the_same_words_of_the_same_moment_are_a_resend_for_a_day(void **state)
{
	const int64_t hour = 60 * MINUTE_MS;
	struct store *s = open_store();
	struct resend_asked late = {.digest = digest, .sent = T0, .moment = T0};
	int64_t a, first, between;

	(void)state;
	assert_true(store_begin(s));
	late.person = a = put_engineer(s);
	first = take_from(s, a, T0 + 1, T0, digest);
	assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
	between = take_from(s, a, T0 + hour, T0 + hour, other);
	assert_true(inbox_settle(s, between, "done", NULL, 5, NULL));
	late.came = T0 + 23 * hour;
	assert_int_equal(resend_find(s, &late), first);
	late.came = T0 + 25 * hour;
	late.moment = T0 + 25 * hour; /* it would lie elsewhere, too */
	assert_int_equal(resend_find(s, &late), 0);
	assert_true(inbox_mark_undone(s, first));
	late.came = late.moment = T0 + 1;
	assert_int_equal(resend_find(s, &late), 0);
	store_rollback(s);
	store_close(s);
}

/* A clock that is ahead: the text lies where it came, and says the same each time. */
static void a_resend_with_a_clock_that_is_ahead_is_known(void **state)
{
	const int64_t hour = 60 * MINUTE_MS;
	struct store *s = open_store();
	struct inbox_entry entry = {.kind = "mo", .channel = "sms", .key = "ahead", .payload = "x", .length = 1};
	struct resend_asked late = {.digest = digest, .sent = T0 + 90 * hour};
	int64_t first;
	bool again;

	(void)state;
	assert_true(store_begin(s));
	late.person = entry.person = put_engineer(s);
	entry.sent = late.sent;
	entry.came = entry.moment = T0;
	entry.digest = digest;
	assert_true(inbox_take(s, &entry, &first, &again) && inbox_settle(s, first, "done", NULL, 5, NULL));
	late.came = late.moment = T0 + 20 * hour;
	assert_int_equal(resend_find(s, &late), first);
	late.sent += 1;
	assert_int_equal(resend_find(s, &late), 0);
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
	for (int64_t at = T0; at < T0 + 25 * HOUR_MS; at += 11 * MINUTE_MS) {
		memcpy(own, &at, sizeof(at));
		first = take_from(s, a, at, at, own);
		assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
		assert_int_equal(repeats(s, a, own, at + within, 0), first);
		assert_int_equal(repeats(s, a, own, at - within, 0), first);
		assert_int_equal(repeats(s, a, own, at + within + 1, 0), 0);
		assert_int_equal(repeats(s, a, own, at - within - 1, 0), 0);
	}
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	repeats(s, 1, digest, T0, 0);
	resend_find(s, &(struct resend_asked){.person = 1, .digest = other, .moment = T0, .came = T0, .sent = T0 + 9});
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_resend_is_known_by_its_words_within_minutes),
		TEST(a_resend_is_known_at_any_time_of_day),
		TEST(going_back_to_what_was_said_before_is_no_resend),
		TEST(the_same_words_of_the_same_moment_are_a_resend_for_a_day),
		TEST(a_resend_with_a_clock_that_is_ahead_is_known),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
