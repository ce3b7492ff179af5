/* Many carriers call back at once, and go on until they are answered: each text is taken once, though the gateway is
 * killed meanwhile. */
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/http.h"
#include "tests/gateway/http/callback_rig.h"

static struct http_answer a;

#define CALLERS 50
#define CALLS 40 /* each */

struct calling {
	pthread_t thread;
	int port, id;
	bool good;
};

/* Reads one answer of a connection that stays open. */
static int read_status(int fd)
{
	char text[1024], *blank = NULL, *length;
	size_t n = 0, whole;
	ssize_t got;

	for (;;) {
		got = recv(fd, text + n, sizeof(text) - 1 - n, 0);
		if (got <= 0)
			return 0;
		n += (size_t)got;
		text[n] = '\0';
		blank = strstr(text, "\r\n\r\n");
		length = blank ? strcasestr(text, "\r\nContent-Length: ") : NULL;
		if (!length)
			continue;
		whole = (size_t)(blank - text) + 4 + strtoul(length + 18, NULL, 10);
		if (n >= whole)
			return (int)strtol(text + 9, NULL, 10);
	}
}

/* As a carrier does: until it is taken. */
static void *call(void *ctx)
{
	struct calling *c = ctx;
	char body[256], request[1024];
	int fd = -1;

	for (int i = 0; i < CALLS;) {
		size_t n;

		snprintf(body, sizeof(body), "{\"id\":\"b-%d-%d\",\"from\":\"+86137%04d%04d\",\"text\":\"你好\"}",
			 c->id, i, c->id, i);
		n = callback_rig_post(request, sizeof(request), MO, body, false);
		if (fd < 0)
			fd = http_connect(NULL, c->port);
		if (fd < 0)
			poll(NULL, 0, 10); /* the gateway is away */
		if (fd >= 0 && http_send(fd, request, n) && read_status(fd) == 202) {
			i++;
		} else if (fd >= 0) {
			close(fd);
			fd = -1;
		}
	}
	close(fd);
	c->good = true;
	return NULL;
}

static struct calling callers[CALLERS];

static void all_call(const struct road *r)
{
	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct calling){.port = r->site.http, .id = i};
		assert_int_equal(pthread_create(&callers[i].thread, NULL, call, &callers[i]), 0);
	}
}

static void all_were_taken_once(const struct road *r)
{
	for (int i = 0; i < CALLERS; i++)
		assert_int_equal(pthread_join(callers[i].thread, NULL), 0);
	for (int i = 0; i < CALLERS; i++)
		assert_true(callers[i].good);
	assert_int_equal(road_ask(r, "SELECT count(*) FROM inbox WHERE channel = 'fake'"), CALLERS * CALLS);
	assert_int_equal(road_ask(r, "SELECT count(DISTINCT key) FROM inbox WHERE kind <> 'due'"), CALLERS * CALLS);
}

static void a_burst_is_taken_once_each(void **state)
{
	struct road r = {0};

	(void)state;
	callback_rig_begin(&r);
	all_call(&r);
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	all_were_taken_once(&r);
	road_end(&r);
}

/* Who was not answered calls again; who was, was on disk. */
static void a_burst_is_taken_once_each_though_the_gateway_is_killed(void **state)
{
	static const char some[] = "SELECT count(*) >= %d FROM inbox WHERE kind <> 'due'";
	struct road r = {0};
	char sql[64];

	(void)state;
	callback_rig_begin(&r);
	all_call(&r);
	for (int i = 1; i <= 3; i++) {
		snprintf(sql, sizeof(sql), some, i * CALLERS * CALLS / 4);
		road_await(&r, sql, 1, PEER_PATIENCE);
		assert_int_equal(peer_gateway_stop(&r.site, i == 3 ? SIGTERM : SIGKILL), i == 3 ? 0 : -SIGKILL);
		road_gateway_up(&r);
	}
	all_were_taken_once(&r);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_burst_is_taken_once_each),
		cmocka_unit_test(a_burst_is_taken_once_each_though_the_gateway_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
