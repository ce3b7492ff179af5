/* Carriers call back: the built program, a real broker, plain sockets. What is answered 2xx is on disk, and is there
 * once; what is not is never counted as taken. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/http.h"
#include "tests/gateway/http/callback_rig.h"

#define DLR "/dlr/fake/s3cret"
#define HELP(id) "{\"id\":\"" id "\",\"from\":\"" HEAD "\",\"text\":\"帮助\"}"
#define BODY_MOST (64 * 1024)

static struct http_answer a;

/* ---- asking ---- */

static int post(const struct road *r, const char *path, const char *body)
{
	static char request[2 * BODY_MOST];
	size_t n = callback_rig_post(request, sizeof(request), path, body, true);

	assert_true(n < sizeof(request));
	http_raw(r->site.http, request, n, &a);
	return a.status;
}

static bool has_head(const char *line)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "\r\n%s", line);
	return strcasestr(a.head, whole);
}

static int64_t kept(const struct road *r, const char *key)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM inbox WHERE channel = 'fake' AND key = '%s'", key);
	return road_ask(r, sql);
}

/* One that has sent all but the last byte of its request. */
static int half_sent(const struct road *r, const char *from, const char *body)
{
	char request[1024];
	size_t n = callback_rig_post(request, sizeof(request), MO, body, true);
	int fd = http_connect(from, r->site.http);

	assert_true(fd >= 0 && n < sizeof(request) && http_send(fd, request, n - 1));
	return fd;
}

static bool is_taken_now(void *ctx)
{
	return post(ctx, MO, HELP("late")) == 202;
}

/* Somebody else holds the database. */
static sqlite3 *hold_store(const struct road *r)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(r->site.database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, PEER_PATIENCE), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void let_go(sqlite3 *db)
{
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* ---- what is taken ---- */

static void a_text_is_on_disk_when_it_is_answered(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_int_equal(post(&r, MO, HELP("k-1")), 202);
	assert_string_equal(a.body, "Accepted");
	assert_true(has_head("Content-Type: text/plain\r\n"));
	assert_int_equal(kept(&r, "k-1"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE key = 'k-1' AND outcome = 'answered'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 1);
	/* The carrier did not hear it, and calls once more. */
	assert_int_equal(post(&r, MO, HELP("k-1")), 202);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 1);
	assert_true(http_metric(r.site.http, "fieldgate_callbacks_total{answer=\"taken\"}") == 2);
	road_end(&r);
}

static void a_report_of_what_is_not_ours_is_kept_and_answered(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_int_equal(
		post(&r, DLR, "{\"id\":\"0b4d6d0e-5f2f-4f6e-9a3a-111111111111\",\"status\":\"delivered\"}") / 100, 2);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind = 'dlr' AND channel = 'fake'"), 1);
	road_end(&r);
}

static void a_body_may_come_in_pieces(void **state)
{
	static const char head[] = "POST " MO " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked"
				   "\r\n\r\n";
	const char *body = HELP("k-chunks");
	struct road r = {0};
	char chunk[64];
	int fd;

	(void)state;
	callback_rig_begin(&r);
	fd = http_connect(NULL, r.site.http);
	assert_true(fd >= 0 && http_send(fd, head, strlen(head)));
	for (size_t i = 0; i < strlen(body); i += 7) {
		size_t n = strlen(body) - i < 7 ? strlen(body) - i : 7;
		int m = snprintf(chunk, sizeof(chunk), "%zx\r\n%.*s\r\n", n, (int)n, body + i);

		assert_true(http_send(fd, chunk, (size_t)m));
	}
	assert_true(http_send(fd, "0\r\n\r\n", 5) && http_read(fd, &a));
	assert_int_equal(a.status, 202);
	assert_int_equal(kept(&r, "k-chunks"), 1);
	road_end(&r);
}

#define CHARS 1500

/* With nine bytes for each character, it is longer than many a server's line. */
static void a_long_text_may_come_in_a_query(void **state)
{
	static char request[16 * 1024];
	struct road r = {0};
	size_t n;

	(void)state;
	callback_rig_begin(&r);
	n = (size_t)snprintf(request, sizeof(request), "GET /mo/query?id=q%%2d1&from=%%2B8613800000001&text=");
	for (size_t i = 0; i < CHARS; i++)
		n += (size_t)snprintf(request + n, sizeof(request) - n, "%%E5%%A5%%BD");
	n += (size_t)snprintf(request + n, sizeof(request) - n, " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	assert_true(n < sizeof(request));
	http_raw(r.site.http, request, n, &a);
	assert_int_equal(a.status, 200);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE channel = 'query' AND key = 'q-1' AND "
				      "length(payload) > 4500"),
			 1);
	road_end(&r);
}

/* A GET of this, with so many `&` behind it; its status. */
static int get_with_marks(const struct road *r, const char *path, size_t marks)
{
	static const char end[] = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
	static char request[64 * 1024];
	size_t n = (size_t)snprintf(request, sizeof(request), "GET %s", path);

	assert_true(n + marks + sizeof(end) < sizeof(request));
	memset(request + n, '&', marks);
	memcpy(request + n + marks, end, sizeof(end));
	http_raw(r->site.http, request, n + marks + sizeof(end) - 1, &a);
	return a.status;
}

static void hundreds_of_marks_in_a_query_were_never_answered(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_int_equal(get_with_marks(&r, "/mo/query?id=m-1&from=" HEAD "&text=a", 500), 200);
	assert_int_equal(get_with_marks(&r, "/mo/query?id=m-2&from=" HEAD "&text=a", 10000), 200);
	assert_int_equal(get_with_marks(&r, "/mo/query?id=m-3&from=" HEAD "&text=a", 40000), 414);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE key = 'm-1' OR key = 'm-2'"), 2);
	assert_int_equal(get_with_marks(&r, "/dlr/query?id=m-1", 10000), 404);
	assert_int_equal(get_with_marks(&r, "/v1/tickets?limit=1", 10000), 400);
	assert_int_equal(get_with_marks(&r, "/v1/tickets?limit=1", 31), 401);
	assert_int_equal(get_with_marks(&r, "/healthz?", 10000), 200);
	road_end(&r);
}

#define ONE(id) "{\"event\":\"text\",\"id\":\"" id "\",\"from\":\"" HEAD "\",\"text\":\"帮助\"}"

/* What is good of it is taken, whatever else it brings, and what the file leaves alone is left alone. */
static void several_may_come_together(void **state)
{
	static const char good[] = "SELECT count(*) FROM inbox WHERE channel = 'list' AND key LIKE 'l-%'";
	static const char bad[] = "SELECT count(*) FROM inbox WHERE channel = 'list' AND outcome = 'rejected'";
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_int_equal(post(&r, "/mo/list", "[" ONE("l-1") "," ONE("l-2") ",{\"event\":\"ping\"}]"), 200);
	assert_int_equal(road_ask(&r, good), 2);
	assert_int_equal(post(&r, "/mo/list", "[]"), 200);
	assert_int_equal(post(&r, "/mo/list", "[{\"event\":\"ping\"}]"), 200);
	assert_int_equal(post(&r, "/mo/list", "[" ONE("l-2") ",{\"event\":\"text\"}," ONE("l-3") "]"), 422);
	assert_int_equal(road_ask(&r, good), 3);
	assert_int_equal(road_ask(&r, bad), 1);
	assert_int_equal(post(&r, "/mo/list", "{\"event\":"), 400);
	assert_int_equal(road_ask(&r, bad), 2);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 5);
	assert_int_equal(post(&r, "/dlr/list", "{}"), 404);
	assert_non_null(strstr(a.body, "`dlr`"));
	road_end(&r);
}

/* ---- what is not ---- */

static void who_cannot_prove_it_is_sent_away_and_no_secret_is_logged(void **state)
{
	struct road r = {0};
	char *log;

	(void)state;
	callback_rig_begin(&r);
	assert_in_range(post(&r, "/mo/fake/gue55ed", HELP("k-2")), 401, 403);
	assert_in_range(post(&r, "/mo/fake", HELP("k-2")), 401, 403);
	assert_in_range(post(&r, "/dlr/fake/gue55ed", "{}"), 401, 403);
	assert_int_equal(post(&r, MO, HELP("k-3")), 202);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 1);
	assert_true(peer_log_says(&r.site, "a callback to /mo/fake from 127.0.0.1 was refused"));
	log = aide_read(r.site.dir, "gateway.log");
	assert_null(strstr(log, "gue55ed"));
	assert_null(strstr(log, "s3cret"));
	free(log);
	assert_true(http_metric(r.site.http, "fieldgate_callbacks_total{answer=\"denied\"}") == 3);
	road_end(&r);
}

static void what_is_called_that_is_not_there_is_told_what_is(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_int_equal(post(&r, "/mo/nobody/s3cret", "{}"), 404);
	assert_non_null(strstr(a.body, "`channels`"));
	assert_int_equal(post(&r, "/mo/%22%0a/s3cret", "{}"), 404);
	assert_int_equal(post(&r, "/mo/0123456789012345678901234567890123456789", "{}"), 404);
	assert_int_equal(post(&r, "/mo/", "{}"), 404);
	assert_int_equal(post(&r, "/mo", "{}"), 404);
	assert_int_equal(post(&r, "/mo/fake%00/s3cret", "{}"), 404);
	http_ask(r.site.http, "PUT", MO, &a);
	assert_int_equal(a.status, 405);
	assert_true(has_head("Allow: GET, POST\r\n"));
	http_ask(r.site.http, "HEAD", MO, &a);
	assert_int_equal(a.status, 405);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 0);
	road_end(&r);
}

static void what_can_never_be_taken_is_kept_and_told_why(void **state)
{
	struct road r = {0};
	char *log;

	(void)state;
	callback_rig_begin(&r);
	assert_in_range(post(&r, MO, "{\"id\":\"k-4\",\"text\":\"" HEAD "\"}"), 400, 499);
	assert_non_null(strstr(a.body, "from"));
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'rejected'"), 1);
	assert_non_null(client_wait(r.desk, 0, "rejected/fake", "reason"));
	assert_true(peer_log_says(&r.site, "an input from mo/fake was rejected: "));
	log = aide_read(r.site.dir, "gateway.log");
	assert_null(strstr(log, HEAD));
	free(log);
	assert_true(http_metric(r.site.http, "fieldgate_callbacks_total{answer=\"refused\"}") == 1);
	road_end(&r);
}

/* A body in chunks of 1 KiB, as many as the other side takes. */
static void send_chunks(const struct road *r, size_t chunks)
{
	static const char head[] = "POST " MO " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked"
				   "\r\n\r\n";
	char chunk[5 + 1024 + 3];
	int fd = http_connect(NULL, r->site.http);

	memset(chunk, 'x', sizeof(chunk));
	memcpy(chunk, "400\r\n", 5);
	memcpy(chunk + 5 + 1024, "\r\n", 2);
	assert_true(fd >= 0 && http_send(fd, head, strlen(head)));
	for (size_t i = 0; i < chunks && http_send(fd, chunk, sizeof(chunk) - 1); i++)
		;
	http_send(fd, "0\r\n\r\n", 5);
	assert_true(http_read(fd, &a));
}

static void a_body_too_long_is_refused(void **state)
{
	static const char head[] = "POST " MO " HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n";
	static const char expects[] =
		"POST " MO " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n";
	static char body[BODY_MOST + 2];
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	http_raw(r.site.http, head, strlen(head), &a); /* before any of it comes */
	assert_int_equal(a.status, 413);
	assert_non_null(strstr(a.body, "65536"));
	http_raw(r.site.http, expects, strlen(expects), &a);
	assert_int_equal(a.status, 413);
	send_chunks(&r, 65);
	assert_int_equal(a.status, 413);
	send_chunks(&r, 64 * 1024); /* without an end: it is cut off */
	assert_true(a.status == 0 || a.status == 413);
	memset(body, ' ', BODY_MOST);
	memcpy(body, HELP("k-5"), strlen(HELP("k-5")));
	assert_int_equal(post(&r, MO, body), 202);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 1);
	road_end(&r);
}

/* ---- who is slow, or goes away ---- */

#define SLOW 100
#define WAITING 64 /* as many as there is room for, so that it can be seen that all are known */

static void who_is_slow_with_a_body_keeps_nobody_waiting(void **state)
{
	struct road r = {0};
	int fds[SLOW];

	(void)state;
	callback_rig_begin(&r);
	for (size_t i = 0; i < SLOW; i++)
		fds[i] = half_sent(&r, NULL, HELP("k-slow"));
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	/* There is no room for another callback, and it is told when there may be. */
	assert_int_equal(post(&r, MO, HELP("k-6")), 503);
	assert_true(has_head("Retry-After: 1\r\n"));
	assert_int_equal(kept(&r, "k-6"), 0);
	/* Those who are slow give way, or are cut off in the end. */
	assert_true(peer_until(is_taken_now, &r, PEER_PATIENCE));
	assert_int_equal(kept(&r, "k-slow"), 0);
	for (size_t i = 0; i < SLOW; i++)
		close(fds[i]);
	road_end(&r);
}

/* Of an attempt on which the machine was too slow nothing can be said. */
static bool a_program_is_not_counted(void *ctx)
{
	static const char later[] = "fieldgate_callbacks_total{answer=\"later\"}";
	const struct road *r = ctx;
	int fds[WAITING], status;
	double before, after;

	for (size_t i = 0; i < WAITING; i++)
		fds[i] = half_sent(r, NULL, HELP("k-slow"));
	before = http_metric(r->site.http, later);
	status = http_get(r->site.http, "/v1/me", &a);
	after = http_metric(r->site.http, later);
	for (size_t i = 0; i < WAITING; i++)
		close(fds[i]);
	return status == 503 && before == after;
}

static void a_program_that_found_no_room_was_counted_as_a_carrier(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_true(peer_until(a_program_is_not_counted, &r, PEER_PATIENCE));
	road_end(&r);
}

#define HALF_OPEN 300

static void half_open_connections_make_room_for_others_of_their_address(void **state)
{
	struct road r = {0};
	int fds[HALF_OPEN];

	(void)state;
	callback_rig_begin(&r);
	for (size_t i = 0; i < HALF_OPEN; i++) {
		fds[i] = http_connect(NULL, r.site.http);
		assert_true(fds[i] >= 0);
		http_send(fds[i], "POST /mo/", 9);
		if (i % 50 == 49) {
			assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
			assert_int_equal(post(&r, MO, HELP("k-7")), 202);
		}
	}
	for (size_t i = 0; i < HALF_OPEN; i++)
		close(fds[i]);
	road_end(&r);
}

static void who_goes_away_while_it_waits_is_taken_once_all_the_same(void **state)
{
	struct road r = {0};
	sqlite3 *db;
	int fds[20];

	(void)state;
	callback_rig_begin(&r);
	for (size_t i = 0; i < 20; i++)
		fds[i] = half_sent(&r, NULL, HELP("k-8"));
	db = hold_store(&r);
	for (size_t i = 0; i < 20; i++) {
		assert_true(http_send(fds[i], "}", 1));
		assert_int_equal(shutdown(fds[i], SHUT_RDWR), 0);
		close(fds[i]);
	}
	let_go(db);
	assert_true(peer_until(is_taken_now, &r, PEER_PATIENCE));
	assert_int_equal(post(&r, MO, HELP("k-8")), 202);
	assert_int_equal(kept(&r, "k-8"), 1);
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	road_end(&r);
}

/* ---- a store that fails, the end, a reload ---- */

static void what_cannot_be_kept_now_is_taken_when_it_comes_again(void **state)
{
	struct road r = {0};
	sqlite3 *db;

	(void)state;
	callback_rig_begin(&r);
	db = hold_store(&r);
	assert_int_equal(post(&r, MO, HELP("late")), 503);
	assert_true(has_head("Retry-After: "));
	assert_non_null(strstr(a.body, "again"));
	let_go(db);
	assert_true(peer_until(is_taken_now, &r, PEER_PATIENCE));
	assert_int_equal(kept(&r, "late"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 1);
	assert_true(http_metric(r.site.http, "fieldgate_callbacks_total{answer=\"later\"}") >= 1);
	road_end(&r);
}

static bool there_is_no_room(void *ctx)
{
	return post(ctx, MO, HELP("k-10")) == 503;
}

static bool has_ended(void *ctx)
{
	return peer_gateway_ended(ctx);
}

/* The loop waits for the database, and they for the loop, when it is told to stop. */
static void told_to_stop_it_tells_all_who_wait(void **state)
{
	struct road r = {0};
	sqlite3 *db;
	int fds[WAITING];

	(void)state;
	callback_rig_begin(&r);
	for (size_t i = 0; i < WAITING; i++)
		fds[i] = half_sent(&r, NULL, HELP("k-9"));
	db = hold_store(&r);
	assert_true(peer_until(there_is_no_room, &r, PEER_PATIENCE));
	for (size_t i = 0; i < WAITING; i++)
		assert_true(http_send(fds[i], "}", 1));
	assert_int_equal(kill(r.site.gateway, SIGTERM), 0);
	for (size_t i = 0; i < WAITING; i++) {
		assert_true(http_read(fds[i], &a));
		assert_int_equal(a.status, 503);
	}
	assert_true(peer_until(has_ended, &r.site, PEER_PATIENCE));
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	let_go(db);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE key = 'k-9'"), 0);
	road_end(&r);
}

static bool new_secret_holds(void *ctx)
{
	return post(ctx, "/mo/fake/an0ther", HELP("k-12")) == 202;
}

static void a_reload_reaches_who_calls_back(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	assert_int_equal(post(&r, MO, HELP("k-11")), 202);
	callback_rig_channel(&r.site, "an0ther");
	assert_int_equal(kill(r.site.gateway, SIGHUP), 0);
	assert_true(peer_until(new_secret_holds, &r, PEER_PATIENCE));
	assert_in_range(post(&r, MO, HELP("k-13")), 401, 403);
	assert_int_equal(kept(&r, "k-13"), 0);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_on_disk_when_it_is_answered),
		cmocka_unit_test(a_report_of_what_is_not_ours_is_kept_and_answered),
		cmocka_unit_test(a_body_may_come_in_pieces),
		cmocka_unit_test(a_long_text_may_come_in_a_query),
		cmocka_unit_test(hundreds_of_marks_in_a_query_were_never_answered),
		cmocka_unit_test(several_may_come_together),
		cmocka_unit_test(who_cannot_prove_it_is_sent_away_and_no_secret_is_logged),
		cmocka_unit_test(what_is_called_that_is_not_there_is_told_what_is),
		cmocka_unit_test(what_can_never_be_taken_is_kept_and_told_why),
		cmocka_unit_test(a_body_too_long_is_refused),
		cmocka_unit_test(who_is_slow_with_a_body_keeps_nobody_waiting),
		cmocka_unit_test(a_program_that_found_no_room_was_counted_as_a_carrier),
		cmocka_unit_test(half_open_connections_make_room_for_others_of_their_address),
		cmocka_unit_test(who_goes_away_while_it_waits_is_taken_once_all_the_same),
		cmocka_unit_test(what_cannot_be_kept_now_is_taken_when_it_comes_again),
		cmocka_unit_test(told_to_stop_it_tells_all_who_wait),
		cmocka_unit_test(a_reload_reaches_who_calls_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
