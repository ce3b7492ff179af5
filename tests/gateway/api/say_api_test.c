/* POST /v1/tickets/N/say: free words to someone of a ticket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

static int say(const struct road *r, const char *token, const char *number, const char *more, const char *body)
{
	char path[64];

	snprintf(path, sizeof(path), "tickets/%s/say", number);
	return asker_ask(r, "POST", path, token, more, body);
}

static void words_go_to_someone_of_the_ticket(void **state)
{
	static const char body[] = "{\"to\":\"customer\",\"text\":\"配件明天到 <b>\"}",
			  key[] = "Idempotency-Key: k\r\n";
	struct road r = {0};
	char agent[TOKEN], number[32], outcome[32], said[16384], one[64];
	int64_t head;

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(say(&r, agent, number, key, body), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "noted");
	assert_non_null(strstr(answered.body, number));
	assert_int_equal(
		road_ask(&r,
			 "SELECT count(*) FROM outbox WHERE template = 'said' AND NOT answer AND number = '" CUSTOMER
			 "' AND instr(text, '吴敏') AND instr(text, '配件明天到 <b>')"),
		1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by JOIN outbox o "
				      "ON o.inbox = e.inbox AND o.ticket = e.ticket WHERE e.code = 'say' "
				      "AND e.flow = 'repair' AND p.name = '吴敏'"),
			 1);
	/* The same request once more, and another under its key. */
	assert_int_equal(say(&r, agent, number, key, body), 200);
	say(&r, agent, number, key, "{\"to\":\"customer\",\"text\":\"another\"}");
	asker_refused(409, "another body");
	assert_int_equal(asker_ask(&r, "POST", "texts", agent, key, "{\"text\":\"帮助\"}"), 409);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'said'"), 1);
	assert_int_equal(say(&r, agent, number, "", "{\"to\":\"station_head\",\"text\":\"x\"}"), 200);
	head = road_ask(&r, "SELECT person FROM mobile WHERE number = '" HEAD "'");
	snprintf(one, sizeof(one), "{\"to\":\"%lld\",\"text\":\"y\"}", (long long)head);
	assert_int_equal(say(&r, agent, number, "", one), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'said' AND number = '" HEAD "'"),
			 2);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "show", number, NULL), 0);
	assert_non_null(strstr(said, "配件明天到"));
	road_end(&r);
}

static void nobody_else_is_told(void **state)
{
	static const char *const nobody[] = {"engineer", "parts'--", "nobody", "99999999", "0", "-1", "sales_managers"};
	struct road r = {0};
	char agent[TOKEN], number[32], body[128];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++) {
		snprintf(body, sizeof(body), "{\"to\":\"%s\",\"text\":\"x\"}", nobody[i]);
		say(&r, agent, number, "", body);
		asker_refused(400, nobody[i]);
	}
	/* The head of another station is no more of it. */
	snprintf(body, sizeof(body), "{\"to\":\"%lld\",\"text\":\"x\"}",
		 (long long)road_ask(&r, "SELECT id FROM person WHERE name = '买买提'"));
	say(&r, agent, number, "", body);
	asker_refused(400, "nobody who has to do");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'said'"), 0);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE code = 'say'"), 0);
	road_end(&r);
}

static void who_may_not_say_it_is_refused(void **state)
{
	static const char to_customer[] = "{\"to\":\"customer\",\"text\":\"x\"}";
	struct road r = {0};
	char other[TOKEN], unit[TOKEN], agent[TOKEN], number[32], body[128];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "买买提", other);
	asker_token(&r, "孙丽", unit);
	asker_token(&r, "吴敏", agent);
	say(&r, NULL, number, "", to_customer);
	asker_refused(401, "fieldgate token add");
	say(&r, NOBODYS, number, "", to_customer);
	asker_refused(401, "not known");
	say(&r, other, number, "", to_customer);
	asker_refused(404, "may see");
	say(&r, agent, "10009", "", to_customer);
	asker_refused(404, "may see");
	say(&r, unit, number, "", to_customer);
	asker_refused(403, "call no customers");
	snprintf(body, sizeof(body), "{\"to\":\"%lld\",\"text\":\"x\"}",
		 (long long)road_ask(&r, "SELECT customer FROM ticket"));
	say(&r, unit, number, "", body);
	asker_refused(403, "call no customers");
	assert_int_equal(say(&r, unit, number, "", "{\"to\":\"station_head\",\"text\":\"x\"}"), 200);
	assert_int_equal(
		road_ask(&r, "SELECT count(*) FROM outbox WHERE number = '" CUSTOMER "' AND template = 'said'"), 0);
	road_end(&r);
}

static void bad_words_are_refused(void **state)
{
	static const char *const bad[] = {"",
					  "[]",
					  "{}",
					  "{\"to\":\"customer\"}",
					  "{\"text\":\"x\"}",
					  "{\"to\":true,\"text\":\"x\"}",
					  "{\"to\":[\"customer\"],\"text\":\"x\"}",
					  "{\"to\":\"customer\",\"text\":[]}",
					  "{\"to\":\"customer\",\"text\":\" \"}",
					  "{\"to\":\"customer\",\"text\":\"a\\u0000b\"}",
					  "{\"to\":\"customer\",\"text\":\"a\\u001bb\"}",
					  "{\"to\":\"customer\",\"text\":\"a\\u0085b\"}"};
	static char large[60000], body[61000];
	struct road r = {0};
	char agent[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		say(&r, agent, number, "", bad[i]);
		asker_refused(400, "");
	}
	for (size_t n = 201; n < sizeof(large); n = n * 16) {
		memset(large, 'x', n);
		large[n] = '\0';
		snprintf(body, sizeof(body), "{\"to\":\"customer\",\"text\":\"%s\"}", large);
		say(&r, agent, number, "", body);
		asker_refused(400, "200");
		snprintf(body, sizeof(body), "{\"text\":\"x\",\"to\":\"%s\"}", large);
		say(&r, agent, number, "", body);
		asker_refused(400, "");
	}
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'said'"), 0);
	/* What is not asked for changes nothing. */
	assert_int_equal(say(&r, agent, number, "", "{\"to\":\"customer\",\"text\":\"x\",\"from\":\"+1\",\"by\":1}"),
			 200);
	road_end(&r);
}

static void who_opted_out_hears_nothing_more(void **state)
{
	struct road r = {0};
	char agent[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	road_mo(&r, "m-1", CUSTOMER, "TD");
	road_await(&r, "SELECT count(*) FROM optout", 1, PEER_PATIENCE);
	say(&r, agent, number, "Idempotency-Key: k\r\n", "{\"to\":\"customer\",\"text\":\"x\"}");
	asker_refused(409, "no more texts");
	say(&r, agent, number, "Idempotency-Key: k\r\n", "{\"to\":\"customer\",\"text\":\"x\"}");
	asker_refused(409, "no more texts");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'said' AND state = 'rejected'"), 1);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_go_to_someone_of_the_ticket), cmocka_unit_test(nobody_else_is_told),
		cmocka_unit_test(who_may_not_say_it_is_refused),     cmocka_unit_test(bad_words_are_refused),
		cmocka_unit_test(who_opted_out_hears_nothing_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
