/* /v1/stream: the built program, over plain sockets. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/api/stream/stream_hub.h"
#include "gateway/http/connection_list.h"
#include "tests/gateway/api/api_asker.h"

struct listener {
	int fd;
	size_t n;
	char text[128 * 1024];
};

static struct listener one, two;

struct narrow {
	const struct road *r;
	const char *token;
};

static void listen_as(const struct road *r, struct listener *l, const char *token, const char *more)
{
	char request[512];

	l->n = 0;
	l->text[0] = '\0';
	l->fd = http_connect(NULL, r->site.http);
	assert_true(l->fd >= 0);
	snprintf(request, sizeof(request),
		 "GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%s\r\n", token, more);
	assert_true(http_send(l->fd, request, strlen(request)));
}

/* What comes until these words have, or the other side hangs up (NULL). */
static void hears(struct listener *l, const char *words)
{
	long end = peer_ms() + PEER_PATIENCE;

	while (!words || !strstr(l->text, words)) {
		struct pollfd p = {.fd = l->fd, .events = POLLIN};
		ssize_t got;

		if (poll(&p, 1, (int)(end - peer_ms())) <= 0)
			fail_msg("`%s` did not come: %s", words ? words : "the end", l->text);
		got = recv(l->fd, l->text + l->n, sizeof(l->text) - 1 - l->n, 0);
		if (got <= 0 && !words)
			return;
		assert_true(got > 0);
		l->n += (size_t)got;
		l->text[l->n] = '\0';
	}
}

static void what_happens_is_heard_and_resumed(void **state)
{
	struct road r = {0};
	char head[TOKEN], other[TOKEN], number[32], words[64], resumes[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	listen_as(&r, &one, head, "");
	listen_as(&r, &two, other, "");
	hears(&one, "event: status\n");
	hears(&two, "event: status\n");
	assert_non_null(strstr(one.text, "HTTP/1.1 200 OK\r\n"));
	assert_non_null(strcasestr(one.text, "Content-Type: text/event-stream\r\n"));
	road_opened(&r, "o-1", number);
	snprintf(words, sizeof(words), "event: ticket\ndata: {\"ticket\":\"%s\"", number);
	hears(&one, words);
	hears(&one, "\"code\":\"open\"");
	close(one.fd);
	/* From before the first event. */
	snprintf(resumes, sizeof(resumes), "Last-Event-ID: %lld\r\n",
		 (long long)road_ask(&r, "SELECT max(seq) - 1 FROM event"));
	listen_as(&r, &one, head, resumes);
	hears(&one, words);
	close(one.fd);
	listen_as(&r, &one, head, "Last-Event-ID: never\r\n");
	hears(&one, "event: reset\n");
	close(one.fd);
	hears(&two, "event: outbox\n");
	assert_null(strstr(two.text, "event: ticket"));
	assert_null(strstr(two.text, "event: event"));
	close(two.fd);
	road_end(&r);
}

/* It was a place that there is not, and everything was read anew. */
static void a_place_that_is_no_number_is_refused(void **state)
{
	struct road r = {0};
	char token[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	asker_get(&r, "stream?after=never", token);
	asker_refused(400, "`after` is the number of the last that you have");
	asker_get(&r, "stream?after=-1", token);
	asker_refused(400, "`after`");
	road_end(&r);
}

static void it_ends_with_its_token_and_with_the_gateway(void **state)
{
	struct road r = {0};
	char token[TOKEN], other[TOKEN], said[1024];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "阿里木", token);
	asker_token(&r, "吴敏", other);
	listen_as(&r, &one, token, "");
	listen_as(&r, &two, other, "");
	hears(&one, "event: status\n");
	hears(&two, "event: status\n");
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "token", "revoke", "1", NULL), 0);
	hears(&one, NULL);
	close(one.fd);
	/* The library aborts where it is stopped while a connection rests. */
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	hears(&two, NULL);
	assert_non_null(strstr(two.text, "\r\n0\r\n"));
	close(two.fd);
	road_gateway_up(&r);
	road_end(&r);
}

/* They take no place of those that ask, and those of one token are counted. */
static void streams_have_room_of_their_own(void **state)
{
	struct road r = {0};
	char tokens[6][TOKEN];
	static int fds[6 * STREAMS_EACH];
	size_t n = 0;

	(void)state;
	asker_begin(&r);
	for (size_t i = 0; i < 6; i++) {
		asker_token(&r, i % 2 ? "吴敏" : "阿里木", tokens[i]);
		for (size_t k = 0; k < STREAMS_EACH; k++) {
			listen_as(&r, &one, tokens[i], "");
			hears(&one, "event: status\n");
			fds[n++] = one.fd;
		}
	}
	assert_int_equal(asker_get(&r, "me", tokens[0]), 200);
	asker_get(&r, "stream", tokens[0]);
	asker_refused(503, "too many streams");
	for (size_t i = 0; i < n; i++)
		close(fds[i]);
	road_end(&r);
}

/* Others behind the same proxy have room, and so has who is asked without it. */
static void one_behind_the_proxy_leaves_room_for_others(void **state)
{
	struct road r = {.site.proxy = "{address: 127.0.0.1, client: X-Forwarded-For, scheme: X-Forwarded-Proto}"};
	static int fds[CALLER_MOST];
	char token[TOKEN];

	(void)state;
	asker_begin(&r);
	for (size_t i = 0; i < CALLER_MOST; i++) {
		if (i % STREAMS_EACH == 0)
			asker_token(&r, "吴敏", token);
		listen_as(&r, &one, token, "X-Forwarded-For: 203.0.113.7\r\n");
		hears(&one, "event: status\n");
		fds[i] = one.fd;
	}
	asker_ask(&r, "GET", "me", token, "X-Forwarded-For: 203.0.113.7\r\n", "");
	asker_refused(503, "cannot be taken now");
	assert_non_null(strcasestr(answered.head, "Retry-After: "));
	assert_int_equal(asker_ask(&r, "GET", "me", token, "X-Forwarded-For: 203.0.113.7, 203.0.113.8\r\n", ""), 200);
	assert_int_equal(asker_get(&r, "me", token), 200);
	for (size_t i = 0; i < CALLER_MOST; i++)
		close(fds[i]);
	while (asker_ask(&r, "GET", "me", token, "X-Forwarded-For: 203.0.113.7\r\n", "") != 200)
		assert_false(peer_gateway_ended(&r.site));
	road_end(&r);
}

/* Whether this token may listen once more. */
static bool has_room(void *ctx)
{
	const struct narrow *n = ctx;

	return asker_ask(n->r, "HEAD", "stream", n->token, "", "") == 200;
}

/* False: the other one's beat came first. */
static bool room_comes_before_a_beat(struct road *r, const char *token, const char *other)
{
	int fds[STREAMS_EACH];

	listen_as(r, &two, other, "");
	hears(&two, "event: status\n");
	for (size_t i = 0; i < STREAMS_EACH; i++) {
		listen_as(r, &one, token, "");
		hears(&one, "event: status\n");
		fds[i] = one.fd;
	}
	asker_get(r, "stream", token);
	asker_refused(503, "too many streams");
	for (size_t i = 0; i < STREAMS_EACH; i++)
		close(fds[i]);
	assert_true(peer_until(has_room, &(struct narrow){r, token}, PEER_PATIENCE));
	while (poll(&(struct pollfd){.fd = two.fd, .events = POLLIN}, 1, 0) == 1) {
		ssize_t n = recv(two.fd, two.text + two.n, sizeof(two.text) - 1 - two.n, 0);

		assert_true(n > 0);
		two.n += (size_t)n;
		two.text[two.n] = '\0';
	}
	close(two.fd);
	return !strstr(two.text, ": beat");
}

/* Whoever reloaded a page often met their own streams, until the next beat. On a machine so busy that a beat comes first
 * it cannot be told: then once more. */
static void who_had_hung_up_kept_their_place(void **state)
{
	struct road r = {0};
	char token[TOKEN], other[TOKEN];
	int try = 1;

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	asker_token(&r, "阿里木", other);
	while (!room_comes_before_a_beat(&r, token, other))
		assert_in_range(++try, 2, 10);
	road_end(&r);
}

static int connect_narrow(int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), few = 2048;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &few, sizeof(few)), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

/* It holds one of its token's places until then. */
static void who_does_not_read_is_cut_off_and_resumes(void **state)
{
	struct road r = {0};
	char token[TOKEN], request[256], resumes[64];
	struct narrow n = {&r, token};
	int fds[STREAMS_EACH];
	const char *at;
	int64_t last = 0;

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", token);
	for (int i = 0; i < 500; i++)
		assert_int_equal(asker_ask(&r, "POST", "tickets", token, "",
					   "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"x\"}"),
				 201);
	one.fd = connect_narrow(r.site.http);
	snprintf(request, sizeof(request),
		 "GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nLast-Event-ID: 0\r\nAuthorization: Bearer %s\r\n\r\n",
		 token);
	assert_true(http_send(one.fd, request, strlen(request)));
	for (size_t i = 1; i < STREAMS_EACH; i++) {
		listen_as(&r, &two, token, "");
		hears(&two, "event: status\n");
		fds[i] = two.fd;
	}
	assert_true(peer_until(has_room, &n, PEER_PATIENCE));
	one.n = 0;
	hears(&one, NULL);
	close(one.fd);
	assert_null(strstr(one.text, "\r\n0\r\n"));
	for (at = one.text; (at = strstr(at, "\nid: ")); at++)
		last = strtoll(at + 5, NULL, 10);
	assert_true(last > 0 && last < road_ask(&r, "SELECT max(seq) FROM event"));
	snprintf(resumes, sizeof(resumes), "Last-Event-ID: %lld\r\n", (long long)last);
	listen_as(&r, &one, token, resumes);
	snprintf(resumes, sizeof(resumes), "\nid: %lld\nevent: event\n", (long long)last + 1);
	hears(&one, resumes);
	close(one.fd);
	for (size_t i = 1; i < STREAMS_EACH; i++)
		close(fds[i]);
	road_end(&r);
}

static void one_without_a_token_hears_nothing(void **state)
{
	struct road r = {0};

	(void)state;
	asker_begin(&r);
	asker_get(&r, "stream", NULL);
	asker_refused(401, "needs a token");
	asker_get(&r, "stream", NOBODYS);
	asker_refused(401, "not known");
	road_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_happens_is_heard_and_resumed),
		cmocka_unit_test(a_place_that_is_no_number_is_refused),
		cmocka_unit_test(it_ends_with_its_token_and_with_the_gateway),
		cmocka_unit_test(streams_have_room_of_their_own),
		cmocka_unit_test(one_behind_the_proxy_leaves_room_for_others),
		cmocka_unit_test(who_had_hung_up_kept_their_place),
		cmocka_unit_test(who_does_not_read_is_cut_off_and_resumes),
		cmocka_unit_test(one_without_a_token_hears_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
