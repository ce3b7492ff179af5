/* Numbers in decimal digits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/number.h"

static void numbers_are_read_as_they_are_written(void **state)
{
	static const int64_t all[] = {0, 7, -7, 1700000000000, INT64_MAX, INT64_MIN};
	static const char *const none[] = {"", "-", "x", "+5", " 5", "-x"};
	char buffer[DECIMAL_BYTES];
	int64_t v;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *digits = number_write(all[i], buffer);

		v = 1;
		assert_ptr_equal(number_read(digits, &v), digits + strlen(digits));
		assert_true(v == all[i]);
	}
	assert_string_equal(number_read("12,3", &v), ",3");
	assert_int_equal(v, 12);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_null(number_read(none[i], &v));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
