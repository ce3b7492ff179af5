/* Sessions: a token into a cookie, and its end. The built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/api/access/attempts.h"
#include "tests/gateway/api/api_asker.h"

#define JSON "Content-Type: application/json\r\n"
#define BY_PROXY "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"

static int begin_session(const struct road *r, const char *token, const char *more)
{
	char body[256];

	snprintf(body, sizeof(body), "{\"token\":\"%s\"}", token);
	return asker_ask(r, "POST", "session", NULL, more, body);
}

/* The header that sends back the cookie which was set. */
static void take_cookie(char out[256])
{
	const char *set = strcasestr(answered.head, "Set-Cookie: ");

	assert_non_null(set);
	set += strlen("Set-Cookie: ");
	snprintf(out, 256, "Cookie: %.*s\r\n", (int)strcspn(set, ";"), set);
}

static void a_token_becomes_a_cookie_and_the_cookie_ends(void **state)
{
	struct road r = {0};
	char token[TOKEN], cookie[256], writes[400], person[64], said[1024];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	assert_int_equal(begin_session(&r, token, JSON), 200);
	asker_value("person", person, sizeof(person));
	assert_string_equal(person, HEAD);
	assert_null(strstr(answered.text, token));
	assert_non_null(strstr(answered.head, "; Path=/; HttpOnly; SameSite=Strict\r\n"));
	take_cookie(cookie);
	assert_int_equal(asker_ask(&r, "GET", "me", NULL, cookie, ""), 200);
	snprintf(writes, sizeof(writes), "%s" JSON, cookie);
	assert_int_equal(asker_ask(&r, "POST", "texts", NULL, writes, "{\"text\":\"帮助\"}"), 200);
	/* Another site's page could send this. */
	snprintf(writes, sizeof(writes), "%sContent-Type: text/plain\r\n", cookie);
	asker_ask(&r, "POST", "texts", NULL, writes, "{\"text\":\"帮助\"}");
	asker_refused(403, "Content-Type: application/json");
	snprintf(writes, sizeof(writes), "%sSec-Fetch-Site: same-site\r\n", cookie);
	asker_ask(&r, "GET", "me", NULL, writes, "");
	asker_refused(403, "own pages");
	/* A cookie is no token. */
	cookie[strlen(cookie) - 2] = '\0';
	asker_get(&r, "me", strchr(cookie, '=') + 1);
	asker_refused(401, "not known");
	strcat(cookie, "\r\n");
	assert_int_equal(asker_ask(&r, "DELETE", "session", NULL, cookie, ""), 204);
	assert_non_null(strcasestr(answered.head, "Max-Age=0"));
	asker_ask(&r, "GET", "me", NULL, cookie, "");
	asker_refused(401, "ended");
	asker_ask(&r, "DELETE", "session", NULL, "", "");
	asker_refused(400, "token revoke");
	/* Its token's end is its end. */
	assert_int_equal(begin_session(&r, token, JSON), 200);
	take_cookie(cookie);
	assert_int_equal(road_ask(&r,
				  "SELECT count(*) FROM event e JOIN person p ON p.id = e.by WHERE e.code = "
				  "'session_begin' AND e.change = 'token=1' AND e.flow = '-' AND p.name = '阿里木'"),
			 2);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by WHERE e.code = "
				      "'session_end' AND e.change = 'token=1' AND p.name = '阿里木'"),
			 1);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "token", "revoke", "1", NULL), 0);
	asker_ask(&r, "GET", "me", NULL, cookie, "");
	asker_refused(401, "ended");
	assert_non_null(strcasestr(answered.head, "Max-Age=0"));
	road_end(&r);
}

static void beyond_this_computer_it_takes_the_proxys_tls(void **state)
{
	struct road r = {0};
	char token[TOKEN], cookie[256], more[600];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	begin_session(&r, token, JSON BY_PROXY);
	asker_refused(403, "TLS");
	begin_session(&r, token, JSON "Origin: https://desk.example\r\n");
	asker_refused(403, "TLS");
	begin_session(&r, token, "Content-Type: text/plain\r\n");
	asker_refused(403, "own pages");
	begin_session(&r, "", JSON);
	asker_refused(401, "not known");
	asker_ask(&r, "POST", "session", NULL, JSON, "[]");
	asker_refused(400, "JSON object");
	road_end(&r);
	r = (struct road){0};
	r.site.proxy = "{address: 127.0.0.1, client: X-Forwarded-For, scheme: X-Forwarded-Proto}";
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	assert_int_equal(begin_session(&r, token, JSON BY_PROXY), 200);
	assert_non_null(strstr(answered.head, "Set-Cookie: __Host-fieldgate=fg_"));
	assert_non_null(strstr(answered.head, "; SameSite=Strict; Secure\r\n"));
	take_cookie(cookie);
	snprintf(more, sizeof(more), "%s" BY_PROXY, cookie);
	assert_int_equal(asker_ask(&r, "GET", "me", NULL, more, ""), 200);
	begin_session(&r, token, JSON "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: http\r\n");
	asker_refused(403, "TLS");
	road_end(&r);
}

/* By the address that the proxy names: others behind it are not held up. */
static void whoever_guesses_is_slowed(void **state)
{
	struct road r = {0};
	char token[TOKEN];
	int tries = 0;

	(void)state;
	r.site.proxy = "{address: 127.0.0.1, client: X-Forwarded-For, scheme: X-Forwarded-Proto}";
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	while (begin_session(&r, NOBODYS, JSON BY_PROXY) == 401)
		assert_true(++tries < 100 * ATTEMPTS_AT_ONCE);
	asker_refused(429, "try again in");
	assert_true(tries >= ATTEMPTS_AT_ONCE);
	assert_non_null(strcasestr(answered.head, "Retry-After: "));
	assert_int_equal(begin_session(&r, token, JSON "X-Forwarded-For: 203.0.113.8\r\nX-Forwarded-Proto: https\r\n"),
			 200);
	/* A program beside them whose token is good goes on. */
	assert_int_equal(asker_ask(&r, "GET", "me", token, BY_PROXY, ""), 200);
	road_end(&r);
}

static void a_problem_is_said_in_the_askers_language(void **state)
{
	static const struct {
		const char *more, *words;
	} rows[] = {{"Accept-Language: zh-CN,zh;q=0.9\r\n", "没有流程"},
		    {"Accept-Language: fr, en;q=0.5\r\n", "no flow"},
		    {"Accept-Language: xx\r\n", "没有流程"}};
	struct road r = {0};
	char token[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		asker_ask(&r, "GET", "tickets?flow=x", token, rows[i].more, "");
		asker_refused(400, rows[i].words);
		asker_ask(&r, "GET", "tickets?flow=x", NULL, rows[i].more, "");
		asker_refused(401, i == 1 ? "needs a token" : "需要令牌");
		asker_ask(&r, "PATCH", "tickets", NULL, rows[i].more, "");
		asker_refused(405, i == 1 ? "not taken here" : "这里不接受此方法");
	}
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_becomes_a_cookie_and_the_cookie_ends),
		cmocka_unit_test(beyond_this_computer_it_takes_the_proxys_tls),
		cmocka_unit_test(whoever_guesses_is_slowed),
		cmocka_unit_test(a_problem_is_said_in_the_askers_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
