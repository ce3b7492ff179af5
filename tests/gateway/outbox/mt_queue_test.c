/* The outbox before two transports of the tests: what it does about each outcome, and in which order texts go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/store.h"
#include "gateway/base/wall_clock.h"
#include "gateway/outbox/mt_queue.h"
#include "tests/gateway/outbox/mt_rig.h"

static struct trial *const one = &trials[0], *const other = &trials[1];

/* ---- tests ---- */

static void what_was_taken_is_marked_by_the_next_commit(void **state)
{
	int64_t row = rig_put_until("sms", "+1", clock_now() + 100 * 1000);

	(void)state;
	rig_turn();
	assert_int_equal(one->n, 1);
	assert_int_equal(one->texts[0].id, row);
	assert_in_range(one->texts[0].expires_s, 1, 100);
	rig_commit();
	assert_true(rig_stands(row, "ready", NULL));
	trial_answer(one, 0, TRANSPORT_TAKEN, "");
	rig_turn();
	assert_true(rig_stands(row, "ready", NULL));
	rig_commit();
	assert_true(rig_stands(row, "sent", NULL));
	rig_turn();
	assert_int_equal(one->n, 1);
}

static void every_outcome_leaves_a_text_in_its_state(void **state)
{
	static const struct {
		enum transport_outcome outcome;
		const char *why, *state, *error;
	} all[] = {
		{TRANSPORT_TAKEN, "", "sent", NULL},
		{TRANSPORT_REFUSED, "no such number", "rejected", "no such number"},
		{TRANSPORT_UNKNOWN, "no answer in 30 s", "unknown", "no answer in 30 s"},
		{TRANSPORT_EXPIRED, "", "expired", NULL},
		{TRANSPORT_NOBODY, "no subscriber", "ready", NULL},
		{TRANSPORT_LATER, "busy", "ready", NULL},
	};
	struct trial *t = one;
	int64_t rows[6];

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		t = i < 5 ? one : other; /* nobody is there on the first by then */
		rows[i] = rig_put(t->channel, "+1");
		rig_turn();
		trial_answer(t, t->n - 1, all[i].outcome, all[i].why);
		rig_turn();
		rig_commit();
	}
	for (size_t i = 0; i < 6; i++)
		assert_true(rig_stands(rows[i], all[i].state, all[i].error));
	/* Nothing but what is ready goes out again, by a new start either. */
	rig_down();
	rig_up();
	rig_turn();
	assert_int_equal(one->n, 6);
	assert_int_equal(one->texts[5].id, rows[4]);
	assert_int_equal(other->n, 2);
	assert_int_equal(other->texts[1].id, rows[5]);
}

static void what_fails_for_good_holds_up_none_behind_it(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		rig_put("sms", "+1");
	rig_turn();
	assert_int_equal(one->n, 1);
	trial_answer(one, 0, TRANSPORT_REFUSED, "no such number");
	rig_turn();
	assert_int_equal(one->n, 2);
	trial_answer(one, 1, TRANSPORT_UNKNOWN, "no answer");
	rig_turn();
	assert_int_equal(one->n, 3);
}

static void of_a_channel_that_nobody_takes_only_the_oldest_is_tried(void **state)
{
	int64_t first = rig_put("sms", "+1");

	(void)state;
	for (int i = 0; i < 99; i++)
		rig_put("sms", "+2");
	rig_put("wecom", "+1");
	one->places = 1;
	rig_turn();
	assert_int_equal(one->n, 1);
	assert_int_equal(other->n, 1);
	for (size_t tries = 1; tries <= 2; tries++) {
		trial_answer(one, tries - 1, TRANSPORT_LATER, "busy");
		rig_turn();
		assert_int_equal(one->n, tries); /* not at once */
		rig_put("wecom", tries == 1 ? "+2" : "+3");
		rig_turn();
		assert_int_equal(other->n, tries + 1);
		rig_wait_for_retry();
		rig_turn();
		assert_int_equal(one->n, tries + 1);
		assert_int_equal(one->texts[tries].id, first);
	}
	one->places = 1024;
	trial_answer(one, 2, TRANSPORT_TAKEN, "");
	one->takes_all = true;
	for (size_t i = 0; i < 100; i++)
		rig_turn();
	assert_int_equal(one->n, 3 + 99);
	for (size_t i = 3; i < one->n; i++)
		assert_int_equal(one->texts[i].id, first + (int64_t)i - 2);
}

/* Many were under way when it began. */
static void they_follow_in_order_when_one_listens_again(void **state)
{
	int64_t first = 0;

	(void)state;
	trial_rows[0].keeps_order = true;
	for (int i = 0; i < 300; i++) {
		int64_t row = rig_put("sms", i % 2 ? "+1" : "+2");

		first = first ? first : row;
	}
	one->places = 200;
	rig_turn();
	assert_int_equal(one->n, 200);
	for (size_t i = 0; i < 200; i++)
		trial_answer(one, i, TRANSPORT_NOBODY, "no subscriber");
	rig_turn();
	assert_int_equal(one->n, 200);
	rig_wait_for_retry();
	rig_turn();
	assert_int_equal(one->n, 201);
	trial_answer(one, 200, TRANSPORT_TAKEN, "");
	one->takes_all = true;
	for (size_t i = 0; i < 10; i++)
		rig_turn();
	assert_int_equal(one->n, 500);
	for (size_t i = 200; i < 500; i++)
		assert_int_equal(one->texts[i].id, first + (int64_t)i - 200);
	rig_commit();
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state <> 'sent'"), 0);
}

static void two_texts_to_one_receiver_are_never_under_way_together(void **state)
{
	int64_t a1 = rig_put("sms", "+1"), a2 = rig_put("sms", "+1"), b1 = rig_put("sms", "+2"), c1;

	(void)state;
	rig_turn();
	assert_int_equal(one->n, 2);
	assert_int_equal(one->texts[0].id, a1);
	assert_int_equal(one->texts[1].id, b1);
	c1 = rig_put("sms", "+3"); /* who comes later does not wait for +1 */
	rig_turn();
	assert_int_equal(one->n, 3);
	assert_int_equal(one->texts[2].id, c1);
	trial_answer(one, 1, TRANSPORT_TAKEN, "");
	rig_turn();
	assert_int_equal(one->n, 3);
	trial_answer(one, 0, TRANSPORT_TAKEN, "");
	rig_turn();
	assert_int_equal(one->n, 4);
	assert_int_equal(one->texts[3].id, a2);
}

static void the_first_is_taken_now(struct trial *t, const struct outbox_mt *mt)
{
	if (strcmp(mt->number, "+2") != 0)
		return;
	trial_answer(t, 0, TRANSPORT_TAKEN, "");
	trial_rows[0].hear(t);
}

static void an_answer_that_comes_while_another_is_handed_over_is_not_missed(void **state)
{
	int64_t a2, b1;

	(void)state;
	rig_put("sms", "+1");
	rig_turn();
	a2 = rig_put("sms", "+1");
	b1 = rig_put("sms", "+2");
	one->before_send = the_first_is_taken_now;
	rig_turn();
	rig_turn();
	assert_int_equal(one->n, 3);
	assert_int_equal(one->texts[1].id, b1);
	assert_int_equal(one->texts[2].id, a2);
}

/* ---- any order of answers ---- */

static uint32_t dice;

static uint32_t roll(uint32_t sides)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % sides;
}

/* Every text that was taken, or will never be, is younger than those of its receiver before it. */
static void in_order(int64_t last[20], const struct trial_text *text, enum transport_outcome outcome)
{
	int receiver = atoi(text->number + 1);

	if (outcome == TRANSPORT_NOBODY || outcome == TRANSPORT_LATER)
		return;
	assert_true(text->id > last[receiver]);
	last[receiver] = text->id;
}

/* Answers some of what is under way, in any order and any way. */
static void answer_some(int64_t last[20])
{
	for (size_t i = 0; i < one->n; i++) {
		static const enum transport_outcome likely[] = {TRANSPORT_TAKEN,   TRANSPORT_TAKEN,
								TRANSPORT_TAKEN,   TRANSPORT_REFUSED,
								TRANSPORT_UNKNOWN, TRANSPORT_EXPIRED};
		enum transport_outcome outcome = roll(200) ? likely[roll(6)] : TRANSPORT_LATER;

		if (one->texts[i].answered || roll(3))
			continue;
		in_order(last, &one->texts[i], outcome);
		trial_answer(one, i, outcome, "dice");
	}
}

/* Nothing else is under way to its receiver. And answers to other texts may come while one is handed over. */
static void check_and_answer(struct trial *t, const struct outbox_mt *mt)
{
	for (size_t i = 0; i < t->n; i++)
		assert_true(t->texts[i].heard || strcmp(t->texts[i].number, mt->number) != 0);
	if (roll(3))
		return;
	answer_some(t->ctx);
	trial_rows[0].hear(t);
}

static bool all_ended(void)
{
	return !rig_ask("SELECT count(*) FROM outbox WHERE state = 'ready'");
}

static void the_order_for_each_receiver_is_kept_whatever_is_answered(void **state)
{
	int64_t last[20] = {0};
	char number[8];
	int texts = 0;

	(void)state;
	dice = 20261129;
	one->places = 12;
	one->before_send = check_and_answer;
	one->ctx = last;
	while (texts < 600 || !all_ended()) {
		for (uint32_t i = roll(20); i && texts < 600; i--, texts++) {
			snprintf(number, sizeof(number), "+%u", roll(20));
			rig_put("sms", number);
		}
		one->lost = !roll(10);
		rig_turn();
		answer_some(last);
		if (!roll(4))
			rig_commit();
		if (one->under_way == 0)
			rig_wait();
	}
	assert_int_equal(
		rig_ask("SELECT count(*) FROM outbox WHERE state IN ('sent', 'rejected', 'unknown', 'expired')"), 600);
}

/* ---- time, room, connections ---- */

static bool publish(void *self, const struct publish *p)
{
	(void)self, (void)p;
	return true;
}

static void places_are_kept_where_other_things_go_out_too(void **state)
{
	struct mt_queue *q = mt_queue_new(&rig.g);

	(void)state;
	trial_rows[0].keeps_order = trial_rows[1].keeps_order = true;
	trial_rows[0].publish = publish;
	one->places = other->places = 100;
	for (int i = 0; i < 200; i++) {
		rig_put("sms", "+1");
		rig_put("wecom", "+1");
	}
	mt_queue_send(q, &rig.transports, 25);
	mt_queue_send(q, &rig.transports, 25);
	assert_int_equal(one->n, 75);
	assert_int_equal(other->n, 100);
	mt_queue_send(q, &rig.transports, 0);
	assert_int_equal(one->n, 100);
	for (size_t i = 1; i < 100; i++)
		assert_true(one->texts[i - 1].id < one->texts[i].id);
	mt_queue_free(q);
}

static void what_is_worth_sending_no_longer_is_never_given(void **state)
{
	int64_t late = rig_put_until("sms", "+1", clock_now() - 1), good = rig_put("sms", "+1"), late_too;

	(void)state;
	rig_turn();
	assert_int_equal(one->n, 1);
	assert_int_equal(one->texts[0].id, good);
	/* Nor where it waits behind one that nobody takes. */
	late_too = rig_put_until("sms", "+1", clock_now() - 1);
	trial_answer(one, 0, TRANSPORT_NOBODY, "");
	rig_turn();
	rig_wait_for_retry();
	rig_turn();
	trial_answer(one, 1, TRANSPORT_TAKEN, "");
	rig_turn();
	rig_commit();
	assert_true(rig_stands(late, "expired", NULL));
	assert_true(rig_stands(good, "sent", NULL));
	assert_true(rig_stands(late_too, "expired", NULL));
	assert_int_equal(one->n, 2);
}

static void ten_thousand_on_a_dead_channel_do_not_delay_a_live_one(void **state)
{
	int64_t live;

	(void)state;
	one->lost = true;
	rig_put_many("sms", 10000);
	live = rig_put("wecom", "+1");
	rig_turn();
	assert_int_equal(other->n, 1);
	assert_int_equal(other->texts[0].id, live);
	assert_false(release_behind(rig.release));
	live = rig_put("wecom", "+2");
	rig_turn();
	assert_int_equal(other->n, 2);
	assert_int_equal(other->texts[1].id, live);
	/* And when it lives again, they all go. */
	one->lost = false;
	one->takes_all = true;
	for (int i = 0; i < 12; i++) {
		rig_turn();
		assert_true(one->under_way <= 1024);
		rig_commit();
	}
	assert_int_equal(one->n, 10000);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE channel = 'sms' AND state <> 'sent'"), 0);
}

static void what_was_under_way_when_the_connection_was_lost_is_not_given_twice(void **state)
{
	(void)state;
	rig_put("sms", "+1");
	rig_put("sms", "+2");
	one->places = 1;
	rig_turn();
	assert_int_equal(one->n, 1);
	one->lost = true;
	rig_turn();
	one->lost = false;
	one->places = 1024;
	rig_turn();
	assert_int_equal(one->n, 2);
	trial_answer(one, 0, TRANSPORT_TAKEN, "");
	trial_answer(one, 1, TRANSPORT_TAKEN, "");
	rig_turn();
	rig_commit();
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state = 'sent'"), 2);
}

static void what_was_not_answered_goes_out_again_at_the_next_start(void **state)
{
	int64_t a = rig_put("sms", "+1"), b = rig_put("sms", "+2"), c = rig_put("sms", "+3");

	(void)state;
	rig_turn();
	assert_int_equal(one->n, 3);
	trial_answer(one, 0, TRANSPORT_TAKEN, "");
	rig_turn();
	rig_commit();
	trial_answer(one, 1, TRANSPORT_TAKEN, ""); /* and killed before the commit */
	rig_turn();
	rig_down();
	one->under_way = 0;
	rig_up();
	rig_turn();
	assert_int_equal(one->n, 5);
	assert_int_equal(one->texts[3].id, b);
	assert_int_equal(one->texts[4].id, c);
	assert_true(rig_stands(a, "sent", NULL));
}

static void a_channel_that_no_transport_carries_waits_alone(void **state)
{
	int64_t nowhere = rig_put("pigeon", "+1"), row = rig_put("sms", "+1");

	(void)state;
	rig_turn();
	assert_int_equal(one->n, 1);
	assert_int_equal(one->texts[0].id, row);
	trial_answer(one, 0, TRANSPORT_TAKEN, "");
	rig_turn();
	rig_commit();
	assert_true(rig_stands(nowhere, "ready", NULL));
	assert_true(rig_stands(row, "sent", NULL));
	assert_int_equal(release_timeout(rig.release), -1);
}

static size_t room_unless_sms(const void *self, const char *channel)
{
	return strcmp(channel, "sms") == 0 ? 0 : trial_rows[0].room(self);
}

static void a_full_channel_takes_no_room_from_another_of_its_transport(void **state)
{
	int64_t waits, row;

	(void)state;
	one->channel = NULL;
	one->places = 1;
	trial_rows[0].room_for = room_unless_sms;
	waits = rig_put("sms", "+1");
	row = rig_put("app", "+2");
	rig_turn();
	assert_int_equal(one->n, 1);
	assert_int_equal(one->texts[0].id, row);
	trial_answer(one, 0, TRANSPORT_TAKEN, "");
	rig_turn();
	assert_int_equal(one->n, 1);
	trial_rows[0].room_for = NULL;
	rig_turn();
	assert_int_equal(one->n, 2);
	assert_int_equal(one->texts[1].id, waits);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, rig_begin, rig_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_taken_is_marked_by_the_next_commit),
		TEST(every_outcome_leaves_a_text_in_its_state),
		TEST(what_fails_for_good_holds_up_none_behind_it),
		TEST(of_a_channel_that_nobody_takes_only_the_oldest_is_tried),
		TEST(they_follow_in_order_when_one_listens_again),
		TEST(two_texts_to_one_receiver_are_never_under_way_together),
		TEST(an_answer_that_comes_while_another_is_handed_over_is_not_missed),
		TEST(the_order_for_each_receiver_is_kept_whatever_is_answered),
		TEST(places_are_kept_where_other_things_go_out_too),
		TEST(what_is_worth_sending_no_longer_is_never_given),
		TEST(ten_thousand_on_a_dead_channel_do_not_delay_a_live_one),
		TEST(what_was_under_way_when_the_connection_was_lost_is_not_given_twice),
		TEST(what_was_not_answered_goes_out_again_at_the_next_start),
		TEST(a_channel_that_no_transport_carries_waits_alone),
		TEST(a_full_channel_takes_no_room_from_another_of_its_transport),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
