/* What goes to a carrier by HTTP, what each of its answers is taken for, and what becomes of it when the files change. The
 * steady clock stands still but where a test moves it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/carrier/carrier_rig.h"
#include "tests/gateway/carrier/steady.h"

/* ---- what is asked ---- */

static void a_text_is_a_request_and_its_answer_says_what_it_is_called(void **state)
{
	const struct rig_answer *a;

	(void)state;
	rig_begin((struct carrier_file){0});
	assert_false(transports_owe(&rig.transports));
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_TAKEN);
	assert_int_equal(a->status, 200);
	assert_string_equal(a->carrier_id, "ab12");
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	assert_string_equal(rig_request(0)->method, "GET");
	assert_string_equal(rig_request(0)->target, "/send?id=01890000-0000-4000-8000-000000000001");
	assert_non_null(strstr(rig_request(0)->head, "\r\nUser-Agent: fieldgate/"));
	assert_false(transports_owe(&rig.transports));
	rig_end();
}

static void which_channels_it_carries_the_files_say(void **state)
{
	const struct transport *t;

	(void)state;
	rig_begin((struct carrier_file){.resends = true});
	t = transports_for(&rig.transports, "cloud");
	assert_non_null(t);
	assert_true(t->row->knows_again(t->self, "cloud"));
	assert_null(transports_for(&rig.transports, "sms"));
	assert_false(t->row->knows_again(t->self, "sms"));
	assert_int_equal(rig_room("sms"), 0);
	assert_true(transports_are_up(&rig.transports));
	rig_end();
}

/* ---- answers and failures ---- */

static void each_answer_is_what_the_file_says(void **state)
{
	static char huge[200000];
	const struct rig_answer *a;

	(void)state;
	memset(huge, 'x', sizeof(huge));
	memcpy(huge, "OK big\n", 7);
	rig_begin((struct carrier_file){0});
	rig_say((struct trial_response){.status = 400, .body = "no such number"});
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_REFUSED);
	assert_int_equal(a->status, 400);
	rig_say((struct trial_response){.status = 429, .headers = "retry-AFTER:  17 \r\n"});
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(a->wait_ms, 17000);
	rig_say((struct trial_response){.status = 500, .body = "<html>"});
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_true(a->alone);
	assert_int_equal(a->wait_ms, 0);
	rig_say((struct trial_response){.body = "\x01\xff{{{"});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	rig_say((struct trial_response){.body = "OK in-chunks-of-seven-bytes", .way = TRIAL_CHUNKED});
	assert_string_equal(rig_answer_to("cloud")->carrier_id, "in-chunks-of-seven-bytes");
	rig_say((struct trial_response){
		.body = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
			"Transfer-Encoding: chunked\r\n\r\n7\r\nOK tail\r\n0\r\nX-Sum: 1\r\n\r\n",
		.way = TRIAL_RAW});
	assert_string_equal(rig_answer_to("cloud")->carrier_id, "tail");
	rig_say((struct trial_response){.body = huge, .n = sizeof(huge)});
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_TAKEN);
	assert_string_equal(a->carrier_id, "big");
	rig_say((struct trial_response){.body = "OK after"});
	assert_string_equal(rig_answer_to("cloud")->carrier_id, "after");
	assert_int_equal(trial_carrier_requests(rig.carrier), 8);
	rig_end();
}

/* Its request was read: nobody knows what the carrier has done. */
static void expect_unknown(struct trial_response r)
{
	const struct rig_answer *a;

	rig_begin((struct carrier_file){0});
	rig_say(r);
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_UNKNOWN);
	assert_non_null(strstr(a->why, "no whole answer"));
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
	rig_begin((struct carrier_file){.resends = true});
	rig_say(r);
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_true(a->alone);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
}

static void an_answer_that_is_lost_leaves_it_unknown_unless_the_carrier_knows_it_again(void **state)
{
	(void)state;
	expect_unknown((struct trial_response){.body = "OK but-cut-in-the-middle", .way = TRIAL_CUT});
	expect_unknown((struct trial_response){.way = TRIAL_CLOSED});
	expect_unknown((struct trial_response){.body = "220 this is no HTTP\r\n", .way = TRIAL_RAW});
	expect_unknown((struct trial_response){.body = "HTTP/1.1 200 OK\r\nContent-Le", .way = TRIAL_RAW});
}

static void what_cannot_be_read_is_likewise(void **state)
{
	const struct rig_answer *a;

	(void)state;
	rig_begin((struct carrier_file){.resends = true});
	rig_say((struct trial_response){.body = "?"});
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_true(a->alone);
	rig_end();
}

static void a_request_that_is_not_answered_in_time_is_unknown(void **state)
{
	const struct rig_answer *a;
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){0});
	rig_say((struct trial_response){.held = true});
	id = rig_send("cloud", 1);
	rig_until_held(1);
	assert_true(transports_owe(&rig.transports));
	steady_forward(29000);
	rig_turn();
	assert_int_equal(rig.answered, 0);
	steady_forward(1001);
	rig_until_answered(1);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_UNKNOWN);
	assert_int_equal(a->status, 0);
	rig_end();
	rig_begin((struct carrier_file){.resends = true});
	rig_say((struct trial_response){.held = true});
	id = rig_send("cloud", 1);
	rig_until_held(1);
	steady_forward(30001);
	rig_until_answered(1);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	rig_end();
}

/* ---- other files, and the end ---- */

static void what_is_under_way_ends_under_the_file_under_which_it_began(void **state)
{
	struct carrier_file files[] = {{.name = "cloud", .under_way = 2}, {.name = NULL}};
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.resends = true});
	rig_say((struct trial_response){.held = true, .body = "?"});
	id = rig_send("cloud", 1);
	rig_until_held(1);
	rig_renew(files);
	assert_int_equal(rig_room("cloud"), 1);
	trial_carrier_go(rig.carrier, 1);
	rig_until_answered(1);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_LATER);
	rig_say((struct trial_response){.body = "?"});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	rig_end();
}

static void a_channel_without_its_file_is_carried_no_longer(void **state)
{
	struct carrier_file none[] = {{.name = NULL}}, back[] = {{.name = "cloud"}, {.name = NULL}};
	size_t ids[2];

	(void)state;
	rig_begin((struct carrier_file){.per_second = 2});
	rig_say((struct trial_response){.held = true, .body = "OK 1"});
	ids[0] = rig_send("cloud", 1);
	ids[1] = rig_send("cloud", 2);
	rig_until_held(1);
	rig_renew(none);
	assert_null(transports_for(&rig.transports, "cloud"));
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_answered(1);
	assert_int_equal(rig_answer(ids[1])->outcome, TRANSPORT_LATER);
	trial_carrier_go(rig.carrier, 1);
	rig_until_answered(2);
	assert_int_equal(rig_answer(ids[0])->outcome, TRANSPORT_TAKEN);
	assert_false(transports_owe(&rig.transports));
	rig_renew(back);
	assert_int_equal(rig_room("cloud"), 8);
	rig_end();
}

static void it_ends_at_once_with_requests_under_way(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.per_second = 9});
	rig_say((struct trial_response){.held = true});
	for (int i = 0; i < 7; i++)
		rig_send("cloud", 1);
	rig_until_held(7);
	rig_send("cloud", 5); /* it waits */
	rig_end();
	assert_int_equal(rig.answered, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_a_request_and_its_answer_says_what_it_is_called),
		cmocka_unit_test(which_channels_it_carries_the_files_say),
		cmocka_unit_test(each_answer_is_what_the_file_says),
		cmocka_unit_test(an_answer_that_is_lost_leaves_it_unknown_unless_the_carrier_knows_it_again),
		cmocka_unit_test(what_cannot_be_read_is_likewise),
		cmocka_unit_test(a_request_that_is_not_answered_in_time_is_unknown),
		cmocka_unit_test(what_is_under_way_ends_under_the_file_under_which_it_began),
		cmocka_unit_test(a_channel_without_its_file_is_carried_no_longer),
		cmocka_unit_test(it_ends_at_once_with_requests_under_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
