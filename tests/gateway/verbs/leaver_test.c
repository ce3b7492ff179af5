/* Somebody leaves who has open tickets, and a customer works here: said when it is imported, and by `check` for as long
 * as it holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/verbs/said.h"

#define PEOPLE "name,mobile,roles,station,language\n"

static char site[512];

static int build(void **state)
{
	(void)state;
	aide_folder(site, sizeof(site));
	aide_copy("scripts/sample/.", site);
	aide_copy("templates", site);
	aide_copy("handlers/repair.yaml", site);
	aide_change(site, "fieldgate.yaml", "[../../handlers/", "[");
	aide_change(site, "fieldgate.yaml", " ../../templates", " templates");
	return 0;
}

static int clear(void **state)
{
	(void)state;
	aide_remove(site);
	return 0;
}

#define TRY(with, ...) said_by(site, 0, with, (const char *const[]){aide_program(), __VA_ARGS__, NULL})

static void begin(void)
{
	TRY("", "import", "stations", "stations.csv");
	TRY("", "import", "people", "people.csv");
	TRY("", "import", "customers", "customers.csv");
	TRY("", "import", "machines", "machines.csv");
}

static void open_tickets_of_who_leaves_are_named(void **state)
{
	static const char left[] =
		"warning: Tom Baker has left with 2 open tickets: 10008, 10019; give them to somebody";

	(void)state;
	begin();
	TRY("10008", "open", "repair", "EC210-0042", "down", "noise");
	TRY("10019", "open", "repair", "EC480-0007", "down", "smoke");
	TRY("", "text", "13800000001", "派工 10008 23:59 Tom Baker");
	TRY("", "text", "13800000001", "派工 10019 23:59 Tom Baker");
	TRY("all well", "check");
	said_not("has left");
	aide_write(site, "leave.csv", PEOPLE "Tom Baker,13800000013,,,\n");
	TRY(left, "import", "people", "leave.csv", "--dry-run");
	TRY("all well", "check");
	said_not("has left");
	TRY(left, "import", "people", "leave.csv");
	TRY(left, "check");
	TRY("", "text", "13800000001", "派工 10008 23:59 李雷");
	TRY("Tom Baker has left with 1 open ticket: 10019; give it to somebody who is here", "check");
	TRY("", "text", "13800000001", "派工 10019 23:59 李雷");
	TRY("all well", "check");
	said_not("has left");
}

/* The number changes while the engineer is on the way: the ticket is still theirs, and who has the old number now gets
 * nothing of it. */
static void a_ticket_goes_on_under_the_new_number(void **state)
{
	(void)state;
	begin();
	TRY("10008", "open", "repair", "EC210-0042", "down", "noise");
	TRY("", "text", "13800000001", "派工 10008 23:59 李雷");
	aide_write(site, "moved.csv",
		   "name,mobile,roles,station,language,was\n李雷,13800000099,engineer,乌鲁木齐站,zh,13800000011\n"
		   "新人,13800000011,engineer,乌鲁木齐站,zh,\n");
	TRY("changed: 李雷", "import", "people", "moved.csv");
	TRY("10008", "text", "13800000099", "出发 10008 23:59");
	TRY("李雷", "show", "10008");
	said_not("新人");
}

static void a_customer_on_the_staff_is_named(void **state)
{
	static const char both[] =
		"warning: the mobile +8613800000011 is that of 李雷, who is on the staff and a customer at once";

	(void)state;
	begin();
	TRY("all well", "check");
	said_not("at once");
	aide_write(site, "both.csv", "name,mobile,class,language,sales_manager\n李雷,13800000011,A,zh,\n");
	TRY(both, "import", "customers", "both.csv");
	TRY(both, "check");
}

/* Not even an empty database. */
static void a_dry_run_makes_no_database(void **state)
{
	char database[700];

	(void)state;
	TRY("would import 2 stations (2 added, 0 changed, 0 unchanged); nothing was changed", "import", "stations",
	    "stations.csv", "--dry-run");
	snprintf(database, sizeof(database), "%s/fieldgate.db", site);
	assert_int_not_equal(access(database, F_OK), 0);
	TRY("stations.csv:2: new: ", "import", "stations", "stations.csv");
	assert_int_equal(access(database, F_OK), 0);
	TRY("2 unchanged); nothing was changed", "import", "--dry-run", "stations", "stations.csv");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, build, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(open_tickets_of_who_leaves_are_named),
		TEST(a_ticket_goes_on_under_the_new_number),
		TEST(a_customer_on_the_staff_is_named),
		TEST(a_dry_run_makes_no_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
