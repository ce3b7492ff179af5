#include "handlers/model/change.h"
#include "tests/db/fixture.h"

static void the_ledger_is_never_changed(void **state)
{
	static const char *const attempts[] = {
		"UPDATE event SET at = at + 1 WHERE seq = 2",
		"DELETE FROM event WHERE seq = 10",
		"DELETE FROM event",
		"REPLACE INTO event SELECT * FROM event WHERE seq = 2",
		"REPLACE INTO event SELECT * FROM event WHERE seq = 10",
		"INSERT OR IGNORE INTO event SELECT * FROM event WHERE seq = 10",
		"INSERT INTO event SELECT * FROM event WHERE seq = 2 ON CONFLICT (seq) DO UPDATE SET by = 99",
		"INSERT INTO event SELECT 0, 1, 'f', 'c', 1, 1, 1, 1, digest, '', hash FROM event WHERE seq = 2",
		"UPDATE OR REPLACE event SET seq = 3 WHERE seq = 2",
	};
	struct store *s = open_store();
	char why[512];

	(void)state;
	fill_ledger(s);
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++)
		if (sqlite3_exec(s->db, attempts[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT_TRIGGER)
			fail_msg("went through: %s", attempts[i]);
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	store_close(s);
}

static void rows_come_in_order_and_pages(void **state)
{
	struct store *s = open_store();
	struct ledger_row rows[4];
	char head[HASH_HEX];
	int64_t number, seq;

	(void)state;
	number = fill_ledger(s);
	assert_int_equal(ledger_after(s, 0, rows, 4), 4);
	assert_int_equal(rows[0].seq, 1);
	assert_string_equal(rows[0].code, "open");
	assert_string_equal(rows[0].flow, "repair");
	assert_non_null(strstr(rows[0].change, "state=reported"));
	assert_int_equal(ledger_after(s, 8, rows, 4), 2);
	assert_true(ledger_head(s, &seq, head));
	assert_string_equal(rows[1].hash, head);
	assert_int_equal(ledger_of(s, number, rows, 4), 4);
	assert_string_equal(rows[3].code, "close");
	assert_int_equal(rows[3].at, T0 + 3 * MINUTE_MS);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct ledger_row row;
	struct ticket t;
	char codes[1][FLOW_NAME], head[HASH_HEX];
	int64_t number, seq;

	(void)state;
	number = fill_ledger(s);
	ledger_after(s, 0, &row, 1);
	ledger_of(s, number, &row, 1);
	ledger_head(s, &seq, head);
	ledger_replay(s, &repair, number, INT64_MAX, &t);
	ledger_codes(s, number, 1, codes, 1);
	ledger_last(s, number, change_moves);
	ledger_opening(s, number, &seq);
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_ledger_is_never_changed),
		TEST(rows_come_in_order_and_pages),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
