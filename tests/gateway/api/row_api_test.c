/* PUT and POST of people, stations, customers and machines: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

#define ONE_PERSON                                                                                                     \
	"{\"name\":\"李雷\",\"mobile\":[\"%s\"],\"roles\":[%s],\"station\":\"乌鲁木齐站\",\"language\":\"zh\"," \
	"\"email\":null}"
#define NEW_MACHINE "{\"serial\":\"NEW-1\",\"model\":\"X\",\"station\":\"乌鲁木齐站\",\"km\":12.5,\"latitude\":null}"

static void end(struct road *r)
{
	char said[1024];

	assert_int_equal(peer_run(&r->site, said, sizeof(said), "audit", NULL), 0);
	road_end(r);
}

/* The header line that shows what the last answer was. */
static void if_match(char out[100])
{
	char tag[64];

	asker_etag(tag);
	snprintf(out, 100, "If-Match: %s\r\n", tag);
}

static const char *person(const char *number, const char *roles)
{
	static char body[512];

	snprintf(body, sizeof(body), ONE_PERSON, number, roles);
	return body;
}

static void another_mobile_is_a_new_number_of_the_same_person(void **state)
{
	struct road r = {0};
	char admin[TOKEN], path[64], seen[100], now[100], sql[200];

	(void)state;
	asker_begin_admin(&r, admin);
	asker_path(&r, "people", ENGINEER, path);
	assert_int_equal(asker_get(&r, path, admin), 200);
	if_match(seen);
	assert_int_equal(asker_ask(&r, "PUT", path, admin, seen, person("+8613800000077", "\"engineer\"")), 200);
	if_match(now);
	assert_string_not_equal(seen, now);
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM mobile WHERE number = '+8613800000077' AND person = %s",
		 strchr(path, '/') + 1);
	assert_int_equal(road_ask(&r, sql), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM mobile WHERE number = '" ENGINEER "'"), 0);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM person WHERE name = '李雷'"), 1);
	snprintf(sql, sizeof(sql),
		 "SELECT count(*) FROM event e JOIN person p ON p.id = e.by WHERE e.code = 'people_put' AND "
		 "e.change = 'person=%s' AND p.name = 'Root'",
		 strchr(path, '/') + 1);
	assert_int_equal(road_ask(&r, sql), 1);
	asker_get(&r, path, admin);
	if_match(seen);
	assert_string_equal(seen, now);
	end(&r);
}

static void what_is_stale_or_not_shown_is_not_written(void **state)
{
	struct road r = {0};
	char admin[TOKEN], agent[TOKEN], path[64], seen[100];
	const char *body = person(ENGINEER, "\"engineer\",\"parts\"");

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "吴敏", agent);
	asker_path(&r, "people", ENGINEER, path);
	asker_ask(&r, "PUT", path, admin, "", body);
	asker_refused(428, "If-Match");
	asker_ask(&r, "PUT", path, admin, "If-Match: \"00\"\r\n", body);
	asker_refused(412, "read it again");
	asker_get(&r, path, admin);
	if_match(seen);
	asker_ask(&r, "PUT", path, agent, seen, body);
	asker_refused(403, "administrator");
	asker_ask(&r, "POST", "people", agent, "", body);
	asker_refused(403, "administrator");
	assert_int_equal(asker_ask(&r, "PUT", path, admin, seen, body), 200);
	asker_ask(&r, "PUT", path, admin, seen, body);
	asker_refused(412, "read it again");
	assert_int_equal(asker_ask(&r, "PUT", path, admin, "If-Match: *\r\n", body), 200);
	asker_ask(&r, "PUT", "people/999999", admin, "If-Match: *\r\n", body);
	asker_refused(404, "999999");
	asker_ask(&r, "PUT", "customers/+8613800000011", admin, "If-Match: *\r\n", body);
	asker_refused(422, "");
	asker_ask(&r, "POST", "people", admin, "", body);
	asker_refused(409, "already");
	end(&r);
}

static void faults_are_those_of_an_import(void **state)
{
	static const struct {
		const char *path, *body, *words;
		int status;
	} bad[] = {
		{"people", "{}", "nothing stands in it", 422},
		{"people", "{\"language\":\"zh\"}", "there is no name", 422},
		{"people", "{\"name\":\"A B\",\"mobile\":\"13\",\"roles\":[\"engineer\"]}", "no mobile number", 422},
		{"people", "{\"name\":\"A B\",\"mobile\":\"13800000071\",\"roles\":[\"enginer\"]}", "did you mean",
		 422},
		{"people", "{\"name\":\"A B\",\"mobile\":{},\"roles\":[\"engineer\"]}", "`mobile`", 400},
		{"people", "{\"name\":[[1]]}", "`name`", 400},
		{"people", "[]", "object", 400},
		{"stations", "{}", "", 422},
		{"customers", "{\"name\":\"C D\",\"mobile\":\"13800000011\"}", "is on the staff", 422},
		{"machines", "{\"serial\":\"M-9\",\"station\":\"nowhere\"}", "there is no station", 422},
		{"machines", "{\"serial\":\"M-9\",\"km\":-1}", "km", 422},
	};
	struct road r = {0};
	char admin[TOKEN];
	int64_t people;

	(void)state;
	asker_begin_admin(&r, admin);
	people = road_ask(&r, "SELECT count(*) FROM person");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		asker_ask(&r, "POST", bad[i].path, admin, "", bad[i].body);
		asker_refused(bad[i].status, bad[i].words);
	}
	asker_ask(&r, "PUT", "machines/EC210-0042", admin, "If-Match: *\r\n", "{\"serial\":\"EC210-0042\"}");
	asker_refused(422, "is missing; add it");
	asker_ask(&r, "PUT", "stations/%E4%B9%8C%E9%B2%81%E6%9C%A8%E9%BD%90%E7%AB%99", admin, "If-Match: *\r\n",
		  "{\"station\":\"other\",\"region\":null,\"address\":null}");
	asker_refused(422, "is the key, and stays");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM person"), people);
	assert_int_equal(road_ask(&r,
				  "SELECT count(*) FROM event WHERE flow = '-' AND code LIKE '%\\_add' ESCAPE '\\' AND "
				  "code <> 'token_add'"),
			 0);
	end(&r);
}

/* It was in English, whatever they read. */
static void faults_are_said_in_the_language_of_who_writes(void **state)
{
	static const char zh[] = "Accept-Language: zh\r\n", zh_any[] = "Accept-Language: zh\r\nIf-Match: *\r\n";
	struct road r = {0};
	char admin[TOKEN], chinese[TOKEN], path[64];

	(void)state;
	asker_begin_admin(&r, admin);
	asker_ask(&r, "POST", "people", admin, zh, "{\"name\":\"A B\",\"mobile\":\"13\",\"roles\":[\"enginer\"]}");
	asker_refused(422,
		      "未写入任何内容：`13` 不是手机号；请写成 +8613800000001 的形式；没有角色 `enginer`；您是不是指 "
		      "`engineer`？");
	asker_ask(&r, "POST", "machines", admin, zh, "{\"serial\":\"M-9\",\"station\":\"nowhere\"}");
	asker_refused(422, "没有服务站 `nowhere`");
	asker_path(&r, "people", ENGINEER, path);
	asker_ask(&r, "PUT", path, admin, zh_any, "{\"name\":\"李雷\"}");
	asker_refused(422, "缺少 `mobile`");
	asker_ask(&r, "PUT", "machines/EC210-0042", admin, zh_any,
		  "{\"serial\":\"X\",\"model\":null,\"customer\":null,\"station\":null,\"km\":null,\"latitude\":null,"
		  "\"longitude\":null,\"hours\":null,\"warranty_until\":null}");
	asker_refused(422, "`serial` 是键，不能改");
	/* Where the request says none, it is that of the person. */
	asker_import(&r, "周正,13800000098,administrator,,zh");
	asker_token(&r, "周正", chinese);
	asker_ask(&r, "POST", "stations", chinese, "Accept-Language: \r\n", "{\"region\":\"B\"}");
	asker_refused(422, "缺少 `station`");
	end(&r);
}

static void what_comes_again_under_its_key_is_written_once(void **state)
{
	static const char key[] = "Idempotency-Key: m-1\r\n";
	struct road r = {0};
	char admin[TOKEN], first[100], again[100];

	(void)state;
	asker_begin_admin(&r, admin);
	assert_int_equal(asker_ask(&r, "POST", "machines", admin, key, NEW_MACHINE), 201);
	if_match(first);
	assert_int_equal(asker_ask(&r, "POST", "machines", admin, key, NEW_MACHINE), 201);
	if_match(again);
	assert_string_equal(first, again);
	asker_ask(&r, "POST", "machines", admin, key, "{\"serial\":\"NEW-2\"}");
	asker_refused(409, "Idempotency-Key");
	asker_ask(&r, "POST", "machines", admin, "", NEW_MACHINE);
	asker_refused(409, "already");
	assert_int_equal(asker_get(&r, "machines/new-1", admin), 200);
	if_match(again);
	assert_string_equal(first, again);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event WHERE code = 'machines_add'"), 1);
	/* The inbox has no word of it. */
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE instr(payload, 'NEW-1') > 0"), 0);
	asker_ask(&r, "POST", "texts", admin, key, "{\"text\":\"help\"}");
	asker_refused(409, "Idempotency-Key");
	end(&r);
}

static void whoever_retires_is_there_no_more_and_their_token_ends(void **state)
{
	struct road r = {0};
	char admin[TOKEN], engineer[TOKEN], path[64];

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "李雷", engineer);
	asker_path(&r, "people", ENGINEER, path);
	assert_int_equal(asker_ask(&r, "PUT", path, admin, "If-Match: *\r\n", person(ENGINEER, "")), 204);
	asker_get(&r, path, admin);
	asker_refused(404, "may see");
	asker_get(&r, "me", engineer);
	asker_refused(401, "");
	assert_int_equal(asker_ask(&r, "POST", "people", admin, "", person(ENGINEER, "\"engineer\"")), 201);
	assert_int_equal(asker_get(&r, path, admin), 200);
	end(&r);
}

static void customers_and_stations_too(void **state)
{
	struct road r = {0};
	char admin[TOKEN], path[64];

	(void)state;
	asker_begin_admin(&r, admin);
	assert_int_equal(asker_ask(&r, "POST", "stations", admin, "", "{\"station\":\"A/B\",\"region\":\"north\"}"),
			 201);
	assert_int_equal(asker_get(&r, "stations/A%2FB", admin), 200);
	assert_int_equal(asker_ask(&r, "POST", "customers", admin, "",
				   "{\"name\":\"New Mine\",\"mobile\":\"13900000091\",\"class\":\"A\"}"),
			 201);
	asker_path(&r, "customers", "+8613900000091", path);
	/* Whoever writes one sees its numbers, but not those of all. */
	assert_int_equal(asker_get(&r, path, admin), 200);
	assert_non_null(strstr(answered.body, "+8613900000091"));
	assert_int_equal(asker_get(&r, "customers?limit=200", admin), 200);
	assert_null(strstr(answered.body, "+8613900000091"));
	assert_int_equal(
		asker_ask(&r, "PUT", path, admin, "If-Match: *\r\n",
			  "{\"name\":\"New Mine Ltd\",\"mobile\":[\"13900000092\",\"13900000091\"],\"class\":\"B\","
			  "\"language\":\"en\",\"sales_manager\":\"赵强\"}"),
		200);
	assert_non_null(strstr(answered.body, "赵强"));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM person WHERE name LIKE 'New Mine%'"), 1);
	end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_mobile_is_a_new_number_of_the_same_person),
		cmocka_unit_test(what_is_stale_or_not_shown_is_not_written),
		cmocka_unit_test(faults_are_those_of_an_import),
		cmocka_unit_test(faults_are_said_in_the_language_of_who_writes),
		cmocka_unit_test(what_comes_again_under_its_key_is_written_once),
		cmocka_unit_test(whoever_retires_is_there_no_more_and_their_token_ends),
		cmocka_unit_test(customers_and_stations_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
