/* POST of texts and tickets over /v1, and their keys: the built program, over plain sockets. */
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"

static void a_text_does_what_it_would_by_phone(void **state)
{
	struct road r = {0};
	char head[TOKEN], number[32], said[300], outcome[32], sql[128];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "阿里木", head);
	snprintf(said, sizeof(said), "{\"text\":\"派工 李雷 25:70\",\"ticket\":\"%s\"}", number);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", said), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "refused");
	snprintf(said, sizeof(said), "{\"text\":\"电话解决 重启后正常\",\"ticket\":\"%s\"}", number);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "Idempotency-Key: k-1\r\n", said), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "done");
	assert_non_null(strstr(answered.body, number));
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM ticket WHERE number = %s AND state = 'resolved'", number);
	assert_int_equal(road_ask(&r, sql), 1);
	/* They are answered here, and not by SMS. */
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer AND number = '" HEAD "'"), 0);
	/* The same request once more. */
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "Idempotency-Key: k-1\r\n", said), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE key LIKE 'v1.%.k-1'"), 1);
	road_end(&r);
}

struct cleared {
	struct client *desk;
	size_t from;
	const char *topic;
};

/* What the opening left may still be on its way. */
static bool is_cleared(void *ctx)
{
	const struct cleared *c = ctx;

	for (size_t i = c->from; i < client_heard(c->desk); i++) {
		const struct heard *h = client_message(c->desk, i);

		if (strcmp(h->topic, c->topic) == 0 && h->n == 0)
			return true;
	}
	return false;
}

static void a_text_that_opens_a_ticket_is_taken_back_as_by_phone(void **state)
{
	struct road r = {.site = {.flow = "/tests/talks/purchase/borrow.yaml"}};
	char head[TOKEN], outcome[32], number[32], path[64], topic[64];
	size_t from;

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", "{\"text\":\"借用 EC210-0042 液压扳手 500元\"}"),
			 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "done");
	asker_value("ticket", number, sizeof(number));
	road_stands(&r, 0, number, "asked");
	from = client_heard(r.desk);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", "{\"text\":\"撤销\"}"), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "answered");
	assert_non_null(strstr(answered.body, number));
	/* It stands nowhere, is retained no more, and is none of those that are open. */
	snprintf(topic, sizeof(topic), "ticket/%s", number);
	assert_true(peer_until(is_cleared, &(struct cleared){r.desk, from, topic}, PEER_PATIENCE));
	snprintf(path, sizeof(path), "tickets/%s", number);
	assert_int_equal(asker_get(&r, path, head), 200);
	assert_int_equal(asker_get(&r, "tickets?open=true", head), 200);
	assert_null(strstr(answered.body, number));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'withdrawn'"), 1);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", "{\"text\":\"撤销\"}"), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "refused");
	road_end(&r);
}

static void bad_bodies_are_refused(void **state)
{
	static const char *const bad[] = {"",
					  "x",
					  "[]",
					  "{",
					  "{}",
					  "{\"text\":\"\"}",
					  "{\"text\":7e}",
					  "{\"text\":\"帮助\",\"ticket\":\"1 or 1=1\"}"};
	struct road r = {0};
	char head[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		asker_ask(&r, "POST", "texts", head, "", bad[i]);
		asker_refused(400, "");
	}
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 0);
	asker_ask(&r, "DELETE", "me", head, "", "");
	asker_refused(405, "GET, HEAD");
	assert_non_null(strcasestr(answered.head, "Allow: GET, HEAD"));
	road_end(&r);
}

static void a_ticket_is_opened_once_for_a_key(void **state)
{
	struct road r = {0};
	char agent[TOKEN], engineer[TOKEN], first[32], second[32];
	static const char opening[] =
		"{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"<b>启动</b>不了\",\"down\":true}";

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "李雷", engineer);
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "Idempotency-Key: o\r\n", opening), 201);
	asker_value("ticket", first, sizeof(first));
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "Idempotency-Key: o\r\n", opening), 201);
	asker_value("ticket", second, sizeof(second));
	assert_string_equal(first, second);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	asker_ask(&r, "POST", "tickets", agent, "", "{\"flow\":\"repare\",\"fault\":\"x\"}");
	asker_refused(400, "repair");
	asker_ask(&r, "POST", "tickets", agent, "", "{\"id\":\"mine\",\"flow\":\"repair\",\"fault\":\"x\"}");
	asker_refused(400, "Idempotency-Key");
	asker_ask(&r, "POST", "tickets", engineer, "", opening);
	asker_refused(403, "agent");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	road_end(&r);
}

struct country {
	struct road *r;
	const char *token;
};

static bool is_unknown_there(void *ctx)
{
	const struct country *c = ctx;

	return asker_get(c->r, "tickets?customer=13900000001", c->token) == 400;
}

/* The second was answered as the first, and nothing came of it. */
static void a_key_was_used_for_another_body(void **state)
{
	static const char first[] = "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"a\"}",
			  second[] = "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"b\"}";
	struct road r = {0};
	char agent[TOKEN], other[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", other);
	assert_int_equal(asker_ask(&r, "POST", "texts", agent, "Idempotency-Key: k\r\n", "{\"text\":\"帮助\"}"), 200);
	asker_ask(&r, "POST", "texts", agent, "Idempotency-Key: k\r\n", "{\"text\":\"我的\"}");
	asker_refused(409, "another body");
	assert_int_equal(asker_ask(&r, "POST", "texts", agent, "Idempotency-Key: k\r\n", "{\"text\":\"帮助\"}"), 200);
	/* Another person's keys are their own. */
	assert_int_equal(asker_ask(&r, "POST", "texts", other, "Idempotency-Key: k\r\n", "{\"text\":\"我的\"}"), 200);
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "Idempotency-Key: o\r\n", first), 201);
	asker_ask(&r, "POST", "tickets", agent, "Idempotency-Key: o\r\n", second);
	asker_refused(409, "another body");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	/* Nor is it known which of a text and an opening was meant. */
	asker_ask(&r, "POST", "texts", agent, "Idempotency-Key: o\r\n", "{\"text\":\"帮助\"}");
	asker_refused(409, "another body");
	asker_ask(&r, "POST", "texts", other, "Idempotency-Key: k\r\n", "{\"text\":\"我的\"}");
	asker_ask(&r, "POST", "tickets", other, "Idempotency-Key: k\r\n", first);
	asker_refused(409, "another body");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	road_end(&r);
}

static void the_country_of_a_reload_was_not_heeded(void **state)
{
	struct road r = {0};
	char agent[TOKEN], file[PATH_MAX];
	struct country c = {&r, agent};

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(asker_get(&r, "tickets?customer=13900000001", agent), 200);
	snprintf(file, sizeof(file), "%s", r.site.dir);
	aide_change(file, strrchr(r.site.config, '/') + 1, "country_code: \"86\"", "country_code: \"7\"");
	assert_int_equal(kill(r.site.gateway, SIGHUP), 0);
	assert_true(peer_until(is_unknown_there, &c, PEER_PATIENCE));
	asker_refused(400, "no customer");
	road_end(&r);
}

/* Bytes that are no UTF-8 all became the same character, so that two keys were one. */
static void two_keys_were_one(void **state)
{
	static const char *const keys[] = {"\xe9", "\xe8", "a b", "\x01", "\x7f", "\xc3\xa9"};
	struct road r = {0};
	char head[TOKEN], header[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		snprintf(header, sizeof(header), "Idempotency-Key: %s\r\n", keys[i]);
		asker_ask(&r, "POST", "texts", head, header, "{\"text\":\"帮助\"}");
		asker_refused(400, "Idempotency-Key");
	}
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 0);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_does_what_it_would_by_phone),
		cmocka_unit_test(a_text_that_opens_a_ticket_is_taken_back_as_by_phone),
		cmocka_unit_test(bad_bodies_are_refused),
		cmocka_unit_test(a_ticket_is_opened_once_for_a_key),
		cmocka_unit_test(a_key_was_used_for_another_body),
		cmocka_unit_test(the_country_of_a_reload_was_not_heeded),
		cmocka_unit_test(two_keys_were_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
