#include "gateway/api/access/attempts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define NOON 1000000000000LL

static struct attempts a;

static void use_up(const char *address, int64_t now)
{
	for (int i = 0; i < ATTEMPTS_AT_ONCE; i++) {
		assert_int_equal(attempts_wait_s(&a, address, now), 0);
		attempts_count(&a, address, now);
	}
}

static void some_at_once_then_one_each_two_seconds(void **state)
{
	(void)state;
	a.n = 0;
	use_up("10.0.0.1", NOON);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON), 2);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.2", NOON), 0);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON + 1999), 1);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON + 2000), 0);
	attempts_count(&a, "10.0.0.1", NOON + 2000);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON + 2000), 2);
	/* After a minute all are there again, and no more than these. */
	use_up("10.0.0.1", NOON + 10 * 60 * 1000);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON + 10 * 60 * 1000), 2);
}

static void one_network_of_ipv6_is_one_address(void **state)
{
	(void)state;
	a.n = 0;
	use_up("2001:db8:1:2::1", NOON);
	assert_true(attempts_wait_s(&a, "2001:db8:1:2:ffff::9", NOON) > 0);
	assert_int_equal(attempts_wait_s(&a, "2001:db8:1:3::1", NOON), 0);
	use_up("no address", NOON);
	assert_true(attempts_wait_s(&a, "nor this", NOON) > 0);
}

static void a_clock_set_back_makes_nobody_wait_long(void **state)
{
	(void)state;
	a.n = 0;
	use_up("10.0.0.1", NOON);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON - 86400000), 2);
	attempts_count(&a, "10.0.0.1", NOON - 86400000);
	assert_int_equal(attempts_wait_s(&a, "10.0.0.1", NOON - 86400000 + 2000), 0);
}

/* Whoever asks from many addresses makes those be forgotten that have been quiet longest. */
static void the_room_is_bounded(void **state)
{
	char address[32];

	(void)state;
	a.n = 0;
	use_up("10.0.0.1", NOON);
	for (int i = 0; i < ATTEMPTS_ADDRESSES * 2; i++) {
		snprintf(address, sizeof(address), "11.%d.%d.1", i / 256, i % 256);
		attempts_count(&a, address, NOON + 1);
	}
	assert_int_equal(a.n, ATTEMPTS_ADDRESSES);
	assert_true(attempts_wait_s(&a, "10.0.0.1", NOON + 1) > 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(some_at_once_then_one_each_two_seconds),
		cmocka_unit_test(one_network_of_ipv6_is_one_address),
		cmocka_unit_test(a_clock_set_back_makes_nobody_wait_long),
		cmocka_unit_test(the_room_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
