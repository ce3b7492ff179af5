/* /v1/due, /v1/missing, /v1/outbox and /v1/channels: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

static void administrator(const struct road *r, char out[TOKEN])
{
	char file[600], said[1024];
	FILE *f;

	snprintf(file, sizeof(file), "%s/admin.csv", r->site.dir);
	f = fopen(file, "we");
	assert_non_null(f);
	fputs("name,mobile,roles,station,language\n管理员,13800000099,administrator,,zh\n", f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(peer_run(&r->site, said, sizeof(said), "import", "people", file, NULL), 0);
	asker_token(r, "管理员", out);
}

static void what_is_due_is_listed_for_who_sees_the_ticket(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], number[32], said[64 * 1024];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	road_opened(&r, "o-1", number);
	assert_int_equal(asker_get(&r, "due", agent), 200);
	assert_true(asker_items() > 0);
	assert_non_null(strstr(answered.body, number));
	assert_non_null(strstr(answered.body, "\"overdue\":false"));
	assert_true(asker_get(&r, "due?limit=1", head) == 200 && asker_items() == 1);
	assert_true(asker_get(&r, "due", other) == 200 && asker_items() == 0);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "due", "--json", NULL), 0);
	assert_non_null(strstr(said, number));
	assert_true(asker_get(&r, "missing", agent) == 200 && asker_items() == 0);
	assert_int_equal(asker_get(&r, "missing?since=2026-01-01&person=%E6%9D%8E%E9%9B%B7", agent), 200);
	asker_get(&r, "missing?since=yesterday", agent);
	asker_refused(400, "no day");
	asker_get(&r, "missing?person=nobody", agent);
	asker_refused(400, "no person");
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "missing", "--json", NULL), 0);
	assert_int_equal(said[0], '[');
	road_end(&r);
}

/* A head was asked only where nothing lacked: another station's could have been told too. */
static void what_was_skipped_is_missing_for_who_sees_the_ticket(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], engineer[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	asker_token(&r, "李雷", engineer);
	road_opened(&r, "o-1", number);
	asker_done(&r, head, number, "派工 李雷 明天9点");
	asker_done(&r, engineer, number, "到达"); /* and nobody said that he departed */
	assert_true(asker_get(&r, "missing", head) == 200 && asker_items() == 1);
	ASKER_SAYS("items/0/ticket", number);
	ASKER_SAYS("items/0/machine", "EC210-0042");
	ASKER_SAYS("items/0/node", "departed");
	ASKER_SAYS("items/0/person", "李雷");
	assert_true(asker_get(&r, "missing", agent) == 200 && asker_items() == 1);
	assert_true(asker_get(&r, "missing", other) == 200 && asker_items() == 0);
	road_end(&r);
}

/* Nobody listens to this channel, so that what goes by it waits. */
static void texts_that_wait_are_sent_again_and_dropped(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], admin[TOKEN], path[256], next[128], said[4096];
	long long id;

	(void)state;
	asker_begin(&r);
	administrator(&r, admin);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	client_free(r.desk);
	r.desk = client_new(r.site.port, NULL); /* which listens to nothing */
	for (int i = 0; i < 2; i++)
		assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "",
					   "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"x\"}"),
				 201);
	asker_get(&r, "outbox", agent);
	assert_true(asker_items() > 1);
	assert_null(strstr(answered.body, CUSTOMER));
	assert_int_equal(asker_get(&r, "outbox?limit=1", admin), 200);
	assert_int_equal(asker_items(), 1);
	asker_value("next", next, sizeof(next));
	snprintf(path, sizeof(path), "outbox?limit=200&after=%s", next);
	assert_true(asker_get(&r, path, agent) == 200 && asker_items() > 0);
	asker_get(&r, "outbox?after=9.x", agent);
	asker_refused(400, "`next`");
	asker_get(&r, "outbox?state=lost", agent);
	asker_refused(400, "`waiting` or `failed`");
	asker_get(&r, "outbox", head);
	asker_refused(403, "agent");
	assert_int_equal(asker_get(&r, "channels", agent), 200);
	assert_non_null(strstr(answered.body, "\"default\":true"));
	id = road_ask(&r, "SELECT max(id) FROM outbox");
	snprintf(path, sizeof(path), "outbox/%lld/drop", id);
	asker_ask(&r, "POST", path, agent, "", "");
	asker_refused(403, "administrator");
	assert_int_equal(asker_ask(&r, "POST", path, admin, "", ""), 200);
	assert_non_null(strstr(answered.body, "\"outcome\":\"done\""));
	asker_ask(&r, "POST", path, admin, "", "");
	asker_refused(409, "nothing was done");
	assert_true(asker_get(&r, "outbox?state=failed", admin) == 200 && asker_items() == 1);
	snprintf(path, sizeof(path), "outbox/%lld/resend", id);
	asker_ask(&r, "POST", path, head, "", "");
	asker_refused(403, "agent");
	assert_int_equal(asker_ask(&r, "POST", path, agent, "", ""), 200);
	asker_ask(&r, "POST", "outbox/999999/resend", agent, "", "");
	asker_refused(404, "999999");
	asker_ask(&r, "POST", "outbox/x/resend", agent, "", "");
	asker_refused(404, "`x`");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event, person WHERE code = 'outbox_drop' AND flow = '-' "
				      "AND by = person.id AND person.name = '管理员'"),
			 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event, person WHERE code = 'outbox_resend' AND by = "
				      "person.id AND person.name = '吴敏'"),
			 1);
	/* A ticket that was opened by /v1 stands under who opened it. */
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event, person WHERE code = 'open' AND by = person.id AND "
				      "person.name = '吴敏'"),
			 2);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "channel", "--json", NULL), 0);
	assert_int_equal(said[0], '[');
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "outbox", "--json", NULL), 0);
	assert_int_equal(said[0], '[');
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_due_is_listed_for_who_sees_the_ticket),
		cmocka_unit_test(what_was_skipped_is_missing_for_who_sees_the_ticket),
		cmocka_unit_test(texts_that_wait_are_sent_again_and_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
