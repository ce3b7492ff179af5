#include "handlers/people/mention.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct mention m;

static bool named(const char *s)
{
	return mention_in(&m, s, strlen(s)) == MENTION_FOUND;
}

static void begin(const char *name, const char *number)
{
	m = (struct mention){.country = "86"};
	assert_true(mention_of_name(&m, name));
	if (number)
		mention_of_number(&m, number);
}

static void a_name_is_found_however_it_is_written(void **state)
{
	(void)state;
	begin("李雷", NULL);
	assert_true(named("派工 14:00 李雷"));
	assert_true(named("{\"text\":\"\\u674e\\u96f7 comes\"}"));
	assert_true(named("text=%E6%9D%8E%e9%9b%b7&x=1"));
	assert_false(named("李 雷雨"));
	assert_false(named(""));
	begin("Li Lei", NULL);
	assert_true(named("ask LI  lei."));
	assert_true(named("{\"text\":\"a\\nli lei\"}"));
}

static void a_latin_name_stands_alone(void **state)
{
	(void)state;
	begin("Ed", NULL);
	assert_true(named("for ed"));
	assert_true(named("Ed: here"));
	assert_true(named("needed by Ed"));
	assert_false(named("needed"));
	assert_false(named("edit"));
}

static void a_number_is_found_however_it_is_grouped(void **state)
{
	(void)state;
	begin("x", "+8613800000011");
	assert_true(named("{\"from\":\"+8613800000011\"}"));
	assert_true(named("call 138 0000 0011 now"));
	assert_true(named("0086-138-0000-0011"));
	assert_true(named("013800000011"));
	assert_true(named("at 16:30 138.0000.0011"));
	assert_true(named("１３８００００００１１"));
	assert_false(named("13800000012"));
	assert_false(named("9138000000110"));
}

static void a_short_number_is_not_found_within_another(void **state)
{
	char many[1200];

	(void)state;
	begin("x", "+49234567");
	assert_true(mention_is_number(&m, "+49234567"));
	assert_false(mention_is_number(&m, "+8649234567"));
	assert_true(named("+49 234567"));
	assert_false(named("+8613849234567"));
	assert_false(named("492345678"));
	memset(many, '1', sizeof(many));
	strcpy(many + 900, " 49234567");
	assert_true(named(many));
}

/* Else every text would have it. */
static void what_is_no_number_is_none(void **state)
{
	(void)state;
	begin("x", "10086");
	mention_of_number(&m, "+86138****0011");
	assert_int_equal(m.numbers_n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_found_however_it_is_written),
		cmocka_unit_test(a_latin_name_stands_alone),
		cmocka_unit_test(a_number_is_found_however_it_is_grouped),
		cmocka_unit_test(a_short_number_is_not_found_within_another),
		cmocka_unit_test(what_is_no_number_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
