#include "tests/db/fixture.h"

#include "db/ledger/digest.h"

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
	fill_ledger(s);
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

/* As the intruder of fixture.c, on a copy each time. */
static void tampered(const char *text, const char *part)
{
	void *state = NULL;

	store_close(open_store());
	tear_down_folder(&state);
	set_up_folder(&state);
	{
		struct store *s = open_store();

		fill_ledger(s);
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
	tampered("UPDATE ticket SET standing = standing || ' claim_set=1' WHERE number = 10008", "ticket 10008 is not");
	tampered("UPDATE ticket SET standing = standing || ' claim_wrong=1' WHERE number = 10008",
		 "ticket 10008 is not");
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

/* As ledger.h says: of no ticket and no flow, and of no text either. */
static void what_an_administrator_did_stands_in_the_chain(void **state)
{
	const struct event e = {.flow = "-", .code = "import", .at = T0};
	struct store *s = open_store();
	unsigned char digest[HASH_BYTES];
	struct ticket before, after;
	char why[512], rest[CHANGE_BYTES];
	int64_t number = fill_ledger(s), seq;

	(void)state;
	assert_true(tickets_load(s, &flows, number, &before));
	assert_true(digest_of("name,mobile\n", 12, digest));
	assert_true(store_begin(s) && ledger_append(s, &e, T0, 0, digest, &seq) && store_commit(s));
	assert_int_equal(seq, 11);
	if (!ledger_audit(s, &flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
	assert_true(ledger_replay(s, &repair, number, INT64_MAX, &after));
	assert_true(change_between(&before, &after, rest));
	assert_string_equal(rest, "");
	store_close(s);
	tamper("UPDATE event SET by = 5 WHERE seq = 11");
	audit_finds("event 11 does not follow from event 10");
}

static void an_event_of_another_flow_is_found(void **state)
{
	struct flow *own = malloc(sizeof(*own)), *other = malloc(sizeof(*other));
	struct flows both = {.all = {own, other}, .n = 2};
	struct store *s = open_store();
	char why[512];

	(void)state;
	fill_ledger(s);
	assert_true(own && other);
	*own = *other = *flows.all[0];
	text_copy(other->name, sizeof(other->name), "other");
	/* What no flow knows may have been a code once. */
	assert_true(ledger_audit(s, &both, NULL, why, sizeof(why)));
	text_copy(other->codes[0].name, sizeof(other->codes[0].name), "depart");
	other->codes_n = 1;
	assert_false(ledger_audit(s, &both, NULL, why, sizeof(why)));
	assert_non_null(strstr(why, "is `depart` of the flow `other`, and ticket 10008 is of `repair`"));
	own->codes[0] = other->codes[0];
	own->codes_n = 1;
	assert_true(ledger_audit(s, &both, NULL, why, sizeof(why)));
	free(own);
	free(other);
	store_close(s);
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
	fill_ledger(s);
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
	fill_ledger(s);
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
	fill_ledger(s);
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

/* The audit keeps one ticket in memory, whatever the ledger's length: nothing is sorted. */
static void the_audit_sorts_nothing(void **state)
{
	struct store *s = open_store();
	char why[512];

	(void)state;
	fill_ledger(s);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_ledger_passes),
		TEST(one_changed_byte_in_any_column_is_found),
		TEST(a_row_that_is_gone_or_swapped_is_found),
		TEST(a_ticket_that_does_not_follow_is_found),
		TEST(what_an_administrator_did_stands_in_the_chain),
		TEST(an_event_of_another_flow_is_found),
		TEST(a_text_that_was_changed_or_is_gone_is_found),
		TEST(a_missing_tail_is_found_by_the_head),
		TEST(a_flow_that_is_no_longer_there_stops_no_audit),
		TEST(the_audit_reads_beside_a_gateway_that_writes),
		TEST(the_audit_sorts_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
