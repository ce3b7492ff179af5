/* POST /v1/channels/NAME/test and GET /v1/outbox/ID: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

#define TRIAL "channels/sms/test"
#define TO_HIM "{\"to\":\"13800000011\"}"
#define KEY "Idempotency-Key: t-1\r\n"

struct asking {
	struct road *r;
	const char *path, *token;
};

static bool is_sent(void *ctx)
{
	const struct asking *a = ctx;
	char said[32];

	assert_int_equal(asker_get(a->r, a->path, a->token), 200);
	asker_value("state", said, sizeof(said));
	return strcmp(said, "sent") == 0;
}

static void a_channel_is_tried_once_for_a_key(void **state)
{
	struct road r = {0};
	char admin[TOKEN], agent[TOKEN], first[32], second[32], path[64], said[1024];
	struct asking asking = {.r = &r, .path = path, .token = admin};

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(asker_ask(&r, "POST", TRIAL, admin, KEY, TO_HIM), 201);
	asker_value("id", first, sizeof(first));
	assert_int_equal(asker_ask(&r, "POST", TRIAL, admin, KEY, TO_HIM), 201);
	asker_value("id", second, sizeof(second));
	assert_string_equal(first, second);
	asker_ask(&r, "POST", TRIAL, admin, KEY, "{\"to\":\"13800000012\"}");
	asker_refused(409, "another body");
	asker_ask(&r, "POST", "texts", admin, KEY, "{\"text\":\"帮助\"}");
	asker_refused(409, "another body");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'channel.test' AND channel = 'sms' "
				      "AND number = '" ENGINEER "' AND instr(text, 'sms')"),
			 1);
	snprintf(path, sizeof(path), "outbox/%s", first);
	assert_true(peer_until(is_sent, &asking, PEER_PATIENCE));
	assert_non_null(strstr(answered.body, "\"steps\":[]"));
	assert_null(strstr(answered.body, ENGINEER));
	assert_int_equal(asker_get(&r, path, agent), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by WHERE e.code = "
				      "'channel_test' AND p.name = 'Root' AND e.change LIKE 'mt=%'"),
			 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'tested' AND "
				      "instr(payload, '13800000011')"),
			 0);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	road_end(&r);
}

static void what_cannot_be_tried_is_said_in_the_language_of_who_asks(void **state)
{
	static const char *const bad[] = {
		"{}",
		"{\"to\":\"\"}",
		"{\"to\":\"x\"}",
		"{\"to\":7}",
		"{\"to\":[]}",
		"{\"to\":\"13800000011; DROP TABLE outbox\"}",
		"{\"to\":\"138000000111380000001113800000011138000000111380000001113800000011\"}"};
	static const char *const names[] = {"channels/sms9/test", "channels/mqtt/test", "channels/%C3%A9/test",
					    "channels/sms'--/test"};
	struct road r = {0};
	char admin[TOKEN], agent[TOKEN];

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "吴敏", agent);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		asker_ask(&r, "POST", TRIAL, admin, "", bad[i]);
		asker_refused(400, "telephone number");
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		asker_ask(&r, "POST", names[i], admin, "", TO_HIM);
		asker_refused(404, "/v1/channels lists them");
	}
	asker_ask(&r, "POST", "channels/sms9/test", admin, "Accept-Language: zh\r\n", TO_HIM);
	asker_refused(404, "没有通道");
	asker_ask(&r, "POST", TRIAL, admin, "Accept-Language: zh\r\n", "{\"to\":\"x\"}");
	asker_refused(400, "电话号码");
	asker_ask(&r, "POST", TRIAL, admin, "Idempotency-Key: a b\r\n", TO_HIM);
	asker_refused(400, "Idempotency-Key");
	asker_ask(&r, "POST", TRIAL, agent, "", TO_HIM);
	asker_refused(403, "administrator");
	asker_ask(&r, "POST", TRIAL, NULL, "", TO_HIM);
	asker_refused(401, "token");
	asker_get(&r, "outbox/0", admin);
	asker_refused(404, "no text");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 0);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE code = 'channel_test'"), 0);
	road_end(&r);
}

static void who_has_opted_out_gets_no_trial(void **state)
{
	struct road r = {0};
	char admin[TOKEN];

	(void)state;
	asker_begin_admin(&r, admin);
	road_mo(&r, "stop-1", CUSTOMER, "STOP");
	road_await(&r, "SELECT count(*) FROM optout", 1, PEER_PATIENCE);
	asker_ask(&r, "POST", TRIAL, admin, KEY, "{\"to\":\"" CUSTOMER "\"}");
	asker_refused(409, "opted out");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'channel.test'"), 0);
	assert_int_equal(asker_ask(&r, "POST", TRIAL, admin, KEY, TO_HIM), 201);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_channel_is_tried_once_for_a_key),
		cmocka_unit_test(what_cannot_be_tried_is_said_in_the_language_of_who_asks),
		cmocka_unit_test(who_has_opted_out_gets_no_trial),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
