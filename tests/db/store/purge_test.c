/* What is left of old texts and tickets once they are purged, and what a step costs. */
#include "db/store/field_words.h"
#include "db/store/inbox_gist.h"
#include "db/store/purge.h"

#include "tests/database_bytes.h"
#include "tests/db/fixture.h"

#include "db/outbox/outbox_hand.h"
#include "db/outbox/outbox_reports.h"
#include "db/outbox/outbox_waiting.h"

#define KEEP 30
#define NOW (T0 + 100 * DAY_MS)
#define OLD (NOW - KEEP * DAY_MS - 1)
#define YOUNG (NOW - KEEP * DAY_MS)

static int step(struct store *s, int64_t now, int rows)
{
	int done = -1;

	assert_true(purge_step(s, now, KEEP, rows, &done));
	assert_in_range(done, 0, rows);
	return done;
}

static int64_t put_message(struct store *s, int64_t inbox, int64_t ticket, int64_t at, char uuid[UUID_TEXT])
{
	const struct message m = {
		.ticket = ticket,
		.number = "+8613900000001",
		.answer = true,
		.template = "departed.customer",
		.text = "secret words",
		.segments = {.count = 1},
		.expires = at + DAY_MS,
	};

	assert_true(outbox_add(s, &m, "sms", "{\"fault\":\"secret\"}", inbox, at, uuid));
	return sql_new_id(s);
}

static int64_t sent(struct store *s, int64_t inbox, int64_t at)
{
	char uuid[UUID_TEXT];
	int64_t id = put_message(s, inbox, 10008, at, uuid);

	assert_true(outbox_mark(s, id, DELIVERY_DELIVERED, NULL, at));
	return id;
}

static void only_what_is_old_loses_its_words(void **state)
{
	struct store *s = open_store();
	int64_t old, young;
	struct inbox_row row;
	struct outbox_mt answer;

	(void)state;
	assert_true(store_begin(s));
	old = take(s, "k1", 0, OLD, "secret words");
	assert_true(inbox_settle(s, old, "done", NULL, 10008, "secret answer"));
	assert_true(inbox_set_gist(s, old, (const unsigned char *)"0123456789abcdef0123456789abcdef"));
	sent(s, old, OLD);
	young = take(s, "k2", 0, YOUNG, "young words");
	assert_true(inbox_settle(s, young, "done", NULL, 10008, "young answer"));
	sent(s, young, YOUNG);
	assert_int_equal(step(s, NOW, 100), 2);
	assert_true(inbox_read(s, old, &row));
	assert_string_equal(row.text, "");
	assert_null(row.answer);
	assert_string_equal(row.sender, "+86138****0011");
	assert_string_equal(row.outcome, "done");
	assert_int_equal(row.ticket, 10008);
	assert_int_equal(row.came, OLD);
	inbox_row_free(&row);
	assert_int_equal(number_of(s, "SELECT key = 'k1' AND digest IS NULL AND gist IS NULL AND length = 12 FROM "
				      "inbox WHERE id = 1"),
			 1);
	assert_true(outbox_find_answer(s, old, &answer));
	assert_string_equal(answer.text, "");
	assert_string_equal(answer.params, "{}");
	assert_string_equal(answer.number, "+86139****0001");
	assert_string_equal(answer.template, "departed.customer");
	outbox_mt_free(&answer);
	assert_true(inbox_read(s, young, &row));
	assert_string_equal(row.text, "young words");
	assert_string_equal(row.answer, "young answer");
	assert_string_equal(row.sender, "+8613800000011");
	inbox_row_free(&row);
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE text = 'secret words'"), 1);
	assert_int_equal(step(s, NOW, 100), 0);
	/* A day later it is the other's turn. */
	assert_int_equal(step(s, NOW + DAY_MS, 100), 2);
	assert_true(store_commit(s));
	store_close(s);
}

static void a_repeated_key_is_still_known_and_no_resend_any_more(void **state)
{
	const struct inbox_entry entry = {
		.kind = "mo", .channel = "sms", .key = "k1", .came = NOW, .payload = "x", .length = 1};
	struct store *s = open_store();
	int64_t person, old, id = 0;
	bool again = false;

	(void)state;
	assert_true(store_begin(s));
	person = put_person(s, "李雷", "+8613800000011", ROLE_BIT(ENGINEER), 0);
	old = take(s, "k1", person, OLD, "words");
	assert_true(inbox_settle(s, old, "done", NULL, 0, "answer"));
	assert_int_equal(step(s, NOW, 10), 1);
	assert_true(inbox_take(s, &entry, &id, &again));
	assert_true(again);
	assert_int_equal(id, old);
	assert_int_equal(
		resend_find(s,
			    &(struct resend_asked){.person = person,
						   .digest = (const unsigned char *)"0123456789abcdef0123456789abcdef",
						   .moment = OLD,
						   .came = OLD}),
		0);
	assert_true(store_commit(s));
	store_close(s);
}

static void a_step_is_no_larger_than_it_was_asked_to_be_and_visits_each_row_once(void **state)
{
	struct store *s = open_store();
	char key[16];
	int steps = 0, done, all = 0;

	(void)state;
	assert_true(store_begin(s));
	for (int i = 0; i < 25; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		sent(s, take(s, key, 0, OLD, "words"), OLD);
	}
	assert_true(store_commit(s));
	do {
		assert_true(store_begin(s));
		done = step(s, NOW, 7);
		assert_true(store_commit(s));
		all += done;
		steps++;
	} while (done > 0);
	assert_int_equal(all, 50);
	assert_int_equal(steps, 9);
	assert_int_equal(number_of(s, "SELECT value FROM meta WHERE key = 'purged_inbox'"), 25);
	assert_int_equal(number_of(s, "SELECT value FROM meta WHERE key = 'purged_outbox'"), 25);
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE payload <> x''"), 0);
	/* A step that is rolled back is taken again. */
	assert_true(store_begin(s));
	take(s, "late", 0, OLD, "words");
	assert_int_equal(step(s, NOW, 7), 1);
	assert_true(store_commit(s) && store_begin(s));
	take(s, "later", 0, OLD, "words");
	assert_true(store_commit(s) && store_begin(s));
	assert_int_equal(step(s, NOW, 7), 1);
	store_rollback(s);
	assert_true(store_begin(s));
	assert_int_equal(step(s, NOW, 7), 1);
	assert_true(store_commit(s));
	store_close(s);
}

static void parts_that_never_became_whole_go(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_true(parts_add(s, "sms", "+861", 7, 2, 1, take(s, "a", 0, OLD, "x"), "secret", &whole));
	assert_null(whole);
	assert_true(parts_add(s, "sms", "+861", 8, 2, 1, take(s, "b", 0, YOUNG, "x"), "young", &whole));
	assert_int_equal(step(s, NOW, 10), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM part"), 1);
	assert_int_equal(number_of(s, "SELECT text = 'young' FROM part"), 1);
	assert_true(store_commit(s));
	store_close(s);
}

static int words_of(struct store *s, int64_t number)
{
	char ask[200];

	snprintf(ask, sizeof(ask),
		 "SELECT (fault <> '') + (site <> '') + (reported_by <> '') + (customer_words <> '') + "
		 "(station_words <> '') FROM ticket WHERE number = %lld",
		 (long long)number);
	return (int)number_of(s, ask);
}

static void tickets_that_ended_lose_their_words_and_the_ledger_stays(void **state)
{
	struct store *s = open_store();
	struct ticket *t = calloc(1, sizeof(*t));
	int64_t open, ended, young, head, seq;
	char before[HASH_HEX], after[HASH_HEX], why[512];

	(void)state;
	assert_true(store_begin(s));
	open = open_ticket(s, 0, T0);
	young = open_ticket(s, 0, T0);
	ended = open_ticket(s, 0, T0);
	advance(s, young, 3, "close", 0, YOUNG);
	advance(s, ended, 3, "close", 0, OLD);
	assert_true(ledger_head(s, &head, before));
	while (step(s, NOW, 2) > 0)
		;
	assert_int_equal(words_of(s, open), 5);
	assert_int_equal(words_of(s, young), 5);
	assert_int_equal(words_of(s, ended), 0);
	assert_true(t && tickets_load(s, &flows, ended, t));
	assert_string_equal(t->fault, "");
	assert_string_equal(t->serial, "EC-UNKNOWN");
	assert_true(ledger_head(s, &seq, after));
	assert_int_equal(seq, head);
	assert_string_equal(before, after);
	assert_true(ledger_audit(s, &flows, before, why, sizeof(why)));
	assert_true(store_commit(s));
	free(t);
	store_close(s);
}

static int64_t said_of(struct store *s, int64_t ticket, const char *key)
{
	int64_t text = take(s, key, 0, NOW, "secret reason");

	assert_true(field_words_put(s, ticket, "reason", text, "secret reason"));
	return text;
}

static void what_fields_of_ended_tickets_said_goes(void **state)
{
	struct store *s = open_store();
	int64_t open, ended, young, again, said;
	char words[64];

	(void)state;
	assert_true(store_begin(s));
	open = open_ticket(s, 0, NOW);
	young = open_ticket(s, 0, NOW);
	ended = open_ticket(s, 0, NOW);
	again = open_ticket(s, 0, NOW);
	said_of(s, open, "k1");
	said_of(s, young, "k2");
	said = said_of(s, ended, "k3");
	said_of(s, ended, "k4");
	said_of(s, again, "k5");
	assert_true(field_words_ended(s, young, YOUNG) && field_words_ended(s, ended, OLD));
	assert_true(field_words_ended(s, again, OLD) && field_words_ended(s, again, 0));
	assert_int_equal(step(s, NOW, 1), 1); /* no more than it was asked for */
	assert_int_equal(step(s, NOW, 9), 1);
	assert_int_equal(step(s, NOW, 9), 0);
	assert_true(field_words_get(s, ended, "reason", said, words, sizeof(words)));
	assert_string_equal(words, "");
	assert_int_equal(number_of(s, "SELECT count(*) FROM field WHERE words = 'secret reason'"), 3);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

static void a_text_that_nobody_took_is_expired_and_never_goes_out_empty(void **state)
{
	struct store *s = open_store();
	struct outbox_mt p;
	char uuid[UUID_TEXT];
	bool known;

	(void)state;
	assert_true(store_begin(s));
	put_message(s, take(s, "k", 0, OLD, "x"), 0, OLD, uuid);
	assert_int_equal(outbox_ready(s, "sms", 0, &p, 1), 1);
	outbox_mt_free(&p);
	assert_int_equal(step(s, NOW, 10), 2);
	assert_int_equal(outbox_ready(s, "sms", 0, &p, 1), 0);
	assert_int_equal(number_of(s, "SELECT state = 'expired' AND error = 'purged unsent' FROM outbox"), 1);
	/* The broker may still answer for it, and a carrier report. */
	assert_true(outbox_mark(s, 1, DELIVERY_SENT, NULL, NOW));
	assert_true(put_report(s, uuid, DELIVERY_DELIVERED, NULL, NOW, &known));
	assert_true(known);
	assert_int_equal(number_of(s, "SELECT state = 'expired' FROM outbox"), 1);
	assert_true(store_commit(s));
	store_close(s);
}

static void a_text_that_was_purged_unsent_was_missing_from_those_that_failed(void **state)
{
	struct store *s = open_store();
	struct outbox_place place = {0};
	struct outbox_line line;
	char uuid[UUID_TEXT];
	int64_t id;

	(void)state;
	assert_true(store_begin(s));
	id = put_message(s, take(s, "k", 0, OLD, "x"), 0, OLD, uuid);
	assert_int_equal(step(s, NOW, 10), 2);
	assert_int_equal(outbox_failed(s, &place, &line, 1), 1);
	assert_int_equal(line.id, id);
	assert_int_equal(outbox_failed(s, &place, &line, 1), 0);
	assert_true(store_commit(s));
	store_close(s);
}

/* It may name the number, or say the words again. */
static void what_a_carrier_said_of_a_text_goes_with_its_words(void **state)
{
	struct outbox_said early = {.channel = "sms",
				    .carrier_id = "ab",
				    .state = DELIVERY_FAILED,
				    .error = "no such number +8613900000001",
				    .at = OLD};
	struct store *s = open_store();
	char uuid[UUID_TEXT];
	int64_t inbox, id;

	(void)state;
	assert_true(store_begin(s));
	inbox = take(s, "k", 0, OLD, "x");
	id = put_message(s, inbox, 0, OLD, uuid);
	assert_true(outbox_mark(s, id, DELIVERY_FAILED, early.error, OLD));
	assert_true(outbox_report_early(s, &early, inbox, OLD));
	assert_true(outbox_report_early(s, &early, inbox, YOUNG));
	assert_int_equal(step(s, NOW, 10), 3);
	assert_int_equal(number_of(s, "SELECT state = 'failed' AND error IS NULL FROM outbox"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM early_report"), 1);
	assert_true(store_commit(s));
	store_close(s);
}

static void a_stranger_leaves_the_list_and_what_is_no_number_goes(void **state)
{
	struct store *s = open_store();
	struct stranger out;
	int64_t id;

	(void)state;
	assert_true(store_begin(s));
	id = take(s, "k", 0, OLD, "hello");
	assert_true(inbox_settle(s, id, "unknown", NULL, 0, NULL));
	assert_int_equal(inbox_strangers(s, &out, 1), 1);
	id = take(s, "l", 0, OLD, "hello");
	number_of(s, "UPDATE inbox SET sender = '王建国的手机' WHERE key = 'l' RETURNING 1");
	assert_int_equal(step(s, NOW, 10), 2);
	assert_int_equal(inbox_strangers(s, &out, 1), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM inbox WHERE sender IS NULL"), 2);
	assert_true(store_commit(s));
	store_close(s);
}

static void a_clock_that_was_wrong_stops_nothing_and_one_that_is_wrong_takes_nothing(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_true(store_begin(s));
	take(s, "a", 0, OLD, "x");
	take(s, "b", 0, NOW + 3650 * DAY_MS, "x"); /* by a clock ten years ahead */
	take(s, "c", 0, OLD, "x");
	take(s, "d", 0, NOW + 3650 * DAY_MS, "x");
	take(s, "e", 0, YOUNG, "x");
	take(s, "f", 0, OLD, "x"); /* by one that went back; its turn comes behind e */
	assert_int_equal(step(s, 0, 100), 0);
	assert_int_equal(step(s, NOW, 100), 3);
	assert_int_equal(number_of(s, "SELECT group_concat(key, '') = 'def' FROM inbox WHERE payload <> x''"), 1);
	assert_int_equal(step(s, NOW + DAY_MS, 100), 3);
	/* The last one of all waits for its neighbours. */
	take(s, "g", 0, NOW + 3650 * DAY_MS, "x");
	assert_int_equal(step(s, NOW + DAY_MS, 100), 0);
	assert_true(store_commit(s));
	store_close(s);
}

static void nothing_of_the_words_is_left_in_the_file(void **state)
{
	struct store *s = open_store();
	static char text[9000] = "secret words of a long text";

	(void)state;
	memset(text + strlen(text), ' ', sizeof(text) - strlen(text) - 1); /* some of it on overflow pages */
	memcpy(text + sizeof(text) - 20, "secret end of it", 17);
	assert_true(store_begin(s));
	sent(s, take(s, "k", 0, OLD, text), OLD);
	advance(s, open_ticket(s, 0, T0), 3, "close", 0, OLD);
	assert_true(store_commit(s));
	number_of(s, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_true(database_has(path, "secret end of it"));
	assert_true(database_has(path, "发动机无法启动"));
	assert_true(store_begin(s));
	assert_true(step(s, NOW, 100) > 2);
	assert_true(store_commit(s));
	number_of(s, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_false(database_has(path, "secret"));
	assert_false(database_has(path, "发动机无法启动"));
	assert_false(database_has(path, "13800000011"));
	store_close(s);
}

/* Tickets that are moved on in turn, each by texts of its own: each row is written anew, mostly somewhere else. */
static void live(struct store *s, int64_t *tickets, size_t n)
{
	char key[16];

	for (size_t i = 0; i < n; i++) {
		int64_t text;

		tickets[i] = open_ticket(s, 0, T0);
		snprintf(key, sizeof(key), "k-%zu", i);
		text = take(s, key, 0, OLD, "secret words of a text");
		assert_true(inbox_settle(s, text, "done", NULL, tickets[i], "a secret answer, longer than the text"));
		sent(s, text, OLD);
	}
	for (int to = 1; to < 4; to++)
		for (size_t i = 0; i < n; i++)
			advance(s, tickets[i], to, to < 3 ? "note" : "close", 0, OLD - 3 + to);
}

static void words_stayed_in_the_file_where_their_row_had_stood_before_it_grew(void **state)
{
	struct store *s = open_store();
	int64_t tickets[40];

	(void)state;
	assert_true(store_begin(s));
	live(s, tickets, sizeof(tickets) / sizeof(*tickets));
	assert_true(store_commit(s));
	number_of(s, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_true(database_has(path, "secret"));
	assert_true(store_begin(s));
	assert_true(step(s, NOW, 10000) > 2);
	assert_true(store_commit(s));
	number_of(s, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_false(database_has(path, "secret"));
	assert_false(database_has(path, "发动机无法启动"));
	assert_false(database_has(path, "13800000011"));
	store_close(s);
}

static void a_failed_store_purges_nothing(void **state)
{
	struct store *s = open_store();
	int done;

	(void)state;
	assert_true(store_begin(s));
	take(s, "k", 0, OLD, "x");
	assert_true(store_commit(s));
	assert_false(purge_step(s, NOW, KEEP, 10, &done)); /* without a transaction */
	assert_true(store_failed(s));
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_true(store_begin(s));
	sent(s, take(s, "k", 0, OLD, "x"), OLD);
	take(s, "l", 0, NOW + DAY_MS, "x");
	assert_int_equal(step(s, NOW, 10), 2);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_what_is_old_loses_its_words),
		TEST(a_repeated_key_is_still_known_and_no_resend_any_more),
		TEST(a_step_is_no_larger_than_it_was_asked_to_be_and_visits_each_row_once),
		TEST(parts_that_never_became_whole_go),
		TEST(tickets_that_ended_lose_their_words_and_the_ledger_stays),
		TEST(what_fields_of_ended_tickets_said_goes),
		TEST(a_text_that_nobody_took_is_expired_and_never_goes_out_empty),
		TEST(a_text_that_was_purged_unsent_was_missing_from_those_that_failed),
		TEST(what_a_carrier_said_of_a_text_goes_with_its_words),
		TEST(a_stranger_leaves_the_list_and_what_is_no_number_goes),
		TEST(a_clock_that_was_wrong_stops_nothing_and_one_that_is_wrong_takes_nothing),
		TEST(nothing_of_the_words_is_left_in_the_file),
		TEST(words_stayed_in_the_file_where_their_row_had_stood_before_it_grew),
		TEST(a_failed_store_purges_nothing),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
