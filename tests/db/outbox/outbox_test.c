#include "tests/db/fixture.h"

#include "db/outbox/outbox_waiting.h"

#include <uuid/uuid.h>

static enum delivery state_of(struct store *s, int64_t inbox, struct outbox_row *row)
{
	assert_int_equal(outbox_of_input(s, inbox, row, 1), 1);
	outbox_row_free(row);
	return row->state;
}

static void what_is_put_in_is_ready_to_send(void **state)
{
	struct store *s = open_store();
	struct outbox_mt rows[3];
	char uuid[3][UUID_TEXT];
	int64_t inbox;

	(void)state;
	assert_true(store_begin(s));
	inbox = take_from(s, 0, T0, T0, NULL);
	for (int i = 0; i < 3; i++)
		put_out(s, inbox, 10008, 0, false, uuid[i]);
	assert_string_not_equal(uuid[0], uuid[1]);
	assert_int_equal(outbox_ready(s, "sms", 0, rows, 2), 2);
	assert_string_equal(rows[0].uuid, uuid[0]);
	assert_string_equal(rows[0].channel, "sms");
	assert_string_equal(rows[0].number, "+8613800000011");
	assert_string_equal(rows[0].template, "departed.customer");
	assert_string_equal(rows[0].encoding, "ucs2");
	assert_string_equal(rows[0].text, "hello");
	assert_string_equal(rows[0].params, "{\"a\":1}");
	assert_int_equal(rows[0].segments, 2);
	assert_int_equal(rows[0].created, T0);
	assert_int_equal(rows[0].expires, T0 + HOUR_MS);
	assert_int_equal(rows[0].ticket, 10008);
	outbox_mt_free(&rows[0]);
	assert_true(outbox_mark(s, rows[1].id, DELIVERY_SENT, NULL, T0));
	outbox_mt_free(&rows[1]);
	assert_int_equal(outbox_ready(s, "sms", rows[0].id, rows, 3), 1);
	assert_string_equal(rows[0].uuid, uuid[2]);
	outbox_mt_free(&rows[0]);
	assert_int_equal(outbox_count_ready(s, 10), 2);
	assert_int_equal(outbox_count_ready(s, 1), 1);
	assert_int_equal(outbox_count_unknown(s, 10), 0);
	assert_true(outbox_mark(s, rows[0].id, DELIVERY_UNKNOWN, NULL, T0));
	assert_int_equal(outbox_count_unknown(s, 10), 1);
	assert_int_equal(outbox_count_ready(s, 10), 1);
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
	inbox = take_from(s, 0, T0, T0, NULL);
	put_out(s, inbox, 0, 0, true, uuid);
	assert_int_equal(outbox_ready(s, "sms", 0, &ready, 1), 1);
	outbox_mt_free(&ready);
	assert_true(put_report(s, uuid, DELIVERY_ACCEPTED, NULL, T0, &known) && known);
	/* The broker's own word comes after the carrier's. */
	assert_true(outbox_mark(s, ready.id, DELIVERY_SENT, NULL, T0));
	assert_int_equal(state_of(s, inbox, &row), DELIVERY_ACCEPTED);
	/* Nor does the carrier's silence unsay what it had reported. */
	assert_true(outbox_mark(s, ready.id, DELIVERY_UNKNOWN, "no answer", T0));
	assert_int_equal(state_of(s, inbox, &row), DELIVERY_ACCEPTED);
	assert_true(put_report(s, uuid, DELIVERY_FAILED, "no such number", T0 + 5, &known) && known);
	assert_int_equal(state_of(s, inbox, &row), DELIVERY_FAILED);
	assert_string_equal(row.error, "no such number");
	assert_int_equal(row.state_at, T0 + 5);
	assert_true(put_report(s, uuid, DELIVERY_DELIVERED, NULL, T0 + 6, &known) && known);
	assert_true(outbox_mark(s, ready.id, DELIVERY_READY, NULL, T0 + 7));
	assert_int_equal(state_of(s, inbox, &row), DELIVERY_FAILED);
	uuid_generate_random(random);
	uuid_unparse(random, nobody);
	assert_true(put_report(s, nobody, DELIVERY_DELIVERED, NULL, T0, &known));
	assert_false(known);
	assert_true(put_report(s, "no uuid", DELIVERY_DELIVERED, NULL, T0, &known));
	assert_false(known);
	assert_false(put_report(s, uuid, DELIVERY_READY, NULL, T0, &known));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct outbox_mt ready;
	char uuid[UUID_TEXT];
	int64_t id;
	bool known = false;

	(void)state;
	assert_true(store_begin(s));
	id = take(s, "k", 0, T0, "x");
	put_out(s, id, 5, 0, false, uuid);
	assert_int_equal(outbox_ready(s, "sms", 0, &ready, 1), 1);
	outbox_mt_free(&ready);
	assert_true(outbox_mark_all(s, &ready.id, 1, DELIVERY_SENT, T0));
	assert_true(put_report(s, uuid, DELIVERY_DELIVERED, NULL, T0, &known));
	outbox_find_answer(s, id, &ready);
	outbox_count_ready(s, 1);
	outbox_count_unknown(s, 1);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_put_in_is_ready_to_send),
		TEST(a_message_needs_the_input_it_answers),
		TEST(a_report_never_takes_back_the_last_word),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
