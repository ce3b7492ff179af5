#include "tests/db/fixture.h"

static const unsigned char digest[32] = "0123456789abcdef0123456789abcde";
static const unsigned char other[32] = "another text, folded and hashed";

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
	/* A refused text is whole: somebody wrote it, and somebody may have to read it. */
	assert_true(inbox_settle(s, id, "refused", "refused.unread", 0, NULL));
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

static void a_persons_last_text_is_found_by_when_it_was_sent_or_came(void **state)
{
	struct store *s = open_store();
	int64_t a = 0, late, undone;
	struct own_text last;

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	assert_true(inbox_settle(s, take_from(s, a, T0, T0, digest), "done", NULL, 1, NULL));
	assert_true(inbox_settle(s, take_from(s, a, T0 + 2, T0 + 2, digest), "done", NULL, 2, NULL));
	assert_true(inbox_settle(s, take_from(s, a, T0 + 3, T0 + 3, digest), "done", NULL, 1, NULL));
	assert_true(inbox_settle(s, take_from(s, a, T0 + 4, T0 + 4, digest), "refused", NULL, 3, NULL));
	assert_true(inbox_settle(s, take_from(s, a, T0 + 4, T0 + 4, digest), "done", NULL, 0, NULL));
	/* An undo is never what another one means, though it was refused. */
	assert_true(inbox_settle(s, take_from(s, a, T0 + 7, T0 + 7, digest), "refused", "refused.undo_late", 3, NULL));
	late = take_from(s, a, T0 + 5, T0 - 3 * DAY_MS, other); /* sent three days ago */
	assert_true(inbox_settle(s, late, "done", NULL, 4, NULL));
	undone = take_from(s, a, T0 + 6, T0 + 6, digest);
	assert_true(inbox_settle(s, undone, "done", NULL, 5, NULL) && inbox_mark_undone(s, undone));
	/* By when it was sent: of those that came, the one of three days ago lies behind. */
	assert_true(inbox_last_text(s, a, T0 + 10, T0 + 10, 0, &last));
	assert_true(last.id == undone && last.ticket == 5 && last.done);
	assert_true(inbox_last_text(s, a, T0 + 10, T0 + 10, undone, &last));
	assert_true(last.ticket == 0 && last.done);
	assert_true(inbox_last_text(s, a, T0 + 3, T0 + 10, 0, &last));
	assert_true(last.ticket == 1 && last.moment == T0 + 3);
	assert_true(inbox_last_text(s, a, T0 - 1, T0 + 10, 0, &last));
	assert_true(last.id == late && last.came == T0 + 5);
	assert_false(inbox_last_text(s, a, T0 - 4 * 24 * 60 * MINUTE_MS, T0 + 10, 0, &last));
	assert_true(inbox_text(s, late, &last) && last.ticket == 4);
	assert_true(inbox_last_text(s, a, 0, T0 + 10, undone, &last) && last.id == late); /* the last to come */
	assert_false(inbox_text(s, 99999, &last));
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
	put_engineer(s); /* has the last of these numbers */
	assert_int_equal(inbox_strangers(s, out, 4), 2);
	assert_string_equal(out[0].number, "10086");
	assert_int_equal(out[0].count, 2);
	assert_int_equal(out[0].last, T0 + 2);
	assert_string_equal(out[0].text, "你好");
	assert_string_equal(out[1].number, "+8613800000077");
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct stranger stranger;
	struct inbox_row row;
	int64_t id = 0;
	bool known = false;
	const struct inbox_entry entry = {.kind = "mo", .channel = "sms", .key = "k", .payload = "x", .length = 1};

	(void)state;
	assert_true(store_begin(s));
	id = take(s, "k", 0, T0, "x");
	assert_true(inbox_settle(s, id, "done", NULL, 5, NULL) && inbox_mark_undone(s, id) && inbox_read(s, id, &row));
	inbox_row_free(&row);
	assert_true(inbox_take(s, &entry, &id, &known) && known);
	assert_true(inbox_set_digest(s, id, digest));
	assert_int_equal(inbox_of_ticket(s, 5, &row, 1), 1);
	inbox_row_free(&row);
	inbox_last_text(s, 1, T0, T0, 0, &(struct own_text){0});
	inbox_last_text(s, 1, 0, T0, 0, &(struct own_text){0});
	inbox_strangers(s, &stranger, 1);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_input_is_known_by_its_key),
		TEST(of_what_is_refused_only_the_start_is_kept),
		TEST(inputs_about_a_ticket_come_in_order),
		TEST(a_persons_last_text_is_found_by_when_it_was_sent_or_came),
		TEST(strangers_are_listed_until_they_are_known),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
