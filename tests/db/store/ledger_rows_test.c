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

/* It leaves no row of itself in the table or in its index, and the transaction goes on. */
static void an_event_that_is_refused_takes_nothing_along(void **state)
{
	static const unsigned char hash[HASH_BYTES] = {0};
	struct store *s = open_store();
	const struct ledger_bytes some = {"some", 4};
	struct ledger_event e = {.seq = 10,
				 .ticket = 1,
				 .at = T0,
				 .came = T0,
				 .flow = some,
				 .code = some,
				 .digest = some,
				 .change = some};
	char why[512];

	(void)state;
	fill_ledger(s);
	assert_true(store_begin(s) && store_put(s, "before", "1"));
	assert_false(ledger_add(s, &e, hash));
	e.seq = 11;
	e.flow.s = NULL;
	assert_false(ledger_add(s, &e, hash));
	assert_false(store_failed(s));
	assert_true(store_put(s, "behind", "1") && store_commit(s));
	assert_int_equal(number_of(s, "SELECT count(*) FROM event"), 10);
	assert_int_equal(number_of(s, "SELECT count(*) FROM event INDEXED BY event_ticket WHERE ticket > 0"), 10);
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta WHERE key IN ('before', 'behind')"), 2);
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

static int64_t append(struct store *s, const char *code, int64_t by, int64_t text)
{
	static const unsigned char digest[HASH_BYTES];
	struct event e = {.flow = "-", .by = by, .at = T0};
	int64_t seq;

	text_copy(e.code, sizeof(e.code), code);
	assert_true(ledger_append(s, &e, T0, text, digest, &seq));
	return seq;
}

static void who_put_a_text_in_is_among_its_own_rows_alone(void **state)
{
	struct store *s = open_store();
	int64_t own, others;

	(void)state;
	assert_true(store_begin(s));
	own = append(s, "note", 3, 7);
	append(s, "open", 3, 7);
	append(s, "text_as", 4, 7);
	others = append(s, "note", 3, 8);
	append(s, "note", 4, 9);
	append(s, "text_as", 5, 8);
	assert_int_equal(ledger_put_in_by(s, own, 7), 4);
	assert_int_equal(ledger_put_in_by(s, own, 8), 0);
	assert_int_equal(ledger_put_in_by(s, others, 8), 0);
	assert_true(store_commit(s));
	store_close(s);
}

static size_t since(struct store *s, int64_t at, int64_t tickets[8])
{
	int64_t before = 0;

	return ledger_tickets_since(s, at, &before, tickets, 8);
}

static void the_tickets_of_events_since_a_moment_are_found(void **state)
{
	static const unsigned char digest[HASH_BYTES];
	struct store *s = open_store();
	int64_t tickets[8], seq, before = 0;

	(void)state;
	assert_int_equal(since(s, T0, tickets), 0);
	assert_true(store_begin(s));
	for (int i = 0; i < 5; i++) {
		const struct event e = {.ticket = 100 + i, .flow = "repair", .code = "note", .at = T0};

		assert_true(ledger_append(s, &e, T0 + i * MINUTE_MS, 1, digest, &seq));
	}
	assert_true(store_commit(s));
	for (int i = 0; i < 5; i++) {
		assert_int_equal(since(s, T0 + i * MINUTE_MS, tickets), 5 - i);
		assert_int_equal(since(s, T0 + i * MINUTE_MS + 1, tickets), 4 - i);
	}
	assert_int_equal(ledger_tickets_since(s, T0, &before, tickets, 2), 2);
	assert_true(tickets[0] == 104 && tickets[1] == 103);
	assert_int_equal(ledger_tickets_since(s, T0 + MINUTE_MS, &before, tickets, 8), 2);
	assert_true(tickets[0] == 102 && tickets[1] == 101);
	assert_int_equal(ledger_tickets_since(s, T0 + MINUTE_MS, &before, tickets, 8), 0);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct ledger_row row;
	struct ticket t;
	char codes[1][FLOW_NAME], head[HASH_HEX];
	int64_t number, seq, before = 0;

	(void)state;
	number = fill_ledger(s);
	ledger_after(s, 0, &row, 1);
	ledger_of(s, number, &row, 1);
	ledger_head(s, &seq, head);
	ledger_replay(s, &repair, number, INT64_MAX, &t);
	ledger_codes(s, number, 1, codes, 1);
	ledger_last(s, number, change_moves);
	ledger_put_in_by(s, 0, 1);
	ledger_tickets_since(s, T0, &before, &seq, 1);
	ledger_opening(s, number, &seq);
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_ledger_is_never_changed),
		TEST(an_event_that_is_refused_takes_nothing_along),
		TEST(rows_come_in_order_and_pages),
		TEST(who_put_a_text_in_is_among_its_own_rows_alone),
		TEST(the_tickets_of_events_since_a_moment_are_found),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
