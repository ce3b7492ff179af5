/* GET /v1/mine: what waits for whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/time/when.h"
#include "tests/gateway/api/api_asker.h"
#include "tests/here.h"

#define ROW 200

/* The items as `waits code word`, with ` | ` between. */
static const char *mine(const struct road *r, const char *token, const char *more)
{
	static char said[16 * ROW];
	json_t *body, *items;

	said[0] = '\0';
	assert_int_equal(asker_ask(r, "GET", "mine", token, more, ""), 200);
	body = asker_body();
	items = json_object_get(body, "items");
	assert_true(json_array_size(items) <= 16);
	for (size_t i = 0; i < json_array_size(items); i++) {
		json_t *one = json_array_get(items, i);
		char row[ROW];

		snprintf(row, sizeof(row), "%s%s %s %s", i ? " | " : "",
			 json_string_value(json_object_get(one, "waits")),
			 json_is_null(json_object_get(one, "code")) ? "-"
								    : json_string_value(json_object_get(one, "code")),
			 json_is_null(json_object_get(one, "word")) ? "-"
								    : json_string_value(json_object_get(one, "word")));
		strcat(said, row);
		assert_true(json_is_string(json_object_get(one, "since")));
	}
	json_decref(body);
	return said;
}

static void open_as(const struct road *r, const char *token, const char *body, char number[32])
{
	assert_int_equal(asker_ask(r, "POST", "tickets", token, "", body), 201);
	asker_value("ticket", number, 32);
}

/* From opening to the call back, each hears of what is theirs to do, and nobody else. */
static void a_repair_waits_for_one_after_the_other(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], engineer[TOKEN], mate[TOKEN], other[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "李雷", engineer);
	asker_token(&r, "韩梅", mate);
	asker_token(&r, "买买提", other);
	assert_string_equal(mine(&r, agent, ""), "");
	road_opened(&r, "o-1", number);
	assert_string_equal(mine(&r, head, ""), "plan dispatch dispatch");
	assert_string_equal(mine(&r, head, "Accept-Language: zh\r\n"), "plan dispatch 派工");
	assert_string_equal(mine(&r, agent, ""), "");
	asker_done(&r, head, number, "派工 李雷 明天9点");
	assert_string_equal(mine(&r, head, ""), "");
	assert_string_equal(mine(&r, engineer, ""), "do depart depart");
	/* While parts are waited for, the head may plan anew, and the engineer may set out. */
	asker_done(&r, engineer, number, "待件 等液压泵");
	assert_string_equal(mine(&r, head, ""), "plan dispatch dispatch");
	assert_string_equal(mine(&r, engineer, ""), "own depart depart");
	asker_done(&r, engineer, number, "到达");
	assert_string_equal(mine(&r, head, ""), "");
	assert_string_equal(mine(&r, engineer, ""), "do repaired repaired");
	asker_done(&r, engineer, number, "修复 更换继电器");
	assert_string_equal(mine(&r, engineer, ""), "own - -");
	assert_string_equal(mine(&r, agent, ""), "do close close");
	assert_string_equal(mine(&r, mate, ""), "");
	assert_string_equal(mine(&r, other, ""), "");
	asker_done(&r, agent, number, "回访 客户满意");
	assert_string_equal(mine(&r, agent, ""), "");
	road_end(&r);
}

static void what_has_no_station_waits_for_agents(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], unit[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "孙丽", unit);
	open_as(&r, agent, "{\"flow\":\"repair\",\"machine\":\"NONE-7\",\"fault\":\"x\"}", number);
	assert_string_equal(mine(&r, agent, ""), "place assign assign");
	assert_string_equal(mine(&r, agent, "Accept-Language: zh\r\n"), "place assign 归站");
	assert_string_equal(mine(&r, head, ""), "");
	assert_string_equal(mine(&r, unit, ""), "");
	asker_done(&r, agent, number, "归站 乌鲁木齐站");
	assert_string_equal(mine(&r, agent, ""), "");
	assert_string_equal(mine(&r, head, ""), "plan dispatch dispatch");
	road_end(&r);
}

static void a_stated_time_waits_for_who_decides(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], engineer[TOKEN], office[TOKEN], number[32], arrived[24], said[200];

	(void)state;
	assert_true(here_zone(peer_zone()));
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "李雷", engineer);
	asker_token(&r, "总部审批", office);
	road_opened(&r, "o-1", number);
	asker_done(&r, head, number, "派工 李雷 明天9点");
	asker_done(&r, engineer, number, "到达");
	when_local(road_ask(&r, "SELECT at FROM event WHERE code = 'arrive'"), arrived);
	assert_string_equal(mine(&r, office, ""), "");
	snprintf(said, sizeof(said), "申请 出发 %s 忘记发短信", strchr(arrived, ' ') + 1);
	asker_done(&r, engineer, number, said);
	assert_string_equal(mine(&r, office, ""), "decide approve approve");
	assert_string_equal(mine(&r, agent, ""), "");
	assert_string_equal(mine(&r, head, ""), "");
	asker_done(&r, office, number, "同意");
	assert_string_equal(mine(&r, office, ""), "");
	road_end(&r);
}

/* Nobody approves their own. */
static void ones_own_stated_time_waits_for_somebody_else(void **state)
{
	struct road r = {0};
	char head[TOKEN], engineer[TOKEN], office[TOKEN], number[32], arrived[24], said[200];

	(void)state;
	assert_true(here_zone(peer_zone()));
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "李雷", engineer);
	asker_token(&r, "总部审批", office);
	road_opened(&r, "o-1", number);
	asker_done(&r, head, number, "派工 李雷 明天9点");
	asker_done(&r, engineer, number, "到达");
	when_local(road_ask(&r, "SELECT at FROM event WHERE code = 'arrive'"), arrived);
	snprintf(said, sizeof(said), "申请 出发 %s 忘记发短信", strchr(arrived, ' ') + 1);
	asker_done(&r, office, number, said);
	assert_string_equal(mine(&r, office, ""), "");
	road_end(&r);
}

static void a_chain_waits_for_whose_turn_it_is(void **state)
{
	static const char opening[] = "{\"flow\":\"commercial_claim\",\"machine\":\"EC210-0042\","
				      "\"fault\":\"call 13900000001\"}";
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], claims[TOKEN], director[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	asker_token(&r, "许强", claims);
	asker_token(&r, "钱伟", director);
	asker_take_up(&r, agent, "commercial_claim");
	open_as(&r, agent, opening, number);
	assert_string_equal(mine(&r, unit, ""), "sign agree approve");
	/* They need not call. */
	assert_null(strstr(answered.body, "13900000001"));
	assert_non_null(strstr(answered.body, "call "));
	assert_string_equal(mine(&r, unit, "Accept-Language: zh\r\n"), "sign agree 同意");
	assert_string_equal(mine(&r, director, ""), "");
	assert_string_equal(mine(&r, claims, ""), "");
	asker_done(&r, unit, number, "同意");
	assert_string_equal(mine(&r, unit, ""), "");
	assert_string_equal(mine(&r, claims, ""), "do price price");
	road_end(&r);
}

static void it_goes_on_page_by_page(void **state)
{
	struct road r = {0};
	char head[TOKEN], first[32], number[32], next[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	road_opened(&r, "o-1", first);
	road_opened(&r, "o-2", number);
	road_opened(&r, "o-3", number);
	assert_int_equal(asker_get(&r, "mine?limit=2", head), 200);
	assert_int_equal(asker_items(), 2);
	/* Whoever has waited longest comes first. */
	assert_non_null(strstr(answered.body, first));
	assert_null(strstr(answered.body, number));
	asker_value("next", next, sizeof(next));
	snprintf(path, sizeof(path), "mine?limit=2&after=%s", next);
	assert_int_equal(asker_get(&r, path, head), 200);
	assert_int_equal(asker_items(), 1);
	assert_non_null(strstr(answered.body, number));
	asker_value("next", next, sizeof(next));
	assert_string_equal(next, "");
	asker_get(&r, "mine?after=x", head);
	asker_refused(400, "`next`");
	asker_get(&r, "mine?limit=201", head);
	asker_refused(400, "1 to 200");
	asker_get(&r, "mine", NULL);
	asker_refused(401, "fieldgate token add");
	asker_get(&r, "mine", NOBODYS);
	asker_refused(401, "not known");
	road_end(&r);
}

static void a_deputy_has_what_is_the_heads(void **state)
{
	struct road r = {0};
	char head[TOKEN], mate[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "韩梅", mate);
	road_opened(&r, "o-1", number);
	assert_string_equal(mine(&r, mate, ""), "");
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", "{\"text\":\"代班 韩梅\"}"), 200);
	assert_string_equal(mine(&r, mate, ""), "plan dispatch dispatch");
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_repair_waits_for_one_after_the_other),
		cmocka_unit_test(what_has_no_station_waits_for_agents),
		cmocka_unit_test(a_stated_time_waits_for_who_decides),
		cmocka_unit_test(ones_own_stated_time_waits_for_somebody_else),
		cmocka_unit_test(a_chain_waits_for_whose_turn_it_is),
		cmocka_unit_test(it_goes_on_page_by_page),
		cmocka_unit_test(a_deputy_has_what_is_the_heads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
