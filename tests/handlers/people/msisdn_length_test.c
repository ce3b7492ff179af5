/* How long mobile numbers are, by country. */
#include "handlers/people/msisdn_length.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void is(const char *number, size_t code, size_t has, size_t least)
{
	struct msisdn_length l = msisdn_length(number);

	if (l.code != code || l.has != has || l.least != least)
		fail_msg("%s: %zu, %zu, %zu", number, l.code, l.has, l.least);
}

static void the_country_is_known_by_its_code(void **state)
{
	(void)state;
	is("+8613800000011", 2, 11, 11);
	is("+861380000001", 2, 10, 11);
	is("+14155550123", 1, 10, 10);
	is("+79123456789", 1, 10, 10);
	is("+447700900123", 2, 10, 10);
	is("+4791234567", 2, 8, 8);
	is("+85291234567", 3, 8, 8);
	is("+212612345678", 3, 9, 9);
	is("+998901234567", 3, 9, 9);
}

static void where_all_are_as_long_none_is_longer(void **state)
{
	(void)state;
	assert_int_equal(msisdn_length("+86138000000190").most, 11);
	assert_int_equal(msisdn_length("+441234567890").most, 10);
	assert_int_equal(msisdn_length("+4915123456789").most, 0);
	assert_int_equal(msisdn_length("+3581234567").most, 0);
}

static void of_a_country_that_is_not_listed_nothing_is_said(void **state)
{
	(void)state;
	is("+3581234567", 0, 0, 0);
	is("+68212345", 0, 0, 0);
	is("", 0, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_country_is_known_by_its_code),
		cmocka_unit_test(where_all_are_as_long_none_is_longer),
		cmocka_unit_test(of_a_country_that_is_not_listed_nothing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
