/* A carrier's id in all the ways in which it writes it. */
#include "tests/db/fixture.h"

#include "db/messages/carrier_id.h"

static void case_zeros_and_blanks_do_not_count(void **state)
{
	static const char *const all[][2] = {{"ABC-7", "abc-7"},   {" 0042\r\n", "42"}, {"000", "0"}, {"00aB", "ab"},
					     {"0x1A", "0x1a"},     {"0", "0"},          {"", ""},     {"  ", ""},
					     {"0-1-Zz", "0-1-zz"}, {"007g", "007g"}};
	char out[CARRIER_ID], longest[CARRIER_ID + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		carrier_id_normal(all[i][0], out);
		assert_string_equal(out, all[i][1]);
	}
	memset(longest, 'x', sizeof(longest));
	longest[CARRIER_ID] = '\0';
	carrier_id_normal(longest, out);
	assert_string_equal(out, "");
	longest[CARRIER_ID - 1] = '\0';
	carrier_id_normal(longest, out);
	assert_int_equal(strlen(out), CARRIER_ID - 1);
}

static void hex_here_may_be_decimal_there(void **state)
{
	char forms[CARRIER_ID_FORMS][CARRIER_ID];

	(void)state;
	assert_int_equal(carrier_id_forms("0000002A", forms), 2);
	assert_string_equal(forms[0], "2a");
	assert_string_equal(forms[1], "42");
	assert_int_equal(carrier_id_forms("42", forms), 3);
	assert_string_equal(forms[1], "2a");
	assert_string_equal(forms[2], "66");
	/* The same in both is one; a UUID, or what is beyond 64 bits, is no number. */
	assert_int_equal(carrier_id_forms("7", forms), 1);
	assert_int_equal(carrier_id_forms("018f-77", forms), 1);
	assert_int_equal(carrier_id_forms("123456789012345678901234567890", forms), 1);
	assert_int_equal(carrier_id_forms(" ", forms), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(case_zeros_and_blanks_do_not_count),
		TEST(hex_here_may_be_decimal_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
