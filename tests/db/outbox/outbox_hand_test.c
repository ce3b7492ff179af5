/* The outbox as carriers leave it and as people find it: tries, lists, sending again, dropping. */
#include "tests/db/fixture.h"

#include "db/outbox/outbox_hand.h"
#include "db/outbox/outbox_tries.h"
#include "db/outbox/outbox_waiting.h"

static struct store *s;
static int64_t inbox;

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

static int64_t put(void)
{
	char uuid[UUID_TEXT];
	int64_t id;

	put_out(s, inbox, 0, 0, true, uuid);
	assert_true(outbox_find(s, uuid, &id) && id);
	return id;
}

static void answered(int64_t id, enum try_outcome outcome, enum delivery state, const char *why)
{
	const struct outbox_answer a = {.id = id, .outcome = outcome, .state = state, .why = why, .carrier_id = "C7"};
	enum delivery reported;

	assert_true(outbox_answered(s, &a, T0 + id, &reported));
	assert_int_equal(reported, DELIVERY_READY);
}

static void hold(int64_t id, int64_t not_before)
{
	const struct outbox_answer a = {.id = id,
					.outcome = TRY_LATER,
					.state = DELIVERY_READY,
					.not_before = not_before,
					.why = "absent",
					.carrier_id = ""};
	enum delivery reported;

	assert_true(outbox_answered(s, &a, T0, &reported));
}

static struct outbox_line line_of(int64_t id)
{
	struct outbox_line l;

	assert_true(outbox_read(s, id, &l, NULL));
	return l;
}

static void each_try_is_kept_with_its_reason(void **state)
{
	int64_t id = put();
	struct outbox_try tries[9];
	struct outbox_line l;
	char *text;

	(void)state;
	answered(id, TRY_LATER, DELIVERY_READY, "busy");
	assert_true(outbox_move(s, id, "app", "sms is down; it goes by app", T0 + 9));
	answered(id, TRY_UNKNOWN, DELIVERY_UNKNOWN, "no answer");
	assert_int_equal(outbox_tries(s, id, tries, 9), 3);
	assert_int_equal(tries[0].n, 1);
	assert_int_equal(tries[0].outcome, TRY_LATER);
	assert_string_equal(tries[0].why, "busy");
	assert_string_equal(tries[0].channel, "sms");
	assert_int_equal(tries[1].outcome, TRY_MOVED);
	assert_string_equal(tries[1].channel, "sms");
	assert_int_equal(tries[2].n, 3);
	assert_string_equal(tries[2].channel, "app");
	assert_true(outbox_read(s, id, &l, &text));
	assert_int_equal(l.tries, 2);
	assert_int_equal(l.state, DELIVERY_UNKNOWN);
	assert_string_equal(l.error, "no answer");
	assert_string_equal(l.carrier_id, "c7");
	assert_string_equal(text, "hello");
	free(text);
	assert_true(outbox_read_uuid(s, l.uuid, &l, NULL));
	assert_int_equal(l.id, id);
	assert_false(outbox_read(s, 99, &l, NULL));
	assert_false(outbox_read_uuid(s, "none", &l, NULL));
}

static void an_answer_takes_back_nothing_that_is_final(void **state)
{
	int64_t id = put();

	(void)state;
	assert_true(outbox_mark(s, id, DELIVERY_ACCEPTED, NULL, T0));
	answered(id, TRY_TAKEN, DELIVERY_SENT, "");
	assert_int_equal(line_of(id).state, DELIVERY_ACCEPTED);
	answered(id, TRY_LATER, DELIVERY_READY, "busy");
	assert_int_equal(line_of(id).state, DELIVERY_ACCEPTED);
	assert_true(outbox_mark(s, id, DELIVERY_DELIVERED, NULL, T0));
	answered(id, TRY_UNKNOWN, DELIVERY_UNKNOWN, "no answer");
	assert_int_equal(line_of(id).state, DELIVERY_DELIVERED);
	assert_string_equal(line_of(id).error, "");
	assert_string_equal(line_of(id).carrier_id, "c7");
	assert_true(outbox_move(s, id, "app", "down", T0));
	assert_string_equal(line_of(id).channel, "sms");
}

static void what_expires_keeps_the_last_reason(void **state)
{
	int64_t tried = put(), never = put();

	(void)state;
	answered(tried, TRY_LATER, DELIVERY_READY, "busy");
	answered(tried, TRY_EXPIRED, DELIVERY_EXPIRED, "too late");
	answered(never, TRY_EXPIRED, DELIVERY_EXPIRED, "too late");
	assert_string_equal(line_of(tried).error, "busy");
	assert_int_equal(line_of(tried).tries, 1);
	assert_string_equal(line_of(never).error, "too late");
}

static void lists_go_on_where_they_ended(void **state)
{
	struct outbox_place place = {.id = 0};
	struct outbox_line l[4];
	int64_t ids[7];

	(void)state;
	for (int i = 0; i < 7; i++)
		ids[i] = put();
	assert_true(outbox_move(s, ids[0], "zzz", "down", T0));
	hold(ids[1], T0 + 5);
	assert_int_equal(outbox_list(s, DELIVERY_READY, &place, l, 4), 4);
	assert_int_equal(l[0].id, ids[2]);
	assert_int_equal(l[3].id, ids[5]);
	assert_int_equal(outbox_list(s, DELIVERY_READY, &place, l, 4), 3);
	assert_int_equal(l[0].id, ids[6]);
	assert_int_equal(l[1].id, ids[1]);
	assert_int_equal(l[2].id, ids[0]);
	assert_int_equal(outbox_list(s, DELIVERY_READY, &place, l, 4), 0);
	for (int i = 2; i < 5; i++)
		answered(ids[i], TRY_REFUSED, DELIVERY_REJECTED, "no such number");
	answered(ids[5], TRY_UNKNOWN, DELIVERY_UNKNOWN, "no answer");
	place = (struct outbox_place){.id = 0};
	assert_int_equal(outbox_failed(s, &place, l, 2), 2);
	assert_int_equal(l[0].id, ids[4]);
	assert_int_equal(l[1].id, ids[3]);
	assert_int_equal(outbox_failed(s, &place, l, 2), 1);
	assert_int_equal(l[0].id, ids[2]);
	place = (struct outbox_place){.id = 0};
	assert_int_equal(outbox_list(s, DELIVERY_UNKNOWN, &place, l, 4), 1);
	assert_int_equal(l[0].id, ids[5]);
	place = (struct outbox_place){.id = 0};
	assert_int_equal(outbox_list(s, DELIVERY_SENT, &place, l, 4), 0);
}

static void what_is_sent_again_has_its_time_again(void **state)
{
	int64_t failed = put(), unknown = put(), delivered = put(), sending = put();
	struct outbox_line before = line_of(failed), after;
	size_t marked;

	(void)state;
	answered(failed, TRY_REFUSED, DELIVERY_REJECTED, "no such number");
	answered(unknown, TRY_UNKNOWN, DELIVERY_UNKNOWN, "no answer");
	assert_true(outbox_mark(s, delivered, DELIVERY_DELIVERED, NULL, T0));
	assert_true(outbox_mark_sending(s, &(const int64_t){sending}, 1, T0, &marked));
	assert_true(outbox_resend(s, failed, T0 + DAY_MS));
	after = line_of(failed);
	assert_int_equal(after.state, DELIVERY_READY);
	assert_int_equal(after.expires, T0 + DAY_MS + HOUR_MS);
	assert_string_equal(after.carrier_id, "");
	assert_string_not_equal(after.uuid, before.uuid); /* or a carrier that knows ids would not send it */
	before = line_of(unknown);
	assert_true(outbox_resend(s, unknown, T0 + 1));
	after = line_of(unknown);
	assert_string_equal(after.uuid, before.uuid); /* and here it would rightly not */
	assert_int_equal(after.state, DELIVERY_READY);
	assert_false(outbox_resend(s, delivered, T0));
	assert_string_equal(store_why(s), "it was delivered");
	assert_false(outbox_resend(s, sending, T0));
	assert_false(outbox_resend(s, 99, T0));
	assert_false(store_failed(s));
}

static void what_waits_can_be_dropped_and_says_why(void **state)
{
	int64_t ready = put(), unknown = put(), sent = put();
	struct outbox_try t;

	(void)state;
	answered(unknown, TRY_UNKNOWN, DELIVERY_UNKNOWN, "no answer");
	assert_true(outbox_mark(s, sent, DELIVERY_SENT, NULL, T0));
	assert_true(outbox_drop(s, ready, "dropped by hand", T0));
	assert_true(outbox_drop(s, unknown, "dropped by hand", T0));
	assert_false(outbox_drop(s, sent, "dropped by hand", T0));
	assert_false(outbox_drop(s, ready, "dropped by hand", T0));
	assert_int_equal(line_of(ready).state, DELIVERY_REJECTED);
	assert_string_equal(line_of(unknown).error, "dropped by hand");
	assert_int_equal(outbox_tries(s, ready, &t, 1), 1);
	assert_int_equal(t.outcome, TRY_DROPPED);
	assert_false(store_failed(s));
}

static void each_channel_is_found_by_what_waits(void **state)
{
	struct outbox_turn turn = {0};
	struct outbox_mt mt[4];
	char channel[CHANNEL_BYTES] = "";
	int64_t ids[4];

	(void)state;
	assert_false(outbox_next_channel(s, channel, channel));
	for (int i = 0; i < 4; i++)
		ids[i] = put();
	assert_true(outbox_move(s, ids[0], "app", "down", T0));
	hold(ids[1], T0 + 9);
	hold(ids[2], T0 + 5);
	assert_true(outbox_next_channel(s, channel, channel));
	assert_string_equal(channel, "app");
	assert_true(outbox_next_channel(s, channel, channel));
	assert_string_equal(channel, "sms");
	assert_false(outbox_next_channel(s, channel, channel));
	assert_int_equal(outbox_held(s, "sms", &turn, mt, 4), 2);
	assert_int_equal(mt[0].id, ids[2]);
	assert_int_equal(mt[0].not_before, T0 + 5);
	outbox_mt_free(&mt[0]);
	outbox_mt_free(&mt[1]);
	turn = (struct outbox_turn){.at = T0 + 5, .id = ids[2]};
	assert_int_equal(outbox_held(s, "sms", &turn, mt, 4), 1);
	assert_int_equal(mt[0].id, ids[1]);
	outbox_mt_free(&mt[0]);
	assert_int_equal(outbox_ready(s, "sms", 0, mt, 4), 1);
	assert_int_equal(mt[0].id, ids[3]);
	outbox_mt_free(&mt[0]);
	assert_int_equal(outbox_oldest_ready(s), T0);
}

static void no_query_scans(void **state)
{
	struct outbox_place place = {.id = 0};
	struct outbox_turn turn = {0};
	struct outbox_left left;
	char channel[CHANNEL_BYTES];
	struct outbox_line l;
	struct outbox_mt mt;
	struct outbox_try t;
	int64_t id = put();
	size_t marked;

	(void)state;
	outbox_next_channel(s, "", channel);
	assert_true(outbox_ready_one(s, id, &mt));
	outbox_mt_free(&mt);
	hold(id, T0);
	assert_int_equal(outbox_held(s, "sms", &turn, &mt, 1), 1);
	outbox_mt_free(&mt);
	outbox_oldest_ready(s);
	outbox_move(s, id, "app", "down", T0);
	assert_true(outbox_mark_sending(s, &(const int64_t){id}, 1, T0, &marked));
	assert_true(outbox_sending(s, id, &mt));
	outbox_mt_free(&mt);
	assert_int_equal(outbox_left_sending(s, 0, &left, 1), 1);
	assert_true(outbox_take_back(s, id, T0));
	outbox_list(s, DELIVERY_READY, &place, &l, 1);
	outbox_list(s, DELIVERY_SENDING, &place, &l, 1);
	outbox_list(s, DELIVERY_UNKNOWN, &place, &l, 1);
	outbox_failed(s, &place, &l, 1);
	outbox_tries(s, id, &t, 1);
	answered(id, TRY_REFUSED, DELIVERY_REJECTED, "no");
	assert_true(outbox_resend(s, id, T0));
	assert_true(outbox_drop(s, id, "no", T0));
	assert_true(outbox_read_uuid(s, line_of(id).uuid, &l, NULL));
	assert_indexed(s);
}

#undef TEST
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_try_is_kept_with_its_reason),      TEST(an_answer_takes_back_nothing_that_is_final),
		TEST(what_expires_keeps_the_last_reason),    TEST(lists_go_on_where_they_ended),
		TEST(what_is_sent_again_has_its_time_again), TEST(what_waits_can_be_dropped_and_says_why),
		TEST(each_channel_is_found_by_what_waits),   TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
