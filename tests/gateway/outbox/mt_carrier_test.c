/* The outbox before carriers that answer each text: what is on disk when, what waits for what, what is sent again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db/outbox/outbox_hand.h"
#include "db/sqlite/sql.h"
#include "gateway/base/wall_clock.h"
#include "gateway/outbox/mt_lanes.h"
#include "tests/gateway/outbox/mt_rig.h"

#define LEFT "the gateway ended while this was under way"

static struct trial *const one = &trials[0], *const other = &trials[1];

/* ---- marked first ---- */

static void it_is_marked(struct trial *t, const struct outbox_mt *mt)
{
	(void)t;
	assert_true(rig_stands(mt->id, "sending", NULL));
}

static void what_would_not_be_known_again_is_on_disk_before_it_leaves(void **state)
{
	int64_t first = rig_put_many("sms", 100);

	(void)state;
	one->before_send = it_is_marked;
	rig_turn();
	assert_int_equal(one->n, 0);
	assert_int_equal(release_timeout(rig.release), 0);
	rig_commit(); /* one for all of them */
	rig_turn();
	assert_int_equal(one->n, 100);
	for (size_t i = 0; i < 100; i++) {
		assert_int_equal(one->texts[i].id, first + (int64_t)i);
		trial_answer_with(
			one, i,
			&(struct transport_answer){.outcome = TRANSPORT_TAKEN, .status = 202, .carrier_id = "00Ab"});
	}
	rig_settle();
	assert_int_equal(
		rig_ask("SELECT count(*) FROM outbox WHERE state = 'sent' AND tries = 1 AND carrier_id = 'ab'"), 100);
	assert_int_equal(rig_ask("SELECT count(*) FROM try WHERE n = 1 AND outcome = 'taken' AND status = 202 AND "
				 "channel = 'sms'"),
			 100);
	assert_int_equal(one->n, 100);
}

static int64_t marked(void)
{
	return rig_ask("SELECT count(*) FROM outbox WHERE state = 'sending'");
}

static void of_a_slow_carrier_no_more_are_marked_than_there_is_room_for_and_one(void **state)
{
	(void)state;
	rig_put_many("sms", 100);
	one->places = 8;
	rig_settle();
	assert_int_equal(one->n, 8);
	assert_int_equal(marked(), 8);
	for (size_t i = 0; i < 100; i++) {
		rig_pass(1000);
		rig_taken(i);
		rig_settle();
		assert_in_range(marked(), 0, 9);
	}
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state = 'sent'"), 100);
}

/* The carrier takes all that it has, until it was given so many; how many commits that takes. */
static int take_quickly(size_t n)
{
	size_t answered = 0;
	int commits = 0;

	while (one->n < n) {
		rig_turn();
		if (release_settled_due(rig.release)) {
			rig_commit();
			commits++;
		}
		assert_in_range(marked(), 0, one->places + answered);
		assert_true(marked() <= (int64_t)one->places + LANE_AHEAD_MOST);
		for (; answered < one->n && one->n < n; answered++)
			rig_taken(answered);
	}
	return commits;
}

static void one_commit_marks_many_for_a_carrier_that_takes_many(void **state)
{
	(void)state;
	rig_stop_clock();
	rig_put_many("sms", 2000);
	one->places = 8;
	assert_in_range(take_quickly(2000), 1, 2000 / 8 / 5);
}

static void what_was_marked_ahead_is_ready_again_once_the_carrier_falls_silent(void **state)
{
	(void)state;
	rig_stop_clock();
	rig_put_many("sms", 1000);
	one->places = 8;
	take_quickly(500);
	assert_true(marked() > 100);
	trial_answer(one, one->n - 1, TRANSPORT_UNKNOWN, "no answer");
	rig_settle();
	assert_in_range(marked(), 1, 8);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state = 'unknown'"), 1);
}

static void what_a_person_drops_at_the_last_moment_is_not_sent(void **state)
{
	int64_t row = rig_put("sms", "+1"), next = rig_put("sms", "+1"), other_one = rig_put("sms", "+2");

	(void)state;
	rig_turn();
	rig_ask("UPDATE outbox SET state = 'rejected' WHERE id = %lld", (long long)row);
	rig_settle();
	assert_int_equal(one->n, 2);
	assert_int_equal(one->texts[0].id, other_one);
	assert_int_equal(one->texts[1].id, next);
}

static void what_was_about_to_leave_when_we_stop_is_as_before(void **state)
{
	int64_t marked = rig_put("sms", "+1"), goes;

	(void)state;
	rig_turn();
	release_pump(rig.release, &rig.transports, true);
	rig_commit();
	assert_true(rig_stands(marked, "ready", NULL));
	goes = rig_put("sms", "+2");
	rig_turn();
	rig_commit();
	assert_true(rig_stands(goes, "sending", NULL));
	release_pump(rig.release, &rig.transports, true);
	rig_commit();
	assert_true(rig_stands(marked, "ready", NULL));
	assert_true(rig_stands(goes, "ready", NULL));
	assert_int_equal(one->n, 0);
}

static void what_was_under_way_when_the_gateway_ended_is_parked(void **state)
{
	int64_t row = rig_put("sms", "+1"), behind = rig_put("sms", "+1");

	(void)state;
	rig_settle();
	assert_int_equal(one->n, 1);
	rig_down();
	one->under_way = 0;
	rig_up();
	rig_settle();
	assert_true(rig_stands(row, "unknown", LEFT));
	assert_int_equal(one->n, 2); /* and holds up no later one to its receiver */
	assert_int_equal(one->texts[1].id, behind);
}

static void it_goes_again_where_its_carrier_has_come_to_know_it(void **state)
{
	int64_t row = rig_put("sms", "+1"), behind = rig_put("sms", "+1");

	(void)state;
	rig_settle();
	rig_down();
	one->under_way = 0;
	one->knows_again = true;
	rig_up();
	rig_settle();
	assert_int_equal(one->n, 2);
	assert_int_equal(one->texts[1].id, row);
	assert_true(rig_stands(row, "ready", LEFT));
	rig_taken(1);
	rig_settle();
	assert_int_equal(one->texts[2].id, behind);
	assert_true(rig_stands(row, "sent", NULL));
}

/* ---- not now ---- */

static void a_channel_that_takes_nothing_is_tried_less_and_less(void **state)
{
	int64_t first = rig_put_many("sms", 5), before, waited, least = 600;

	(void)state;
	one->places = 1;
	rig_settle();
	for (size_t i = 0; i < 14; i++) {
		assert_int_equal(one->n, i + 1);
		assert_int_equal(one->texts[i].id, first);
		rig_later(i, false, 0);
		rig_settle();
		before = clock_now();
		rig_wait_for_retry();
		waited = clock_now() - before;
		assert_in_range(waited, least, 300000 + 1000);
		least = least < 150000 ? least * 3 / 2 : least;
		rig_settle();
	}
	one->places = 8;
	rig_taken(14);
	rig_settle();
	assert_int_equal(one->n, 15 + 4);
	assert_int_equal(rig_ask("SELECT tries FROM outbox WHERE id = %lld", (long long)first), 15);
	assert_int_equal(rig_ask("SELECT count(*) FROM try WHERE outbox = %lld AND outcome = 'later' AND why = 'busy' "
				 "AND status = 503",
				 (long long)first),
			 14);
}

static void a_carrier_is_left_alone_for_as_long_as_it_asks_but_no_more_than_an_hour(void **state)
{
	static const int64_t asked[] = {20000, 86400000}, waits[] = {20000, 3600000};
	int64_t before;

	(void)state;
	rig_put("sms", "+1");
	rig_settle();
	for (size_t i = 0; i < 2; i++) {
		rig_later(i, false, asked[i]);
		rig_settle();
		before = clock_now();
		rig_wait_for_retry();
		assert_in_range(clock_now() - before, waits[i] - 1000, waits[i] + 1000);
		rig_settle();
		assert_int_equal(one->n, i + 2);
	}
}

static void what_waits_alone_is_passed_by_all_but_those_to_its_receiver(void **state)
{
	int64_t first = rig_put("sms", "+1"), second = rig_put("sms", "+1"), third;

	(void)state;
	rig_put("sms", "+2");
	rig_settle();
	assert_int_equal(one->n, 2);
	rig_later(0, true, 0);
	rig_taken(1);
	rig_settle();
	third = rig_put("sms", "+1");
	rig_put("sms", "+3");
	rig_settle();
	assert_int_equal(one->n, 3);
	assert_string_equal(one->texts[2].number, "+3");
	rig_taken(2);
	rig_settle();
	/* And so it is after a start. */
	rig_down();
	one->under_way = 0;
	rig_up();
	rig_settle();
	assert_int_equal(one->n, 3);
	rig_wait_for_retry();
	for (size_t i = 3; i < 6; i++) {
		rig_settle();
		assert_int_equal(one->n, i + 1);
		assert_int_equal(one->texts[i].id, i == 3 ? first : i == 4 ? second : third);
		rig_taken(i);
	}
	rig_settle();
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE id IN (%lld, %lld, %lld) AND state = 'sent'",
				 (long long)first, (long long)second, (long long)third),
			 3);
}

static void five_in_a_row_that_wait_alone_are_the_channel_s_fault(void **state)
{
	(void)state;
	rig_put_many("sms", 100);
	one->places = 1;
	for (size_t i = 0; i < 5; i++) {
		rig_settle();
		assert_int_equal(one->n, i + 1);
		rig_later(i, true, 0);
	}
	rig_settle();
	assert_int_equal(one->n, 5);
	rig_pass(1000);
	rig_settle();
	assert_int_equal(one->n, 6);
}

static void what_is_given_up_says_why(void **state)
{
	int64_t alone = rig_put_until("sms", "+1", clock_now() + 5000), row, behind;

	(void)state;
	rig_settle();
	rig_later(0, true, 6000);
	rig_settle();
	row = rig_put_until("sms", "+2", clock_now() + 5000);
	behind = rig_put_until("sms", "+3", clock_now() + 5000);
	one->places = 1;
	rig_settle();
	rig_later(1, false, 0);
	rig_settle();
	rig_pass(6000);
	rig_settle();
	rig_wait();
	rig_settle();
	assert_true(rig_stands(row, "expired", "busy"));
	assert_true(rig_stands(behind, "expired", "busy"));
	assert_true(rig_stands(alone, "expired", "busy"));
	assert_int_equal(one->n, 2);
}

/* ---- nobody knows ---- */

static void what_nobody_knows_is_parked_and_holds_up_nobody(void **state)
{
	int64_t row = rig_put("sms", "+1"), behind = rig_put("sms", "+1");

	(void)state;
	rig_settle();
	trial_answer(one, 0, TRANSPORT_UNKNOWN, "no answer in 10 s");
	rig_settle();
	assert_true(rig_stands(row, "unknown", "no answer in 10 s"));
	assert_int_equal(one->texts[1].id, behind);
	rig_taken(1);
	rig_settle();
	rig_pass(DAY / 2);
	rig_settle();
	assert_int_equal(one->n, 2);
	/* A person may send it again. */
	assert_true(store_begin(rig.g.store));
	assert_true(outbox_resend(rig.g.store, row, clock_now()));
	assert_true(store_commit(rig.g.store));
	rig_settle();
	assert_int_equal(one->n, 3);
	assert_int_equal(one->texts[2].id, row);
}

static void a_carrier_that_falls_silent_is_not_given_one_after_another(void **state)
{
	(void)state;
	rig_put_many("sms", 100);
	one->places = 1;
	for (size_t i = 0; i < 5; i++) {
		rig_settle();
		trial_answer(one, i, TRANSPORT_UNKNOWN, "no answer");
	}
	rig_settle();
	assert_int_equal(one->n, 5);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state = 'unknown'"), 5);
	rig_wait_for_retry();
	rig_settle();
	assert_int_equal(one->n, 6);
	trial_answer(one, 5, TRANSPORT_UNKNOWN, "no answer");
	rig_settle();
	assert_int_equal(one->n, 6);
}

static void where_it_is_known_again_it_is_sent_again_a_few_times(void **state)
{
	int64_t row = rig_put("sms", "+1");

	(void)state;
	one->knows_again = true;
	for (size_t i = 0; i < 6; i++) {
		rig_settle();
		assert_int_equal(one->n, i + 1);
		assert_int_equal(one->texts[i].id, row);
		trial_answer(one, i, TRANSPORT_UNKNOWN, "no answer");
		rig_settle();
		rig_pass(600000);
	}
	assert_true(rig_stands(row, "unknown", "no answer"));
	assert_int_equal(rig_ask("SELECT count(*) FROM try WHERE outcome = 'unknown'"), 6);
}

/* ---- what a dead one costs ---- */

static int64_t steps(void)
{
	int64_t all = 0;

	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		if (rig.g.store->statements[i].stmt)
			all += sqlite3_stmt_status(rig.g.store->statements[i].stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
	return all;
}

/* Of one text by the other channel, from where it lies to where it is sent. */
static int64_t cost_of_a_live_one(void)
{
	size_t n = other->n;

	steps();
	rig_put("wecom", "+1");
	rig_settle();
	assert_int_equal(other->n, n + 1);
	trial_answer(other, n, TRANSPORT_TAKEN, "");
	rig_settle();
	return steps();
}

static void ten_thousand_that_wait_cost_a_live_channel_nothing(void **state)
{
	int64_t before, beside_blocked, beside_lost;

	(void)state;
	rig_put("sms", "+1");
	one->places = 1;
	rig_settle();
	rig_later(0, false, 3600000);
	rig_settle();
	cost_of_a_live_one();
	before = cost_of_a_live_one();
	rig_put_many("sms", 10000);
	rig_settle();
	beside_blocked = cost_of_a_live_one();
	assert_in_range(beside_blocked, 1, before + before / 10);
	one->lost = true;
	rig_settle();
	beside_lost = cost_of_a_live_one();
	assert_in_range(beside_lost, 1, before + before / 10);
}

/* ---- a clock set back, a file mended ---- */

static void when_the_clock_was_set_back_a_text_does_not_wait_for_the_old_time(void **state)
{
	int64_t row = rig_put("sms", "+1"), behind = rig_put("sms", "+1");

	(void)state;
	rig_down();
	rig_ask("UPDATE outbox SET not_before = %lld, tries = 1 WHERE id = %lld", (long long)(clock_now() + 365 * DAY),
		(long long)row);
	rig_up();
	rig_settle();
	assert_int_equal(one->n, 1);
	assert_int_equal(one->texts[0].id, row);
	rig_taken(0);
	rig_settle();
	assert_int_equal(one->n, 2);
	assert_int_equal(one->texts[1].id, behind);
}

static void when_its_file_is_mended_a_channel_is_tried_at_once(void **state)
{
	(void)state;
	rig_put("sms", "+1");
	rig_settle();
	rig_later(0, false, 3600000);
	rig_settle();
	assert_int_equal(one->n, 1);
	release_renew(rig.release, &rig.transports);
	rig_settle();
	assert_int_equal(one->n, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, rig_begin_carriers, rig_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_would_not_be_known_again_is_on_disk_before_it_leaves),
		TEST(of_a_slow_carrier_no_more_are_marked_than_there_is_room_for_and_one),
		TEST(one_commit_marks_many_for_a_carrier_that_takes_many),
		TEST(what_was_marked_ahead_is_ready_again_once_the_carrier_falls_silent),
		TEST(what_a_person_drops_at_the_last_moment_is_not_sent),
		TEST(what_was_about_to_leave_when_we_stop_is_as_before),
		TEST(what_was_under_way_when_the_gateway_ended_is_parked),
		TEST(it_goes_again_where_its_carrier_has_come_to_know_it),
		TEST(a_channel_that_takes_nothing_is_tried_less_and_less),
		TEST(a_carrier_is_left_alone_for_as_long_as_it_asks_but_no_more_than_an_hour),
		TEST(what_waits_alone_is_passed_by_all_but_those_to_its_receiver),
		TEST(five_in_a_row_that_wait_alone_are_the_channel_s_fault),
		TEST(what_is_given_up_says_why),
		TEST(what_nobody_knows_is_parked_and_holds_up_nobody),
		TEST(a_carrier_that_falls_silent_is_not_given_one_after_another),
		TEST(where_it_is_known_again_it_is_sent_again_a_few_times),
		TEST(ten_thousand_that_wait_cost_a_live_channel_nothing),
		TEST(when_the_clock_was_set_back_a_text_does_not_wait_for_the_old_time),
		TEST(when_its_file_is_mended_a_channel_is_tried_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
