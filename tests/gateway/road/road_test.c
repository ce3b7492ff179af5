/* The whole road, driven from outside: a real broker, the built program, and clients that speak the contract's
 * topics. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/time/when.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/road.h"
#include "tests/here.h"

/* Nodes 1 to 3 and 8 to 19, then the close; by the texts that people write for them. */
static void the_nineteen_nodes(void **state)
{
	struct road r = {.site.zone = peer_noon_zone()};
	struct client *late;
	char n[32], text[128], topic[64];
	size_t from;

	(void)state;
	road_begin(&r);
	from = client_heard(r.desk);
	road_opened(&r, "o-1", n);
	road_told(&r, from, HEAD, "EC210-0042");
	road_told(&r, from, HEAD, "发动机无法启动");
	road_told(&r, from, DIRECTOR, "EC210-0042");
	road_told(&r, from, UNIT, "停机");
	road_stands(&r, from, n, "reported");
	road_event(&r, from, "open", n);

	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_ok(&r, from, "m-1");
	road_told(&r, from, HEAD, "李雷");
	road_told(&r, from, CUSTOMER, "14:00");
	road_told(&r, from, ENGINEER, "发动机无法启动");
	road_stands(&r, from, n, "dispatched");
	road_event(&r, from, "dispatch", n);

	from = client_heard(r.desk);
	road_mo(&r, "m-2", ENGINEER, "出发 2小时 同行 韩梅");
	road_told(&r, from, ENGINEER, "预计");
	road_told(&r, from, CUSTOMER, "13800000011");
	road_told(&r, from, HEAD, "出发");
	road_told(&r, from, MANAGER, "出发");
	road_stands(&r, from, n, "en_route");
	road_event(&r, from, "depart", n);

	from = client_heard(r.desk);
	road_mo(&r, "m-3", ENGINEER, "到达");
	road_told(&r, from, HEAD, "到达");
	road_told(&r, from, MANAGER, "到达");
	road_stands(&r, from, n, "on_site");

	from = client_heard(r.desk);
	road_mo(&r, "m-4", ENGINEER, "修复 更换继电器");
	road_told(&r, from, HEAD, "更换继电器");
	road_told(&r, from, MANAGER, "修复");
	road_stands(&r, from, n, "resolved");

	from = client_heard(r.desk);
	snprintf(text, sizeof(text), "回访 %s 客户满意", n);
	road_mo(&r, "m-5", AGENT, text);
	road_told(&r, from, AGENT, "客户满意");
	road_event(&r, from, "close", n);
	snprintf(topic, sizeof(topic), "ticket/%s", n);
	road_await(&r, "SELECT value = (SELECT max(seq) FROM event) FROM meta WHERE key = 'published'", 1,
		   PEER_PATIENCE);
	assert_non_null(client_wait(r.desk, from, topic, ""));

	/* Whoever subscribes now gets no retained ticket: only what is sent behind the subscription. */
	late = client_new(r.site.port, NULL);
	client_subscribe(late, "ticket/+");
	client_publish(late, "ticket/end", "end", 3, NULL, NULL);
	assert_non_null(client_wait(late, 0, "ticket/end", "end"));
	assert_int_equal(client_heard(late), 1);
	client_free(late);
	road_quiet(&r);
	road_end(&r);
}

/* The retained state follows a correction once it is approved. */
static void a_corrected_node_is_published(void **state)
{
	struct road r = {0};
	char n[32], text[128], topic[64], arrived[24];
	size_t from;

	(void)state;
	assert_true(here_zone(peer_zone()));
	road_begin(&r);
	road_opened(&r, "o-1", n);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_mo(&r, "m-2", ENGINEER, "到达");
	road_stands(&r, from, n, "on_site");
	snprintf(topic, sizeof(topic), "ticket/%s", n);
	assert_int_equal(client_count(r.desk, from, topic, "\"departed\":"), 0);

	from = client_heard(r.desk);
	when_local(road_ask(&r, "SELECT at FROM event WHERE code = 'arrive'"), arrived);
	snprintf(text, sizeof(text), "申请 %s 出发 %s 忘记发短信", n, strchr(arrived, ' ') + 1);
	road_mo(&r, "m-3", AGENT, text);
	road_told(&r, from, OFFICE, "申请更正节点：出发");
	road_event(&r, from, "correct", n);

	from = client_heard(r.desk);
	road_mo(&r, "m-4", OFFICE, "同意");
	road_told(&r, from, AGENT, "已同意节点更正：出发");
	road_event(&r, from, "approve", n);
	assert_non_null(client_wait(r.desk, from, topic, "\"departed\""));
	road_end(&r);
}

static void an_mo_that_comes_twice_is_answered_twice_and_done_once(void **state)
{
	struct road r = {0};
	int64_t texts, events;
	char n[32];
	size_t from;

	(void)state;
	road_begin(&r);
	road_opened(&r, "o-1", n);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_ok(&r, from, "m-1");
	texts = road_ask(&r, "SELECT count(*) FROM outbox");
	events = road_ask(&r, "SELECT count(*) FROM event");

	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_ok(&r, from, "m-1");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), texts);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), events);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), 1);

	/* A carrier repeats it under a new id: the sender's first answer again, and nothing else. */
	from = client_heard(r.desk);
	road_mo(&r, "m-2", HEAD, "派工 14:00 李雷");
	road_ok(&r, from, "m-2");
	road_told(&r, from, HEAD, "李雷");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), texts + 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), events);
	assert_int_equal(road_ask(&r, "SELECT count(DISTINCT text) FROM outbox WHERE answer = 1"), 1);

	/* The same opening twice is one ticket. */
	from = client_heard(r.desk);
	road_open(&r, "o-1", "发动机无法启动");
	road_ok(&r, from, "o-1");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	road_end(&r);
}

static void open_with_key(struct road *r, const char *id, const char *key, char number[32])
{
	size_t from = client_heard(r->desk);
	json_t *o = json_pack("{s:s, s:s, s:s, s:s}", "id", id, "flow", "repair", "fault", "漏油", "key", key);

	road_send(r, "ticket/open", id, o);
	o = road_reply(r, from, id);
	assert_true(json_is_true(json_object_get(o, "ok")));
	snprintf(number, 32, "%s", json_string_value(json_object_get(o, "ticket")));
	json_decref(o);
}

/* Whoever opens tickets from a list of their own may send all of it again. */
static void a_known_key_opens_nothing_again(void **state)
{
	struct road r = {0};
	char one[32], again[32], other[32];
	int64_t texts;

	(void)state;
	road_begin(&r);
	open_with_key(&r, "k-1", "2026-17", one);
	texts = road_ask(&r, "SELECT count(*) FROM outbox");
	open_with_key(&r, "k-2", "2026-17", again);
	assert_string_equal(one, again);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), texts);
	open_with_key(&r, "k-1", "2026-17", again);
	assert_string_equal(one, again);
	open_with_key(&r, "k-3", "2026-18", other);
	assert_string_not_equal(one, other);
	road_end(&r);
}

static void a_broker_that_stops_and_starts_loses_nothing(void **state)
{
	struct road r = {.site.persistence = true};
	struct client *phone;
	char id[32];

	(void)state;
	road_begin(&r);
	phone = client_new(r.site.port, "phone");
	client_subscribe(phone, "mt/#");
	for (int i = 0; i < 50; i++) {
		snprintf(id, sizeof(id), "h-%d", i);
		road_mo(&r, id, HEAD, "帮助");
	}
	peer_broker_stop(&r.site);
	peer_broker_start(&r.site);
	assert_true(client_flushed(r.desk, PEER_PATIENCE));
	road_await(&r, "SELECT count(*) FROM inbox WHERE kind = 'mo'", 50, PEER_PATIENCE);
	road_quiet(&r);
	assert_true(client_wait_count(phone, 0, "mt/sms", NULL, 50, PEER_PATIENCE));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 50);
	client_free(phone);
	road_end(&r);
}

#define TICKETS 100
#define MOVES 4
#define BURST 1000

static void send_burst(struct road *r, char (*numbers)[32])
{
	static const char *const moves[MOVES] = {"派工 %s 14:00 李雷", "出发 %s 2小时", "到达 %s", "修复 %s 好了"};
	static const char *const people[] = {HEAD, MANAGER, DIRECTOR, UNIT, AGENT, ENGINEER};
	char id[32], text[128];

	for (int i = 0; i < BURST; i++) {
		const char *from = people[i % 6];

		snprintf(id, sizeof(id), "b-%d", i);
		snprintf(text, sizeof(text), "帮助");
		if (i < TICKETS * MOVES) {
			from = i < TICKETS ? HEAD : ENGINEER;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(text, sizeof(text), moves[i / TICKETS], numbers[i % TICKETS]);
#pragma GCC diagnostic pop
		}
		road_mo(r, id, from, text);
	}
}

/* Every MT in the outbox was heard at least once under its id, and nothing else was. */
static void check_heard(struct road *r)
{
	char sql[256];
	int64_t heard = 0;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE heard (id TEXT PRIMARY KEY)", NULL, NULL, NULL);
	for (size_t i = 0; client_message(r->desk, i); i++) {
		const struct heard *m = client_message(r->desk, i);
		json_t *o = strcmp(m->topic, "mt/sms") == 0 ? json_loadb(m->payload, m->n, 0, NULL) : NULL;

		if (!o)
			continue;
		snprintf(sql, sizeof(sql), "INSERT OR IGNORE INTO heard VALUES ('%s')",
			 json_string_value(json_object_get(o, "id")));
		assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
		heard += sqlite3_changes(db);
		json_decref(o);
	}
	sqlite3_close(db);
	assert_int_equal(heard, road_ask(r, "SELECT count(*) FROM outbox"));
}

static void a_gateway_killed_in_a_burst_does_each_text_once_and_sends_each_answer(void **state)
{
	struct road r = {.site.broker_lines = "max_inflight_messages 200\n", .site.zone = peer_noon_zone()};
	static char numbers[TICKETS][32];
	char id[32], out[512];

	(void)state;
	road_begin(&r);
	for (int i = 0; i < TICKETS; i++) {
		snprintf(id, sizeof(id), "o-%d", i);
		road_opened(&r, id, numbers[i]);
	}
	send_burst(&r, numbers);
	for (size_t at = 500; at <= 1500; at += 500) {
		assert_true(client_wait_count(r.desk, 0, "mt/sms", NULL, at, PEER_PATIENCE));
		assert_int_equal(peer_gateway_stop(&r.site, SIGKILL), -SIGKILL);
		road_gateway_up(&r);
	}
	road_await(&r, "SELECT count(*) FROM inbox WHERE kind = 'mo'", BURST, PEER_PATIENCE);
	road_quiet(&r);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), TICKETS * (MOVES + 1));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM (SELECT DISTINCT ticket, code FROM event)"),
			 TICKETS * (MOVES + 1));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket WHERE state = 'resolved'"), TICKETS);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'help'"), BURST - TICKETS * MOVES);
	road_await(&r, "SELECT value = (SELECT max(seq) FROM event) FROM meta WHERE key = 'published'", 1,
		   PEER_PATIENCE);
	check_heard(&r);
	if (peer_run(&r.site, out, sizeof(out), "audit", (char *)NULL) != 0)
		peer_die("audit: %s", out);
	road_end(&r);
}

static void with_nobody_subscribed_texts_wait_and_then_go_in_order(void **state)
{
	struct road r = {0};
	struct client *phone;
	char id[32];

	(void)state;
	peer_make(&r.site);
	peer_broker_start(&r.site);
	r.desk = client_new(r.site.port, NULL);
	client_subscribe(r.desk, "status");
	client_subscribe(r.desk, "reply/#");
	road_gateway_up(&r);
	for (int i = 0; i < 40; i++) {
		snprintf(id, sizeof(id), "h-%d", i);
		road_mo(&r, id, HEAD, "帮助");
		road_ok(&r, 0, id);
	}
	assert_true(peer_log_says(&r.site, "nobody takes MTs on channel sms"));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE state = 'ready'"), 40);
	phone = client_new(r.site.port, NULL);
	client_subscribe(phone, "mt/#");
	assert_true(client_wait_count(phone, 0, "mt/sms", NULL, 40, PEER_PATIENCE));
	road_quiet(&r);
	assert_int_equal(client_heard(phone), 40);
	for (size_t i = 0; i < 40; i++) {
		char sql[256], uuid[37] = "";
		json_t *o = json_loadb(client_message(phone, i)->payload, client_message(phone, i)->n, 0, NULL);
		const char *s = json_string_value(json_object_get(o, "id"));

		assert_true(road_is_uuid(s));
		for (const char *c = s; *c; c++)
			if (*c != '-')
				uuid[strlen(uuid)] = *c;
		snprintf(sql, sizeof(sql),
			 "SELECT count(*) FROM outbox WHERE id < (SELECT id FROM outbox WHERE uuid = x'%s')", uuid);
		assert_int_equal(road_ask(&r, sql), (int64_t)i);
		json_decref(o);
	}
	assert_true(peer_log_says(&r.site, "are taken again"));
	client_free(phone);
	road_end(&r);
}

#define TRIES 50

/* Opens a ticket by hand; how long after it texts and event are heard, in ms. */
static long open_by_hand(struct road *r, char out[4096])
{
	size_t from = client_heard(r->desk);
	long done;

	assert_int_equal(
		peer_run(&r->site, out, 4096, "open", "repair", "EC210-0042", "down", "发动机无法启动", (char *)NULL),
		0);
	done = peer_ms();
	road_told(r, from, HEAD, "EC210-0042");
	road_told(r, from, UNIT, "停机");
	out[strcspn(out, "\n")] = '\0'; /* the number comes first */
	road_event(r, from, "open", out);
	return peer_ms() - done;
}

/* Likewise a text. */
static long dispatch_by_hand(struct road *r, char *number)
{
	size_t from = client_heard(r->desk);
	char out[4096];
	long done;

	assert_int_equal(
		peer_run(&r->site, out, sizeof(out), "text", HEAD, "派工", number, "14:00", "李雷", (char *)NULL), 0);
	done = peer_ms();
	road_told(r, from, ENGINEER, "发动机无法启动");
	road_told(r, from, CUSTOMER, "14:00");
	return peer_ms() - done;
}

/* A busy machine gets many tries. A gateway that looked less often would fail each of them: it has looked just
 * before, for what the last one did. */
static void what_verbs_do_beside_it_goes_out_within_a_second(void **state)
{
	struct road r = {0};
	char out[4096];
	int try = 1;

	(void)state;
	road_begin(&r);
	while (open_by_hand(&r, out) >= 1000)
		assert_in_range(++try, 2, TRIES);
	try = 1;
	while (dispatch_by_hand(&r, out) >= 1000) {
		assert_in_range(++try, 2, TRIES);
		open_by_hand(&r, out);
	}
	road_end(&r);
}

static void over_mqtt_3_1_1_it_works_without_replies(void **state)
{
	struct road r = {.site.protocol = 4};
	char *number;
	const struct heard *m;

	(void)state;
	road_begin(&r);
	road_open(&r, "o-1", "发动机无法启动");
	m = client_wait(r.desk, 0, "event/repair/open", NULL);
	assert_non_null(m);
	number = strdup(strstr(m->payload, "\"ticket\":\"") + 10);
	number[strcspn(number, "\"")] = '\0';
	road_told(&r, 0, HEAD, number);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_told(&r, 0, CUSTOMER, "14:00");
	road_stands(&r, 0, number, "dispatched");
	free(number);
	road_quiet(&r);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	road_end(&r);
}

/* Another writer holds the database for longer than the gateway waits. */
static void a_store_that_fails_acknowledges_nothing_and_all_comes_again(void **state)
{
	struct road r = {0};
	sqlite3 *db;
	size_t from;

	(void)state;
	road_begin(&r);
	assert_int_equal(sqlite3_open(r.site.database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "帮助");
	assert_true(peer_log_says(&r.site, "nothing was acknowledged"));
	assert_non_null(client_wait(r.desk, from, "status", "\"offline\""));
	assert_int_equal(client_count(r.desk, from, "reply/desk/m-1", (char *)NULL), 0);
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	road_ok(&r, from, "m-1");
	road_told(&r, from, HEAD, "帮助");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 1);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nineteen_nodes),
		cmocka_unit_test(a_corrected_node_is_published),
		cmocka_unit_test(an_mo_that_comes_twice_is_answered_twice_and_done_once),
		cmocka_unit_test(a_known_key_opens_nothing_again),
		cmocka_unit_test(a_broker_that_stops_and_starts_loses_nothing),
		cmocka_unit_test(a_gateway_killed_in_a_burst_does_each_text_once_and_sends_each_answer),
		cmocka_unit_test(with_nobody_subscribed_texts_wait_and_then_go_in_order),
		cmocka_unit_test(what_verbs_do_beside_it_goes_out_within_a_second),
		cmocka_unit_test(over_mqtt_3_1_1_it_works_without_replies),
		cmocka_unit_test(a_store_that_fails_acknowledges_nothing_and_all_comes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
