#include "gateway/init/machine_zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"

static char etc[600];

static int begin(void **state)
{
	(void)state;
	aide_folder(etc, sizeof(etc));
	return unsetenv("TZ");
}

static int end(void **state)
{
	(void)state;
	aide_remove(etc);
	return unsetenv("TZ");
}

static void is(const char *wanted)
{
	char zone[64] = "";
	bool found = machine_zone(etc, zone, sizeof(zone));

	assert_int_equal(found, *wanted != '\0');
	if (found)
		assert_string_equal(zone, wanted);
}

static void local_time_is(const char *target)
{
	char path[700];

	snprintf(path, sizeof(path), "%s/localtime", etc);
	unlink(path);
	assert_int_equal(symlink(target, path), 0);
}

static void the_environment_says_it_before_the_files(void **state)
{
	(void)state;
	is("");
	aide_write(etc, "timezone", "%s", "Asia/Urumqi\n");
	is("Asia/Urumqi");
	local_time_is("/usr/share/zoneinfo/Europe/London");
	is("Europe/London");
	setenv("TZ", ":America/Chicago", 1);
	is("America/Chicago");
}

/* A rule or a file in TZ, a zone that this computer does not know, a file that is no link: the next one counts. */
static void what_is_no_name_is_passed_over(void **state)
{
	(void)state;
	aide_write(etc, "timezone", "%s", "");
	setenv("TZ", "CST-8", 1);
	is("");
	setenv("TZ", "/etc/localtime", 1);
	is("");
	setenv("TZ", "", 1);
	aide_write(etc, "localtime", "%s", "TZif");
	is("");
	local_time_is("../usr/share/zoneinfo/Europe/Atlantis");
	is("");
	local_time_is("../usr/share/zoneinfo/Europe/Berlin");
	is("Europe/Berlin");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_environment_says_it_before_the_files, begin, end),
		cmocka_unit_test_setup_teardown(what_is_no_name_is_passed_over, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
