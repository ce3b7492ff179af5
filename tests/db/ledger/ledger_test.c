#include "handlers/model/ticket_change.h"
#include "tests/db/help.h"

/* A few tickets with a few events each, by two engineers. */
static int64_t fill(struct store *s)
{
	int64_t a, first = 0;

	assert_true(store_begin(s));
	a = put_person(s, "李雷", "+8613800000011", ROLE_BIT(ENGINEER), 0);
	for (int i = 0; i < 3; i++) {
		int64_t n = open_ticket(s, a, T0 + i);

		first = first ? first : n;
		advance(s, n, 1, "dispatch", a, T0 + MINUTE);
		advance(s, n, 2, "depart", a, T0 + 2 * MINUTE);
	}
	advance(s, first, 3, "close", a, T0 + 3 * MINUTE);
	assert_true(store_commit(s));
	return first;
}

static void audit_finds(const char *part)
{
	char why[512] = "";
	struct store *s = store_open_reading(path, why, sizeof(why));

	assert_non_null(s);
	if (ledger_audit(s, &flows, NULL, why, sizeof(why)))
		fail_msg("not found: %s", part);
	if (!strstr(why, part))
		fail_msg("`%s` does not say `%s`", why, part);
	assert_false(store_failed(s));
	store_close(s);
}

static void a_whole_ledger_passes(void **state)
{
	struct store *s = open_store();
	char why[512], head[HASH_HEX], zeros[HASH_HEX];
	int64_t seq;

	(void)state;
	assert_true(ledger_head(s, &seq, zeros));
	assert_int_equal(seq, 0);
	assert_int_equal(strspn(zeros, "0"), 64);
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	assert_true(ledger_audit(s, &flows, zeros, why, sizeof(why)));
	fill(s);
	assert_true(ledger_head(s, &seq, head));
	assert_int_equal(seq, 10);
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	assert_true(ledger_audit(s, &flows, head, why, sizeof(why)));
	assert_true(ledger_audit(s, &flows, zeros, why, sizeof(why)));
	/* Inside a transaction too, and it stays open. */
	assert_true(store_begin(s) && ledger_audit(s, &flows, head, why, sizeof(why)) && store_put(s, "a", "1"));
	assert_true(store_commit(s));
	store_close(s);
}

/* The chain as the header says it is made: pinned, for ledgers of years hang on it. */
static void the_hash_is_what_the_contract_says(void **state)
{
	static const unsigned char digest[HASH_BYTES] = {0xab, 1};
	const struct event e = {
		.ticket = 10008, .flow = "repair", .code = "open", .by = 7, .at = 1000, .change = "state=reported"};
	struct store *s = open_store();
	char head[HASH_HEX];
	int64_t seq;

	(void)state;
	assert_true(store_begin(s) && ledger_append(s, &e, 2000, 3, digest, &seq) && store_commit(s));
	assert_true(ledger_head(s, &seq, head));
	/* (head -c 32 /dev/zero; printf '1\n10008\nrepair\nopen\n7\n1000\n2000\n3\nab01%060d\n'"
	 * "'state=reported\n' 0) | sha256sum */
	assert_string_equal(head, "d67fcb0c0cee0037b9ad161fa0ed8a1393a6c0906a344f90d1053043765892fb");
	store_close(s);
}

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
	fill(s);
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++)
		if (sqlite3_exec(s->db, attempts[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT_TRIGGER)
			fail_msg("went through: %s", attempts[i]);
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	store_close(s);
}

/* As the intruder of help.h, on a copy each time. */
static void tampered(const char *text, const char *part)
{
	void *state = NULL;

	store_close(open_store());
	tear_down_folder(&state);
	set_up_folder(&state);
	{
		struct store *s = open_store();

		fill(s);
		store_close(s);
	}
	tamper(text);
	audit_finds(part);
}

static void one_changed_byte_in_any_column_is_found(void **state)
{
	(void)state;
	tampered("UPDATE event SET seq = 11 WHERE seq = 10", "event 11 does not follow");
	tampered("UPDATE event SET ticket = ticket + 1 WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET flow = 'repaiR' WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET code = 'depars' WHERE seq = 6", "event 6 does not follow");
	tampered("UPDATE event SET by = by + 1 WHERE seq = 1", "event 1 does not follow");
	tampered("UPDATE event SET at = at + 1 WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET came = came - 1 WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET inbox = inbox + 1 WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET digest = CAST(substr(digest, 1, 31) || x'00' AS BLOB) WHERE seq = 10",
		 "event 10 does not follow");
	tampered("UPDATE event SET digest = CAST(digest || x'00' AS BLOB) WHERE seq = 10", "event 10 does not follow");
	tampered("UPDATE event SET change = replace(change, '0', '1') WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET change = change || char(0) || 'x' WHERE seq = 4", "event 4 does not follow");
	tampered("UPDATE event SET hash = CAST(x'00' || substr(hash, 2) AS BLOB) WHERE seq = 4",
		 "event 4 does not follow");
	/* A column's border moved: the bytes are the same, but for a line feed. */
	tampered("UPDATE event SET flow = flow || char(10) || code, code = '' WHERE seq = 4",
		 "event 4 does not follow");
}

static void a_row_that_is_gone_or_swapped_is_found(void **state)
{
	(void)state;
	tampered("DELETE FROM event WHERE seq = 1", "event 2 does not follow from event 0");
	tampered("DELETE FROM event WHERE seq = 5", "event 6 does not follow from event 4");
	tampered("UPDATE event SET seq = 100 WHERE seq = 4; UPDATE event SET seq = 4 WHERE seq = 5;"
		 "UPDATE event SET seq = 5 WHERE seq = 100",
		 "event 4 does not follow");
	tampered("DELETE FROM event WHERE seq = 10", "ticket"); /* the chain holds, the ticket tells */
	tampered("DELETE FROM event", "has no events");
}

static void a_ticket_that_does_not_follow_is_found(void **state)
{
	(void)state;
	tampered("UPDATE ticket SET standing = replace(standing, 'en_route', 'dispatched') WHERE state = 'en_route'",
		 "is not what its events make of it");
	tampered("UPDATE ticket SET standing = standing || ' eta=5' WHERE number = 10008", "ticket 10008 is not");
	tampered("UPDATE ticket SET standing = 'nonsense' WHERE number = 10008", "its standing differs");
	tampered("UPDATE ticket SET state = 'reported' WHERE number = 10008", "its state differs");
	tampered("UPDATE ticket SET ended = NULL WHERE ended IS NOT NULL", "open or ended");
	tampered("UPDATE ticket SET ended = 5 WHERE ended IS NULL", "open or ended");
	tampered("UPDATE ticket SET lead = NULL WHERE number = 10008", "lead engineer differs");
	tampered("PRAGMA foreign_keys = OFF; UPDATE ticket SET machine = 9 WHERE number = 10008", "machine differs");
	tampered("UPDATE ticket SET flow = 'other' WHERE number = 10008", "its flow differs");
	tampered("PRAGMA foreign_keys = OFF; DELETE FROM ticket WHERE number = 10008", "which is not there");
	tampered("INSERT INTO ticket (number, flow, state, opened, standing, fault) VALUES (5, 'repair', 'reported', "
		 "1, '', '')",
		 "ticket 5 has no events");
}

/* The letter of event 6, which says "depart". */
#define ITS_TEXT "WHERE id = (SELECT inbox FROM event WHERE seq = 6)"

static void a_text_that_was_changed_or_is_gone_is_found(void **state)
{
	char why[512];
	struct store *s;

	(void)state;
	tampered("UPDATE inbox SET payload = CAST('arrive' AS BLOB) " ITS_TEXT, "the text of event 6 was changed");
	tampered("UPDATE inbox SET payload = CAST('at 09:30' AS BLOB), length = 8 " ITS_TEXT,
		 "the text of event 6 was");
	tampered("PRAGMA foreign_keys = OFF; DELETE FROM inbox " ITS_TEXT, "the text of event 6 is gone");
	/* One that was purged, and one that was cut, are passed over. */
	store_close(open_store());
	tamper("PRAGMA foreign_keys = OFF; INSERT INTO inbox (id, kind, channel, came, moment, payload, length, "
	       "outcome) "
	       "SELECT inbox, 'mo', 'sms', 1, 1, x'', 6, 'done' FROM event WHERE seq = 6");
	s = open_store();
	if (!ledger_audit(s, &flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
	store_close(s);
}

static void a_missing_tail_is_found_by_the_head(void **state)
{
	struct store *s = open_store();
	char head[HASH_HEX], why[512];
	int64_t seq;

	(void)state;
	fill(s);
	assert_true(ledger_head(s, &seq, head));
	store_close(s);
	/* The whole of the last event, its ticket put back as well: the chain alone cannot tell. */
	tamper("DELETE FROM event WHERE seq = 10; UPDATE ticket SET ended = NULL, state = 'en_route', "
	       "standing = (SELECT standing FROM ticket WHERE ended IS NULL LIMIT 1) WHERE ended IS NOT NULL");
	s = open_store();
	assert_false(ledger_audit(s, &flows, head, why, sizeof(why)));
	assert_non_null(strstr(why, "the tail after"));
	assert_non_null(strstr(why, head));
	assert_non_null(strstr(why, "ends at event 9"));
	assert_false(ledger_audit(s, &flows, "nonsense", why, sizeof(why)));
	store_close(s);
}

static void a_flow_that_is_no_longer_there_stops_no_audit(void **state)
{
	struct flows none = {.n = 0};
	struct store *s = open_store();
	char why[512];

	(void)state;
	fill(s);
	assert_true(ledger_audit(s, &none, NULL, why, sizeof(why)));
	/* Nor does a state that the flow has dropped. */
	repair.states_n = 2;
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	store_close(s);
}

static void the_audit_reads_beside_a_gateway_that_writes(void **state)
{
	struct store *s = open_store(), *r;
	char why[512] = "";

	(void)state;
	fill(s);
	r = store_open_reading(path, why, sizeof(why));
	assert_non_null(r);
	assert_true(store_begin(s));
	open_ticket(s, 0, T0);
	assert_true(ledger_audit(r, &flows, NULL, why, sizeof(why)));
	assert_true(store_commit(s));
	assert_true(ledger_audit(r, &flows, NULL, why, sizeof(why)));
	store_close(r);
	store_close(s);
}

static void a_ticket_is_made_again_up_to_a_text(void **state)
{
	struct store *s = open_store();
	struct ticket now, then;
	char codes[4][FLOW_NAME], change[CHANGE_BYTES];
	int64_t number, text, by, at;

	(void)state;
	number = fill(s);
	assert_true(tickets_load(s, &flows, number, &now));
	assert_true(ledger_replay(s, &repair, number, INT64_MAX, &then));
	assert_true(ticket_diff(&now, &then, change));
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
	store_close(s);
}

static void rows_come_in_order_and_pages(void **state)
{
	struct store *s = open_store();
	struct ledger_row rows[4];
	char head[HASH_HEX];
	int64_t number, seq;

	(void)state;
	number = fill(s);
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
	assert_int_equal(rows[3].at, T0 + 3 * MINUTE);
	store_close(s);
}

static void two_connections_make_one_chain(void **state)
{
	struct store *a = open_store(), *b = open_store();
	char why[512];

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct store *s = i % 2 ? a : b;

		assert_true(store_begin(s));
		open_ticket(s, 0, T0 + i);
		/* A refusal between, and a batch that was rolled back. */
		assert_true(store_mark(s));
		open_ticket(s, 0, T0 + i);
		assert_true(store_back(s));
		assert_true(store_commit(s) && store_begin(s));
		open_ticket(s, 0, T0 + i);
		store_rollback(s);
	}
	assert_int_equal(number_of(a, "SELECT count(*) FROM event"), 6);
	assert_int_equal(number_of(a, "SELECT max(seq) FROM event"), 6);
	assert_true(ledger_audit(a, &flows, NULL, why, sizeof(why)));
	store_close(a);
	store_close(b);
}

static void an_event_is_one_line(void **state)
{
	static const unsigned char digest[HASH_BYTES];
	const struct event e = {.ticket = 1, .flow = "repair", .code = "a\nb"};
	struct store *s = open_store();
	int64_t seq;

	(void)state;
	assert_true(store_begin(s));
	assert_false(ledger_append(s, &e, 1, 1, digest, &seq));
	assert_false(store_failed(s));
	assert_int_equal(s->now.seq, 0);
	store_rollback(s);
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
	number = fill(s);
	ledger_after(s, 0, &row, 1);
	ledger_of(s, number, &row, 1);
	ledger_head(s, &seq, head);
	ledger_replay(s, &repair, number, INT64_MAX, &t);
	ledger_codes(s, number, 1, codes, 1);
	assert_indexed(s);
	store_close(s);
}

/* The audit keeps one ticket in memory, whatever the ledger's length: nothing is sorted. */
static void the_audit_sorts_nothing(void **state)
{
	struct store *s = open_store();
	char why[512];

	(void)state;
	fill(s);
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	for (size_t i = 0; i < STATEMENTS_MAX; i++) {
		char explain[2048];
		sqlite3_stmt *q = NULL;

		if (!s->statements[i].text)
			continue;
		assert_int_equal(sqlite3_stmt_status(s->statements[i].stmt, SQLITE_STMTSTATUS_SORT, 0), 0);
		snprintf(explain, sizeof(explain), "EXPLAIN QUERY PLAN %s", s->statements[i].text);
		assert_int_equal(sqlite3_prepare_v2(s->db, explain, -1, &q, NULL), SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW)
			assert_null(strstr((const char *)sqlite3_column_text(q, 3), "TEMP B-TREE"));
		sqlite3_finalize(q);
	}
	store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_folder, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_ledger_passes),
		TEST(the_hash_is_what_the_contract_says),
		TEST(the_ledger_is_never_changed),
		TEST(one_changed_byte_in_any_column_is_found),
		TEST(a_row_that_is_gone_or_swapped_is_found),
		TEST(a_ticket_that_does_not_follow_is_found),
		TEST(a_text_that_was_changed_or_is_gone_is_found),
		TEST(a_missing_tail_is_found_by_the_head),
		TEST(a_flow_that_is_no_longer_there_stops_no_audit),
		TEST(the_audit_reads_beside_a_gateway_that_writes),
		TEST(a_ticket_is_made_again_up_to_a_text),
		TEST(rows_come_in_order_and_pages),
		TEST(two_connections_make_one_chain),
		TEST(an_event_is_one_line),
		TEST(no_query_scans),
		TEST(the_audit_sorts_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
