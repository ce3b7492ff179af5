/* HTTP from outside: the built program, a real broker, and plain sockets. */
#include "gateway/http/web.h"

#include <jansson.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "tests/gateway/http.h"
#include "tests/gateway/http/metrics_form.h"
#include "tests/gateway/road.h"

static struct http_answer a;

static void begin(struct road *r)
{
	r->site.http = peer_free_port();
	road_begin(r);
}

static bool has_head(const char *line)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "\r\n%s\r\n", line);
	return strcasestr(a.head, whole);
}

/* ---- waiting ---- */

struct waiting {
	int port;
	const char *sample;
	double value;
};

static bool says_value(void *ctx)
{
	const struct waiting *w = ctx;

	return http_metric(w->port, w->sample) == w->value;
}

static void await_metric(const struct road *r, const char *sample, double value)
{
	struct waiting w = {.port = r->site.http, .sample = sample, .value = value};

	if (!peer_until(says_value, &w, PEER_PATIENCE))
		peer_die("%s is %g and not %g", sample, http_metric(w.port, sample), value);
}

/* ---- pages ---- */

static void it_says_that_it_lives_and_is_ready(void **state)
{
	struct road r = {0};

	(void)state;
	begin(&r);
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	assert_string_equal(a.body, "ok");
	assert_true(has_head("Content-Type: text/plain; charset=utf-8"));
	assert_true(has_head("Cache-Control: no-store"));
	http_await(r.site.http, "/readyz", 200, &a);
	assert_string_equal(a.body, "ok");
	assert_int_equal(http_get(r.site.http, "/readyz?verbose=1", &a), 200);
	http_ask(r.site.http, "HEAD", "/healthz", &a);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body, "");
	assert_true(has_head("Content-Length: 2"));
	road_end(&r);
}

static void says_json_error(const char *word)
{
	json_t *o = json_loads(a.body, 0, NULL);
	const char *error = json_string_value(json_object_get(o, "error"));

	assert_non_null(error);
	assert_non_null(strstr(error, word));
	assert_true(has_head("Content-Type: application/json"));
	json_decref(o);
}

static void what_is_not_there_is_told_what_is(void **state)
{
	static const char *const paths[] = {"/desk/",      "/healthz/",      "/v2/tickets",
					    "/metrics%00", "/../etc/passwd", "/HEALTHZ"};
	static const char *const methods[] = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"};
	static const char with_body[] = "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
	static const char chunked[] = "GET /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
	struct road r = {0};

	(void)state;
	begin(&r);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		assert_int_equal(http_get(r.site.http, paths[i], &a), 404);
		says_json_error("/metrics");
	}
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		http_ask(r.site.http, methods[i], "/healthz", &a);
		assert_int_equal(a.status, 405);
		assert_true(has_head("Allow: GET, HEAD"));
		says_json_error("GET");
	}
	http_raw(r.site.http, with_body, strlen(with_body), &a);
	assert_int_equal(a.status, 413);
	says_json_error("body");
	http_raw(r.site.http, chunked, strlen(chunked), &a);
	assert_int_equal(a.status, 413);
	road_end(&r);
}

/* ---- readiness ---- */

static void ready_follows_the_broker(void **state)
{
	struct road r = {0};

	(void)state;
	begin(&r);
	http_await(r.site.http, "/readyz", 200, &a);
	assert_true(http_metric(r.site.http, "fieldgate_broker_connected") == 1);
	client_free(r.desk);
	r.desk = NULL;
	peer_broker_stop(&r.site);
	http_await(r.site.http, "/readyz", 503, &a);
	assert_non_null(strstr(a.body, "broker"));
	assert_null(strchr(a.body, '\n'));
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	await_metric(&r, "fieldgate_broker_connected", 0);
	assert_true(http_metric(r.site.http, "fieldgate_broker_reconnects_total") == 0);
	peer_broker_start(&r.site);
	http_await(r.site.http, "/readyz", 200, &a);
	await_metric(&r, "fieldgate_broker_reconnects_total", 1);
	await_metric(&r, "fieldgate_broker_connected", 1);
	await_metric(&r, "fieldgate_ready", 1);
	road_end(&r);
}

/* Processor time of the gateway so far, in ms. */
static long worked(const struct road *r)
{
	clockid_t clock;
	struct timespec t;

	assert_int_equal(clock_getcpuclockid(r->site.gateway, &clock), 0);
	assert_int_equal(clock_gettime(clock, &t), 0);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void a_store_that_fails_shows_until_it_is_well_again(void **state)
{
	struct road r = {0};
	long before, since;
	sqlite3 *db;

	(void)state;
	begin(&r);
	http_await(r.site.http, "/readyz", 200, &a);
	assert_int_equal(sqlite3_open(r.site.database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	road_mo(&r, "m-1", HEAD, "帮助");
	http_await(r.site.http, "/readyz", 503, &a);
	before = worked(&r);
	since = peer_ms();
	assert_non_null(strstr(a.body, "commit"));
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	assert_true(http_metric(r.site.http, "fieldgate_store_failures_total") >= 1);
	/* The broker forgets the text, so nothing comes again that could be committed. */
	client_free(r.desk);
	r.desk = NULL;
	peer_broker_kill(&r.site);
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	peer_broker_start(&r.site);
	http_await(r.site.http, "/readyz", 200, &a);
	assert_true(worked(&r) - before < 600 + (peer_ms() - since) / 10); /* it waits a second, and does not spin */
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 0);
	road_end(&r);
}

/* ---- metrics ---- */

static void report(struct road *r, const char *id, const char *status)
{
	const struct heard *m = client_message(r->desk, 0);
	json_t *mt = NULL;

	for (size_t i = 0; m && strncmp(m->topic, "mt/", 3) != 0; i++)
		m = client_message(r->desk, i);
	assert_non_null(m);
	mt = json_loadb(m->payload, m->n, 0, NULL);
	road_send(r, "dlr/sms", id,
		  json_pack("{s:s, s:s}", "id", json_string_value(json_object_get(mt, "id")), "status", status));
	json_decref(mt);
}

#define INPUTS(kind, outcome) "fieldgate_inputs_total{kind=\"" kind "\",outcome=\"" outcome "\"}"

static void what_happens_is_counted(void **state)
{
	struct road r = {0};
	char number[32];
	size_t from;

	(void)state;
	begin(&r);
	metrics_form_holds(r.site.http);
	assert_true(http_metric(r.site.http, INPUTS("mo", "done")) == 0);
	assert_true(http_metric(r.site.http, "fieldgate_events_total") == 0);
	from = client_heard(r.desk);
	road_opened(&r, "o-1", number);
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_mo(&r, "m-1", HEAD, "派工 14:00 李雷");
	road_mo(&r, "m-2", "+8613911112222", "你好");
	road_stands(&r, from, number, "dispatched");
	await_metric(&r, INPUTS("open", "opened"), 1);
	await_metric(&r, INPUTS("mo", "done"), 1);
	await_metric(&r, INPUTS("mo", "again"), 1);
	await_metric(&r, INPUTS("mo", "unknown"), 1);
	await_metric(&r, INPUTS("mo", "other"), 0);
	report(&r, "d-1", "delivered");
	await_metric(&r, INPUTS("dlr", "report"), 1);
	await_metric(&r, "fieldgate_messages_total{state=\"delivered\"}", 1);
	client_publish(r.desk, "mo/sms", "{", 1, NULL, NULL);
	client_publish(r.desk, "mo/a b", "{}", 2, NULL, NULL);
	await_metric(&r, INPUTS("mo", "rejected"), 2);
	road_quiet(&r);
	await_metric(&r, "fieldgate_messages_total{state=\"ready\"}",
		     (double)road_ask(&r, "SELECT count(*) FROM outbox"));
	await_metric(&r, "fieldgate_messages_total{state=\"sent\"}",
		     (double)road_ask(&r, "SELECT count(*) FROM outbox"));
	await_metric(&r, "fieldgate_events_total", (double)road_ask(&r, "SELECT count(*) FROM event"));
	await_metric(&r, "fieldgate_outbox_rows{state=\"ready\"}", 0);
	await_metric(&r, "fieldgate_outbox_oldest_seconds", 0);
	await_metric(&r, "fieldgate_events_oldest_seconds", 0);
	await_metric(&r, "fieldgate_due_oldest_seconds", 0);
	await_metric(&r, "fieldgate_batch_inputs_sum", 7);
	assert_true(http_metric(r.site.http, "fieldgate_commit_seconds_count") >=
		    http_metric(r.site.http, "fieldgate_batch_inputs_count"));
	assert_true(http_metric(r.site.http, "process_resident_memory_bytes") > 1e6);
	kill(r.site.gateway, SIGHUP);
	await_metric(&r, "fieldgate_reloads_total{result=\"ok\"}", 1);
	assert_int_equal(truncate(r.site.config, 0), 0);
	kill(r.site.gateway, SIGHUP);
	await_metric(&r, "fieldgate_reloads_total{result=\"failed\"}", 1);
	metrics_form_holds(r.site.http);
	road_end(&r);
}

static bool is_old(void *ctx)
{
	return http_metric(*(const int *)ctx, "fieldgate_outbox_oldest_seconds") > 0.05;
}

static void texts_that_wait_are_seen_waiting(void **state)
{
	struct road r = {0};
	long since = peer_ms();
	char out[4096];

	(void)state;
	begin(&r);
	http_await(r.site.http, "/readyz", 200, &a);
	client_free(r.desk); /* nobody takes the texts */
	r.desk = NULL;
	assert_int_equal(
		peer_run(&r.site, out, sizeof(out), "open", "repair", "EC210-0042", "down", "无法启动", (char *)NULL),
		0);
	await_metric(&r, "fieldgate_outbox_rows{state=\"ready\"}", (double)road_ask(&r, "SELECT count(*) FROM outbox"));
	assert_true(peer_until(is_old, &r.site.http, PEER_PATIENCE));
	assert_true(http_metric(r.site.http, "fieldgate_outbox_oldest_seconds") * 1000 <= (double)(peer_ms() - since));
	road_end(&r);
}

/* ---- inside this process: a loop that stands still, and one that never does ---- */

static struct web *start_here(struct peer_site *site, struct metrics *m)
{
	static struct setup s;
	struct web *w;
	struct rulebook *rules = rulebook_new();
	char why[PATH_BYTES + 256];

	assert_non_null(rules);
	site->http = peer_free_port();
	peer_make(site);
	s = (struct setup){.http = {.host = "127.0.0.1", .port = site->http}};
	snprintf(s.database, sizeof(s.database), "%s", site->database);
	snprintf(s.file, sizeof(s.file), "%s", site->config);
	if (!web_start(&w, &s, m, NULL, NULL, rules, why, sizeof(why)))
		peer_die("%s", why);
	rulebook_release(rules);
	assert_non_null(w);
	return w;
}

#define AHEAD_MS 600000 /* so that it is not stuck in fact before it is asked */

static void a_loop_that_stands_still_is_not_healthy(void **state)
{
	struct peer_site site = {.protocol = 5};
	struct metrics *m = metrics_new(clock_now());
	struct web *w = start_here(&site, m);

	(void)state;
	metrics_beat(m, clock_steady() + AHEAD_MS, STARTING, false);
	assert_int_equal(http_get(site.http, "/healthz", &a), 200);
	assert_int_equal(http_get(site.http, "/readyz", &a), 503);
	assert_string_equal(a.body, "starting");
	metrics_beat(m, clock_steady() - STUCK_MS - 1, READY, true);
	assert_int_equal(http_get(site.http, "/healthz", &a), 503);
	assert_int_equal(http_get(site.http, "/readyz", &a), 503);
	assert_non_null(strstr(a.body, "30 s"));
	metrics_beat(m, clock_steady() + AHEAD_MS, READY, true);
	assert_int_equal(http_get(site.http, "/healthz", &a), 200);
	assert_int_equal(http_get(site.http, "/readyz", &a), 200);
	web_stop(w);
	metrics_free(m);
	peer_clear(&site);
}

/* A verb wrote while nobody serves: what waits for the loop is seen waiting. */
static void what_waits_for_the_loop_is_seen_waiting(void **state)
{
	struct peer_site site = {.protocol = 5};
	struct metrics *m = metrics_new(clock_now());
	struct web *w = start_here(&site, m);
	sqlite3 *db = NULL;
	char out[4096];

	(void)state;
	assert_true(http_get(site.http, "/metrics", &a) == 200);
	assert_true(http_metric(site.http, "fieldgate_events_oldest_seconds") == 0);
	assert_int_equal(
		peer_run(&site, out, sizeof(out), "open", "repair", "EC210-0042", "down", "无法启动", (char *)NULL), 0);
	assert_int_equal(sqlite3_open(site.database, &db), SQLITE_OK);
	assert_true(http_metric(site.http, "fieldgate_due_oldest_seconds") == 0);
	assert_int_equal(sqlite3_exec(db, "UPDATE ticket SET next = 60000", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_true(http_metric(site.http, "fieldgate_events_oldest_seconds") > 0);
	assert_true(http_metric(site.http, "fieldgate_due_oldest_seconds") > 365.0 * 86400);
	web_stop(w);
	metrics_free(m);
	peer_clear(&site);
}

struct counting {
	struct metrics *m;
	atomic_bool enough;
};

static void *count_on(void *ctx)
{
	struct counting *c = ctx;

	for (uint64_t i = 0; !c->enough; i++) {
		metrics_input(c->m, IN_MO, "done");
		metrics_messages(c->m, DELIVERY_READY, 2);
		metrics_events(c->m, 1);
		metrics_batch(c->m, i % 600);
		metrics_commit(c->m, (int64_t)(i % 3000000));
		metrics_reload(c->m, i % 2);
		metrics_beat(c->m, clock_steady(), i % 2 ? READY : NO_BROKER, i % 2);
	}
	return NULL;
}

/* Under -fsanitize=thread this is what looks for races. */
static void it_may_be_read_while_it_is_counted(void **state)
{
	struct peer_site site = {.protocol = 5};
	struct counting c = {.m = metrics_new(clock_now())};
	struct web *w = start_here(&site, c.m);
	pthread_t thread;
	double before = 0, after;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, count_on, &c), 0);
	for (int i = 0; i < 100; i++) {
		metrics_form_holds(site.http);
		http_get(site.http, "/readyz", &a);
		assert_true(a.status == 200 || a.status == 503);
		after = http_metric(site.http, INPUTS("mo", "done"));
		assert_true(after >= before);
		before = after;
	}
	c.enough = true;
	pthread_join(thread, NULL);
	assert_true(before > 0);
	web_stop(w);
	metrics_free(c.m);
	peer_clear(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_says_that_it_lives_and_is_ready),
		cmocka_unit_test(what_is_not_there_is_told_what_is),
		cmocka_unit_test(ready_follows_the_broker),
		cmocka_unit_test(a_store_that_fails_shows_until_it_is_well_again),
		cmocka_unit_test(what_happens_is_counted),
		cmocka_unit_test(texts_that_wait_are_seen_waiting),
		cmocka_unit_test(a_loop_that_stands_still_is_not_healthy),
		cmocka_unit_test(what_waits_for_the_loop_is_seen_waiting),
		cmocka_unit_test(it_may_be_read_while_it_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
