#include "tests/db/fixture.h"

/* The chain as the header says it is made: pinned, for ledgers of years hang on it. */
static void the_hash_is_what_the_header_says(void **state)
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_hash_is_what_the_header_says),
		TEST(two_connections_make_one_chain),
		TEST(an_event_is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
