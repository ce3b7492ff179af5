/* GET and POST /v1/tokens, and DELETE /v1/tokens/ID: the administrator's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

static void a_token_is_made_and_ended(void **state)
{
	struct road r = {0};
	char admin[TOKEN], id[32], token[TOKEN], path[64], said[1024];

	(void)state;
	asker_begin_admin(&r, admin);
	assert_int_equal(asker_ask(&r, "POST", "tokens", admin, "", "{\"person\":\"李雷\",\"days\":1}"), 201);
	asker_value("id", id, sizeof(id));
	asker_value("token", token, sizeof(token));
	assert_int_equal(asker_get(&r, "me", token), 200);
	assert_non_null(strstr(answered.body, ENGINEER));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM token WHERE expires - created = 86400000"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by JOIN token t "
				      "ON e.change = 'token=' || t.id WHERE e.code = 'token_add' AND p.name = 'Root'"),
			 1);
	assert_int_equal(asker_ask(&r, "POST", "tokens", admin, "", "{\"person\":\"13800000011\"}"), 201);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM token t JOIN person p ON p.id = t.person "
				      "WHERE expires IS NULL AND p.name = '李雷'"),
			 1);
	assert_int_equal(asker_get(&r, "tokens?limit=2", admin), 200);
	assert_non_null(strstr(answered.body, "\"next\":\"2\""));
	assert_non_null(strstr(answered.body, "\"person\":\"李雷\""));
	assert_null(strstr(answered.body, "fg_"));
	asker_get(&r, "tokens?after=x", admin);
	asker_refused(400, "`after`");
	snprintf(path, sizeof(path), "tokens/%s", id);
	assert_int_equal(asker_ask(&r, "DELETE", path, admin, "", ""), 200);
	assert_int_equal(asker_get(&r, "tokens?after=1", admin), 200);
	assert_non_null(strstr(answered.body, "\"id\":\"3\"")); /* and the second holds no longer */
	assert_null(strstr(answered.body, "\"id\":\"2\""));
	asker_get(&r, "me", token);
	asker_refused(401, "revoked");
	asker_ask(&r, "DELETE", path, admin, "", "");
	asker_refused(409, "already");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by "
				      "WHERE e.code = 'token_revoke' AND p.name = 'Root'"),
			 1);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	road_end(&r);
}

static void it_is_the_administrators(void **state)
{
	static const char body[] = "{\"person\":\"李雷\"}";
	static const char *const others[] = {"吴敏", "阿里木", "李雷", "总部审批", "冯刚"};
	struct road r = {0};
	char admin[TOKEN], other[TOKEN];

	(void)state;
	asker_begin_admin(&r, admin);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		asker_token(&r, others[i], other);
		asker_ask(&r, "POST", "tokens", other, "", body);
		asker_refused(403, "administrator");
		asker_get(&r, "tokens", other);
		asker_refused(403, "administrator");
		asker_ask(&r, "DELETE", "tokens/1", other, "", "");
		asker_refused(403, "administrator");
	}
	asker_ask(&r, "POST", "tokens", NOBODYS, "", body);
	asker_refused(401, "not known");
	asker_ask(&r, "DELETE", "tokens/1", NULL, "", "");
	asker_refused(401, "fieldgate token add");
	assert_int_equal(asker_get(&r, "me", admin), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM token"), 6);
	road_end(&r);
}

static void bad_bodies_make_none(void **state)
{
	static const char *const bad[] = {"",
					  "[]",
					  "{}",
					  "{\"person\":[]}",
					  "{\"person\":\"nobody' OR 1=1--\"}",
					  "{\"person\":\"王建国\"}",
					  "{\"person\":\"\\u0000\\u001b\"}",
					  "{\"person\":\"李雷\",\"days\":0}",
					  "{\"person\":\"李雷\",\"days\":-1}",
					  "{\"person\":\"李雷\",\"days\":3661}",
					  "{\"person\":\"李雷\",\"days\":1.5}",
					  "{\"person\":\"李雷\",\"days\":null}",
					  "{\"person\":\"李雷\",\"days\":99999999999999999999}"};
	static const char *const ids[] = {"tokens/0", "tokens/-1", "tokens/x", "tokens/99",
					  "tokens/9223372036854775808"};
	static char large[60000];
	struct road r = {0};
	char admin[TOKEN];

	(void)state;
	asker_begin_admin(&r, admin);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		asker_ask(&r, "POST", "tokens", admin, "", bad[i]);
		asker_refused(400, "");
	}
	snprintf(large, sizeof(large), "{\"person\":\"%050000d\"}", 7);
	asker_ask(&r, "POST", "tokens", admin, "", large);
	asker_refused(400, "");
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		asker_ask(&r, "DELETE", ids[i], admin, "", "");
		asker_refused(404, "no token");
	}
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM token WHERE revoked IS NULL"), 1);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_made_and_ended),
		cmocka_unit_test(it_is_the_administrators),
		cmocka_unit_test(bad_bodies_make_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
