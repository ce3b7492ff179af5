/* Routes: who is reached by which channel. What is wrong with them is in setup_slips_test.c. */
#include "gateway/config/route.h"
#include "tests/langs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct setup setup = {
	.default_channel = "sms",
	.roles = {.own = {{.name = "crane_boss"}, {.name = "rigger"}}, .own_n = 2},
	.routes = {{.prefix = "+7", .role = ENGINEER, .lang = -1, .channel = "beeline"},
		   {.prefix = "+7", .role = -1, .lang = EN, .channel = "office"},
		   {.prefix = "", .role = -1, .lang = EN, .channel = "abroad"},
		   {.prefix = "", .role = ROLES + 1, .lang = -1, .channel = "crane"},
		   {.prefix = "+86139", .role = -1, .lang = -1, .channel = "mobile"}},
	.routes_n = 5,
};

static void goes(const char *number, uint32_t roles, enum lang lang, const char *channel)
{
	assert_string_equal(route_channel(&setup, number, roles, lang), channel);
}

static void all_that_a_route_says_must_fit_and_the_first_counts(void **state)
{
	(void)state;
	goes("+77011234567", ROLE_BIT(ENGINEER) | ROLE_BIT(AGENT), EN, "beeline");
	goes("+77011234567", ROLE_BIT(AGENT), EN, "office");
	goes("+77011234567", ROLE_BIT(AGENT), ZH, "sms");
	goes("+77011234567", 0, EN, "office");
	goes("+8613900000001", 0, EN, "abroad");
	goes("+8613900000001", 0, ZH, "mobile");
	goes("+8613800000001", ROLE_BIT(ENGINEER), ZH, "sms");
	goes("+8613800000001", ROLE_BIT(ROLES + 1), ZH, "crane"); /* a role of the installation's own */
	goes("+8613800000001", ROLE_BIT(ROLES), ZH, "sms");
	goes("desk", ROLE_BIT(AGENT), ZH, "sms");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_that_a_route_says_must_fit_and_the_first_counts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
