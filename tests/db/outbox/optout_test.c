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

static void what_is_ready_about_a_ticket_is_rejected_but_answers(void **state)
{
	struct store *s = open_store();
	int64_t engineer, ticket, text;
	char uuid[UUID_TEXT];
	int n;

	(void)state;
	assert_true(store_begin(s));
	engineer = put_engineer(s);
	ticket = open_ticket(s, engineer, T0);
	text = take(s, "m-9", 0, T0, "x");
	put_out(s, text, ticket, engineer, false, uuid);
	put_out(s, text, ticket, engineer, true, uuid);
	put_out(s, text, ticket, engineer, false, uuid);
	assert_true(put_report(s, uuid, DELIVERY_DELIVERED, NULL, T0, &(bool){false}));
	assert_true(optout_reject_ready(s, "+8613900000009", ticket, "why", T0, &n));
	assert_int_equal(n, 0);
	assert_true(optout_reject_ready(s, "+8613800000011", ticket, "why", T0 + 5, &n));
	assert_int_equal(n, 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE state = 'rejected' AND error = 'why'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE state = 'ready' AND answer = 1"), 1);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(a_number_is_out_until_it_is_in_again),
					   TEST(what_is_ready_about_a_ticket_is_rejected_but_answers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
