/* Several transports as one: who gets which channel, and what is asked of all. */
#include "gateway/transport/transports.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/gateway/trial.h"

static const struct transport_row *const both[] = {&trial_rows[0], &trial_rows[1], NULL};

static void answered(void *ctx, const struct transport_answer *a)
{
	*(int64_t *)ctx += a->tag;
}

static struct transports open_both(void *tags)
{
	const struct transport_hooks hooks = {.ctx = tags, .answered = answered};
	struct transports ts;
	char why[100];

	trial_begin();
	trials[0].channel = "sms";
	assert_true(transports_open(&ts, both, NULL, NULL, &hooks, why, sizeof(why)));
	return ts;
}

static void the_first_that_carries_a_channel_gets_it(void **state)
{
	struct transports ts = open_both(NULL);

	(void)state;
	assert_ptr_equal(transports_for(&ts, "sms")->self, &trials[0]);
	assert_ptr_equal(transports_for(&ts, "wecom")->self, &trials[1]);
	trials[1].channel = "sms";
	assert_ptr_equal(transports_for(&ts, "sms")->self, &trials[0]);
	assert_null(transports_for(&ts, "wecom"));
	transports_close(&ts);
	trial_end();
}

static void what_one_owes_or_has_all_do(void **state)
{
	const struct outbox_mt mt = {.id = 7, .channel = "wecom", .number = "+1"};
	struct watch_list list = {0};
	int64_t tags = 0;
	struct transports ts = open_both(&tags);

	(void)state;
	assert_int_equal(transports_room(&ts), 2 * 1024);
	assert_true(transports_are_up(&ts));
	assert_int_equal(transports_timeout(&ts), 1000);
	transports_watch(&ts, &list);
	assert_int_equal(list.n, 2 * TRIAL_FDS);
	assert_false(transports_owe(&ts));
	assert_true(ts.all[1].row->send(ts.all[1].self, &mt, 0));
	assert_true(transports_owe(&ts));
	assert_int_equal(transports_room(&ts), 2 * 1024 - 1);
	assert_false(transports_hear(&ts));
	trial_answer(&trials[1], 0, TRANSPORT_TAKEN, "");
	assert_true(transports_hear(&ts));
	assert_int_equal(tags, 7);
	assert_false(transports_owe(&ts));
	trials[0].lost = true;
	assert_false(transports_are_up(&ts));
	assert_int_equal(transports_room(&ts), 1024);
	watch_list_free(&list);
	transports_close(&ts);
	trial_end();
}

static void what_comes_in_is_asked_of_those_that_take_it_in(void **state)
{
	struct transports ts = open_both(NULL);

	(void)state;
	trial_rows[0].listen = NULL; /* texts leave by it alone */
	transports_pause(&ts, true);
	transports_listen(&ts);
	transports_acknowledge(&ts);
	transports_drop(&ts, 1000);
	assert_false(trials[0].paused);
	assert_int_equal(trials[0].dropped, 0);
	assert_true(trials[1].paused);
	assert_int_equal(trials[1].dropped, 1);
	transports_close(&ts);
	trial_end();
}

static void none_publishes_where_texts_alone_go(void **state)
{
	const struct publish p = {.topic = "event/repair/depart", .payload = "", .n = 0};
	struct transports ts = open_both(NULL);

	(void)state;
	assert_null(transports_publisher(&ts));
	assert_int_equal(transport_room(transports_publisher(&ts)), 0);
	assert_false(transport_publish(transports_publisher(&ts), &p));
	transports_close(&ts);
	trial_end();
}

static void one_that_cannot_be_opened_says_why_and_the_others_are_closed(void **state)
{
	const struct transport_hooks hooks = {.answered = answered};
	struct transports ts = {0};
	char why[100] = "";

	(void)state;
	trial_begin();
	trials[1].fails = true;
	assert_false(transports_open(&ts, both, NULL, NULL, &hooks, why, sizeof(why)));
	assert_string_equal(why, "no modem at /dev/null; plug one in");
	assert_true(trials[0].open);
	assert_false(trials[1].open);
	transports_close(&ts);
	trial_end();
}

/* The table that `serve` is given. */
static void every_row_is_whole(void **state)
{
	size_t n = 0;

	(void)state;
	for (; transport_rows[n]; n++) {
		const struct transport_row *r = transport_rows[n];

		assert_true(r->name && r->open && r->close && r->watch && r->timeout && r->tend && r->hear && r->is_up);
		assert_true(r->carries && r->room && r->send && r->flush && r->hurry && r->owes);
		assert_true(!r->listen == !r->pause && !r->listen == !r->acknowledge && !r->listen == !r->drop);
	}
	assert_true(n > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_that_carries_a_channel_gets_it),
		cmocka_unit_test(what_one_owes_or_has_all_do),
		cmocka_unit_test(what_comes_in_is_asked_of_those_that_take_it_in),
		cmocka_unit_test(none_publishes_where_texts_alone_go),
		cmocka_unit_test(one_that_cannot_be_opened_says_why_and_the_others_are_closed),
		cmocka_unit_test(every_row_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
