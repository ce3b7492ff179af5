#include "db/outbox/optout.h"

#include "tests/db/fixture.h"

static void a_number_is_out_until_it_is_in_again(void **state)
{
	struct store *s = open_store();
	int64_t text;

	(void)state;
	assert_true(store_begin(s));
	text = take(s, "m-1", 0, T0, "TD");
	assert_int_equal(optout_since(s, "+8613900000001"), 0);
	assert_true(optout_begin(s, "+8613900000001", T0, text));
	assert_int_equal(optout_since(s, "+8613900000001"), T0);
	assert_int_equal(optout_since(s, "+8613900000002"), 0);
	/* Said again: it stands since the first time. */
	assert_true(optout_begin(s, "+8613900000001", T0 + 1, text));
	assert_int_equal(optout_since(s, "+8613900000001"), T0);
	assert_true(optout_end(s, "+8613900000001"));
	assert_true(optout_end(s, "+8613900000001"));
	assert_int_equal(optout_since(s, "+8613900000001"), 0);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(a_number_is_out_until_it_is_in_again)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
