#include <uuid/uuid.h>

#include "tests/db/help.h"

static const unsigned char digest[32] = "0123456789abcdef0123456789abcde";
static const unsigned char other[32] = "another text, folded and hashed";

static int64_t engineer(struct store *s)
{
	return put_person(s, "李雷", "+8613800000011", ROLE_BIT(ENGINEER), 0);
}

static int64_t text_from(struct store *s, int64_t person, int64_t came, int64_t moment, const unsigned char *of)
{
	const struct inbox_entry entry = {.kind = "mo",
					  .channel = "sms",
					  .came = came,
					  .moment = moment,
					  .person = person,
					  .payload = "x",
					  .length = 1,
					  .digest = of};
	int64_t id = 0;
	bool again = false;

	assert_true(inbox_take(s, &entry, &id, &again));
	assert_false(again);
	return id;
}

static void an_input_is_known_by_its_key(void **state)
{
	struct store *s = open_store();
	struct inbox_entry entry = {.kind = "mo",
				    .channel = "sms",
				    .key = "k1",
				    .came = T0,
				    .moment = T0,
				    .sender = "+8613800000011",
				    .payload = "出发 16:30",
				    .length = strlen("出发 16:30"),
				    .digest = digest};
	struct inbox_row row;
	int64_t first = 0, id = 0;
	bool again = false;

	(void)state;
	assert_true(store_begin(s) && inbox_take(s, &entry, &first, &again));
	assert_false(again);
	assert_true(inbox_settle(s, first, "done", NULL, 10008, "已记录"));
	entry.payload = "other";
	entry.length = 5;
	assert_true(inbox_take(s, &entry, &id, &again));
	assert_true(again);
	assert_int_equal(id, first);
	assert_true(inbox_read(s, id, &row));
	assert_string_equal(row.text, "出发 16:30");
	assert_string_equal(row.answer, "已记录");
	assert_string_equal(row.outcome, "done");
	assert_string_equal(row.sender, "+8613800000011");
	assert_string_equal(row.why, "");
	assert_int_equal(row.ticket, 10008);
	assert_int_equal(row.sent, 0);
	inbox_row_free(&row);
	/* The same id on another channel, of another kind, or none at all: another input. */
	entry.channel = "wecom";
	assert_true(inbox_take(s, &entry, &id, &again) && !again);
	entry.kind = "dlr";
	assert_true(inbox_take(s, &entry, &id, &again) && !again);
	entry.key = NULL;
	assert_true(inbox_take(s, &entry, &id, &again) && !again);
	assert_true(inbox_take(s, &entry, &id, &again) && !again);
	assert_false(inbox_read(s, 999, &row));
	assert_true(store_commit(s));
	store_close(s);
}

static void of_what_is_refused_only_the_start_is_kept(void **state)
{
	struct store *s = open_store();
	static char big[100000];
	struct inbox_entry entry = {
		.kind = "mo", .channel = "sms", .came = T0, .moment = T0, .payload = big, .length = 5000};
	struct inbox_row row;
	int64_t id = 0;
	bool again = false;

	(void)state;
	/* Characters of three bytes, so that the cut falls inside one. */
	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = "报"[i % 3];
	entry.length = 4998;
	assert_true(store_begin(s) && inbox_take(s, &entry, &id, &again));
	assert_int_equal(number_of(s, "SELECT length(payload) FROM inbox"), 4998);
	assert_true(inbox_settle(s, id, "rejected", "too long", 0, NULL));
	assert_int_equal(number_of(s, "SELECT length(payload) FROM inbox"), INBOX_KEPT);
	assert_int_equal(number_of(s, "SELECT length FROM inbox"), 4998);
	assert_true(inbox_read(s, id, &row));
	assert_int_equal(strlen(row.text), 4095);
	assert_null(row.answer);
	assert_string_equal(row.why, "too long");
	inbox_row_free(&row);
	entry.length = sizeof(big);
	assert_true(inbox_take(s, &entry, &id, &again));
	assert_int_equal(number_of(s, "SELECT length(payload) FROM inbox WHERE id = 2"), INBOX_KEPT);
	entry.payload = "\xff\xfe";
	entry.length = 2;
	assert_true(inbox_take(s, &entry, &id, &again) && inbox_read(s, id, &row));
	assert_null(row.text);
	inbox_row_free(&row);
	entry.payload = NULL;
	entry.length = 0;
	assert_true(inbox_take(s, &entry, &id, &again) && inbox_read(s, id, &row));
	assert_string_equal(row.text, "");
	inbox_row_free(&row);
	assert_true(store_commit(s));
	store_close(s);
}

static void inputs_about_a_ticket_come_in_order(void **state)
{
	struct store *s = open_store();
	struct inbox_row rows[2];
	int64_t number;

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, 0, T0);
	advance(s, number, 1, "dispatch", 0, T0);
	advance(s, number, 2, "depart", 0, T0 + 1);
	advance(s, number, 3, "close", 0, T0 + 2);
	assert_int_equal(inbox_of_ticket(s, number, rows, 2), 2);
	assert_string_equal(rows[0].text, "dispatch");
	assert_string_equal(rows[1].text, "depart");
	inbox_row_free(&rows[0]);
	inbox_row_free(&rows[1]);
	store_rollback(s);
	store_close(s);
}

static void a_resend_is_known_by_its_words_within_minutes(void **state)
{
	struct store *s = open_store();
	int64_t a, b, first, again, within = 10 * MINUTE;

	(void)state;
	assert_true(store_begin(s));
	a = engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = text_from(s, a, T0, T0, digest);
	assert_int_equal(resend_find(s, a, digest, T0, within, first), 0);
	again = text_from(s, a, T0 + MINUTE, T0 + MINUTE, digest);
	assert_int_equal(resend_find(s, a, digest, T0 + MINUTE, within, again), 0); /* not settled */
	assert_true(inbox_settle(s, first, "refused", NULL, 0, NULL));
	assert_int_equal(resend_find(s, a, digest, T0 + MINUTE, within, again), 0);
	assert_true(inbox_settle(s, first, "forwarded", NULL, 0, NULL));
	assert_int_equal(resend_find(s, a, digest, T0 + MINUTE, within, again), first);
	assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
	assert_int_equal(resend_find(s, a, digest, T0 + within, within, again), first);
	assert_int_equal(resend_find(s, a, digest, T0 - within, within, again), first); /* overtaken on its way */
	assert_int_equal(resend_find(s, a, digest, T0 + within + 1, within, again), 0);
	assert_int_equal(resend_find(s, b, digest, T0, within, again), 0);
	assert_int_equal(resend_find(s, a, other, T0, within, again), 0);
	assert_true(inbox_mark_undone(s, first));
	assert_int_equal(resend_find(s, a, digest, T0, within, again), 0);
	store_rollback(s);
	store_close(s);
}

/* The index is cut by days: it is found across midnight too. */
static void a_resend_is_known_at_any_time_of_day(void **state)
{
	struct store *s = open_store();
	int64_t a, first, within = 10 * MINUTE;
	unsigned char own[32] = "";

	(void)state;
	assert_true(store_begin(s));
	a = engineer(s);
	for (int64_t at = T0; at < T0 + 25 * 60 * MINUTE; at += 5 * MINUTE) {
		memcpy(own, &at, sizeof(at));
		first = text_from(s, a, at, at, own);
		assert_true(inbox_settle(s, first, "done", NULL, 5, NULL));
		assert_int_equal(resend_find(s, a, own, at + within, within, 0), first);
		assert_int_equal(resend_find(s, a, own, at - within, within, 0), first);
		assert_int_equal(resend_find(s, a, own, at + within + 1, within, 0), 0);
		assert_int_equal(resend_find(s, a, own, at - within - 1, within, 0), 0);
	}
	store_rollback(s);
	store_close(s);
}

static void what_a_person_changed_is_newest_first(void **state)
{
	struct store *s = open_store();
	int64_t a = 0, tickets[4], late, undone;

	(void)state;
	assert_true(store_begin(s));
	a = engineer(s);
	assert_true(inbox_settle(s, text_from(s, a, T0, T0, digest), "done", NULL, 1, NULL));
	assert_true(inbox_settle(s, text_from(s, a, T0 + 2, T0 + 2, digest), "done", NULL, 2, NULL));
	assert_true(inbox_settle(s, text_from(s, a, T0 + 3, T0 + 3, digest), "done", NULL, 1, NULL));
	assert_true(inbox_settle(s, text_from(s, a, T0 + 4, T0 + 4, digest), "refused", NULL, 3, NULL));
	assert_true(inbox_settle(s, text_from(s, a, T0 + 4, T0 + 4, digest), "done", NULL, 0, NULL));
	late = text_from(s, a, T0 + 5, T0 - 3 * 24 * 60 * MINUTE, other); /* sent three days ago */
	assert_true(inbox_settle(s, late, "done", NULL, 4, NULL));
	undone = text_from(s, a, T0 + 6, T0 + 6, digest);
	assert_true(inbox_settle(s, undone, "done", NULL, 5, NULL) && inbox_mark_undone(s, undone));
	assert_int_equal(inbox_changed_by(s, a, T0 + 1, tickets, 4), 3);
	assert_int_equal(tickets[0], 4);
	assert_int_equal(tickets[1], 1);
	assert_int_equal(tickets[2], 2);
	assert_int_equal(inbox_changed_by(s, a, T0 + 1, tickets, 1), 1);
	assert_int_equal(inbox_changed_by(s, a, T0 + 6, tickets, 4), 0);
	store_rollback(s);
	store_close(s);
}

static char *part(struct store *s, int64_t ref, int total, int number, int64_t came, const char *text)
{
	int64_t inbox = text_from(s, 0, came, came, NULL);
	char *whole;

	assert_true(parts_add(s, "sms", "+8613800000011", ref, total, number, inbox, text, &whole));
	return whole;
}

static void parts_are_joined_once_all_have_come(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_null(part(s, 7, 3, 3, T0, "三"));
	assert_null(part(s, 7, 3, 1, T0, "一"));
	assert_null(part(s, 7, 3, 1, T0, "一")); /* again */
	assert_null(part(s, 8, 3, 2, T0, "another message"));
	whole = part(s, 7, 3, 2, T0, "二");
	assert_string_equal(whole, "一二三");
	free(whole);
	/* The ref may be used again at once. */
	assert_null(part(s, 7, 3, 1, T0, "x"));
	assert_int_equal(number_of(s, "SELECT count(*) FROM part"), 2);
	whole = part(s, 9, 1, 1, T0, "alone");
	assert_string_equal(whole, "alone");
	free(whole);
	store_rollback(s);
	store_close(s);
}

static void parts_of_an_older_message_under_the_same_ref_make_way(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_null(part(s, 7, 2, 1, T0, "old"));
	assert_null(part(s, 7, 2, 1, T0 + MINUTE, "new "));
	whole = part(s, 7, 2, 2, T0 + MINUTE, "end");
	assert_string_equal(whole, "new end");
	free(whole);
	assert_null(part(s, 8, 2, 1, T0, "of yesterday"));
	assert_null(part(s, 8, 2, 2, T0 + 25 * 60 * MINUTE, "today"));
	store_rollback(s);
	store_close(s);
}

static void a_part_that_is_none_is_the_senders_fault(void **state)
{
	struct store *s = open_store();
	char *whole;

	(void)state;
	assert_true(store_begin(s));
	assert_false(parts_add(s, "sms", "x", 1, 2, 3, 1, "x", &whole));
	assert_null(whole);
	assert_false(parts_add(s, "sms", "x", 1, 0, 0, 1, "x", &whole));
	assert_false(parts_add(s, "sms", "x", 1, 2, 1, 999, "x", &whole)); /* no such letter */
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void strangers_are_listed_until_they_are_known(void **state)
{
	struct store *s = open_store();
	struct stranger out[4];
	struct inbox_entry entry = {
		.kind = "mo", .channel = "sms", .came = T0, .moment = T0, .payload = "你好", .length = 6};
	static const char *const senders[] = {"10086", "+8613800000077", "10086", "+8613800000011"};
	int64_t id = 0;
	bool again = false;

	(void)state;
	assert_true(store_begin(s));
	for (int i = 0; i < 4; i++) {
		entry.sender = senders[i];
		entry.came = T0 + i;
		assert_true(inbox_take(s, &entry, &id, &again) && inbox_settle(s, id, "unknown", NULL, 0, NULL));
	}
	engineer(s); /* has the last of these numbers */
	assert_int_equal(inbox_strangers(s, out, 4), 2);
	assert_string_equal(out[0].number, "10086");
	assert_int_equal(out[0].count, 2);
	assert_int_equal(out[0].last, T0 + 2);
	assert_string_equal(out[0].text, "你好");
	assert_string_equal(out[1].number, "+8613800000077");
	store_rollback(s);
	store_close(s);
}

static void post(struct store *s, int64_t inbox, int64_t ticket, int64_t person, bool answer, char uuid[UUID_TEXT])
{
	struct message m = {.person = person,
			    .number = "+8613800000011",
			    .answer = answer,
			    .ticket = ticket,
			    .template = "departed.customer",
			    .text = (char[]){"hello"},
			    .expires = T0 + 60 * MINUTE,
			    .segments = {.encoding = UCS2, .count = 2}};

	assert_true(outbox_add(s, &m, "sms", "{\"a\":1}", inbox, T0, uuid));
}

static void what_is_posted_is_ready_to_send(void **state)
{
	struct store *s = open_store();
	struct outbox_mt rows[3];
	char uuid[3][UUID_TEXT];
	int64_t inbox;

	(void)state;
	assert_true(store_begin(s));
	inbox = text_from(s, 0, T0, T0, NULL);
	for (int i = 0; i < 3; i++)
		post(s, inbox, 10008, 0, false, uuid[i]);
	assert_string_not_equal(uuid[0], uuid[1]);
	assert_int_equal(outbox_ready(s, 0, rows, 2), 2);
	assert_string_equal(rows[0].uuid, uuid[0]);
	assert_string_equal(rows[0].channel, "sms");
	assert_string_equal(rows[0].number, "+8613800000011");
	assert_string_equal(rows[0].template, "departed.customer");
	assert_string_equal(rows[0].encoding, "ucs2");
	assert_string_equal(rows[0].text, "hello");
	assert_string_equal(rows[0].params, "{\"a\":1}");
	assert_int_equal(rows[0].segments, 2);
	assert_int_equal(rows[0].created, T0);
	assert_int_equal(rows[0].expires, T0 + 60 * MINUTE);
	assert_int_equal(rows[0].ticket, 10008);
	outbox_mt_free(&rows[0]);
	assert_true(outbox_mark(s, rows[1].id, "sent", NULL, T0));
	outbox_mt_free(&rows[1]);
	assert_int_equal(outbox_ready(s, rows[0].id, rows, 3), 1);
	assert_string_equal(rows[0].uuid, uuid[2]);
	outbox_mt_free(&rows[0]);
	assert_int_equal(outbox_count(s, "ready", 10), 2);
	assert_int_equal(outbox_count(s, "ready", 1), 1);
	assert_int_equal(outbox_count(s, "failed", 10), 0);
	assert_false(outbox_mark(s, rows[0].id, "gone", NULL, T0));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void a_message_needs_the_input_it_answers(void **state)
{
	struct store *s = open_store();
	struct message m = {.text = (char[]){"x"}};
	char uuid[UUID_TEXT];

	(void)state;
	assert_true(store_begin(s));
	assert_false(outbox_add(s, &m, "sms", "{}", 77, T0, uuid));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

/* Input i caused i % 4 messages, the last of them the answer. */
static void what_an_input_caused_is_found_among_all(void **state)
{
	struct store *s = open_store();
	struct outbox_row sent[5];
	struct outbox_mt answer;
	char key[16], uuid[UUID_TEXT];
	int64_t inbox[30];

	(void)state;
	assert_true(store_begin(s));
	for (size_t i = 0; i < 30; i++) {
		snprintf(key, sizeof(key), "k%zu", i);
		inbox[i] = take(s, key, 0, T0, "x");
		for (size_t k = 0; k < i % 4; k++)
			post(s, inbox[i], 5, 0, k + 1 == i % 4, uuid);
	}
	assert_int_equal(number_of(s, "DELETE FROM outbox WHERE id = 4 RETURNING inbox"), inbox[3]);
	for (size_t i = 0; i < 30; i++) {
		size_t n = i == 3 ? 2 : i % 4;

		assert_int_equal(outbox_of_input(s, inbox[i], sent, 5), n);
		for (size_t k = 0; k < n; k++) {
			assert_int_equal(sent[k].answer, k + 1 == n);
			outbox_row_free(&sent[k]);
		}
		assert_int_equal(outbox_find_answer(s, inbox[i], &answer), n > 0);
		outbox_mt_free(&answer);
	}
	assert_int_equal(outbox_of_input(s, inbox[29] + 1, sent, 5), 0);
	store_rollback(s);
	assert_true(store_begin(s));
	assert_int_equal(outbox_of_input(s, 1, sent, 5), 0);
	store_rollback(s);
	store_close(s);
}

static const char *state_of(struct store *s, int64_t inbox, struct outbox_row *row)
{
	assert_int_equal(outbox_of_input(s, inbox, row, 1), 1);
	outbox_row_free(row);
	return row->state;
}

static void a_report_never_takes_back_the_last_word(void **state)
{
	struct store *s = open_store();
	struct outbox_row row;
	struct outbox_mt ready;
	char uuid[UUID_TEXT], nobody[UUID_TEXT];
	int64_t inbox;
	uuid_t random;
	bool known = false;

	(void)state;
	assert_true(store_begin(s));
	inbox = text_from(s, 0, T0, T0, NULL);
	post(s, inbox, 0, 0, true, uuid);
	assert_int_equal(outbox_ready(s, 0, &ready, 1), 1);
	outbox_mt_free(&ready);
	assert_true(outbox_report(s, uuid, "accepted", NULL, T0, &known) && known);
	/* The broker's own word comes after the carrier's. */
	assert_true(outbox_mark(s, ready.id, "sent", NULL, T0));
	assert_string_equal(state_of(s, inbox, &row), "accepted");
	assert_true(outbox_report(s, uuid, "failed", "no such number", T0 + 5, &known) && known);
	assert_string_equal(state_of(s, inbox, &row), "failed");
	assert_string_equal(row.error, "no such number");
	assert_int_equal(row.state_at, T0 + 5);
	assert_true(outbox_report(s, uuid, "delivered", NULL, T0 + 6, &known) && known);
	assert_true(outbox_mark(s, ready.id, "ready", NULL, T0 + 7));
	assert_string_equal(state_of(s, inbox, &row), "failed");
	uuid_generate_random(random);
	uuid_unparse(random, nobody);
	assert_true(outbox_report(s, nobody, "delivered", NULL, T0, &known));
	assert_false(known);
	assert_true(outbox_report(s, "no uuid", "delivered", NULL, T0, &known));
	assert_false(known);
	assert_false(outbox_report(s, uuid, "ready", NULL, T0, &known));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void who_was_told_is_told_once_and_without_answers(void **state)
{
	struct store *s = open_store();
	struct outbox_row rows[8];
	char uuid[UUID_TEXT];
	int64_t a = 0, b = 0, c, first = 0, second, people[4];

	(void)state;
	assert_true(store_begin(s));
	a = engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	c = put_customer(s, "王建国", "+8613900000001", 0);
	first = text_from(s, a, T0, T0, NULL);
	second = text_from(s, a, T0, T0, NULL);
	post(s, first, 10008, a, true, uuid);
	post(s, first, 10008, b, false, uuid);
	post(s, first, 10008, c, false, uuid);
	post(s, second, 10008, c, false, uuid);
	post(s, second, 10008, 0, false, uuid);
	post(s, second, 20007, a, false, uuid);
	assert_int_equal(outbox_told(s, 10008, 0, people, 4), 2);
	assert_int_equal(people[0], b);
	assert_int_equal(people[1], c);
	assert_int_equal(outbox_told(s, 10008, second, people, 4), 1);
	assert_int_equal(people[0], c);
	assert_int_equal(outbox_told(s, 10008, 0, people, 1), 1);
	assert_int_equal(outbox_of_ticket(s, 10008, rows, 8), 5);
	assert_true(rows[0].answer);
	assert_int_equal(rows[1].person, b);
	assert_string_equal(rows[4].text, "hello");
	for (int i = 0; i < 5; i++)
		outbox_row_free(&rows[i]);
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct stranger stranger;
	struct outbox_mt ready;
	struct outbox_row sent;
	struct inbox_row row;
	char uuid[UUID_TEXT];
	int64_t id = 0, ids[1];
	bool known = false;

	(void)state;
	assert_true(store_begin(s));
	id = take(s, "k", 0, T0, "x");
	assert_true(inbox_settle(s, id, "done", NULL, 5, NULL) && inbox_mark_undone(s, id) && inbox_read(s, id, &row));
	inbox_row_free(&row);
	{
		const struct inbox_entry entry = {
			.kind = "mo", .channel = "sms", .key = "k", .payload = "x", .length = 1};

		assert_true(inbox_take(s, &entry, &id, &known) && known);
	}
	assert_int_equal(inbox_of_ticket(s, 5, &row, 1), 1);
	inbox_row_free(&row);
	resend_find(s, 1, digest, T0, 1, 0);
	inbox_changed_by(s, 1, T0, ids, 1);
	free(part(s, 1, 2, 1, T0, "a"));
	free(part(s, 1, 2, 2, T0, "b"));
	inbox_strangers(s, &stranger, 1);
	post(s, id, 5, 0, false, uuid);
	assert_int_equal(outbox_ready(s, 0, &ready, 1), 1);
	outbox_mt_free(&ready);
	assert_true(outbox_report(s, uuid, "delivered", NULL, T0, &known));
	outbox_told(s, 5, 0, ids, 1);
	outbox_told(s, 5, id, ids, 1);
	assert_int_equal(outbox_of_ticket(s, 5, &sent, 1), 1);
	outbox_row_free(&sent);
	assert_int_equal(outbox_of_input(s, id, &sent, 1), 1);
	outbox_row_free(&sent);
	outbox_count(s, "ready", 1);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_folder, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_input_is_known_by_its_key),
		TEST(of_what_is_refused_only_the_start_is_kept),
		TEST(inputs_about_a_ticket_come_in_order),
		TEST(a_resend_is_known_by_its_words_within_minutes),
		TEST(a_resend_is_known_at_any_time_of_day),
		TEST(what_a_person_changed_is_newest_first),
		TEST(parts_are_joined_once_all_have_come),
		TEST(parts_of_an_older_message_under_the_same_ref_make_way),
		TEST(a_part_that_is_none_is_the_senders_fault),
		TEST(strangers_are_listed_until_they_are_known),
		TEST(what_is_posted_is_ready_to_send),
		TEST(a_message_needs_the_input_it_answers),
		TEST(what_an_input_caused_is_found_among_all),
		TEST(a_report_never_takes_back_the_last_word),
		TEST(who_was_told_is_told_once_and_without_answers),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
