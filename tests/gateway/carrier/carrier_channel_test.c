/* How much leaves by a carrier's channel, and when. The steady clock stands still but where a test moves it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/carrier/carrier_rig.h"
#include "tests/gateway/carrier/steady.h"

static void as_many_are_under_way_as_the_file_says(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.under_way = 30});
	rig_say((struct trial_response){.held = true, .body = "OK 1"});
	for (int round = 0; round < 3; round++) {
		assert_int_equal(rig_room("cloud"), 30);
		for (int i = 0; i < 30; i++)
			rig_send("cloud", 1);
		assert_int_equal(rig_room("cloud"), 0);
		assert_int_equal(transports_room(&rig.transports), 0);
		rig_until_held(30);
		trial_carrier_go(rig.carrier, 30);
		rig_until_answered((size_t)(round + 1) * 30);
	}
	for (size_t i = 1; i <= 90; i++)
		assert_int_equal(rig_answer(i)->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), 30);
	rig_end();
}

static void no_more_leave_in_a_second_than_the_file_says(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.per_second = 3});
	assert_int_equal(rig_room("cloud"), 3);
	rig_send("cloud", 1);
	rig_send("cloud", 2);
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_answered(2);
	assert_int_equal(transports_timeout(&rig.transports), 1000);
	steady_forward(999);
	rig_turn();
	assert_int_equal(rig_room("cloud"), 0);
	assert_int_equal(transports_timeout(&rig.transports), 1);
	steady_forward(1);
	assert_int_equal(rig_room("cloud"), 3);
	rig_end();
}

static void a_text_that_is_too_long_for_now_leaves_as_soon_as_it_may(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.per_second = 3});
	rig_send("cloud", 2);
	rig_send("cloud", 5);
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_answered(1);
	assert_true(transports_owe(&rig.transports));
	steady_forward(999);
	rig_turn();
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	steady_forward(1);
	rig_until_answered(2);
	assert_int_equal(rig_room("cloud"), 0);
	steady_forward(1666);
	assert_int_equal(rig_room("cloud"), 0);
	steady_forward(1);
	assert_int_equal(rig_room("cloud"), 3);
	rig_end();
}

/* The outbox may have marked more on disk than could leave when it came to sending them. */
static void what_is_handed_over_beyond_the_rate_waits_its_turn(void **state)
{
	const struct transport *t;

	(void)state;
	rig_begin((struct carrier_file){.per_second = 3, .under_way = 3});
	t = transports_for(&rig.transports, "cloud");
	for (int i = 0; i < 3; i++)
		assert_true(rig_hand_over("cloud", 2));
	assert_false(rig_hand_over("cloud", 1));
	rig_until_answered(1);
	assert_true(t->row->owes(t->self));
	for (size_t n = 2; n <= 3; n++) {
		steady_forward(999);
		rig_turn();
		assert_int_equal(trial_carrier_requests(rig.carrier), n - 1);
		steady_forward(1);
		rig_until_answered(n);
	}
	rig_end();
}

static void what_waits_longer_than_it_is_good_for_expires(void **state)
{
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.per_second = 3});
	rig_send("cloud", 1);
	id = rig_send_for("cloud", 3, 1);
	rig_until_answered(1);
	steady_forward(1000);
	rig_until_answered(2);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_EXPIRED);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	assert_int_equal(rig_room("cloud"), 3);
	rig_end();
}

static void what_the_carrier_would_not_take_is_refused_with_the_reason(void **state)
{
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.segments = 2, .approved = "received"});
	id = rig_send("cloud", 3);
	rig_until_answered(1);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_REFUSED);
	assert_string_equal(rig_answer(id)->why, "3 segments, and cloud takes 2");
	id = rig_send_template("cloud", "joke");
	rig_until_answered(2);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_REFUSED);
	assert_non_null(strstr(rig_answer(id)->why, "joke is not among those approved"));
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
}

static void a_carrier_that_hangs_takes_no_room_from_another(void **state)
{
	struct carrier_file files[] = {{.name = "hangs"}, {.name = "live"}, {.name = NULL}};
	struct trial_carrier *other = trial_carrier_new();

	(void)state;
	files[0].port = trial_carrier_port(other);
	trial_carrier_say(other, &(struct trial_response){.held = true});
	rig_begin_all(files);
	for (int i = 0; i < 8; i++)
		rig_send("hangs", 1);
	assert_int_equal(rig_room("hangs"), 0);
	assert_int_equal(rig_room("live"), 8);
	assert_int_equal(transports_room(&rig.transports), 8);
	for (int i = 0; i < 50; i++)
		assert_int_equal(rig_answer_to("live")->outcome, TRANSPORT_TAKEN);
	rig_end();
	trial_carrier_free(other);
}

/* Each text that it does not answer may be lost: it gets one at a time, more and more seldom. */
static void a_carrier_that_answers_nothing_is_spared(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){0});
	rig_say((struct trial_response){.held = true, .body = "OK 1"});
	for (int i = 0; i < 8; i++)
		rig_send("cloud", 1);
	rig_until_held(8);
	steady_forward(30001);
	rig_until_answered(8);
	assert_int_equal(rig_room("cloud"), 0);
	assert_int_equal(transports_timeout(&rig.transports), 1000);
	steady_forward(1000);
	assert_int_equal(rig_room("cloud"), 1);
	rig_send("cloud", 1);
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_requests(9);
	steady_forward(30001);
	rig_until_answered(9);
	steady_forward(1999);
	assert_int_equal(rig_room("cloud"), 0);
	steady_forward(1);
	assert_int_equal(rig_room("cloud"), 1);
	rig_say((struct trial_response){.status = 500});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_LATER);
	assert_int_equal(rig_room("cloud"), 8);
	rig_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_are_under_way_as_the_file_says),
		cmocka_unit_test(no_more_leave_in_a_second_than_the_file_says),
		cmocka_unit_test(a_text_that_is_too_long_for_now_leaves_as_soon_as_it_may),
		cmocka_unit_test(what_is_handed_over_beyond_the_rate_waits_its_turn),
		cmocka_unit_test(what_waits_longer_than_it_is_good_for_expires),
		cmocka_unit_test(what_the_carrier_would_not_take_is_refused_with_the_reason),
		cmocka_unit_test(a_carrier_that_hangs_takes_no_room_from_another),
		cmocka_unit_test(a_carrier_that_answers_nothing_is_spared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
