/* GET /v1/tickets?q=: what is found by a few words, and by whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

#define AMONG "%E7%8E%8B" /* the first character of the customer's name */
#define LEADS "%E6%9D%8E" /* and of the engineer's */

static size_t found(const struct road *r, const char *query, const char *token)
{
	char path[2048];

	snprintf(path, sizeof(path), "tickets?%s", query);
	assert_int_equal(asker_get(r, path, token), 200);
	return asker_items();
}

static void text(const struct road *r, const char *token, const char *ticket, const char *words)
{
	char body[300], outcome[32];

	snprintf(body, sizeof(body), "{\"text\":\"%s\",\"ticket\":\"%s\"}", words, ticket);
	assert_int_equal(asker_ask(r, "POST", "texts", token, "", body), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "done");
}

static void it_is_found_by_number_serial_name_and_phone(void **state)
{
	static const char *const hits[] = {"q=EC21", "q=ec210-0042", "q=" AMONG, "q=13900000001", "q=%2B8613900000001"};
	static const char *const misses[] = {
		"q=C210",      "q=EC2100",           "q=1390000000",           "q=0042", "q=%25", "q=_",
		"q=%E5%9B%BD", "q=%27%20OR%201=1--", "q=99999999999999999999", "q=%01"};
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], number[32], query[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	road_opened(&r, "o-1", number);
	snprintf(query, sizeof(query), "q=%s", number);
	assert_int_equal(found(&r, query, agent), 1);
	for (size_t i = 0; i < sizeof(hits) / sizeof(*hits); i++)
		assert_int_equal(found(&r, hits[i], agent), 1);
	for (size_t i = 0; i < sizeof(misses) / sizeof(*misses); i++)
		assert_int_equal(found(&r, misses[i], agent), 0);
	assert_int_equal(found(&r, "q=" LEADS, agent), 0);
	text(&r, head, number, "派工 李雷 明天9点");
	assert_int_equal(found(&r, "q=" LEADS, agent), 1);
	assert_int_equal(found(&r, "q=13800000011", agent), 1);
	/* The filters hold beside it. */
	assert_int_equal(found(&r, "q=EC21&state=reported", agent), 0);
	assert_int_equal(found(&r, "q=EC21&lead=13800000011", agent), 1);
	road_end(&r);
}

/* A number names the ticket itself; what only begins so is looked for among the open ones. */
static void an_ended_one_is_found_by_its_number(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], number[32], query[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	road_opened(&r, "o-1", number);
	text(&r, agent, number, "取消 重复");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE ended IS NULL"), 0);
	snprintf(query, sizeof(query), "q=%s", number);
	assert_int_equal(found(&r, query, agent), 1);
	strcat(query, "&open=true");
	assert_int_equal(found(&r, query, agent), 0);
	assert_int_equal(found(&r, "q=EC21", agent), 0);
	assert_int_equal(found(&r, "q=EC21&open=false", agent), 1);
	assert_int_equal(found(&r, "q=" AMONG, agent), 0);
	assert_int_equal(found(&r, "q=" AMONG "&open=false", agent), 1);
	road_end(&r);
}

static void who_may_not_see_finds_nothing(void **state)
{
	struct road r = {0};
	char other[TOKEN], unit[TOKEN], number[32], query[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "买买提", other);
	asker_token(&r, "孙丽", unit);
	road_opened(&r, "o-1", number);
	snprintf(query, sizeof(query), "q=%s", number);
	assert_int_equal(found(&r, query, other), 0);
	assert_int_equal(found(&r, "q=EC21", other), 0);
	assert_int_equal(found(&r, "q=13900000001", other), 0);
	assert_int_equal(found(&r, "q=" AMONG "&open=false&after=99999999", other), 0);
	/* Who need not call cannot try customers' numbers. */
	assert_int_equal(found(&r, "q=EC21", unit), 1);
	assert_int_equal(found(&r, "q=13900000001", unit), 0);
	asker_get(&r, "tickets?q=EC21", NULL);
	asker_refused(401, "fieldgate token add");
	asker_get(&r, "tickets?q=EC21", NOBODYS);
	asker_refused(401, "not known");
	road_end(&r);
}

static void it_goes_on_page_by_page(void **state)
{
	struct road r = {0};
	char agent[TOKEN], number[32], next[32], query[96];
	size_t n = 0;

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	for (size_t i = 0; i < 5; i++) {
		snprintf(query, sizeof(query), "o-%zu", i);
		road_opened(&r, query, number);
	}
	snprintf(next, sizeof(next), "99999999");
	while (*next) {
		snprintf(query, sizeof(query), "q=EC&limit=2&after=%s", next);
		n += found(&r, query, agent);
		asker_value("next", next, sizeof(next));
	}
	assert_int_equal(n, 5);
	road_end(&r);
}

static void a_search_that_is_too_long_is_refused(void **state)
{
	struct road r = {0};
	char agent[TOKEN], path[1024] = "tickets?q=";

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	memset(path + strlen(path), 'x', 600);
	asker_get(&r, path, agent);
	asker_refused(400, "`q`");
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_found_by_number_serial_name_and_phone),
		cmocka_unit_test(an_ended_one_is_found_by_its_number),
		cmocka_unit_test(who_may_not_see_finds_nothing),
		cmocka_unit_test(it_goes_on_page_by_page),
		cmocka_unit_test(a_search_that_is_too_long_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
