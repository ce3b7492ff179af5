/* Reports by a carrier's id: before its answer, after it, twice, out of order, for others, part by part. */
#include "tests/db/fixture.h"

#include "db/outbox/outbox_hand.h"
#include "db/outbox/outbox_reports.h"
#include "db/outbox/outbox_tries.h"
#include "db/outbox/outbox_waiting.h"

static struct store *s;
static int64_t inbox;

/* A text on channel sms that the carrier has taken by this id; its row. Of two segments. */
static int64_t sent_as(const char *carrier_id)
{
	struct outbox_answer a = {
		.outcome = TRY_TAKEN, .state = DELIVERY_SENT, .status = 200, .why = "", .carrier_id = carrier_id};
	char uuid[UUID_TEXT];
	enum delivery reported;
	size_t marked;

	put_out(s, inbox, 0, 0, true, uuid);
	assert_true(outbox_find(s, uuid, &a.id));
	assert_true(outbox_mark_sending(s, &(const int64_t){a.id}, 1, T0, &marked));
	assert_true(outbox_answered(s, &a, T0, &reported));
	return a.id;
}

static bool says(const char *channel, const char *carrier_id, enum delivery state, const char *error)
{
	const struct outbox_said r = {
		.channel = channel, .carrier_id = carrier_id, .state = state, .error = error, .at = T0 + 1};
	bool known;

	assert_true(outbox_report_by_carrier(s, &r, &known));
	return known;
}

static enum delivery state_of(int64_t id)
{
	struct outbox_line l;

	assert_true(outbox_read(s, id, &l, NULL));
	return l.state;
}

static int begin(void **state)
{
	set_up_folder(state);
	s = open_store();
	assert_true(store_begin(s));
	inbox = take(s, "k", 0, T0, "x");
	return 0;
}

static int end(void **state)
{
	store_rollback(s);
	store_close(s);
	return tear_down_folder(state);
}

static void an_id_is_found_however_it_is_written(void **state)
{
	static const char *const written[][2] = {
		{"AbC-1", "aBc-1"}, {"00042", "42"}, {"2A", "0000002a"}, {"FFFF", "65535"}, {"65537", "00010001"}};

	(void)state;
	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
		int64_t id = sent_as(written[i][0]);

		assert_true(says("sms", written[i][1], DELIVERY_DELIVERED, NULL));
		assert_int_equal(state_of(id), DELIVERY_DELIVERED);
	}
}

static void another_channel_s_id_is_another(void **state)
{
	int64_t id = sent_as("42");

	(void)state;
	assert_false(says("app", "42", DELIVERY_DELIVERED, NULL));
	assert_false(says("sms", "43", DELIVERY_DELIVERED, NULL));
	assert_false(says("sms", "", DELIVERY_DELIVERED, NULL));
	assert_int_equal(state_of(id), DELIVERY_SENT);
}

static void what_could_be_two_is_none(void **state)
{
	int64_t hex = sent_as("2b"), decimal = sent_as("67");

	(void)state;
	/* 43 is 2b in hex; and 43 in hex is 67. */
	assert_false(says("sms", "43", DELIVERY_DELIVERED, NULL));
	/* As it is written wins. */
	assert_true(says("sms", "67", DELIVERY_DELIVERED, NULL));
	assert_int_equal(state_of(decimal), DELIVERY_DELIVERED);
	assert_int_equal(state_of(hex), DELIVERY_SENT);
}

static void of_an_id_that_is_used_again_the_open_one_is_meant(void **state)
{
	int64_t first = sent_as("1"), second;

	(void)state;
	assert_true(says("sms", "1", DELIVERY_DELIVERED, NULL));
	second = sent_as("1");
	assert_true(says("sms", "1", DELIVERY_FAILED, "absent subscriber"));
	assert_int_equal(state_of(first), DELIVERY_DELIVERED);
	assert_int_equal(state_of(second), DELIVERY_FAILED);
	/* A report that is repeated is known, and changes nothing. */
	assert_true(says("sms", "1", DELIVERY_DELIVERED, NULL));
	assert_int_equal(state_of(second), DELIVERY_FAILED);
	sent_as("1");
	sent_as("1");
	assert_false(says("sms", "1", DELIVERY_DELIVERED, NULL));
}

static void early(const char *id, enum delivery state, int64_t now)
{
	const struct outbox_said r = {.channel = "sms", .carrier_id = id, .state = state, .at = now};

	assert_true(outbox_report_early(s, &r, inbox, now));
}

static void a_report_that_overtook_the_answer_holds(void **state)
{
	int64_t id;

	(void)state;
	early("002A", DELIVERY_ACCEPTED, T0);
	early("42", DELIVERY_DELIVERED, T0 + 1);
	early("43", DELIVERY_FAILED, T0 + 1);
	id = sent_as("2a");
	assert_int_equal(state_of(id), DELIVERY_DELIVERED);
	assert_int_equal(number_of(s, "SELECT count(*) FROM early_report"), 1);
}

static void early_reports_are_kept_for_a_day(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++)
		early("a", DELIVERY_DELIVERED, T0 + i);
	early("b", DELIVERY_DELIVERED, T0 + DAY_MS);
	assert_int_equal(number_of(s, "SELECT count(*) FROM early_report"), 7);
	early("b", DELIVERY_DELIVERED, T0 + DAY_MS + 10);
	early("b", DELIVERY_DELIVERED, T0 + DAY_MS + 10);
	assert_int_equal(number_of(s, "SELECT count(*) FROM early_report WHERE carrier_id = 'a'"), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM early_report"), 3);
}

static bool part(int64_t id, enum delivery state, bool in_parts)
{
	struct outbox_said r = {.channel = "sms", .carrier_id = "", .state = state, .at = T0, .in_parts = in_parts};
	struct outbox_line l;
	bool known;

	assert_true(outbox_read(s, id, &l, NULL));
	assert_true(outbox_report_by_uuid(s, l.uuid, &r, &known));
	return known;
}

static void a_part_that_failed_fails_the_text(void **state)
{
	int64_t id = sent_as("1"), whole = sent_as("2");

	(void)state;
	assert_true(part(id, DELIVERY_DELIVERED, true));
	assert_int_equal(state_of(id), DELIVERY_DELIVERED);
	assert_true(part(id, DELIVERY_FAILED, true));
	assert_int_equal(state_of(id), DELIVERY_FAILED);
	assert_true(part(id, DELIVERY_DELIVERED, true));
	assert_int_equal(state_of(id), DELIVERY_FAILED);
	/* Where they come for the whole, nothing takes back what is final. */
	assert_true(part(whole, DELIVERY_DELIVERED, false));
	assert_true(part(whole, DELIVERY_FAILED, false));
	assert_int_equal(state_of(whole), DELIVERY_DELIVERED);
}

static void no_query_scans(void **state)
{
	(void)state;
	early("2a", DELIVERY_DELIVERED, T0);
	sent_as("42");
	says("sms", "43", DELIVERY_DELIVERED, NULL);
	says("sms", "42", DELIVERY_DELIVERED, NULL);
	part(1, DELIVERY_FAILED, true);
	assert_indexed(s);
}

#undef TEST
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_id_is_found_however_it_is_written),
		TEST(another_channel_s_id_is_another),
		TEST(what_could_be_two_is_none),
		TEST(of_an_id_that_is_used_again_the_open_one_is_meant),
		TEST(a_report_that_overtook_the_answer_holds),
		TEST(early_reports_are_kept_for_a_day),
		TEST(a_part_that_failed_fails_the_text),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
