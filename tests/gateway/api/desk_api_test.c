/* What a desk reads: boards, steps, what comes next, in a language of its own: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/time/when.h"
#include "handlers/time/when_local.h"
#include "tests/gateway/api/api_asker.h"
#include "tests/here.h"

/* Puts it in as that person; it must be done. */
static void put(const struct road *r, const char *token, const char *number, const char *text)
{
	char body[512], outcome[32];

	snprintf(body, sizeof(body), "{\"ticket\":\"%s\",\"text\":\"%s\"}", number, text);
	assert_int_equal(asker_ask(r, "POST", "texts", token, "", body), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "done");
}

/* The member of the answer at that path, such as "items/0/next/word", as text. */
static void at(const char *path, char *out, size_t size)
{
	json_t *all = asker_body(), *v = all;
	char part[64];

	while (*path && v) {
		size_t n = strcspn(path, "/");

		snprintf(part, sizeof(part), "%.*s", (int)n, path);
		v = json_is_array(v) ? json_array_get(v, strtoul(part, NULL, 10)) : json_object_get(v, part);
		path += n + (path[n] == '/');
	}
	if (json_is_string(v))
		snprintf(out, size, "%s", json_string_value(v));
	else if (json_is_integer(v))
		snprintf(out, size, "%lld", json_integer_value(v));
	else
		snprintf(out, size, "%s", json_is_true(v) ? "true" : json_is_false(v) ? "false" : "null");
	json_decref(all);
}

#define SAYS(path, is)                            \
	do {                                      \
		char said_[256];                  \
		at((path), said_, sizeof(said_)); \
		assert_string_equal(said_, (is)); \
	} while (0)

static void a_board_says_what_comes_next_in_the_language_that_is_asked_for(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], number[32], left[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	road_opened(&r, "o-1", number);
	assert_int_equal(asker_get(&r, "tickets?language=en", agent), 200);
	SAYS("items/0/ticket", number);
	SAYS("items/0/flow_title", "400 repair");
	SAYS("items/0/state_title", "reported");
	SAYS("items/0/late", "false");
	SAYS("items/0/down", "true");
	SAYS("items/0/next/code", "dispatch");
	SAYS("items/0/next/word", "dispatch");
	SAYS("items/0/next/clock", "answer");
	at("items/0/next/seconds_left", left, sizeof(left));
	assert_true(atoi(left) > 0 && atoi(left) <= 3600);
	put(&r, head, number, "派工 李雷 明天9点");
	assert_int_equal(asker_get(&r, "tickets", agent), 200);
	SAYS("items/0/state_title", "处理中");
	SAYS("items/0/engineer", "李雷");
	SAYS("items/0/next/word", "出发");
	SAYS("items/0/next/clock", "planned");
	asker_get(&r, "tickets?language=xx", agent);
	asker_refused(400, "`xx`");
	road_end(&r);
}

static void a_ticket_has_its_steps_with_what_was_counted(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], engineer[TOKEN], number[32], path[64], planned[64], id[32], text[128];

	(void)state;
	assert_true(here_zone(peer_zone()));
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "李雷", engineer);
	road_opened(&r, "o-1", number);
	put(&r, head, number, "派工 李雷 明天9点");
	put(&r, engineer, number, "到达");
	when_local(road_ask(&r, "SELECT at FROM event WHERE code = 'arrive'"), planned);
	snprintf(text, sizeof(text), "申请 出发 %s 忘记发短信", strchr(planned, ' ') + 1);
	put(&r, engineer, number, text);
	snprintf(path, sizeof(path), "tickets/%s?language=en", number);
	assert_int_equal(asker_get(&r, path, agent), 200);
	SAYS("flow_title", "400 repair");
	SAYS("state_title", "on site");
	SAYS("steps/1/node", "answered");
	SAYS("steps/1/title", "first answer");
	SAYS("steps/1/how", "stamped");
	SAYS("steps/1/clocks/0/clock", "answer");
	SAYS("steps/1/clocks/0/minutes", "0");
	SAYS("steps/1/clocks/0/late", "false");
	SAYS("steps/3/how", "missed");
	SAYS("steps/3/missing", "true");
	SAYS("steps/4/how", "stamped");
	at("steps/4/due", planned, sizeof(planned));
	assert_true(strlen(planned) > 10);
	SAYS("corrections/0/node", "departed");
	SAYS("corrections/0/by", "李雷");
	SAYS("chain", "null");
	SAYS("next/code", "repaired");
	SAYS("texts/1/direction", "out");
	at("texts/1/id", id, sizeof(id));
	SAYS("texts/1/tries", "0");
	SAYS("actions/0/word", "cancel");
	snprintf(path, sizeof(path), "outbox/%s", id);
	assert_int_equal(asker_get(&r, path, agent), 200);
	SAYS("ticket", number);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_board_says_what_comes_next_in_the_language_that_is_asked_for),
		cmocka_unit_test(a_ticket_has_its_steps_with_what_was_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
