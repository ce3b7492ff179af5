/* Digits that are sent with a question: the same for the same question and person, others for others. */
#include "tests/db/fixture.h"

#include "db/messages/question_digits.h"

/* One in 10,000 may be alike; with this secret none of these is. */
static void each_part_of_the_question_changes_them(void **state)
{
	struct store *s = open_store();
	int first;

	(void)state;
	assert_true(store_begin(s));
	assert_true(store_put(s, QUESTION_DIGITS_KEY, "rehearsed"));
	first = question_digits(s, 10008, 7, DIGITS_OF_CHAIN, 1);
	for (int i = 0; i < 20; i++) {
		assert_int_not_equal(question_digits(s, 10019 + i, 7, DIGITS_OF_CHAIN, 1), first);
		assert_int_not_equal(question_digits(s, 10008, 8 + i, DIGITS_OF_CHAIN, 1), first);
		assert_int_not_equal(question_digits(s, 10008, 7, DIGITS_OF_CHAIN, 2 + i), first);
		assert_int_not_equal(question_digits(s, 10008, 7, DIGITS_OF_CLAIMS, 1 + i), first);
	}
	store_rollback(s);
	store_close(s);
}

static void they_stay_as_the_secret_does(void **state)
{
	struct store *s = open_store();
	char secret[128], again[128];
	int first;

	(void)state;
	assert_true(store_begin(s));
	first = question_digits(s, 10008, 7, DIGITS_OF_CHAIN, 1);
	assert_in_range(first, 0, 9999);
	assert_true(store_get(s, QUESTION_DIGITS_KEY, secret, sizeof(secret)));
	assert_int_equal(strlen(secret), 64);
	assert_int_equal(question_digits(s, 10008, 7, DIGITS_OF_CHAIN, 1), first);
	assert_true(store_get(s, QUESTION_DIGITS_KEY, again, sizeof(again)));
	assert_string_equal(again, secret);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(they_stay_as_the_secret_does),
					   TEST(each_part_of_the_question_changes_them)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
