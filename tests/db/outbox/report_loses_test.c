/* Which reports make a text one that will never arrive. */
#include "db/outbox/outbox_reports.h"
#include "db/outbox/outbox_tries.h"

#include "tests/db/fixture.h"

static int64_t loses(struct store *s, const char *uuid, const char *carrier_id, enum delivery state, bool in_parts)
{
	const struct outbox_said r = {
		.channel = "sms", .carrier_id = carrier_id, .state = state, .at = T0, .in_parts = in_parts};
	int64_t id;

	assert_true(outbox_report_loses(s, uuid, &r, &id));
	return id;
}

static void only_one_that_was_not_lost_before_is_lost(void **state)
{
	struct store *s = open_store();
	const struct outbox_answer taken = {
		.id = 1, .outcome = TRY_TAKEN, .state = DELIVERY_SENT, .why = "", .carrier_id = "77"};
	enum delivery reported;
	char uuid[UUID_TEXT];
	int64_t text;

	(void)state;
	assert_true(store_begin(s));
	text = take(s, "m-1", 0, T0, "x");
	put_out(s, text, 0, 0, false, uuid);
	assert_int_equal(loses(s, uuid, "", DELIVERY_FAILED, false), 1);
	assert_int_equal(loses(s, uuid, "", DELIVERY_DELIVERED, false), 0);
	assert_int_equal(loses(s, "no uuid", "", DELIVERY_FAILED, false), 0);
	assert_int_equal(loses(s, "", "77", DELIVERY_EXPIRED, false), 0);
	assert_true(outbox_answered(s, &taken, T0, &reported));
	assert_int_equal(loses(s, "", "77", DELIVERY_EXPIRED, false), 1);
	assert_true(outbox_mark(s, 1, DELIVERY_DELIVERED, NULL, T0));
	assert_int_equal(loses(s, "", "77", DELIVERY_FAILED, false), 0);
	assert_int_equal(loses(s, "", "77", DELIVERY_FAILED, true), 1);
	put_out(s, text, 0, 0, false, uuid);
	assert_true(outbox_mark(s, 2, DELIVERY_EXPIRED, NULL, T0));
	assert_int_equal(loses(s, uuid, "", DELIVERY_FAILED, true), 0);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(only_one_that_was_not_lost_before_is_lost)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
