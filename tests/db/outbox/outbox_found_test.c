#include "tests/db/fixture.h"

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
			put_out(s, inbox[i], 5, 0, k + 1 == i % 4, uuid);
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

static void who_was_told_is_told_once_and_without_answers(void **state)
{
	struct store *s = open_store();
	struct outbox_row rows[8];
	char uuid[UUID_TEXT];
	int64_t a = 0, b = 0, c, first = 0, second, people[4];

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	c = put_customer(s, "王建国", "+8613900000001", 0);
	first = take_from(s, a, T0, T0, NULL);
	second = take_from(s, a, T0, T0, NULL);
	put_out(s, first, 10008, a, true, uuid);
	put_out(s, first, 10008, b, false, uuid);
	put_out(s, first, 10008, c, false, uuid);
	put_out(s, second, 10008, c, false, uuid);
	put_out(s, second, 10008, 0, false, uuid);
	put_out(s, second, 20007, a, false, uuid);
	assert_int_equal(outbox_told(s, 10008, 0, people, 4), 2);
	assert_int_equal(people[0], b);
	assert_int_equal(people[1], c);
	assert_int_equal(outbox_told(s, 10008, second, people, 4), 1);
	assert_int_equal(people[0], c);
	assert_int_equal(outbox_told(s, 10008, 0, people, 1), 1);
	assert_int_equal(outbox_of_ticket(s, 10008, rows, 8), 5);
	assert_true(outbox_was_sent(s, 10008, b, rows[1].template, rows[1].created));
	assert_false(outbox_was_sent(s, 10008, b, rows[1].template, rows[1].created + 1));
	assert_false(outbox_was_sent(s, 10008, b, "another", 0));
	assert_false(outbox_was_sent(s, 20007, b, rows[1].template, 0));
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
	struct outbox_row sent;
	char uuid[UUID_TEXT];
	int64_t id, ids[1];

	(void)state;
	assert_true(store_begin(s));
	id = take(s, "k", 0, T0, "x");
	put_out(s, id, 5, 0, false, uuid);
	outbox_told(s, 5, 0, ids, 1);
	outbox_told(s, 5, id, ids, 1);
	assert_false(outbox_was_sent(s, 5, 1, "order.ask", 0));
	assert_int_equal(outbox_of_ticket(s, 5, &sent, 1), 1);
	outbox_row_free(&sent);
	assert_int_equal(outbox_of_input(s, id, &sent, 1), 1);
	outbox_row_free(&sent);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_an_input_caused_is_found_among_all),
		TEST(who_was_told_is_told_once_and_without_answers),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
