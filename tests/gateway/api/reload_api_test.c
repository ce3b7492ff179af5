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

static bool log_has(const struct road *r, const char *words)
{
	static char all[256 * 1024];
	FILE *f = fopen(r->site.log, "re");
	size_t n = f ? fread(all, 1, sizeof(all) - 1, f) : 0;

	assert_non_null(f);
	fclose(f);
	all[n] = '\0';
	return strstr(all, words);
}

#define FROM_NEXT_START "count only from the next start on"
#define PROXY ", proxy: {address: 127.0.0.1, client: X-Forwarded-For, scheme: X-Forwarded-Proto}"
#define BY_PROXY "Content-Type: application/json\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"

/* Its status. */
static int begin_session(const struct road *r, const char *token)
{
	char body[TOKEN + 16];

	snprintf(body, sizeof(body), "{\"token\":\"%s\"}", token);
	return asker_ask(r, "POST", "session", NULL, BY_PROXY, body);
}

static void phones_and_the_proxy_counted_at_once_though_the_log_said_at_the_next_start(void **state)
{
	struct road r = {0};
	char admin[TOKEN], listen[64], more[256], other[64];

	(void)state;
	asker_begin_admin(&r, admin);
	snprintf(listen, sizeof(listen), "listen: 127.0.0.1:%d", r.site.http);
	snprintf(more, sizeof(more), "%s, phones: yes" PROXY, listen);
	assert_int_equal(http_get(r.site.http, "/phones", &answered), 404);
	assert_int_equal(begin_session(&r, admin), 403); /* by a proxy that nobody knows */
	aide_change(r.site.dir, "fieldgate.yaml", listen, more);
	assert_int_equal(asker_ask(&r, "POST", "reload", admin, "", ""), 200);
	assert_int_equal(http_get(r.site.http, "/phones", &answered), 200);
	assert_int_equal(begin_session(&r, admin), 200);
	assert_non_null(strstr(answered.head, "; Secure"));
	assert_true(log_has(&r, "are loaded again"));
	assert_false(log_has(&r, FROM_NEXT_START));
	snprintf(other, sizeof(other), "listen: 127.0.0.1:%d", peer_free_port());
	aide_change(r.site.dir, "fieldgate.yaml", listen, other);
	assert_int_equal(asker_ask(&r, "POST", "reload", admin, "", ""), 200);
	assert_true(log_has(&r, "`listen` of `http` " FROM_NEXT_START));
	assert_int_equal(asker_get(&r, "me", admin), 200);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reload_answers_with_the_faults_and_the_old_rules_stay),
		cmocka_unit_test(phones_and_the_proxy_counted_at_once_though_the_log_said_at_the_next_start),
		cmocka_unit_test(after_a_reload_times_are_written_in_the_zone_that_came_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
