/* `fieldgate forget` as an administrator calls it: alone, and beside a gateway that serves. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/database_bytes.h"
#include "tests/gateway/road.h"

static char said[65536];

#define SAYS(r, code, what, ...) \
	expect((code), (what), peer_run(&(r)->site, said, sizeof(said), __VA_ARGS__, (char *)NULL))

static void expect(int code, const char *what, int got)
{
	if (got != code || !strstr(said, what))
		fail_msg("exits %d, not %d, or does not say `%s`:\n%s", got, code, what, said);
}

/* 李雷 has a ticket. */
static void play(struct road *r, char number[32])
{
	char text[128];

	SAYS(r, 0, "", "open", "repair", "EC210-0042", "down", "noise");
	snprintf(number, 32, "%.*s", (int)strcspn(said, "\n"), said);
	snprintf(text, sizeof(text), "派工 %s 23:59 李雷", number);
	SAYS(r, 0, number, "text", HEAD, text);
	snprintf(text, sizeof(text), "出发 %s 1小时", number);
	SAYS(r, 0, number, "text", ENGINEER, text);
}

static void end(struct road *r, const char *number)
{
	char text[128];

	snprintf(text, sizeof(text), "取消 %s 客户不修了", number);
	SAYS(r, 0, number, "text", AGENT, text);
}

static void whoever_has_an_open_ticket_is_not_forgotten(void **state)
{
	struct road r = {0};
	char number[32], words[128];

	(void)state;
	peer_make(&r.site);
	play(&r, number);
	snprintf(words, sizeof(words), "李雷 leads, or is named in, open ticket %s; give it to somebody else first",
		 number);
	SAYS(&r, 1, words, "forget", "李雷");
	snprintf(words, sizeof(words), "王建国 is the customer of open ticket %s; close or cancel it first", number);
	SAYS(&r, 1, words, "forget", CUSTOMER);
	SAYS(&r, 1, "nobody is called `李雪`; did you mean `李雷`?", "forget", "李雪");
	SAYS(&r, 1, "nobody has the number +8613812345678", "forget", "13812345678");
	SAYS(&r, 2, "usage", "forget");
	end(&r, number);
	SAYS(&r, 0, "nothing was changed", "forget", "--dry-run", "李雷");
	assert_true(database_has(r.site.database, ENGINEER));
	peer_clear(&r.site);
}

static void the_ledger_holds_and_the_number_is_free(void **state)
{
	struct road r = {0};
	char number[32];

	(void)state;
	peer_make(&r.site);
	play(&r, number);
	end(&r, number);
	SAYS(&r, 0, "the ledger holds", "audit");
	SAYS(&r, 0, "forgot 李雷 (" ENGINEER ")", "forget", "李雷");
	SAYS(&r, 0, "the ledger holds", "audit");
	assert_false(database_has(r.site.database, ENGINEER) || database_has(r.site.database, "李雷"));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE ticket = 0 AND flow = '-' AND code = 'forget' "
				      "AND by = 0 AND change = 'person=2'"),
			 1);
	SAYS(&r, 0, "", "export", "people");
	assert_null(strstr(said, "李雷"));
	assert_null(strstr(said, "#2"));
	SAYS(&r, 0, "已注销#2", "show", number);
	SAYS(&r, 1, "nobody is called `李雷`", "forget", "李雷");
	SAYS(&r, 0, "nobody has this number", "text", ENGINEER, "我的");
	SAYS(&r, 0, "(1 added", "import", "people", "scripts/sample/people.csv");
	SAYS(&r, 0, "", "text", ENGINEER, "帮助");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM mobile WHERE number = '" ENGINEER "' AND person <> 2"), 1);
	peer_clear(&r.site);
}

/* What it holds in memory is read anew, and what the broker retains is written anew. */
static void beside_a_gateway_that_serves(void **state)
{
	struct road r = {0};
	const struct heard *m;
	char number[32], topic[64];
	size_t from;
	json_t *reply;

	(void)state;
	road_begin(&r);
	from = client_heard(r.desk);
	road_send(
		&r, "ticket/open", "o-1",
		json_pack("{s:s, s:s, s:s, s:s}", "id", "o-1", "flow", "repair", "fault", "noise", "customer", "李雷"));
	reply = road_reply(&r, from, "o-1");
	snprintf(number, sizeof(number), "%s", json_string_value(json_object_get(reply, "ticket")));
	json_decref(reply);
	snprintf(topic, sizeof(topic), "ticket/%s", number);
	assert_non_null(client_wait(r.desk, from, topic, "李雷"));
	from = client_heard(r.desk);
	SAYS(&r, 0, "forgot 李雷", "forget", "李雷");
	assert_non_null(client_wait(r.desk, from, "event/-/forget", "\"forget\""));
	m = client_wait(r.desk, from, topic, "reported");
	assert_true(m && m->retain == 0 && !memmem(m->payload, m->n, "李雷", strlen("李雷")));
	road_mo(&r, "m-1", ENGINEER, "帮助");
	road_ok(&r, from, "m-1");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'unknown'"), 1);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	SAYS(&r, 0, "the ledger holds", "audit");
	assert_false(database_has(r.site.database, "李雷"));
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_has_an_open_ticket_is_not_forgotten),
		cmocka_unit_test(the_ledger_holds_and_the_number_is_free),
		cmocka_unit_test(beside_a_gateway_that_serves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
