#include "tests/db/fixture.h"

static void a_ticket_is_made_again_up_to_a_text(void **state)
{
	struct store *s = open_store();
	struct ticket now, then;
	char codes[4][FLOW_NAME], change[CHANGE_BYTES];
	int64_t number, text, by, at;

	(void)state;
	number = fill_ledger(s);
	assert_true(tickets_load(s, &flows, number, &now));
	assert_true(ledger_replay(s, &repair, number, INT64_MAX, &then));
	assert_true(change_between(&now, &then, change));
	assert_string_equal(change, "");
	assert_int_equal(then.last_text, 0);
	text = now.last_text;
	assert_int_equal(ledger_codes(s, number, text, codes, 4), 1);
	assert_string_equal(codes[0], "close");
	assert_true(ledger_replay(s, &repair, number, text, &then));
	assert_int_equal(then.state, 2);
	assert_int_equal(then.nodes[3].how, NODE_OPEN);
	assert_false(ledger_replay(s, &repair, number, 1, &then));
	assert_false(ledger_replay(s, &repair, 999, INT64_MAX, &then));
	assert_int_equal(ledger_codes(s, number, 999, codes, 4), 0);
	assert_true(ledger_moved(s, number, codes[0], &by, &at));
	assert_string_equal(codes[0], "close");
	assert_int_equal(by, now.last_by);
	assert_false(ledger_moved(s, 999, codes[0], &by, &at));
	assert_int_equal(ledger_last(s, number, change_moves), at);
	assert_int_equal(ledger_last(s, number, change_claims), 0);
	assert_int_equal(ledger_changed(s, number), now.last_at);
	assert_int_equal(ledger_changed(s, 999), 0);
	assert_int_not_equal(ledger_opening(s, number, &by), 0);
	assert_int_equal(ledger_opening(s, 999, &by), 0);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_ticket_is_made_again_up_to_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
