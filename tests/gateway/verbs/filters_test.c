/* Lists of some tickets, people and texts: by whom, where, which and since when; and what is said of a filter that means
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/verbs/said.h"

static struct peer_site site;

#define SAYS(code, what, ...) \
	said_by(site.dir, (code), (what), (const char *const[]){aide_program(), __VA_ARGS__, NULL})

/* 10008 and 10019 are the first station's, and 李雷 has the first; 10024 is cancelled. */
static int build(void **state)
{
	(void)state;
	peer_make(&site);
	SAYS(0, "10008", "open", "repair", "EC210-0042", "down", "noise");
	SAYS(0, "10019", "open", "repair", "EC480-0007", "smoke");
	SAYS(0, "10024", "open", "repair", "L120-0003", "leak");
	SAYS(0, "10008", "text", "13800000001", "派工 10008 23:59 李雷");
	SAYS(0, "10024", "text", "13800000041", "取消 10024 客户取消");
	SAYS(0, "nobody has this number", "text", "13811112222", "hello");
	return 0;
}

static int clear(void **state)
{
	(void)state;
	peer_clear(&site);
	return 0;
}

static void tickets_by_each_filter(void **state)
{
	static const struct {
		const char *option, *value;
		bool first, second, third;
	} all[] = {
		{"--lead", "李雷", true, false, false},
		{"--lead", "+8613800000011", true, false, false},
		{"--lead", "韩梅", false, false, false},
		{"--machine", "ec480-0007", false, true, false},
		{"--customer", "王建国", true, false, false},
		{"--station", "乌鲁木齐站", true, true, false},
		{"--station", "库尔勒站", false, false, false},
		{"--state", "reported", false, true, false},
		{"--state", "cancelled", false, false, true},
		{"--flow", "repair", true, true, false},
		{"--limit", "1", false, true, false},
		{"--since", "2020-01-01", true, true, false},
		{"--since", "2990-01-01 09:00", false, false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		SAYS(0, "ticket,flow,", "list", "--csv", all[i].option, all[i].value);
		if (!strstr(said, "\n10008,") == all[i].first || !strstr(said, "\n10019,") == all[i].second ||
		    !strstr(said, "\n10024,") == all[i].third)
			fail_msg("%s %s lists\n%s", all[i].option, all[i].value, said);
	}
	SAYS(0, "\n10024,", "list", "--csv", "--all", "--machine", "L120-0003");
	said_not("10008");
	SAYS(0, "\n10024,", "list", "--csv", "--all", "--station", "乌鲁木齐站", "--state", "cancelled");
	said_not("10008");
	SAYS(0, "ticket,flow,clock", "list", "--csv", "--late", "--lead", "李雷");
}

static void what_no_filter_means_is_said(void **state)
{
	(void)state;
	SAYS(1, "there is no state `en_rout`; did you mean `en_route`?", "list", "--state", "en_rout");
	SAYS(1, "there is no state `x`; those there are: `reported`, `dispatched`", "list", "--state", "x");
	SAYS(1, "there is no station `x`; those there are: `乌鲁木齐站`, `库尔勒站`", "list", "--station", "x");
	SAYS(1, "there is no flow `repiar`; did you mean `repair`?", "list", "--flow", "repiar");
	SAYS(1, "nobody is called `李累`; did you mean `李雷`?", "list", "--lead", "李累");
	SAYS(1, "李雷 is no customer; `fieldgate list customers`", "list", "--customer", "李雷");
	SAYS(1, "there is no machine `x`; `fieldgate list machines`", "list", "--machine", "x");
	SAYS(1, "there is no role `enginer`; did you mean `engineer`?", "list", "people", "--role", "enginer");
	SAYS(2, "`yesterday` is no day; write one as 2026-11-21", "list", "--since", "yesterday");
	SAYS(2, "`0` is no limit; write a number from 1 to 10000", "list", "--limit", "0");
	SAYS(2, "`--role` does not go with this list", "list", "--role", "engineer");
	SAYS(2, "`--lead` does not go with this list", "list", "people", "--lead", "李雷");
	SAYS(2, "whose texts?", "list", "texts");
	SAYS(2, "`list machines` takes nothing behind it", "list", "machines", "EC210-0042");
}

static void people_by_role_and_station(void **state)
{
	(void)state;
	SAYS(0, "李雷,", "list", "people", "--csv", "--role", "engineer");
	said_not("阿里木");
	SAYS(0, "刘洋,", "list", "people", "--csv", "--role", "engineer", "--station", "库尔勒站");
	said_not("李雷");
	SAYS(0, "买买提,", "list", "people", "--csv", "--station", "库尔勒站");
	said_not("吴敏");
}

static void texts_of_one_in_order_of_time(void **state)
{
	const char *came, *went;

	(void)state;
	SAYS(0, "at,way,number,channel,ticket,state,why,text\n", "list", "texts", "阿里木", "--csv");
	came = strstr(said, ",in,+8613800000001,hand,10008,done,,派工 10008 23:59 李雷\n");
	went = strstr(said, ",out,+8613800000001,sms,10008,ready,,\"新报修 10008");
	assert_true(came && went && went < came);
	SAYS(0, "note: there are older ones; add --before", "list", "texts", "阿里木", "--csv", "--limit", "1");
	said_not(",in,");
	SAYS(0, "at,way", "list", "texts", "阿里木", "--csv", "--before", "2020-01-01");
	said_not("10008");
	SAYS(0, "at,way", "list", "texts", "阿里木", "--csv", "--since", "2990-01-01");
	said_not("10008");
	SAYS(0, "\"way\":\"out\"", "list", "texts", "13800000011", "--json");
	said_not("\"way\":\"in\"");
	SAYS(0, ",in,+8613811112222,hand,,unknown,,hello\n", "list", "texts", "138 1111 2222", "--csv");
	SAYS(1, "nobody is called `x`", "list", "texts", "x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tickets_by_each_filter),
		cmocka_unit_test(what_no_filter_means_is_said),
		cmocka_unit_test(people_by_role_and_station),
		cmocka_unit_test(texts_of_one_in_order_of_time),
	};

	return cmocka_run_group_tests(tests, build, clear);
}
