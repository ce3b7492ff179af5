/* What a carrier's texts do when its channel is down, or goes another way: they go by another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/state/channel_state.h"
#include "tests/gateway/outbox/mt_rig.h"

static struct trial *const one = &trials[0], *const other = &trials[1];

/* ---- another channel ---- */

static void while_a_channel_is_down_its_texts_go_by_another(void **state)
{
	int64_t first = rig_put_many("sms", 2000);

	(void)state;
	strcpy(rig.files[0].then, "wecom");
	other->places = 4000;
	one->places = 1;
	rig_settle();
	rig_later(0, false, 20000);
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
	rig_later(1, false, 0);
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
	rig_later(2, false, 0);
	rig_settle();
	assert_int_equal(other->n, 2001);
	assert_string_equal(channel_way(&rig.g, "sms"), "wecom");
	rig_pass(300000);
	rig_settle();
	rig_put("sms", "+9998");
	rig_settle();
	assert_int_equal(one->n, 4);
	rig_taken(3);
	rig_settle();
	assert_string_equal(channel_way(&rig.g, "sms"), "sms");
	rig_put("sms", "+9999");
	rig_settle();
	assert_int_equal(one->n, 5);
	assert_int_equal(other->n, 2001);
}

static void after_a_reload_they_go_by_the_channel_that_its_file_names_now(void **state)
{
	(void)state;
	while_a_channel_is_down_its_texts_go_by_another(state);
	strcpy(rig.files[0].then, "letters");
	release_renew(rig.release, &rig.transports);
	rig_settle();
	channel_put(&rig.g, "sms"); /* one shows that it still is down */
	assert_string_equal(channel_way(&rig.g, "sms"), "letters");
}

static int64_t waiting_for(const char *channel)
{
	return rig_ask("SELECT count(*) FROM outbox WHERE channel = %Q AND state = 'ready'", channel);
}

/* Their channel is down, and then the one by which they went, too: new ones went by the third while others to the same people
 * still had to be moved there. */
static void new_texts_overtook_those_that_waited_where_their_channel_had_gone(void **state)
{
	(void)state;
	rig_put_many("sms", 3000);
	strcpy(rig.files[0].then, "wecom");
	strcpy(rig.files[1].then, "letters");
	one->places = other->places = 1;
	rig_settle();
	rig_later(0, false, 3600000);
	rig_settle();
	rig_pass(31000);
	rig_settle();
	assert_string_equal(channel_way(&rig.g, "sms"), "wecom");
	assert_true(waiting_for("wecom") > 2900);
	trial_answer_with(other, 0,
			  &(struct transport_answer){.outcome = TRANSPORT_LATER, .why = "busy", .wait_ms = 3600000});
	rig_settle();
	rig_pass(31000);
	rig_turn();
	assert_true(waiting_for("wecom") > 2900);
	assert_string_equal(channel_way(&rig.g, "sms"), "wecom");
	rig_settle();
	assert_int_equal(waiting_for("wecom"), 0);
	assert_true(waiting_for("letters") > 2900);
	assert_string_equal(channel_way(&rig.g, "sms"), "letters");
}

static void without_another_they_wait(void **state)
{
	(void)state;
	rig_put_many("sms", 10);
	one->places = 1;
	rig_settle();
	rig_later(0, false, 40000);
	rig_settle();
	rig_pass(35000);
	rig_settle();
	assert_int_equal(other->n, 0);
	assert_string_equal(channel_way(&rig.g, "sms"), "sms");
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
	rig_later(0, false, 3600000);
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

#define TEST(f) cmocka_unit_test_setup_teardown(f, rig_begin_carriers, rig_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(while_a_channel_is_down_its_texts_go_by_another),
		TEST(one_text_now_and_then_shows_whether_it_is_back),
		TEST(after_a_reload_they_go_by_the_channel_that_its_file_names_now),
		TEST(new_texts_overtook_those_that_waited_where_their_channel_had_gone),
		TEST(without_another_they_wait),
		TEST(what_was_under_way_when_its_channel_went_another_way_is_not_left_sending),
		TEST(what_was_about_to_leave_when_its_channel_went_another_way_goes_that_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
