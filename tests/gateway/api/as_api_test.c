/* What agents put in for others by /v1: the built program, a real broker, plain sockets. */
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"

/* Puts it in for that person about the ticket. Returns the status. */
static int put_as(const struct road *r, const char *token, const char *more, const char *as, const char *number,
		  const char *text)
{
	char body[512];

	snprintf(body, sizeof(body), "{\"as\":\"%s\",\"ticket\":\"%s\",\"text\":\"%s\"}", as, number, text);
	return asker_ask(r, "POST", "texts", token, more, body);
}

static int64_t notes(const struct road *r)
{
	return road_ask(r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by WHERE e.code = 'text_as' "
			   "AND e.flow = '-' AND p.name = '吴敏'");
}

static void whom_an_agent_puts_a_text_in_for_is_told(void **state)
{
	static char sheet[64 * 1024];
	struct road r = {0};
	char agent[TOKEN], number[32], outcome[32], said[4096];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(put_as(&r, agent, "Idempotency-Key: a\r\n", "阿里木", number, "电话解决 重启后正常"), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "done");
	assert_non_null(strstr(answered.body, number));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'resolved'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer AND number = '" HEAD "'"), 1);
	/* It is the head's, and both stand in the ledger because of the same text. */
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event e JOIN person p ON p.id = e.by JOIN event a "
				      "ON a.inbox = e.inbox AND a.code = 'text_as' AND a.change = 'person=' || p.id "
				      "WHERE e.ticket <> 0 AND p.name = '阿里木'"),
			 1);
	assert_int_equal(notes(&r), 1);
	/* The conversation names both, and nobody beside whoever puts in their own. */
	assert_int_equal(asker_ask(&r, "POST", "texts", agent, "", "{\"text\":\"备注 客户要发票\"}"), 200);
	snprintf(said, sizeof(said), "tickets/%s", number);
	assert_int_equal(asker_get(&r, said, agent), 200);
	assert_non_null(strstr(answered.body, "\"from\":\"阿里木\",\"from_kind\":\"known\",\"by\":\"吴敏\""));
	assert_null(strstr(answered.body, "\"from_kind\":\"known\",\"by\":\"吴敏\",\"number\":\"+8613800000041\""));
	assert_int_equal(peer_run(&r.site, sheet, sizeof(sheet), "show", number, NULL), 0);
	assert_non_null(strstr(sheet, "阿里木, put in by 吴敏"));
	/* The same request once more does nothing again. */
	assert_int_equal(put_as(&r, agent, "Idempotency-Key: a\r\n", "阿里木", number, "电话解决 重启后正常"), 200);
	assert_int_equal(notes(&r), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer AND number = '" HEAD "'"), 1);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	road_end(&r);
}

/* Nobody need hear of what was not done. */
static void a_refusal_is_told_to_the_agent_alone(void **state)
{
	struct road r = {0};
	char agent[TOKEN], number[32], outcome[32];

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(put_as(&r, agent, "", "阿里木", number, "派工 李雷 25:70"), 200);
	asker_value("outcome", outcome, sizeof(outcome));
	assert_string_equal(outcome, "refused");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer"), 0);
	assert_int_equal(notes(&r), 0);
	road_end(&r);
}

static void an_agent_takes_nothing_back_and_names_no_deputy(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], number[32], said[300];
	int64_t events;

	(void)state;
	asker_begin(&r);
	road_opened(&r, "o-1", number);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	snprintf(said, sizeof(said), "{\"text\":\"电话解决 重启后正常\",\"ticket\":\"%s\"}", number);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", said), 200);
	events = road_ask(&r, "SELECT count(*) FROM event");
	put_as(&r, agent, "Idempotency-Key: u\r\n", HEAD, number, "撤销");
	asker_refused(403, "undo");
	/* The same request once more is refused as before. */
	put_as(&r, agent, "Idempotency-Key: u\r\n", HEAD, number, "撤销");
	asker_refused(403, "undo");
	asker_ask(&r, "POST", "texts", agent, "", "{\"as\":\"阿里木\",\"text\":\"代班 韩梅\"}");
	asker_refused(403, "deputies");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), events);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'resolved'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM person WHERE deputy IS NOT NULL"), 0);
	/* What was refused for another is still theirs to do. */
	snprintf(said, sizeof(said), "{\"text\":\"撤销\",\"ticket\":\"%s\"}", number);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", said), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'reported'"), 1);
	road_end(&r);
}

/* In a hospital nobody texts. */
static void an_administrator_names_a_deputy_for_who_cannot(void **state)
{
	struct road r = {0};
	char admin[TOKEN], agent[TOKEN], said[4096];

	(void)state;
	asker_begin_admin(&r, admin);
	asker_token(&r, "吴敏", agent);
	asker_get(&r, "deputies?language=xx", admin);
	asker_refused(400, "xx");
	assert_int_equal(asker_get(&r, "deputies?language=zh", admin), 200);
	ASKER_SAYS("items/0/name", "阿里木");
	ASKER_SAYS("items/0/deputy", "null");
	ASKER_SAYS("items/0/names_by/word", "代班");
	ASKER_SAYS("items/0/names_by/arguments/0/kind", "person");
	assert_int_equal(asker_ask(&r, "POST", "texts", admin, "Idempotency-Key: d\r\n",
				   "{\"as\":\"" HEAD "\",\"text\":\"代班 韩梅 2小时\"}"),
			 200);
	ASKER_SAYS("outcome", "done");
	assert_int_equal(
		road_ask(&r, "SELECT count(*) FROM person h JOIN person d ON d.id = h.deputy WHERE h.name = '阿里木' "
			     "AND d.name = '韩梅' AND h.deputy_until IS NOT NULL"),
		1);
	/* Both hear of it, and the ledger has who did it, and for whom: that was read where the roster of before had been. */
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer AND number = '" HEAD "'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'deputy.named'"), 1);
	assert_int_equal(road_ask(&r,
				  "SELECT count(*) FROM event e JOIN person p ON e.change = 'person=' || p.id WHERE "
				  "e.code = 'text_as' AND p.name = '阿里木'"),
			 1);
	assert_int_equal(asker_get(&r, "deputies", admin), 200);
	ASKER_SAYS("items/0/deputy", "韩梅");
	asker_at("items/0/deputy_until", said, sizeof(said));
	assert_string_not_equal(said, "null");
	/* Their own number ends it, in any language. */
	assert_int_equal(asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"" HEAD "\",\"text\":\"代班 " HEAD "\"}"),
			 200);
	ASKER_SAYS("outcome", "done");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM person WHERE deputy IS NOT NULL"), 0);
	assert_int_equal(asker_get(&r, "deputies", agent), 200);
	ASKER_SAYS("items/0/deputy", "null");
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "audit", NULL), 0);
	road_end(&r);
}

/* Who keeps the people runs no repairs. */
static void an_administrator_puts_in_nothing_else(void **state)
{
	struct road r = {0};
	char admin[TOKEN], number[32];

	(void)state;
	asker_begin_admin(&r, admin);
	road_opened(&r, "o-1", number);
	put_as(&r, admin, "Idempotency-Key: p\r\n", "阿里木", number, "电话解决 重启后正常");
	asker_refused(403, "agents");
	put_as(&r, admin, "Idempotency-Key: p\r\n", "阿里木", number, "电话解决 重启后正常");
	asker_refused(403, "agents");
	asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"阿里木\",\"text\":\"我的\"}");
	asker_refused(403, "agents");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'reported'"), 1);
	/* A slip is shown as it is to the head. */
	assert_int_equal(asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"阿里木\",\"text\":\"代班\"}"), 200);
	ASKER_SAYS("outcome", "refused");
	road_end(&r);
}

/* It lists the head's tickets, which an administrator may not see. */
static void a_refusal_shows_an_administrator_no_tickets(void **state)
{
	struct road r = {0};
	char admin[TOKEN], head[TOKEN], one[32], another[32];

	(void)state;
	asker_begin_admin(&r, admin);
	road_opened(&r, "o-1", one);
	road_opened(&r, "o-2", another);
	assert_int_equal(asker_get(&r, "tickets", admin), 200);
	assert_int_equal(asker_items(), 0);
	asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"阿里木\",\"text\":\"派工 14:00 李雷\"}");
	asker_refused(403, "agents");
	put_as(&r, admin, "", "阿里木", one, "派工 25:70");
	asker_refused(403, "agents");
	asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"阿里木\",\"text\":\"no code\"}");
	asker_refused(403, "agents");
	/* Nor does a text that the head has just sent, whose answer the same one gets again. */
	asker_token(&r, "阿里木", head);
	asker_done(&r, head, one, "电话解决 重启后正常");
	put_as(&r, admin, "", "阿里木", one, "电话解决 重启后正常");
	asker_refused(403, "agents");
	/* One who is no head, and a name that nobody has. */
	assert_int_equal(asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"韩梅\",\"text\":\"代班 李雷\"}"), 200);
	ASKER_SAYS("outcome", "refused");
	assert_int_equal(asker_ask(&r, "POST", "texts", admin, "", "{\"as\":\"阿里木\",\"text\":\"代班 李磊磊\"}"),
			 200);
	ASKER_SAYS("outcome", "refused");
	road_end(&r);
}

static void whose_deputies_one_may_know(void **state)
{
	struct road r = {0};
	char head[TOKEN], engineer[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "韩梅", engineer);
	assert_int_equal(asker_get(&r, "deputies", engineer), 200);
	assert_int_equal(asker_items(), 0);
	assert_int_equal(asker_ask(&r, "POST", "texts", head, "", "{\"text\":\"代班 韩梅\"}"), 200);
	assert_int_equal(asker_get(&r, "deputies", head), 200);
	assert_int_equal(asker_items(), 1);
	ASKER_SAYS("items/0/deputy", "韩梅");
	ASKER_SAYS("items/0/deputy_until", "null");
	assert_int_equal(asker_get(&r, "deputies", engineer), 200);
	assert_int_equal(asker_items(), 1);
	ASKER_SAYS("items/0/name", "阿里木");
	road_end(&r);
}

static void nobody_signs_for_another(void **state)
{
	static const char opening[] = "{\"flow\":\"commercial_claim\",\"machine\":\"EC210-0042\",\"fault\":\"x\"}";
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], number[32], said[300];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	asker_take_up(&r, agent, "commercial_claim");
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", opening), 201);
	asker_value("ticket", number, sizeof(number));
	put_as(&r, agent, "", "孙丽", number, "驳回 不属于我方责任");
	asker_refused(403, "signatures");
	put_as(&r, agent, "", "孙丽", number, "同意");
	asker_refused(403, "signatures");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'applied'"), 1);
	assert_int_equal(notes(&r), 0);
	snprintf(said, sizeof(said), "{\"text\":\"同意\",\"ticket\":\"%s\"}", number);
	assert_int_equal(asker_ask(&r, "POST", "texts", unit, "", said), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'pricing'"), 1);
	road_end(&r);
}

static void who_may_and_for_whom(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_ask(&r, "POST", "texts", head, "", "{\"text\":\"帮助\",\"as\":\"李雷\"}");
	asker_refused(403, "agents");
	asker_ask(&r, "POST", "texts", agent, "", "{\"text\":\"帮助\",\"as\":\"nobody\"}");
	asker_refused(400, "nobody");
	asker_ask(&r, "POST", "texts", agent, "", "{\"text\":\"帮助\",\"as\":\"\"}");
	asker_refused(400, "full number");
	asker_ask(&r, "POST", "texts", agent, "", "{\"text\":\"满意\",\"as\":\"" CUSTOMER "\"}");
	asker_refused(400, "staff");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 0);
	assert_int_equal(asker_ask(&r, "POST", "texts", agent, "", "{\"text\":\"帮助\",\"as\":\"李雷\"}"), 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE answer"), 0);
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(whom_an_agent_puts_a_text_in_for_is_told),
		cmocka_unit_test(a_refusal_is_told_to_the_agent_alone),
		cmocka_unit_test(an_agent_takes_nothing_back_and_names_no_deputy),
		cmocka_unit_test(an_administrator_names_a_deputy_for_who_cannot),
		cmocka_unit_test(an_administrator_puts_in_nothing_else),
		cmocka_unit_test(a_refusal_shows_an_administrator_no_tickets),
		cmocka_unit_test(whose_deputies_one_may_know),
		cmocka_unit_test(nobody_signs_for_another),
		cmocka_unit_test(who_may_and_for_whom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
