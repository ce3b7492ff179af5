#include "db/outbox/texts_a_day.h"

#include "tests/db/fixture.h"

static void each_day_counts_by_itself_and_earlier_ones_go(void **state)
{
	struct store *s = open_store();
	struct texts_a_day had;
	char number[32];

	(void)state;
	assert_true(store_begin(s));
	for (int i = 0; i < 5; i++) {
		snprintf(number, sizeof(number), "+861390000000%d", i);
		assert_true(texts_a_day_count(s, number, 20000, false));
	}
	assert_true(texts_a_day_count(s, "+8613900000001", 20000, false));
	assert_true(texts_a_day_count(s, "+8613900000001", 20000, true));
	assert_true(texts_a_day_read(s, "+8613900000001", 20000, &had));
	assert_int_equal(had.sent, 2);
	assert_int_equal(had.held, 1);
	assert_true(texts_a_day_read(s, "+8613900000001", 20001, &had));
	assert_int_equal(had.sent, 0);
	assert_int_equal(had.held, 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM texts_a_day"), 5);
	assert_true(texts_a_day_count(s, "+8613900000001", 20001, false));
	assert_int_equal(number_of(s, "SELECT count(*) FROM texts_a_day"), 4);
	assert_true(texts_a_day_count(s, "+8613900000002", 20001, false));
	assert_true(texts_a_day_count(s, "+8613900000002", 20001, false));
	assert_int_equal(number_of(s, "SELECT count(*) FROM texts_a_day"), 2);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(each_day_counts_by_itself_and_earlier_ones_go)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
