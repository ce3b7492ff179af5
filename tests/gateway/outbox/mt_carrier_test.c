/* The outbox before carriers that answer each text: what is on disk when, what waits for what, and what is sent
 * again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/outbox/outbox_hand.h"
#include "db/sqlite/sql.h"
#include "gateway/base/wall_clock.h"
#include "gateway/state/channel_state.h"
#include "tests/gateway/outbox/mt_rig.h"

#define LEFT "the gateway ended while this was under way"

static struct trial *const one = &trials[0], *const other = &trials[1];

/* Two rows by two channels; of both the carrier answers, and would not know a text again. */
static int begin(void **state)
{
	int rc = rig_begin(state);

	trial_is_a_carrier(one, false);
	trial_is_a_carrier(other, false);
	return rc;
}

static void later(size_t k, bool alone, int64_t wait_ms)
{
	trial_answer_with(
		one, k,
		&(struct transport_answer){
			.outcome = TRANSPORT_LATER, .why = "busy", .status = 503, .alone = alone, .wait_ms = wait_ms});
}

static void taken(size_t k)
{
	trial_answer(one, k, TRANSPORT_TAKEN, "");
}

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

static void no_more_are_marked_than_there_is_room_for(void **state)
{
	(void)state;
	rig_put_many("sms", 100);
	one->places = 8;
	rig_settle();
	assert_int_equal(one->n, 8);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state = 'sending'"), 8);
	for (size_t i = 0; i < 100; i++) {
		taken(i);
		rig_settle();
		assert_in_range(rig_ask("SELECT count(*) FROM outbox WHERE state = 'sending'"), 0, 8);
	}
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state = 'sent'"), 100);
}

static void what_a_person_drops_at_the_last_moment_is_not_sent(void **state)
{
	int64_t row = rig_put("sms", "+1"), next = rig_put("sms", "+1");

	(void)state;
	rig_turn();
	rig_commit();
	rig_ask("UPDATE outbox SET state = 'rejected' WHERE id = %lld", (long long)row);
	rig_settle();
	assert_int_equal(one->n, 1);
	assert_int_equal(one->texts[0].id, next);
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
	taken(1);
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
		later(i, false, 0);
		rig_settle();
		before = clock_now();
		rig_wait_for_retry();
		waited = clock_now() - before;
		assert_in_range(waited, least, 300000 + 1000);
		least = least < 150000 ? least * 3 / 2 : least;
		rig_settle();
	}
	one->places = 8;
	taken(14);
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
		later(i, false, asked[i]);
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
	later(0, true, 0);
	taken(1);
	rig_settle();
	third = rig_put("sms", "+1");
	rig_put("sms", "+3");
	rig_settle();
	assert_int_equal(one->n, 3);
	assert_string_equal(one->texts[2].number, "+3");
	taken(2);
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
		taken(i);
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
		later(i, true, 0);
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
	later(0, true, 6000);
	rig_settle();
	row = rig_put_until("sms", "+2", clock_now() + 5000);
	behind = rig_put_until("sms", "+3", clock_now() + 5000);
	one->places = 1;
	rig_settle();
	later(1, false, 0);
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
	taken(1);
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

/* ---- another channel ---- */

static void while_a_channel_is_down_its_texts_go_by_another(void **state)
{
	int64_t first = rig_put_many("sms", 2000);

	(void)state;
	strcpy(rig.files[0].then, "wecom");
	other->places = 4000;
	one->places = 1;
	rig_settle();
	later(0, false, 20000);
	rig_settle();
	rig_pass(20000);
	rig_settle();
	assert_int_equal(other->n, 0);
	assert_int_equal(one->n, 2);
	assert_string_equal(channel_way(&rig.g, "sms"), "sms");
	rig_pass(11000);
	rig_settle();
	/* The one that is under way stays; the others go in their order. */
	assert_int_equal(other->n, 1999);
	for (size_t i = 0; i < other->n; i++)
		assert_int_equal(other->texts[i].id, first + 1 + (int64_t)i);
	assert_int_equal(rig_ask("SELECT count(*) FROM try WHERE outcome = 'moved' AND channel = 'sms' AND why LIKE "
				 "'sms is down (busy); it goes by wecom'"),
			 1999);
	assert_string_equal(channel_way(&rig.g, "sms"), "wecom");
	later(1, false, 0);
	rig_settle();
	assert_int_equal(other->n, 2000);
	assert_int_equal(other->texts[1999].id, first);
}

static void one_text_now_and_then_shows_whether_it_is_back(void **state)
{
	(void)state;
	while_a_channel_is_down_its_texts_go_by_another(state);
	rig_pass(300000);
	rig_settle();
	assert_string_equal(channel_way(&rig.g, "sms"), "sms");
	channel_put(&rig.g, "sms");
	assert_string_equal(channel_way(&rig.g, "sms"), "wecom");
	rig_put("sms", "+9997");
	rig_settle();
	assert_int_equal(one->n, 3);
	later(2, false, 0);
	rig_settle();
	assert_int_equal(other->n, 2001);
	assert_string_equal(channel_way(&rig.g, "sms"), "wecom");
	rig_pass(300000);
	rig_settle();
	rig_put("sms", "+9998");
	rig_settle();
	assert_int_equal(one->n, 4);
	taken(3);
	rig_settle();
	assert_string_equal(channel_way(&rig.g, "sms"), "sms");
	rig_put("sms", "+9999");
	rig_settle();
	assert_int_equal(one->n, 5);
	assert_int_equal(other->n, 2001);
}

static void without_another_they_wait(void **state)
{
	(void)state;
	rig_put_many("sms", 10);
	one->places = 1;
	rig_settle();
	later(0, false, 40000);
	rig_settle();
	rig_pass(35000);
	rig_settle();
	assert_int_equal(other->n, 0);
	assert_string_equal(channel_way(&rig.g, "sms"), "sms");
}

/* ---- any order of answers, and kills between ---- */

#define RECEIVERS 12
#define TEXTS 400

static uint32_t dice;

static uint32_t roll(uint32_t sides)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % sides;
}

struct life {
	int64_t last[RECEIVERS];    /* of each receiver, the newest text that was taken, or never will be */
	bool may_go[2 * TEXTS + 1]; /* by row: it was not given yet, or its carrier said that it may be again */
	bool knows;
};

static void check_turn(struct trial *t, const struct outbox_mt *mt)
{
	struct life *life = t->ctx;

	assert_true(mt->id > life->last[atoi(mt->number + 1)]);
	assert_true(life->knows || life->may_go[mt->id]);
	life->may_go[mt->id] = false;
	for (size_t i = 0; i < t->n; i++)
		assert_true(t->texts[i].heard || strcmp(t->texts[i].number, mt->number) != 0);
}

static void answer_one(struct life *life, size_t k)
{
	static const enum transport_outcome likely[] = {TRANSPORT_TAKEN, TRANSPORT_TAKEN,   TRANSPORT_TAKEN,
							TRANSPORT_LATER, TRANSPORT_REFUSED, TRANSPORT_UNKNOWN};
	const struct trial_text *text = &one->texts[k];
	struct transport_answer a = {.outcome = likely[roll(6)], .why = "dice", .alone = roll(8)};

	if (a.outcome == TRANSPORT_LATER || (a.outcome == TRANSPORT_UNKNOWN && life->knows))
		life->may_go[text->id] = true;
	else
		life->last[atoi(text->number + 1)] = text->id;
	trial_answer_with(one, k, &a);
}

static void kill_it(struct life *life)
{
	transports_hear(&rig.transports); /* what was answered, was heard; what was not is lost */
	if (roll(2))
		rig_commit();
	rig_down();
	for (size_t i = 0; i < one->n; i++)
		one->texts[i].answered = one->texts[i].heard = true;
	one->under_way = 0;
	for (int r = 0; r < RECEIVERS; r++)
		life->last[r] = rig_ask("SELECT coalesce(max(id), 0) FROM outbox WHERE number = '+' || %d AND state IN "
					"('sent', 'rejected', 'unknown')",
					r);
	/* Answers that no commit has written are forgotten: it may go once more only where it was not marked. */
	for (int64_t id = 1; id <= TEXTS; id++)
		if (rig_ask("SELECT count(*) FROM outbox WHERE id = %lld AND state = 'ready'", (long long)id))
			life->may_go[id] = true;
	rig_up();
}

static void live(bool knows)
{
	struct life *life = calloc(1, sizeof(*life));
	char number[8];
	int texts = 0;

	dice = 20261129 + knows;
	life->knows = one->knows_again = knows;
	memset(life->may_go, true, sizeof(life->may_go));
	one->places = 9;
	one->before_send = check_turn;
	one->ctx = life;
	while (texts < TEXTS || rig_ask("SELECT count(*) FROM outbox WHERE state = 'ready' OR state = 'sending'")) {
		for (uint32_t i = roll(12); i && texts < TEXTS; i--, texts++) {
			snprintf(number, sizeof(number), "+%u", roll(RECEIVERS));
			rig_put("sms", number);
		}
		rig_turn();
		for (size_t k = 0; k < one->n; k++)
			if (!one->texts[k].answered && !roll(3))
				answer_one(life, k);
		if (roll(3))
			rig_commit();
		if (!roll(40))
			kill_it(life);
		if (!one->under_way)
			rig_wait();
	}
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state IN ('sent', 'rejected', 'unknown')"), TEXTS);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state <> 'sent' AND error IS NULL"), 0);
	free(life);
}

static void order_is_kept_and_nothing_goes_twice_whatever_is_answered(void **state)
{
	(void)state;
	live(false);
}

static void order_is_kept_where_the_carrier_knows_texts_again(void **state)
{
	(void)state;
	live(true);
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
	later(0, false, 3600000);
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

/* ---- clocks ---- */

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
	taken(0);
	rig_settle();
	assert_int_equal(one->n, 2);
	assert_int_equal(one->texts[1].id, behind);
}

/* ---- its channel goes another way ---- */

/* As when the file of a channel is removed, or says `kind: mqtt`, and is read again. */
static void sms_goes_by_the_broker(void)
{
	one->channel = "none";
	other->channel = "sms";
	trial_rows[1].knows_again = NULL;
	release_renew(rig.release, &rig.transports);
}

static void what_was_under_way_when_its_channel_went_another_way_is_not_left_sending(void **state)
{
	int64_t later_one = rig_put("sms", "+1"), took = rig_put("sms", "+2"), lost = rig_put("sms", "+3");

	(void)state;
	rig_settle();
	assert_int_equal(one->n, 3);
	sms_goes_by_the_broker();
	later(0, false, 3600000);
	trial_answer_with(one, 1,
			  &(struct transport_answer){.outcome = TRANSPORT_TAKEN, .status = 200, .carrier_id = "ab"});
	trial_answer(one, 2, TRANSPORT_UNKNOWN, "no answer");
	rig_settle();
	assert_true(rig_stands(lost, "unknown", "no answer"));
	assert_int_equal(rig_ask("SELECT count(*) FROM try"), 3);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE id = %lld AND state = 'sent' AND carrier_id = 'ab'",
				 (long long)took),
			 1);
	assert_int_equal(other->n, 1); /* at once: that the carrier wanted an hour is nothing to the broker */
	assert_int_equal(other->texts[0].id, later_one);
	trial_answer(other, 0, TRANSPORT_TAKEN, "");
	rig_settle();
	assert_true(rig_stands(later_one, "sent", NULL));
}

static void what_was_about_to_leave_when_its_channel_went_another_way_goes_that_way(void **state)
{
	int64_t row = rig_put("sms", "+1");

	(void)state;
	rig_turn();
	rig_commit();
	assert_true(rig_stands(row, "sending", NULL));
	sms_goes_by_the_broker();
	rig_settle();
	assert_int_equal(one->n, 0);
	assert_int_equal(other->n, 1);
	trial_answer(other, 0, TRANSPORT_NOBODY, "no subscriber");
	rig_settle();
	assert_true(rig_stands(row, "ready", NULL));
}

static void when_its_file_is_mended_a_channel_is_tried_at_once(void **state)
{
	(void)state;
	rig_put("sms", "+1");
	rig_settle();
	later(0, false, 3600000);
	rig_settle();
	assert_int_equal(one->n, 1);
	release_renew(rig.release, &rig.transports);
	rig_settle();
	assert_int_equal(one->n, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, rig_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_would_not_be_known_again_is_on_disk_before_it_leaves),
		TEST(no_more_are_marked_than_there_is_room_for),
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
		TEST(while_a_channel_is_down_its_texts_go_by_another),
		TEST(one_text_now_and_then_shows_whether_it_is_back),
		TEST(without_another_they_wait),
		TEST(order_is_kept_and_nothing_goes_twice_whatever_is_answered),
		TEST(order_is_kept_where_the_carrier_knows_texts_again),
		TEST(ten_thousand_that_wait_cost_a_live_channel_nothing),
		TEST(when_the_clock_was_set_back_a_text_does_not_wait_for_the_old_time),
		TEST(what_was_under_way_when_its_channel_went_another_way_is_not_left_sending),
		TEST(what_was_about_to_leave_when_its_channel_went_another_way_goes_that_way),
		TEST(when_its_file_is_mended_a_channel_is_tried_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
