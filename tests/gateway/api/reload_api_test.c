/* POST /v1/reload: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"

static void a_reload_answers_with_the_faults_and_the_old_rules_stay(void **state)
{
	struct road r = {0};
	char admin[TOKEN], agent[TOKEN], number[32], said[1024];
	FILE *f;
	long before;

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "吴敏", agent);
	asker_ask(&r, "POST", "reload", agent, "", "");
	asker_refused(403, "administrator");
	assert_int_equal(asker_ask(&r, "POST", "reload", admin, "", ""), 200);
	assert_non_null(strstr(answered.body, "\"outcome\":\"done\""));
	f = fopen(r.site.config, "a+e");
	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	before = ftell(f);
	fputs("no_such_key: 1\n", f);
	assert_int_equal(fclose(f), 0);
	asker_ask(&r, "POST", "reload", admin, "", "");
	asker_refused(422, "no_such_key");
	assert_non_null(strstr(answered.body, "the old rules stay"));
	road_opened(&r, "o-1", number);
	assert_int_equal(truncate(r.site.config, before), 0);
	assert_int_equal(asker_ask(&r, "POST", "reload", admin, "", ""), 200);
	assert_int_equal(road_ask(&r,
				  "SELECT count(*) FROM event e JOIN person p ON p.id = e.by WHERE e.code = 'reload' "
				  "AND p.name = 'Root'"),
			 3);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	road_end(&r);
}

/* Times that were written once are kept, to be written again. */
static void after_a_reload_times_are_written_in_the_zone_that_came_with_it(void **state)
{
	struct road r = {.site.zone = "Asia/Shanghai"};
	char admin[TOKEN], agent[TOKEN], number[32], path[64], before[64], after[64];

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "吴敏", agent);
	road_opened(&r, "o-1", number);
	snprintf(path, sizeof(path), "tickets?ticket=%s", number);
	assert_int_equal(asker_get(&r, path, agent), 200);
	asker_at("items/0/opened", before, sizeof(before));
	assert_non_null(strstr(before, "+08:00"));
	aide_change(r.site.dir, "fieldgate.yaml", "time_zone: Asia/Shanghai", "time_zone: America/Lima");
	assert_int_equal(asker_ask(&r, "POST", "reload", admin, "", ""), 200);
	assert_int_equal(asker_get(&r, path, agent), 200);
	asker_at("items/0/opened", after, sizeof(after));
	assert_non_null(strstr(after, "-05:00"));
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reload_answers_with_the_faults_and_the_old_rules_stay),
		cmocka_unit_test(after_a_reload_times_are_written_in_the_zone_that_came_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
