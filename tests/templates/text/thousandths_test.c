/* Numbers kept as thousandths: what is one, and what it is written as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "templates/text/thousandths.h"

static void each_is_read_as_far_as_it_goes(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		int64_t value;
		const char *written;
	} all[] = {
		{"0", 1, 0, "0"},
		{"12000", 5, 12000000, "12000"},
		{"12,000.5 yuan", 8, 12000500, "12000.5"},
		{"1,234,567", 9, 1234567000, "1234567"},
		{"12,00", 2, 12000, "12"},
		{"1,2345", 1, 1000, "1"},
		{"0.125", 5, 125, "0.125"},
		{"7.", 1, 7000, "7"},
		{"999999999999", 12, 999999999999000, "999999999999"},
		{"1234567890123", 0, 0, ""},
		{"0.1234", 0, 0, ""},
		{".5", 0, 0, ""},
		{"", 0, 0, ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		char out[THOUSANDTHS_BYTES];
		int64_t value = 0;
		assert_int_equal(thousandths_read(all[i].text, strlen(all[i].text), &value), all[i].len);
		if (all[i].len == 0)
			continue;
		assert_int_equal(value, all[i].value);
		assert_string_equal(thousandths_write(value, out), all[i].written);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_read_as_far_as_it_goes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
