/* Customers' numbers do not show over /v1 to who need not call: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

static void who_need_not_call_sees_no_customers_number(void **state)
{
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	snprintf(path, sizeof(path), "tickets/%s", number);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	assert_int_equal(asker_get(&r, path, agent), 200);
	assert_non_null(strstr(answered.body, CUSTOMER));
	assert_int_equal(asker_get(&r, path, unit), 200);
	assert_null(strstr(answered.body, CUSTOMER + 1));
	assert_null(strstr(answered.body, CUSTOMER + 3));
	assert_int_equal(asker_get(&r, "customers?limit=1", unit), 200);
	assert_null(strstr(answered.body, CUSTOMER + 3));
	road_end(&r);
}

/* In the words of an opening that are the customer's own, and in all texts that quote them. */
static void a_number_in_a_customers_own_words_was_shown(void **state)
{
	static const char opening[] = "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"x 13900000001 y 139 "
				      "0000 0001 z 139-0000-0001 "
				      "\xef\xbc\x91\xef\xbc\x93\xef\xbc\x99\xef\xbc\x90\xef\xbc\x90\xef\xbc\x90\xef\xbc"
				      "\x90\xef\xbc\x90\xef\xbc\x90"
				      "\xef\xbc\x90\xef\xbc\x91, +86 139\\n0000 0001, not 13900000002\"}";
	static const char *const before[] = {"tickets?after=99999999&machine=", "tickets/"};
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", opening), 201);
	asker_value("ticket", number, sizeof(number));
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++) {
		snprintf(path, sizeof(path), "%s%s", before[i], i ? number : "EC210-0042");
		assert_int_equal(asker_get(&r, path, unit), 200);
		assert_null(strstr(answered.body, "13900000001"));
		assert_null(strstr(answered.body, "0000 0001"));
		assert_null(strstr(answered.body, "0000-0001"));
		assert_null(strstr(answered.body, "\xef\xbc\x90\xef\xbc\x90\xef\xbc\x90\xef\xbc\x90\xef\xbc\x90"));
		assert_non_null(strstr(answered.body, "x 139****0001 y 139 **** 0001 z 139-****-0001"));
		assert_non_null(strstr(answered.body, "not 13900000002"));
		assert_int_equal(asker_get(&r, path, agent), 200);
		assert_non_null(strstr(answered.body, "x 13900000001 y 139 0000 0001 z"));
	}
	road_end(&r);
}

static void a_number_stood_for_a_customer_whom_nobody_knows(void **state)
{
	static const char opening[] = "{\"flow\":\"repair\",\"fault\":\"x 139 0000 0777\",\"customer\":\"13900000777\","
				      "\"reported_by\":\"Wang 13900000888\"}";
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", opening), 201);
	asker_value("ticket", number, sizeof(number));
	assert_int_equal(asker_get(&r, "tickets", unit), 200);
	assert_null(strstr(answered.body, "13900000777"));
	assert_non_null(strstr(answered.body, "x 139 **** 0777"));
	snprintf(path, sizeof(path), "tickets/%s", number);
	assert_int_equal(asker_get(&r, path, unit), 200);
	assert_null(strstr(answered.body, "13900000777"));
	assert_null(strstr(answered.body, "139 0000 0777"));
	assert_null(strstr(answered.body, "13900000888"));
	assert_int_equal(asker_get(&r, path, agent), 200);
	assert_non_null(strstr(answered.body, "13900000777"));
	road_end(&r);
}

static void a_head_had_the_numbers_of_all_stations_customers(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "买买提", head);
	assert_int_equal(asker_get(&r, "customers", agent), 200);
	assert_non_null(strstr(answered.body, CUSTOMER));
	assert_int_equal(asker_get(&r, "customers", head), 200);
	assert_true(asker_items() > 0);
	assert_null(strstr(answered.body, CUSTOMER));
	assert_non_null(strstr(answered.body, "+86139****0001"));
	road_end(&r);
}

/* Then the number stands in the place of the customer's name. */
static void two_customers_of_one_name_were_told_apart_by_their_numbers(void **state)
{
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], file[600], said[1024];
	FILE *f;

	(void)state;
	asker_begin(&r);
	snprintf(file, sizeof(file), "%s/more.csv", r.site.dir);
	f = fopen(file, "we");
	assert_non_null(f);
	fputs("name,mobile,class,language,sales_manager\n王建国,13900000091,B,zh,\n", f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "import", "customers", file, NULL), 0);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	assert_int_equal(asker_get(&r, "machines", agent), 200);
	assert_non_null(strstr(answered.body, CUSTOMER));
	assert_int_equal(asker_get(&r, "machines", unit), 200);
	assert_null(strstr(answered.body, CUSTOMER + 3));
	assert_non_null(strstr(answered.body, "+86139****0001"));
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_need_not_call_sees_no_customers_number),
		cmocka_unit_test(a_number_in_a_customers_own_words_was_shown),
		cmocka_unit_test(a_number_stood_for_a_customer_whom_nobody_knows),
		cmocka_unit_test(a_head_had_the_numbers_of_all_stations_customers),
		cmocka_unit_test(two_customers_of_one_name_were_told_apart_by_their_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
