/* GET /v1/people/ID and its like: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"

#define STATION "stations/%E4%B9%8C%E9%B2%81%E6%9C%A8%E9%BD%90%E7%AB%99" /* 乌鲁木齐站 */

static void each_has_an_etag_and_is_as_the_list_has_it(void **state)
{
	static const char *const paths[] = {STATION, "machines/EC210-0042", "machines/ec210-0042",
					    "people/+8613800000011", "customers/+8613900000001"};
	struct road r = {0};
	char token[TOKEN], path[64], first[64], second[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		assert_int_equal(asker_get(&r, paths[i], token), 200);
		asker_etag(first);
	}
	assert_non_null(strstr(answered.body, CUSTOMER));
	asker_path(&r, "customers", CUSTOMER, path);
	assert_int_equal(asker_get(&r, path, token), 200);
	asker_etag(second);
	assert_string_equal(first, second);
	asker_get(&r, "customers?limit=200", token);
	assert_non_null(strstr(answered.body, strrchr(path, '/') + 1));
	road_end(&r);
}

static void what_is_not_to_be_seen_is_not_there(void **state)
{
	static const char *const none[] = {"people/0",     "people/999999",         "people/x",
					   "people/-1",    "people/+8613899999999", "people/+8613900000001",
					   "customers/1x", "stations/nowhere",      "machines/L-1",
					   "machines/EC/1"};
	struct road r = {0};
	char agent[TOKEN], engineer[TOKEN], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "李雷", engineer);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		asker_get(&r, none[i], agent);
		asker_refused(404, "");
	}
	assert_int_equal(asker_get(&r, "people/+8613800000001", engineer), 200);
	asker_path(&r, "customers", CUSTOMER, path);
	asker_get(&r, path, engineer);
	asker_refused(404, "may see");
	asker_get(&r, "machines/EC210-0042", engineer);
	asker_refused(404, "may see");
	asker_get(&r, path, NULL);
	asker_refused(401, "");
	road_end(&r);
}

/* Nor does the tag tell a number to who may not see it, nor may it be guessed. */
static void a_masked_number_is_masked_here_too(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], path[64], full[64], masked[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_path(&r, "customers", CUSTOMER, path);
	asker_get(&r, path, agent);
	asker_etag(full);
	assert_int_equal(asker_get(&r, path, head), 200);
	assert_null(strstr(answered.body, CUSTOMER));
	assert_non_null(strstr(answered.body, "0001"));
	asker_etag(masked);
	assert_string_not_equal(full, masked);
	asker_get(&r, "customers/+8613900000001", head);
	asker_refused(404, "may see");
	road_end(&r);
}

/* The log says who saw what, and no number. */
static void who_saw_a_customers_number_is_logged(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], path[64], n[32], ticket[64], said[200], *log;

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", n);
	asker_token(&r, "阿里木", head); /* token 1 */
	asker_token(&r, "吴敏", agent);
	asker_path(&r, "customers", CUSTOMER, path);
	assert_int_equal(asker_get(&r, path, head), 200);
	assert_int_equal(asker_get(&r, "customers", head), 200);
	assert_int_equal(asker_get(&r, "people", agent), 200);
	assert_int_equal(asker_get(&r, path, agent), 200);
	assert_int_equal(asker_get(&r, "machines/EC210-0042", agent), 200);
	assert_int_equal(asker_get(&r, "customers", agent), 200);
	snprintf(ticket, sizeof(ticket), "tickets/%s", n);
	assert_int_equal(asker_get(&r, ticket, agent), 200);
	snprintf(said, sizeof(said), "by token 2: ticket %s", n);
	assert_true(peer_log_says(&r.site, said));
	log = aide_read(r.site.dir, "gateway.log");
	assert_null(strstr(log, "by token 1: "));
	assert_null(strstr(log, CUSTOMER + 3));
	assert_non_null(strstr(log, "by token 2: customers "));
	assert_non_null(strstr(log, "by token 2: machines ec210-0042"));
	assert_non_null(strstr(log, "by token 2: customers\n"));
	assert_null(strstr(log, "by token 2: people"));
	free(log);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_an_etag_and_is_as_the_list_has_it),
		cmocka_unit_test(what_is_not_to_be_seen_is_not_there),
		cmocka_unit_test(a_masked_number_is_masked_here_too),
		cmocka_unit_test(who_saw_a_customers_number_is_logged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
