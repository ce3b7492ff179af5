/* GET /v1/tickets as a board reads it: what presses, what is expected next, and tickets that are named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

#define CHINESE "Accept-Language: zh\r\n"
#define NEVER "99999999"

/* The first item has this, as it stands in JSON without blanks. */
static void first_has(const char *key, const char *value)
{
	json_t *body = asker_body();
	char *said = json_dumps(json_object_get(json_array_get(json_object_get(body, "items"), 0), key),
				JSON_COMPACT | JSON_ENCODE_ANY);

	assert_string_equal(said ? said : "", value);
	free(said);
	json_decref(body);
}

static size_t named(const struct road *r, const char *numbers, const char *token)
{
	char path[2048];

	snprintf(path, sizeof(path), "tickets?ticket=%s", numbers);
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

static void a_row_says_what_presses_and_what_is_expected(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	road_opened(&r, "o-1", number);
	assert_int_equal(asker_get(&r, "tickets", agent), 200);
	first_has("late", "false");
	first_has("clock", "\"answer\"");
	first_has("clock_label", "\"first answer\"");
	first_has("next_code", "\"dispatch\"");
	first_has("next_word", "\"dispatch\"");
	text(&r, head, number, "派工 李雷 明天9点");
	assert_int_equal(asker_ask(&r, "GET", "tickets", head, CHINESE, ""), 200);
	first_has("next_code", "\"depart\"");
	first_has("next_word", "\"出发\"");
	text(&r, agent, number, "取消 重复");
	assert_int_equal(asker_get(&r, "tickets?open=false", agent), 200);
	first_has("due", "null");
	first_has("late", "false");
	first_has("clock", "null");
	first_has("clock_label", "null");
	first_has("next_code", "null");
	first_has("next_word", "null");
	road_end(&r);
}

static void named_tickets_are_one_page(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], numbers[4][32], said[512], next[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	for (size_t i = 0; i < 4; i++) {
		snprintf(said, sizeof(said), "o-%zu", i);
		road_opened(&r, said, numbers[i]);
	}
	assert_int_equal(named(&r, numbers[1], agent), 1);
	snprintf(said, sizeof(said), "\"%s\"", numbers[1]);
	first_has("ticket", said);
	/* What is not there is left out, what is named twice stands there once. */
	snprintf(said, sizeof(said), "%s,%s,%s,%s,99999999999999999999", numbers[0], NEVER, numbers[3], numbers[0]);
	assert_int_equal(named(&r, said, head), 2);
	asker_value("next", next, sizeof(next));
	assert_string_equal(next, "");
	assert_int_equal(named(&r, NEVER, agent), 0);
	/* An ended one too, unless only open ones are asked for. */
	text(&r, agent, numbers[0], "取消 重复");
	assert_int_equal(named(&r, said, head), 2);
	strcat(said, "&open=true");
	assert_int_equal(named(&r, said, head), 1);
	/* The filters hold beside it; the head of another station sees none. */
	snprintf(said, sizeof(said), "%s,%s&state=cancelled", numbers[0], numbers[1]);
	assert_int_equal(named(&r, said, agent), 1);
	snprintf(said, sizeof(said), "%s,%s,%s,%s", numbers[0], numbers[1], numbers[2], numbers[3]);
	assert_int_equal(named(&r, said, other), 0);
	strcat(said, "&limit=3");
	assert_int_equal(named(&r, said, head), 3);
	asker_value("next", next, sizeof(next));
	snprintf(said + strlen(said), sizeof(said) - strlen(said), "&after=%s", next);
	assert_int_equal(named(&r, said, head), 1);
	road_end(&r);
}

static void two_hundred_may_be_named(void **state)
{
	struct road r = {0};
	char agent[TOKEN], many[2048] = "", number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	road_opened(&r, "o-1", number);
	for (size_t i = 0; i < 199; i++)
		sprintf(many + strlen(many), "%zu,", 20000 + i);
	strcat(many, number);
	assert_int_equal(named(&r, many, agent), 1);
	strcat(many, ",7");
	memmove(many + strlen("tickets?ticket="), many, strlen(many) + 1);
	memcpy(many, "tickets?ticket=", strlen("tickets?ticket="));
	asker_get(&r, many, agent);
	asker_refused(400, "200 at most");
	road_end(&r);
}

static void what_is_no_number_is_refused(void **state)
{
	static const char *const bad[] = {"x",
					  "10008,",
					  ",10008",
					  "10008,,10016",
					  "10008;10016",
					  "-1",
					  "0",
					  "10008%20",
					  "1e3",
					  "999999999999999999999999",
					  "10008,%27%20OR%201=1--"};
	struct road r = {0};
	char agent[TOKEN], path[128];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		snprintf(path, sizeof(path), "tickets?ticket=%s", bad[i]);
		asker_get(&r, path, agent);
		asker_refused(400, "ticket=10008,10016");
	}
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_says_what_presses_and_what_is_expected),
		cmocka_unit_test(named_tickets_are_one_page),
		cmocka_unit_test(two_hundred_may_be_named),
		cmocka_unit_test(what_is_no_number_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
