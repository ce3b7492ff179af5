#include "gateway/mqtt/redial.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1000000

/* Three to five quarters of it. */
static void about(const struct redial *r, int64_t now, int backoff)
{
	assert_in_range(redial_in(r, now), backoff * 3 / 4, backoff * 5 / 4);
}

static void each_failure_waits_twice_as_long_up_to_half_a_minute(void **state)
{
	static const int waits[] = {200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000};
	struct redial r = {0};

	(void)state;
	assert_int_equal(redial_in(&r, NOW), 0);
	for (size_t i = 0; i < sizeof(waits) / sizeof(*waits); i++) {
		assert_null(redial_lost(&r, false, NOW));
		about(&r, NOW, waits[i]);
	}
	assert_int_equal(redial_in(&r, NOW + 37500), 0);
}

static void only_a_connection_that_held_earns_a_quick_retry(void **state)
{
	struct redial r = {0};

	(void)state;
	for (int i = 0; i < 6; i++)
		redial_lost(&r, false, NOW);
	redial_up(&r, NOW);
	redial_lost(&r, false, NOW + 9999);
	about(&r, NOW + 9999, 12800);
	redial_up(&r, NOW);
	redial_lost(&r, false, NOW + 10000);
	about(&r, NOW + 10000, 200);
}

static void one_that_has_our_id_is_named_each_ten_minutes(void **state)
{
	struct redial r = {.id = "north"};
	const char *advice;

	(void)state;
	redial_up(&r, NOW);
	advice = redial_lost(&r, true, NOW + 1);
	assert_non_null(advice);
	assert_non_null(strstr(advice, "the client id `north`"));
	about(&r, NOW + 1, 30000);
	assert_null(redial_lost(&r, true, NOW + 2));
	assert_non_null(redial_lost(&r, true, NOW + 1 + 600000));
}

/* Each comes back after half a minute, and throws the other out: no connection is short enough for a log without a reason. */
static void two_that_take_turns_are_told_of_each_other(void **state)
{
	struct redial r = {.id = "north"};
	int told = 0;

	(void)state;
	for (int i = 0; i < 40; i++) {
		redial_up(&r, NOW + i * 30000);
		told += redial_lost(&r, false, NOW + i * 30000 + 29000) != NULL;
	}
	assert_int_equal(told, 2);
}

static void three_connections_that_did_not_hold_make_us_wonder(void **state)
{
	struct redial r = {0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		redial_up(&r, NOW);
		if (i < 2)
			assert_null(redial_lost(&r, false, NOW + 5));
		else
			assert_non_null(redial_lost(&r, false, NOW + 5));
	}
}

static void a_refusal_or_one_given_up_is_no_connection_that_did_not_hold(void **state)
{
	struct redial r = {0};

	(void)state;
	for (int i = 0; i < 9; i++) {
		assert_null(redial_lost(&r, false, NOW));
		redial_up(&r, NOW);
		redial_wait(&r, NOW + 5000);
	}
}

static void it_waits_no_shorter_for_being_given_up(void **state)
{
	struct redial r = {0};

	(void)state;
	redial_wait(&r, NOW + 5000);
	assert_int_equal(redial_in(&r, NOW), 5000);
	redial_wait(&r, NOW + 100);
	assert_int_equal(redial_in(&r, NOW), 5000);
}

static void advice_goes_by_what_failed(void **state)
{
	(void)state;
	assert_string_equal(redial_advice(false, 0), "mend `host`");
	assert_string_equal(redial_advice(true, ECONNREFUSED), "start the broker, or mend `host` and `port`");
	assert_string_equal(redial_advice(true, ETIMEDOUT), "look at the network, or mend `host` and `port`");
	assert_null(redial_tls_advice("Warning: something else"));
	assert_string_equal(redial_tls_advice("error:0A00010B:SSL routines::wrong version number"),
			    "its port speaks no TLS: mend `port`, or leave `ca_file` out");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_failure_waits_twice_as_long_up_to_half_a_minute),
		cmocka_unit_test(only_a_connection_that_held_earns_a_quick_retry),
		cmocka_unit_test(one_that_has_our_id_is_named_each_ten_minutes),
		cmocka_unit_test(two_that_take_turns_are_told_of_each_other),
		cmocka_unit_test(three_connections_that_did_not_hold_make_us_wonder),
		cmocka_unit_test(a_refusal_or_one_given_up_is_no_connection_that_did_not_hold),
		cmocka_unit_test(it_waits_no_shorter_for_being_given_up),
		cmocka_unit_test(advice_goes_by_what_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
