/* /v1: the built program, a real broker, plain sockets, and the tokens that the verb makes. */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

/* ---- tokens ---- */

static void without_a_good_token_nothing_is_said(void **state)
{
	static const char *const paths[] = {"mine",     "today",     "me",       "tickets", "tickets/10008", "people",
					    "stations", "customers", "machines", "flows",   "unknown",       "nothing"};
	struct road r = {0};
	char token[TOKEN], said[1024];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		asker_get(&r, paths[i], NULL);
		asker_refused(401, "fieldgate token add");
		assert_non_null(strcasestr(answered.head, "WWW-Authenticate: Bearer"));
		asker_get(&r, paths[i], NOBODYS);
		asker_refused(401, "not known");
		asker_get(&r, paths[i], "fg_");
		asker_refused(401, "not known");
	}
	assert_int_equal(asker_ask(&r, "POST", "texts", NULL, "", "{\"text\":\"帮助\"}"), 401);
	assert_int_equal(asker_ask(&r, "POST", "tickets", NOBODYS, "", "{}"), 401);
	assert_int_equal(asker_get(&r, "me", token), 200);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "token", "revoke", "1", NULL), 0);
	asker_get(&r, "me", token);
	asker_refused(401, "revoked");
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	road_end(&r);
}

static void only_the_digest_of_a_token_is_kept(void **state)
{
	struct road r = {0};
	char token[TOKEN], said[4096];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM token WHERE length(hash) = 32 AND expires IS NULL"), 1);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "token", "list", "--json", NULL), 0);
	assert_null(strstr(said, token));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE code = 'token_add' AND flow = '-'"), 1);
	road_end(&r);
}

static void who_it_is_is_said(void **state)
{
	struct road r = {0};
	char token[TOKEN], person[64], station[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	assert_int_equal(asker_get(&r, "me", token), 200);
	asker_value("person", person, sizeof(person));
	asker_value("station", station, sizeof(station));
	assert_string_equal(person, HEAD);
	assert_string_equal(station, "乌鲁木齐站");
	road_end(&r);
}

/* ---- the document ---- */

/* Each path of it is there, takes the methods that it says and no other, and answers as it says without a token. */
static void the_document_says_what_is_there(void **state)
{
	static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};
	struct road r = {0};
	char token[TOKEN];
	json_t *document, *says;
	const char *path;
	size_t n = 0;

	(void)state;
	r.site.phones = true;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	assert_int_equal(asker_get(&r, "openapi.json", NULL), 200);
	document = asker_body();
	json_object_foreach(json_object_get(document, "paths"), path, says)
	{
		const char *from = strncmp(path, "/v1/", 4) == 0 ? path + 4 : path;
		char real[64];

		snprintf(real, sizeof(real), "%.*s%s%s", (int)strcspn(from, "{"), from, strchr(path, '{') ? "1" : "",
			 strchr(path, '}') ? strchr(path, '}') + 1 : "");
		for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
			char lower[8] = "";

			for (size_t k = 0; methods[i][k]; k++)
				lower[k] = (char)(methods[i][k] + 'a' - 'A');
			/* What has no end is asked for its head. */
			asker_ask(&r, i == 0 && strcmp(real, "stream") == 0 ? "HEAD" : methods[i], real, token, "", "");
			assert_true((answered.status == 405) == !json_object_get(says, lower));
			n += answered.status != 405;
		}
	}
	assert_true(n > 50); /* or the document has lost its paths */
	json_decref(document);
	road_end(&r);
}

/* ---- what may be seen ---- */

static void a_head_sees_the_tickets_of_their_station_alone(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], engineer[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	snprintf(path, sizeof(path), "tickets/%s", number);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	asker_token(&r, "李雷", engineer);
	assert_true(asker_get(&r, "tickets", agent) == 200 && asker_items() == 1);
	assert_true(asker_get(&r, "tickets", head) == 200 && asker_items() == 1);
	assert_true(asker_get(&r, "tickets", other) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "tickets?machine=EC210-0042", other) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "tickets?open=false&after=99999999", other) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "tickets", engineer) == 200 && asker_items() == 0);
	assert_int_equal(asker_get(&r, path, head), 200);
	asker_get(&r, path, other);
	asker_refused(404, "may see");
	asker_get(&r, path, engineer);
	asker_refused(404, "may see");
	asker_get(&r, "tickets/10009", agent);
	asker_refused(404, "10009");
	asker_get(&r, "tickets/x", agent);
	asker_refused(404, "may see");
	road_end(&r);
}

static void an_answer_named_half_a_character(void **state)
{
	static const char half[] = "\xef\xbf\xbd"; /* what is written for what is none */
	struct road r = {0};
	char token[TOKEN], path[512] = "tickets?flow=", long_one[512] = "tickets/";

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	for (size_t i = 0; i < 40; i++) {
		strcat(path, "%E5%B8%AE");
		strcat(long_one, "%E5%B8%AE");
	}
	asker_get(&r, path, token);
	asker_refused(400, "no flow");
	assert_null(strstr(answered.body, half));
	asker_get(&r, long_one, token);
	asker_refused(404, "may see");
	assert_null(strstr(answered.body, half));
	road_end(&r);
}

static void the_token_of_a_forgotten_person_was_not_revoked(void **state)
{
	struct road r = {0};
	char token[TOKEN], said[1024];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "孙丽", token);
	assert_int_equal(asker_get(&r, "me", token), 200);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "forget", "孙丽", NULL), 0);
	asker_get(&r, "me", token);
	asker_refused(401, "revoked");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM token WHERE revoked IS NOT NULL"), 1);
	road_end(&r);
}

static void who_left_and_came_back_had_the_old_token(void **state)
{
	struct road r = {0};
	char token[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "李雷", token);
	asker_import(&r, "李雷," ENGINEER ",engineer,库尔勒站,zh");
	assert_int_equal(asker_get(&r, "me", token), 200);
	asker_import(&r, "李雷," ENGINEER ",,库尔勒站,zh");
	asker_get(&r, "me", token);
	asker_refused(401, "revoked");
	asker_import(&r, "李雷," ENGINEER ",engineer,库尔勒站,zh");
	asker_get(&r, "me", token);
	asker_refused(401, "revoked");
	asker_token(&r, "李雷", token);
	assert_int_equal(asker_get(&r, "me", token), 200);
	road_end(&r);
}

/* A path of so many parameters, the last of which is `limit`. */
static const char *with_parameters(const char *path, int n)
{
	static char all[512];
	int at = snprintf(all, sizeof(all), "%s?", path);

	for (int i = 1; i < n; i++)
		at += snprintf(all + at, sizeof(all) - (size_t)at, "p%d=1&", i);
	snprintf(all + at, sizeof(all) - (size_t)at, "limit=1");
	return all;
}

static void parameters_behind_the_32nd_were_a_part_of_it(void **state)
{
	struct road r = {0};
	char token[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	road_opened(&r, "o-1", number);
	road_opened(&r, "o-2", number);
	assert_true(asker_get(&r, with_parameters("tickets", 32), token) == 200 && asker_items() == 1);
	asker_get(&r, with_parameters("tickets", 33), token);
	asker_refused(400, "32 parameters");
	asker_get(&r, with_parameters("me", 33), token);
	asker_refused(400, "32 parameters");
	asker_ask(&r, "POST", with_parameters("texts", 33), token, "Accept-Language: zh\r\n",
		  "{\"ticket\":\"10008\",\"text\":\"x\"}");
	asker_refused(400, "32 个参数");
	road_end(&r);
}

static void filters_and_pages(void **state)
{
	struct road r = {0};
	char token[TOKEN], number[32], next[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	road_opened(&r, "o-1", number);
	road_opened(&r, "o-2", number);
	road_opened(&r, "o-3", number);
	assert_true(asker_get(&r, "tickets?limit=2", token) == 200 && asker_items() == 2);
	asker_value("next", next, sizeof(next));
	snprintf(path, sizeof(path), "tickets?limit=2&after=%s", next);
	assert_true(asker_get(&r, path, token) == 200 && asker_items() == 1);
	asker_value("next", next, sizeof(next));
	assert_string_equal(next, "");
	assert_true(asker_get(&r, "tickets?state=reported&flow=repair", token) == 200 && asker_items() == 3);
	assert_true(asker_get(&r, "tickets?state=closed", token) == 200 && asker_items() == 0);
	assert_true(asker_get(&r,
			      "tickets?customer="
			      "13900000001",
			      token) == 200 &&
		    asker_items() == 3);
	assert_true(asker_get(&r, "tickets?late=true", token) == 200 && asker_items() == 0);
	asker_get(&r, "tickets?state=gone", token);
	asker_refused(400, "no state");
	asker_get(&r, "tickets?limit=201", token);
	asker_refused(400, "1 to 200");
	asker_get(&r, "tickets?limit=-1", token);
	asker_refused(400, "1 to 200");
	asker_get(&r, "tickets?after=x", token);
	asker_refused(400, "`next`");
	asker_get(&r, "tickets?open=perhaps", token);
	asker_refused(400, "`true` or `false`");
	asker_get(&r, "tickets?station=nowhere", token);
	asker_refused(400, "no station");
	assert_true(asker_get(&r, "people?limit=3", token) == 200 && asker_items() == 3);
	asker_value("next", next, sizeof(next));
	snprintf(path, sizeof(path), "people?limit=200&after=%s", next);
	assert_true(asker_get(&r, path, token) == 200 && asker_items() == 16);
	road_end(&r);
}

/* ---- what is refused before it is read, and what may be sent ---- */

/* Some were refused as pages for carriers are, which is not what the document says. */
static void a_refusal_was_no_problem(void **state)
{
	static char large[64 * 1024 - 1000];
	static char request[70 * 1024];
	struct road r = {0};
	char head[TOKEN];
	size_t n;

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	asker_ask(&r, "PATCH", "me", head, "", "");
	asker_refused(405, "GET, HEAD");
	assert_non_null(strcasestr(answered.head, "Allow: GET"));
	memset(large, 'x', sizeof(large) - 1);
	n = (size_t)snprintf(request, sizeof(request),
			     "POST /v1/texts HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
			     "Content-Length: 70000\r\n\r\n");
	http_raw(r.site.http, request, n, &answered);
	asker_refused(413, "65536");
	asker_documented("POST", "/v1/texts");
	/* One that fits is read, and is no JSON. */
	asker_ask(&r, "POST", "texts", head, "", large);
	asker_refused(400, "JSON");
	/* Where there is no page at all, a refusal is plain text. */
	http_ask(r.site.http, "GET", "/none", &answered);
	assert_int_equal(answered.status, 404);
	assert_null(strstr(answered.head, "problem"));
	road_end(&r);
}

static void a_path_that_takes_both_did_not_allow_head(void **state)
{
	struct road r = {0};
	char head[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	assert_int_equal(asker_ask(&r, "HEAD", "tickets", head, "", ""), 200);
	asker_ask(&r, "PUT", "tickets", head, "", "");
	asker_refused(405, "GET, HEAD, POST");
	assert_non_null(strcasestr(answered.head, "Allow: GET, HEAD, POST\r\n"));
	road_end(&r);
}

/* What the asker could send now, and nothing else. */
static void a_ticket_tells_what_may_be_sent(void **state)
{
	struct road r = {0};
	char head[TOKEN], agent[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "吴敏", agent);
	snprintf(path, sizeof(path), "tickets/%s", number);
	assert_int_equal(asker_get(&r, path, head), 200);
	assert_non_null(strstr(answered.body,
			       "{\"code\":\"dispatch\",\"word\":\"dispatch\",\"arguments\":[{\"name\":\"planned\","
			       "\"kind\":\"time\",\"must\":true"));
	assert_null(strstr(answered.body, "{\"code\":\"arrive\""));
	assert_int_equal(asker_get(&r, path, agent), 200);
	assert_non_null(strstr(answered.body, "{\"code\":\"assign\""));
	assert_null(strstr(answered.body, "\"code\":\"dispatch\",\"word\":\"dispatch\",\"arguments\""));
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_good_token_nothing_is_said),
		cmocka_unit_test(only_the_digest_of_a_token_is_kept),
		cmocka_unit_test(who_it_is_is_said),
		cmocka_unit_test(the_document_says_what_is_there),
		cmocka_unit_test(a_head_sees_the_tickets_of_their_station_alone),
		cmocka_unit_test(an_answer_named_half_a_character),
		cmocka_unit_test(the_token_of_a_forgotten_person_was_not_revoked),
		cmocka_unit_test(who_left_and_came_back_had_the_old_token),
		cmocka_unit_test(parameters_behind_the_32nd_were_a_part_of_it),
		cmocka_unit_test(filters_and_pages),
		cmocka_unit_test(a_refusal_was_no_problem),
		cmocka_unit_test(a_path_that_takes_both_did_not_allow_head),
		cmocka_unit_test(a_ticket_tells_what_may_be_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
