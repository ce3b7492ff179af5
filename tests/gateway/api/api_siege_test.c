/* /v1 under siege: what comes in pieces, in heaps and in disguise, while texts go on over the loop. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/api/api_asker.h"

#define IDLE 5000
#define FILES (IDLE + 256)
#define STALLED 100
#define DRIPPING 80
#define TEXTS 20

static char token[TOKEN], other[TOKEN];
static int fds[IDLE];

static void begin(struct road *r)
{
	asker_begin(r);
	asker_token(r, "阿里木", token);
	asker_token(r, "吴敏", other);
}

/* ---- texts, meanwhile ---- */

static size_t texts_sent, texts_from;

static void begin_texts(const struct road *r)
{
	texts_sent = 0;
	texts_from = client_heard(r->desk);
}

static void send_text(struct road *r)
{
	char id[32];

	snprintf(id, sizeof(id), "siege-%zu", ++texts_sent);
	road_mo(r, id, HEAD, "帮助");
}

/* Each was answered, and each was taken once. */
static void all_texts_were_taken(struct road *r)
{
	for (size_t i = 1; i <= texts_sent; i++) {
		char id[32];

		snprintf(id, sizeof(id), "siege-%zu", i);
		road_ok(r, texts_from, id);
	}
	assert_int_equal(road_ask(r, "SELECT count(*) FROM inbox WHERE kind = 'mo' AND channel = 'sms'"), texts_sent);
}

static void is_served(const struct road *r)
{
	assert_int_equal(asker_get(r, "me", token), 200);
}

/* ---- connections that say nothing ---- */

static void may_open(rlim_t files)
{
	struct rlimit most;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &most), 0);
	if (most.rlim_cur >= files)
		return;
	most.rlim_cur = files;
	if (most.rlim_max < files)
		most.rlim_max = files;
	if (setrlimit(RLIMIT_NOFILE, &most) != 0)
		fail_msg("%zu files may not be open at once here (%s); run it with `ulimit -n %zu`", (size_t)files,
			 strerror(errno), (size_t)files);
}

/* From eight addresses of this computer, so that it is the number that counts, and not the limit of one address. */
static void open_idle(const struct road *r, size_t i)
{
	char from[16];

	snprintf(from, sizeof(from), "127.0.0.%zu", 2 + i % 8);
	fds[i] = http_connect(from, r->site.http);
	assert_true(fds[i] >= 0);
}

static void five_thousand_idle_connections_hold_nobody_up(void **state)
{
	struct road r = {0};

	(void)state;
	begin(&r); /* before the limit is raised: the gateway has the usual one */
	may_open(FILES);
	begin_texts(&r);
	for (size_t i = 0; i < IDLE; i++) {
		open_idle(&r, i);
		if (i % (IDLE / TEXTS) == 0) {
			send_text(&r);
			is_served(&r);
		}
	}
	is_served(&r);
	assert_int_equal(asker_ask(&r, "POST", "texts", other, "", "{\"text\":\"帮助\"}"), 200);
	all_texts_were_taken(&r);
	for (size_t i = 0; i < IDLE; i++)
		close(fds[i]);
	is_served(&r);
	road_end(&r);
}

/* ---- requests that do not end ---- */

static int begin_body(const struct road *r, const char *of)
{
	char head[512];
	int n = snprintf(head, sizeof(head),
			 "POST /v1/texts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
			 "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"text\":",
			 of);
	int fd = http_connect(NULL, r->site.http);

	assert_true(fd >= 0);
	http_send(fd, head, (size_t)n);
	return fd;
}

static bool text_is_taken(void *ctx)
{
	int status = asker_ask(ctx, "POST", "texts", other, "", "{\"text\":\"帮助\"}");

	if (status == 503)
		assert_non_null(strstr(answered.head, "Retry-After: "));
	else
		assert_int_equal(status, 200);
	return status == 200;
}

/* More of them than may be under way; until they have been slow for two seconds there may be no room. */
static void bodies_that_stall_make_room(void **state)
{
	struct road r = {0};

	(void)state;
	begin(&r);
	begin_texts(&r);
	for (size_t i = 0; i < STALLED; i++) {
		fds[i] = begin_body(&r, token);
		if (i % 10 == 0)
			send_text(&r);
	}
	assert_true(peer_until(text_is_taken, &r, PEER_PATIENCE));
	all_texts_were_taken(&r);
	for (size_t i = 0; i < STALLED; i++)
		close(fds[i]);
	is_served(&r);
	road_end(&r);
}

static void headers_without_end_are_cut_off(void **state)
{
	static const char begun[] = "GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n", more[] = "X-More: and so on\r\n";
	static struct http_answer a;
	struct road r = {0};
	size_t lines = 0;

	(void)state;
	begin(&r);
	begin_texts(&r);
	for (size_t i = 0; i < DRIPPING; i++) {
		fds[i] = http_connect(NULL, r.site.http);
		assert_true(fds[i] >= 0);
		http_send(fds[i], begun, strlen(begun));
	}
	for (size_t k = 0; k < TEXTS; k++) {
		for (size_t i = 0; i < DRIPPING; i++)
			http_send(fds[i], more, strlen(more));
		send_text(&r);
		is_served(&r);
	}
	all_texts_were_taken(&r);
	for (size_t i = 0; i < DRIPPING; i++)
		close(fds[i]);
	/* One that goes on has the room of a connection, and no more. */
	fds[0] = http_connect(NULL, r.site.http);
	http_send(fds[0], begun, strlen(begun));
	while (lines < 100000 && http_send(fds[0], more, strlen(more)))
		lines++;
	assert_true(lines < 100000);
	http_read(fds[0], &a);
	assert_true(a.status == 0 || a.status == 431 || a.status == 413);
	is_served(&r);
	road_end(&r);
}

/* ---- malformed and pipelined ---- */

/* How many answers of this status are in `text`. */
static size_t answers(const char *text, const char *status)
{
	char line[32];
	size_t n = 0;

	snprintf(line, sizeof(line), "HTTP/1.1 %s ", status);
	for (const char *at = text; (at = strstr(at, line)); at++)
		n++;
	return n;
}

/* As it came, all answers of the connection in one. */
static const char *send_raw(const struct road *r, const char *bytes, size_t n)
{
	static char all[HTTP_BYTES];
	size_t got = 0;
	ssize_t more;
	int fd = http_connect(NULL, r->site.http);

	assert_true(fd >= 0);
	http_send(fd, bytes, n);
	shutdown(fd, SHUT_WR);
	while (got < sizeof(all) - 1 && (more = recv(fd, all + got, sizeof(all) - 1 - got, 0)) > 0)
		got += (size_t)more;
	all[got] = '\0';
	close(fd);
	return all;
}

static void pipelined_requests_are_each_answered_for_their_own_token(void **state)
{
	struct road r = {0};
	char bytes[4096];
	const char *said, *first, *second;

	(void)state;
	begin(&r);
	snprintf(bytes, sizeof(bytes),
		 "GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
		 "POST /v1/texts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
		 "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"text\":\"帮助\"}"
		 "GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
		 "GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
		 token, other, other);
	said = send_raw(&r, bytes, strlen(bytes));
	assert_int_equal(answers(said, "200"), 3);
	assert_int_equal(answers(said, "401"), 1);
	first = strstr(said, "{\"person\":\"" HEAD "\"");
	second = strstr(said, "{\"person\":\"" AGENT "\"");
	assert_true(first && second && first < second);
	assert_true(second < strstr(said, "HTTP/1.1 401 "));
	road_end(&r);
}

/* Each is refused, or its connection ends: that of the proxy before us and ours must not disagree on where a request
 * ends, so none of them is answered as the two requests that it may be read as. %s is a good token. */
static const char *const malformed[] = {
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 5\r\n"
	"Content-Length: 6\r\n\r\n0\r\n\r\nG",
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 4\r\n"
	"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: a\r\n\r\n",
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked, x\r\n\r\n"
	"0\r\n\r\n",
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: +5\r\n\r\n12345",
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 0x5\r\n\r\n12345",
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
	"-1\r\n\r\n",
	"POST /v1/texts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
	"ffffffffffffffffff\r\nx\r\n",
	"GET /v1/me HTTP/1.1\r\nAuthorization: Bearer %s\r\n\r\n",
	"GET /v1/me HTTP/1.1\r\nHost: a\r\n: no name\r\nAuthorization Bearer %s\r\n\r\n",
	"GET /v1/me\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
	"GET /v1/me HTTP/2.0\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
	"FETCH /v1/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
	"TRACE /v1/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
	"CONNECT /v1/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
};

static void malformed_requests_are_refused(void **state)
{
	struct road r = {0};
	char bytes[1024];

	(void)state;
	begin(&r);
	begin_texts(&r);
	for (size_t i = 0; i < sizeof(malformed) / sizeof(*malformed); i++) {
		const char *said;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(bytes, sizeof(bytes), malformed[i], token);
#pragma GCC diagnostic pop
		said = send_raw(&r, bytes, strlen(bytes));
		if (answers(said, "200") || strstr(said, "\"person\""))
			fail_msg("%s\nwas answered %s", bytes, said);
		send_text(&r);
		is_served(&r);
	}
	all_texts_were_taken(&r);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE channel = 'http'"), 0);
	road_end(&r);
}

/* ---- paths ---- */

/* None of them is what it would be if somebody tidied it up. */
static const char *const tricks[] = {
	"/v1/../v1/me",
	"/v1/./me",
	"/v1/%2e%2e/v1/me",
	"/v1/%2e/me",
	"/v1/%2E%2E%2Fhealthz",
	"/v1/..%2f..%2fetc/passwd",
	"/v1/..\\me",
	"//v1/me",
	"///v1/me",
	"/v1//me",
	"/v1/me/",
	"/v1/me//",
	"/v1/me%2f",
	"/v1/me%00",
	"/v1/me%00.json",
	"/v1/me%20",
	"/v1/me;a=b",
	"/v1/me%3f",
	"/v1/%256de",
	"/V1/me",
	"/v1/ME",
	"/v1",
	"/v1/",
	"/v1/%c0%ae%c0%ae/me",
	"/v1/tickets/..",
	"/v1/tickets/%2e%2e%2fpeople",
	"/v1/tickets/10001/..",
	"/v1/tickets/10001%00",
	"/v1/tickets/-1",
	"/v1/tickets/99999999999999999999999",
	"/v1/tickets/1%27%20OR%201=1--",
	"/healthz/../v1/me",
	"/mo/../v1/me",
	"/mo/%2e%2e/v1/me",
	"http://127.0.0.1/v1/me",
	"*",
};

static void a_path_is_what_it_says_and_no_other(void **state)
{
	struct road r = {0};
	char bytes[1024];

	(void)state;
	begin(&r);
	for (size_t i = 0; i < sizeof(tricks) / sizeof(*tricks); i++) {
		const char *said;

		snprintf(bytes, sizeof(bytes),
			 "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n",
			 tricks[i], token);
		said = send_raw(&r, bytes, strlen(bytes));
		if (!answers(said, "404") && !answers(said, "400"))
			fail_msg("%s was answered %s", tricks[i], said);
		assert_null(strstr(said, "\"person\""));
	}
	/* A letter that is written another way is the same letter. */
	snprintf(bytes, sizeof(bytes),
		 "GET /v1/%%6de HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n",
		 token);
	assert_int_equal(answers(send_raw(&r, bytes, strlen(bytes)), "200"), 1);
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(bodies_that_stall_make_room),
		cmocka_unit_test(headers_without_end_are_cut_off),
		cmocka_unit_test(pipelined_requests_are_each_answered_for_their_own_token),
		cmocka_unit_test(malformed_requests_are_refused),
		cmocka_unit_test(a_path_is_what_it_says_and_no_other),
		cmocka_unit_test(
			five_thousand_idle_connections_hold_nobody_up), /* the last: it leaves a higher limit */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
