/* A small house lacks roles of which the flows speak: one warning for each, and no fault. The sample and what `init` writes
 * lack none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/verbs/said.h"

static char top[512], site[700];

static int build(void **state)
{
	(void)state;
	aide_folder(top, sizeof(top));
	snprintf(site, sizeof(site), "%s/house", top);
	said_by(top, 0, "", (const char *const[]){aide_program(), "init", "house", NULL});
	return 0;
}

static int clear(void **state)
{
	(void)state;
	aide_remove(top);
	return 0;
}

#define TRY(...) said_by(site, 0, "", (const char *const[]){aide_program(), __VA_ARGS__, NULL})

static size_t times(const char *what)
{
	size_t n = 0;

	for (const char *at = said; (at = strstr(at, what)); at++)
		n++;
	return n;
}

static void what_init_writes_lacks_nobody(void **state)
{
	(void)state;
	TRY("import", "stations", "example/stations.csv");
	TRY("import", "people", "example/people.csv");
	TRY("check");
	assert_int_equal(times("warning"), 0);
}

static void each_role_that_a_small_house_lacks_is_warned_of_once(void **state)
{
	static const char *const lacks[] = {"sales_manager",   "sales_director",  "unit_manager", "service_director",
					    "service_manager", "general_manager", "headquarters"};

	(void)state;
	aide_write(site, "people.csv",
		   "name,mobile,roles,station,language\nAnn Hill,13800000051,station_head,,en\n"
		   "Bob Stone,13800000052,engineer,,en\nEve Park,13800000053,agent,,en\n");
	TRY("import", "people", "people.csv");
	TRY("check");
	for (size_t i = 0; i < sizeof(lacks) / sizeof(*lacks); i++) {
		char what[64];

		snprintf(what, sizeof(what), "warning: nobody has the role `%s`", lacks[i]);
		assert_int_equal(times(what), 1);
	}
	assert_int_equal(times("warning"), sizeof(lacks) / sizeof(*lacks));
	assert_int_equal(times("nobody can send `approve`, `refuse`"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_init_writes_lacks_nobody, build, clear),
		cmocka_unit_test_setup_teardown(each_role_that_a_small_house_lacks_is_warned_of_once, build, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
