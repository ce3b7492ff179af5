#include "tests/db/fixture.h"

static const char *const words[] = {"ready",  "sending", "sent",     "accepted", "delivered",
				    "failed", "expired", "rejected", "unknown"};

static void each_word_is_one_state(void **state)
{
	enum delivery d = DELIVERY_READY;

	(void)state;
	assert_int_equal(sizeof(words) / sizeof(words[0]), DELIVERY_N);
	for (size_t i = 0; i < DELIVERY_N; i++) {
		assert_true(delivery_read(words[i], &d));
		assert_int_equal(d, i);
		assert_string_equal(delivery_name(d), words[i]);
	}
	assert_false(delivery_read("posted", &d));
	assert_false(delivery_read("", &d));
	assert_false(delivery_is_reported(DELIVERY_SENT) || delivery_is_reported(DELIVERY_UNKNOWN));
	assert_true(delivery_is_reported(DELIVERY_ACCEPTED) && delivery_is_reported(DELIVERY_REJECTED));
	assert_true(delivery_is_lost(DELIVERY_FAILED) && delivery_is_lost(DELIVERY_EXPIRED) &&
		    delivery_is_lost(DELIVERY_REJECTED));
	assert_false(delivery_is_lost(DELIVERY_DELIVERED) || delivery_is_lost(DELIVERY_UNKNOWN));
}

static void set_state(struct store *s, const char *word)
{
	char text[96];

	snprintf(text, sizeof(text), "UPDATE outbox SET state = '%s' RETURNING 1", word);
	assert_int_equal(number_of(s, text), 1);
}

/* The table takes each of them; what was final stays, and what was not moves on. */
static void nothing_takes_back_what_is_final(void **state)
{
	struct store *s = open_store();
	struct outbox_row row;
	char uuid[UUID_TEXT];
	const int64_t id = 1;
	int64_t inbox;

	(void)state;
	assert_true(store_begin(s));
	inbox = take(s, "k", 0, T0, "x");
	put_out(s, inbox, 0, 0, true, uuid);
	for (size_t from = 0; from < DELIVERY_N; from++) {
		bool final = from >= DELIVERY_DELIVERED && from <= DELIVERY_REJECTED;

		for (size_t to = 0; to < DELIVERY_N; to++) {
			bool stays =
				final || (from == DELIVERY_ACCEPTED && (to == DELIVERY_SENT || to == DELIVERY_UNKNOWN));

			set_state(s, words[from]);
			if (to % 2)
				assert_true(outbox_mark(s, id, (enum delivery)to, NULL, T0));
			else
				assert_true(outbox_mark_all(s, &id, 1, (enum delivery)to, T0));
			assert_int_equal(outbox_of_input(s, inbox, &row, 1), 1);
			outbox_row_free(&row);
			assert_int_equal(row.state, stays ? from : to);
		}
	}
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_word_is_one_state),
		TEST(nothing_takes_back_what_is_final),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
