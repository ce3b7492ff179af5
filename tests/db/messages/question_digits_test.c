/* Digits that are sent with a question: the same for the same question and person, others for others. */
#include "tests/db/fixture.h"

#include "db/messages/question_digits.h"

static void digits_stay_and_differ(void **state)
{
	struct store *s = open_store();
	char secret[128], again[128];
	int first, others = 0;

	(void)state;
	assert_true(store_begin(s));
	first = question_digits(s, 10008, 7, 1);
	assert_in_range(first, 0, 9999);
	assert_true(store_get(s, QUESTION_DIGITS_KEY, secret, sizeof(secret)));
	assert_int_equal(strlen(secret), 64);
	assert_int_equal(question_digits(s, 10008, 7, 1), first);
	assert_true(store_get(s, QUESTION_DIGITS_KEY, again, sizeof(again)));
	assert_string_equal(again, secret);
	/* With a known secret they are known. */
	assert_true(store_put(s, QUESTION_DIGITS_KEY, "rehearsed"));
	first = question_digits(s, 10008, 7, 1);
	for (int i = 0; i < 20; i++)
		others += question_digits(s, 10008, 8 + i, 1) != first ||
			  question_digits(s, 10008, 7, 2 + i) != first || question_digits(s, 10019 + i, 7, 1) != first;
	assert_int_equal(others, 20);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(digits_stay_and_differ)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
