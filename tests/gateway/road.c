#include "tests/gateway/road.h"

#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- setting it up ---- */

static const char *const all_topics[] = {"mt/#", "event/#", "ticket/+", "reply/#", "rejected/#", "status"};

void road_listen(struct client *c)
{
	for (size_t i = 0; i < sizeof(all_topics) / sizeof(*all_topics); i++)
		client_subscribe(c, all_topics[i]);
}

void road_online(struct road *r, size_t from)
{
	assert_non_null(client_wait(r->desk, from, "status", "\"online\""));
}

void road_gateway_up(struct road *r)
{
	size_t from = client_heard(r->desk);

	peer_gateway_start(&r->site);
	road_online(r, from);
}

void road_begin(struct road *r)
{
	peer_make(&r->site);
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	road_listen(r->desk);
	road_gateway_up(r);
}

void road_end(struct road *r)
{
	client_free(r->desk);
	peer_clear(&r->site);
}

/* ---- sending ---- */

void road_send(struct road *r, const char *topic, const char *id, json_t *o)
{
	char *payload = json_dumps(o, JSON_COMPACT), reply[300];

	assert_non_null(payload);
	snprintf(reply, sizeof(reply), "reply/desk/%s", id);
	client_publish(r->desk, topic, payload, strlen(payload), reply, id);
	free(payload);
	json_decref(o);
}

void road_mo(struct road *r, const char *id, const char *from, const char *text)
{
	road_send(r, "mo/sms", id, json_pack("{s:s, s:s, s:s}", "id", id, "from", from, "text", text));
}

void road_open(struct road *r, const char *id, const char *fault)
{
	road_send(r, "ticket/open", id,
		  json_pack("{s:s, s:s, s:s, s:s, s:b}", "id", id, "flow", "repair", "machine", "EC210-0042", "fault",
			    fault, "down", 1));
}

/* The reply to an input, as JSON; to be given back with json_decref(). */
json_t *road_reply(struct road *r, size_t from, const char *id)
{
	char topic[300];
	const struct heard *m;
	json_t *o;

	snprintf(topic, sizeof(topic), "reply/desk/%s", id);
	m = client_wait(r->desk, from, topic, NULL);
	if (!m)
		peer_die("no reply to %s", id);
	assert_int_equal(m->correlation_n, strlen(id));
	assert_memory_equal(m->correlation, id, strlen(id));
	o = json_loadb(m->payload, m->n, 0, NULL);
	assert_non_null(o);
	assert_string_equal(json_string_value(json_object_get(o, "id")), id);
	return o;
}

void road_ok(struct road *r, size_t from, const char *id)
{
	json_t *o = road_reply(r, from, id);

	assert_true(json_is_true(json_object_get(o, "ok")));
	json_decref(o);
}

/* Opens a ticket and gives its number. */
void road_opened(struct road *r, const char *id, char number[32])
{
	size_t from = client_heard(r->desk);
	json_t *o;

	road_open(r, id, "发动机无法启动");
	o = road_reply(r, from, id);
	assert_true(json_is_true(json_object_get(o, "ok")));
	snprintf(number, 32, "%s", json_string_value(json_object_get(o, "ticket")));
	json_decref(o);
}

/* ---- looking ---- */

bool road_is_uuid(const char *s)
{
	if (!s || strlen(s) != 36)
		return false;
	for (size_t i = 0; i < 36; i++)
		if ((i == 8 || i == 13 || i == 18 || i == 23) ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
			return false;
	return true;
}

static void check_mt(const struct heard *m)
{
	json_t *o = json_loadb(m->payload, m->n, 0, NULL);
	const char *encoding = json_string_value(json_object_get(o, "encoding"));

	assert_non_null(o);
	assert_true(road_is_uuid(json_string_value(json_object_get(o, "id"))));
	assert_non_null(encoding);
	assert_true(strcmp(encoding, "gsm7") == 0 || strcmp(encoding, "ucs2") == 0);
	assert_true(json_integer_value(json_object_get(o, "segments")) >= 1);
	assert_true(json_string_length(json_object_get(o, "text")) > 0);
	assert_true(json_string_length(json_object_get(o, "template")) > 0);
	assert_true(json_is_object(json_object_get(o, "params")));
	assert_true(json_is_string(json_object_get(o, "created_at")));
	assert_true(json_is_string(json_object_get(o, "expires_at")));
	json_decref(o);
}

/* The MT to this number, from `from` on, that has these words in it: found by its parsed fields. */
static const struct heard *mt_to(struct road *r, size_t from, const char *number, const char *words)
{
	char to[64];
	long until = peer_ms() + PEER_PATIENCE;
	size_t seen = from;

	snprintf(to, sizeof(to), "\"to\":\"%s\"", number);
	while (peer_ms() < until) {
		const struct heard *m;

		if (!client_wait_count(r->desk, seen, "mt/sms", to, 1, (int)(until - peer_ms())))
			break;
		for (; (m = client_message(r->desk, seen)); seen++)
			if (strcmp(m->topic, "mt/sms") == 0 && memmem(m->payload, m->n, to, strlen(to)) &&
			    memmem(m->payload, m->n, words, strlen(words)))
				return m;
	}
	return NULL;
}

void road_told(struct road *r, size_t from, const char *number, const char *words)
{
	const struct heard *m = mt_to(r, from, number, words);

	if (!m)
		peer_die("no MT to %s with %s", number, words);
	check_mt(m);
}

void road_stands(struct road *r, size_t from, const char *ticket, const char *state)
{
	char topic[64], has[64];

	snprintf(topic, sizeof(topic), "ticket/%s", ticket);
	snprintf(has, sizeof(has), "\"state\":\"%s\"", state);
	if (!client_wait(r->desk, from, topic, has))
		peer_die("ticket %s never was %s", ticket, state);
}

void road_event(struct road *r, size_t from, const char *code, const char *ticket)
{
	char topic[64];
	const struct heard *m;
	json_t *o;

	snprintf(topic, sizeof(topic), "event/repair/%s", code);
	m = client_wait(r->desk, from, topic, NULL);
	assert_non_null(m);
	o = json_loadb(m->payload, m->n, 0, NULL);
	assert_true(json_integer_value(json_object_get(o, "seq")) > 0);
	assert_int_equal(json_string_length(json_object_get(o, "hash")), 64);
	assert_string_equal(json_string_value(json_object_get(o, "ticket")), ticket);
	assert_string_equal(json_string_value(json_object_get(o, "code")), code);
	assert_true(json_is_string(json_object_get(o, "at")));
	json_decref(o);
}

int64_t road_ask(const struct road *r, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int64_t n = -1;

	assert_int_equal(sqlite3_open_v2(r->site.database, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, PEER_PATIENCE);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

struct question {
	const struct road *r;
	const char *sql;
	int64_t answer;
};

static bool answers(void *ctx)
{
	const struct question *q = ctx;

	return road_ask(q->r, q->sql) == q->answer;
}

void road_await(const struct road *r, const char *sql, int64_t answer, int ms)
{
	struct question q = {r, sql, answer};

	if (!peer_until(answers, &q, ms))
		peer_die("%s is %" PRId64 ", not %" PRId64, sql, road_ask(r, sql), answer);
}

/* Every MT has been taken by the broker, and that is noted. */
void road_quiet(const struct road *r)
{
	road_await(r, "SELECT count(*) FROM outbox WHERE state = 'ready'", 0, PEER_PATIENCE);
}
