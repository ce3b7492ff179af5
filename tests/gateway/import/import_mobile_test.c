/* Numbers as spreadsheets, chats and hurry leave them: read as what they are, or not at all. */
#include "tests/gateway/import/import_bench.h"

#include <stdio.h>

#include "gateway/command/verb.h"

static void a_spoilt_number_is_refused_with_the_mend(void **state)
{
	static const struct {
		const char *number, *says;
	} all[] = {
		{"13800000011.0",
		 "with a fraction, as a spreadsheet makes it; make the column text and write `13800000011`"},
		{"13800000011.00", "write `13800000011`"},
		{"13800000011.000", "write `13800000011`"},
		{"13800000011.5", "with a fraction"},
		{"+8613800000011.0", "write `+8613800000011`"},
		{"138 0000 0011.0", "with a fraction"},
		{"\"13800000011,0\"", "with a fraction"},
		{"\xE2\x80\x8E"
		 "13800000011.0",
		 "write `13800000011`"},
		{"1.38E+10", "a spreadsheet has rounded, so its digits are lost"},
		{"1.38e10", "its digits are lost"},
		{"\"1,38E+10\"", "its digits are lost"},
		{"1E10", "its digits are lost"},
		{"1380000001",
		 "is too short: it is +861380000001, and behind +86 a mobile number has 11 digits, not 10"},
		{"+86 138 0000 01", "is too short"},
		{"0086 1380000001", "is too short"},
		{"8613800000", "is too short"},
		{"+1 555 01234", "behind +1 a mobile number has 10 digits, not 8"},
		{"+4475123456", "behind +44 a mobile number has 10 digits, not 8"},
		{"+7912345678", "behind +7 a mobile number has 10 digits, not 9"},
		{"13800000011x", "is no mobile number"},
		{"13800000011\xC2\xB2", "is no mobile number"}, /* a raised 2 */
		{"\xE2\x80\x8B", "is no mobile number"},
	};
	struct bench *b = *state;
	char csv[256];

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(csv, sizeof(csv), STAFF "李,%s,engineer,,\n", all[i].number);
		if (import(b, "people", csv) != VERB_FAULTY)
			fail_msg("taken: %s", all[i].number);
		has_fault(b, 2, all[i].says);
		has_faults(b, 1);
	}
}

/* Who has never seen a number of another country is shown one of their own. */
static void the_example_is_a_number_of_the_installations_country(void **state)
{
	static const struct {
		const char *country, *example;
	} all[] = {{"86", "like +8613800000001"},
		   {"44", "like +447700900001"},
		   {"65", "like +6577009000"},
		   {"999", "like +999770090000"}};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(b->setup.country, sizeof(b->setup.country), "%s", all[i].country);
		assert_int_equal(import(b, "people", STAFF "Tim,abc,engineer,,\n"), VERB_FAULTY);
		has_fault(b, 2, all[i].example);
		assert_int_equal(import(b, "people", STAFF "Tim,,engineer,,\n"), VERB_FAULTY);
		has_fault(b, 2, all[i].example);
	}
}

/* An installation that has not said its country takes no number for another's. */
static void without_a_country_a_number_has_its_own_code(void **state)
{
	struct bench *b = *state;

	b->setup.country[0] = '\0';
	assert_int_equal(import(b, "people", STAFF "Tim,07700 900123,engineer,,\nAnn,447700900124,engineer,,\n"),
			 VERB_FAULTY);
	has_fault(b, 2,
		  "`07700 900123` has no country's code, and the configuration says none; write it like "
		  "+447700900001, or `country_code: 44`");
	has_fault(b, 3, "`447700900124` has no country's code");
	assert_int_equal(import(b, "people", STAFF "Tim,+44 7700 900123,engineer,,\nAnn,00447700900124,engineer,,\n"),
			 VERB_DONE);
	assert_true(owner(b, "+447700900123") && owner(b, "+447700900124"));
}

static void marks_that_nobody_sees_are_dropped(void **state)
{
	static const char *const all[] = {
		"\xE2\x80\x8B"
		"13800000011", /* U+200B, no width */
		"\xE2\x80\xAA"
		"13800000011"
		"\xE2\x80\xAC", /* U+202A … U+202C, as Windows copies a contact */
		"\xE2\x80\xAD"
		"+8613800000011"
		"\xE2\x80\xAC", /* U+202D */
		"\xC2\xA0"
		"13800000011"
		"\xC2\xA0", /* NBSP */
		"\xEF\xBB\xBF"
		"13800000011", /* a byte order mark within the file */
		"138\xE2\x80\xAF"
		"0000\xE2\x80\x89"
		"0011", /* narrow blanks between groups */
		"\xE2\x81\xA0"
		"13800000011\xE2\x80\x8E", /* U+2060, U+200E */
		"\xE3\x80\x80"
		"13800000011\xC2\xAD", /* a wide blank, a soft hyphen */
		"\xE2\x81\xA6"
		"13800000011\xE2\x81\xA9", /* U+2066 … U+2069 */
	};
	struct bench *b = *state;
	int64_t id;
	char csv[256];

	assert_int_equal(import(b, "people", STAFF "李,13800000011,engineer,,\n"), VERB_DONE);
	id = owner(b, "+8613800000011");
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(csv, sizeof(csv), STAFF "李,%s,engineer,,\n", all[i]);
		if (import(b, "people", csv) != VERB_DONE)
			fail_msg("the number with marks number %zu: %s", i, b->faults.all[0].what);
		assert_int_equal(b->count.unchanged, 1);
		assert_int_equal(owner(b, "+8613800000011"), id);
	}
	/* Around each of several, and where somebody is named by a number. */
	assert_int_equal(import(b, "customers",
				CUSTOMERS "王,13900000001;\xE2\x80\x8B"
					  "13900000002,,,\n张,13900000003,,,\n"),
			 VERB_DONE);
	assert_int_equal(owner(b, "+8613900000001"), owner(b, "+8613900000002"));
	assert_int_equal(import(b, "customers",
				CUSTOMERS_WAS "张,13900000004,,,,\xC2\xA0"
					      "13900000003\n"),
			 VERB_DONE);
	assert_int_equal(b->count.added, 0);
	assert_int_equal(import(b, "people", STAFF "赵,13800000021,sales_manager,,\n"), VERB_DONE);
	assert_int_equal(import(b, "customers",
				CUSTOMERS "张,13900000004,,,\xE2\x80\xAA"
					  "13800000021\n"),
			 VERB_DONE);
	assert_int_equal(import(b, "machines",
				MACHINES "A-1,M,\xE2\x80\xAA"
					 "13900000004,,,,,,\n"),
			 VERB_DONE);
}

static void numbers_of_other_countries_are_taken(void **state)
{
	static const char *const all[] = {"+1 415 555 0123", "+447700900123", "+7 912 345-67-89", "+4791234567",
					  "+3581234567",     "+998901234567", "+6591234567",      "(138) 0000.0011"};
	struct bench *b = *state;
	char csv[256];

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(csv, sizeof(csv), STAFF "Person %zu,%s,engineer,,\n", i, all[i]);
		if (import(b, "people", csv) != VERB_DONE)
			fail_msg("%s: %s", all[i], b->faults.all[0].what);
	}
}

static void semicolons_for_commas_are_said_once(void **state)
{
	struct bench *b = *state;

	assert_int_equal(
		import(b, "people", "name;mobile;roles;station;language\n李;13800000011;engineer;;\n王;x;y;;\n"),
		VERB_FAULTY);
	has_fault(b, 1, "semicolons stand here where commas should; save the file as CSV with commas");
	has_faults(b, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_spoilt_number_is_refused_with_the_mend),
		TEST(the_example_is_a_number_of_the_installations_country),
		TEST(without_a_country_a_number_has_its_own_code),
		TEST(marks_that_nobody_sees_are_dropped),
		TEST(numbers_of_other_countries_are_taken),
		TEST(semicolons_for_commas_are_said_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
