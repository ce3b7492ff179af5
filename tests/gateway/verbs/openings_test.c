/* `import openings`: a ticket for each row, once for each key; nothing at all where a row does not hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/verbs/said.h"

#define PURCHASE "tests/talks/purchase"

static char site[512];

static int build(void **state)
{
	(void)state;
	aide_folder(site, sizeof(site));
	aide_copy("scripts/sample/.", site);
	aide_copy("templates", site);
	aide_copy(PURCHASE "/templates", site);
	aide_copy(PURCHASE "/fieldgate.yaml", site);
	aide_copy(PURCHASE "/purchase.yaml", site);
	aide_copy(PURCHASE "/borrow.yaml", site);
	aide_copy("handlers/repair.yaml", site);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	aide_remove(site);
	return 0;
}

#define TRY(with, ...) said_by(site, 0, with, (const char *const[]){aide_program(), __VA_ARGS__, NULL})
#define FAIL(with, ...) said_by(site, 1, with, (const char *const[]){aide_program(), __VA_ARGS__, NULL})

static void begin(void)
{
	TRY("", "import", "stations", "stations.csv");
	TRY("", "import", "people", "people.csv");
	TRY("", "import", "customers", "customers.csv");
	TRY("", "import", "machines", "machines.csv");
}

static void a_key_opens_one_ticket(void **state)
{
	(void)state;
	begin();
	aide_write(site, "o.csv",
		   "flow,key,machine,customer,station,words,deposit,owner\n"
		   "borrow,1,EC210-0042,,,扳手,500,\n"
		   "purchase,1,,,,机油,,李雷\n"
		   "borrow,2,NONE-1,,库尔勒站,钳子,800,\n");
	TRY("would import 3 openings (3 added, 0 changed, 0 unchanged); nothing was changed", "import", "openings",
	    "o.csv", "--dry-run");
	TRY("o.csv:4: warning: there is no machine `NONE-1`", "import", "openings", "o.csv", "--dry-run");
	TRY("imported 3 openings (3 added, 0 changed, 0 unchanged)", "import", "openings", "o.csv");
	TRY("imported 3 openings (0 added, 0 changed, 3 unchanged)", "import", "openings", "o.csv");
	aide_write(site, "o.csv",
		   "key,flow,words,deposit\n"
		   "3,borrow,锤子,900\n"
		   "2,borrow,钳子,800\n");
	TRY("o.csv:2: new: 3 (borrow)", "import", "openings", "o.csv");
	TRY("锤子", "list");
	TRY("钳子", "show", "10024");
	TRY("800 yuan", "show", "10024");
	TRY("the ledger holds: 4 events", "audit");
}

/* A list of the maker's comes again with another day in it: the open ticket has that day, and one that has ended stays. */
static void a_known_key_brings_its_ticket_up_to_date(void **state)
{
	(void)state;
	begin();
	aide_write(site, "o.csv", "flow,key,words,deposit,back_by,remark\nborrow,1,x,500,2030-12-01,with its case\n");
	TRY("1 added", "import", "openings", "o.csv");
	aide_write(site, "o.csv", "flow,key,words,deposit,back_by,remark\nborrow,1,x,500,2030-12-15,without\n");
	TRY("o.csv:2: changed: 1 (borrow): back_by 2030-12-01 -> 2030-12-15; remark with its case -> without", "import",
	    "openings", "o.csv", "--dry-run");
	TRY("2030-12-01", "show", "10008", "--json");
	TRY("o.csv:2: changed: 1 (borrow): back_by 2030-12-01 -> 2030-12-15", "import", "openings", "o.csv");
	TRY("2030-12-15", "show", "10008", "--json");
	TRY("without", "show", "10008");
	TRY("1 unchanged", "import", "openings", "o.csv");
	TRY("the ledger holds: 2 events", "audit");
	TRY("", "text", "+8613800000043", "不购 10008");
	aide_write(site, "o.csv", "flow,key,words,deposit\nborrow,1,x,900\n");
	TRY("o.csv:2: warning: ticket 10008 has ended and stays as it is", "import", "openings", "o.csv");
	TRY("500 yuan", "show", "10008");
}

static void nothing_is_opened_where_a_row_does_not_hold(void **state)
{
	(void)state;
	begin();
	aide_write(site, "o.csv",
		   "flow,key,words,deposit,owner\n"
		   "borrow,1,x,500,\n"
		   "borow,2,x,,\n"
		   "borrow,,x,5,\n"
		   "borrow,3,,500,李雷\n"
		   "borrow,1,x,500,\n");
	FAIL("o.csv:3: error: there is no flow `borow`; did you mean `borrow`?", "import", "openings", "o.csv");
	FAIL("o.csv:4: error: `key` is empty", "import", "openings", "o.csv");
	FAIL("o.csv:4: error: \"deposit\": \"5\" is not a number", "import", "openings", "o.csv");
	FAIL("o.csv:5: error: `words` is empty", "import", "openings", "o.csv");
	FAIL("the flow \"borrow\" has no field \"owner\"", "import", "openings", "o.csv");
	FAIL("o.csv:6: error: `1` is in line 2 already", "import", "openings", "o.csv");
	TRY("the ledger holds: 0 events", "audit");
}

static int build_department(void **state)
{
	(void)state;
	aide_folder(site, sizeof(site));
	aide_copy("scripts/department/.", site);
	aide_copy("templates", site);
	aide_copy("handlers", site);
	aide_change(site, "fieldgate.yaml", " ../../templates", " templates");
	for (int i = 0; i < 7; i++)
		aide_change(site, "fieldgate.yaml", " ../../handlers", " handlers");
	return 0;
}

/* The maker's list of a campaign, taken in twice: a ticket for each machine, with its closing date. */
static void a_campaign_is_a_ticket_for_each_machine(void **state)
{
	(void)state;
	TRY("all well", "check");
	begin();
	TRY("new: SB-2611/EC480-0007 (campaign)", "import", "openings", "campaign.csv");
	TRY("3 unchanged", "import", "openings", "campaign.csv");
	TRY("EC950-0001", "list");
	TRY("2027-02-28 18:00", "show", "10019");
	TRY("the ledger holds: 3 events", "audit");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_key_opens_one_ticket, build, clear),
		cmocka_unit_test_setup_teardown(a_known_key_brings_its_ticket_up_to_date, build, clear),
		cmocka_unit_test_setup_teardown(nothing_is_opened_where_a_row_does_not_hold, build, clear),
		cmocka_unit_test_setup_teardown(a_campaign_is_a_ticket_for_each_machine, build_department, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
