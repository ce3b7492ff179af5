#include "db/outbox/notice_rows.h"

#include "tests/db/fixture.h"

static bool told(struct store *s, int64_t person, int64_t ticket, int64_t at)
{
	bool told;

	assert_true(notice_take(s, person, ticket, at, HOUR_MS, &told));
	return told;
}

static void a_person_is_told_of_a_ticket_once_in_that_time(void **state)
{
	struct store *s = open_store();
	int64_t one, two;

	(void)state;
	assert_true(store_begin(s));
	one = put_engineer(s);
	two = put_customer(s, "王建国", "+8613900000001", 0);
	assert_false(told(s, one, 10008, T0));
	assert_true(told(s, one, 10008, T0 + HOUR_MS - 1));
	assert_false(told(s, one, 10019, T0 + 1));
	assert_false(told(s, one, 0, T0 + 2));
	assert_false(told(s, two, 10008, T0 + 3));
	assert_int_equal(number_of(s, "SELECT count(*) FROM notice"), 4);
	assert_false(told(s, one, 10008, T0 + HOUR_MS));
	assert_true(told(s, one, 10008, T0 + HOUR_MS + 5));
	/* What is older goes. */
	assert_false(told(s, two, 10019, T0 + HOUR_MS + 6));
	assert_int_equal(number_of(s, "SELECT count(*) FROM notice"), 3);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(a_person_is_told_of_a_ticket_once_in_that_time)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
