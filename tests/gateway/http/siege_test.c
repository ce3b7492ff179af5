/* HTTP under siege: where it listens, and what it bears. */
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/http.h"
#include "tests/gateway/road.h"

#define TRIES 10

static struct http_answer a;

static void begin(struct road *r)
{
	r->site.http = peer_free_port();
	road_begin(r);
}

/* ---- where it listens ---- */

static void a_port_that_is_taken_ends_it_and_says_what_to_change(void **state)
{
	struct road r = {0};
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(at);
	char out[4096], where[64];
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	assert_int_equal(bind(fd, (struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	r.site.http = ntohs(at.sin_port);
	peer_make(&r.site);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "serve", (char *)NULL), 3);
	snprintf(where, sizeof(where), "127.0.0.1:%d: Address already in use", r.site.http);
	assert_non_null(strstr(out, where));
	assert_non_null(strstr(out, "http: {listen: …}"));
	assert_non_null(strstr(out, r.site.config));
	assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
	close(fd);
	peer_clear(&r.site);
}

static bool reaches(struct in_addr host, int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr = host, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0;

	close(fd);
	return ok;
}

/* On every other address of this computer, and even on another one of loopback's, nobody answers. */
static void it_listens_where_it_is_told_and_nowhere_else(void **state)
{
	struct road r = {0};
	struct ifaddrs *all = NULL;

	(void)state;
	begin(&r);
	assert_true(reaches((struct in_addr){htonl(INADDR_LOOPBACK)}, r.site.http));
	assert_false(reaches((struct in_addr){htonl(INADDR_LOOPBACK + 1)}, r.site.http));
	assert_int_equal(getifaddrs(&all), 0);
	for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)i->ifa_addr;

		if (in && in->sin_family == AF_INET && ntohl(in->sin_addr.s_addr) != INADDR_LOOPBACK)
			assert_false(reaches(in->sin_addr, r.site.http));
	}
	freeifaddrs(all);
	road_end(&r);
}

/* ---- what it bears ---- */

static void junk(char *to, size_t n)
{
	uint32_t x = 2463534242;

	for (size_t i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		to[i] = (char)x;
	}
}

/* A header, a path and a heap of bytes, each far larger than what a connection may take. */
static void send_heaps(int port)
{
	static char heap[1024 * 1024];

	junk(heap, sizeof(heap));
	memcpy(heap, "\r\n\r\n", 4);
	http_raw(port, heap, sizeof(heap), &a);
	assert_true(a.status == 0 || a.status >= 400);
	memset(heap, 'x', sizeof(heap));
	memcpy(heap, "GET /", 5);
	http_raw(port, heap, sizeof(heap), &a);
	assert_true(a.status == 0 || a.status == 414 || a.status == 431);
	memcpy(heap, "GET /healthz HTTP/1.1\r\nHost: a\r\nX: ", 35);
	http_raw(port, heap, sizeof(heap), &a);
	assert_true(a.status == 0 || a.status == 413 || a.status == 431);
	for (size_t i = 35; i + 8 < sizeof(heap); i += 8)
		memcpy(heap + i, "A: b\r\nBc: d\r\n", 8);
	http_raw(port, heap, sizeof(heap), &a);
	assert_true(a.status == 0 || a.status >= 400);
}

/* Each is answered with a fault, or the connection ends. */
static const char *const faulty[] = {
	"GET\r\n\r\n",
	"GET /healthz\r\n\r\n",
	"GET /healthz HTTP/9.9\r\n\r\n",
	"GET /healthz HTTP/1.1\r\nHost a\r\n\r\n",
	"GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
	"GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
	"POST /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
	"GET /%zz%%%00/../..//healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
};
/* Each is broken off, and waited for. */
static const char *const cut[] = {"", "\n", "\r\n\r\n\r\n\r\nGET", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"};

static void send_faulty(int port)
{
	for (size_t i = 0; i < sizeof(faulty) / sizeof(*faulty); i++) {
		http_raw(port, faulty[i], strlen(faulty[i]), &a);
		assert_true(a.status == 0 || (a.status >= 400 && a.status < 600));
		assert_int_equal(http_get(port, "/healthz", &a), 200);
	}
}

static void send_cut(int port)
{
	for (size_t i = 0; i < sizeof(cut) / sizeof(*cut); i++) {
		int fd = http_connect(NULL, port);

		assert_true(fd >= 0 && http_send(fd, cut[i], strlen(cut[i])));
		assert_int_equal(http_get(port, "/healthz", &a), 200);
		close(fd);
	}
}

static void garbage_is_refused_and_harms_nobody(void **state)
{
	struct road r = {0};
	size_t from;

	(void)state;
	begin(&r);
	send_faulty(r.site.http);
	send_cut(r.site.http);
	send_heaps(r.site.http);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "帮助");
	road_ok(&r, from, "m-1");
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	road_end(&r);
}

static bool is_open(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN | POLLRDHUP};

	return poll(&p, 1, 0) == 0;
}

/* True if others were answered while the slow one was still waited for. */
static bool others_go_first(struct road *r, int try)
{
	int fd = http_connect(NULL, r->site.http);
	char id[32];
	size_t from;
	bool first;

	assert_true(fd >= 0 && http_send(fd, "GET /healthz HT", 15));
	assert_int_equal(http_get(r->site.http, "/healthz", &a), 200);
	from = client_heard(r->desk);
	snprintf(id, sizeof(id), "m-%d", try);
	road_mo(r, id, HEAD, "帮助");
	road_ok(r, from, id);
	first = is_open(fd);
	assert_true(http_read(fd, &a));
	assert_true(a.status == 0 || a.status == 408);
	assert_int_equal(http_get(r->site.http, "/healthz", &a), 200);
	return first;
}

/* On a machine so busy that the slow one is cut off before the others get their turn, it cannot be told: then once
 * more. */
static void whoever_is_slow_is_cut_off_and_keeps_nobody_waiting(void **state)
{
	struct road r = {0};
	int try = 1;

	(void)state;
	begin(&r);
	while (!others_go_first(&r, try))
		assert_in_range(++try, 2, TRIES);
	road_end(&r);
}

#define MANY 300

static void many_connections_from_one_address_leave_room_for_others(void **state)
{
	static const char ask[] = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
	struct road r = {0};
	int fds[MANY], other;
	size_t from;

	(void)state;
	begin(&r);
	for (size_t i = 0; i < MANY; i++) {
		fds[i] = http_connect(NULL, r.site.http);
		assert_true(fds[i] >= 0);
		http_send(fds[i], "G", 1);
	}
	other = http_connect("127.0.0.2", r.site.http);
	assert_true(other >= 0 && http_send(other, ask, strlen(ask)) && http_read(other, &a));
	assert_int_equal(a.status, 200);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "帮助");
	road_ok(&r, from, "m-1");
	for (size_t i = 0; i < MANY; i++)
		close(fds[i]);
	http_await(r.site.http, "/healthz", 200, &a);
	road_end(&r);
}

struct dawdler {
	struct road *r;
	int fd;
	long next; /* when it says the next letter */
};

static bool ended_all_the_same(void *ctx)
{
	struct dawdler *d = ctx;

	if (peer_gateway_ended(&d->r->site))
		return true;
	if (peer_ms() >= d->next) {
		http_send(d->fd, "x", 1);
		d->next = peer_ms() + 1000;
	}
	return false;
}

/* For as long as it is waited for, the connection goes on to say something: to wait for it would be to wait for
 * ever. */
static void told_to_stop_it_waits_for_no_connection(void **state)
{
	static const char ask[] = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /met";
	struct road r = {0};
	struct dawdler d = {.r = &r};
	int fd;

	(void)state;
	begin(&r);
	fd = http_connect(NULL, r.site.http);
	assert_true(fd >= 0 && http_send(fd, ask, strlen(ask)));
	assert_int_equal(http_get(r.site.http, "/healthz", &a), 200);
	d.fd = fd;
	d.next = peer_ms() + 1000;
	assert_int_equal(kill(r.site.gateway, SIGTERM), 0);
	assert_true(peer_until(ended_all_the_same, &d, PEER_PATIENCE));
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	assert_true(http_read(fd, &a));
	assert_int_equal(a.status, 200);
	assert_false(peer_listens(r.site.http));
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_port_that_is_taken_ends_it_and_says_what_to_change),
		cmocka_unit_test(it_listens_where_it_is_told_and_nowhere_else),
		cmocka_unit_test(garbage_is_refused_and_harms_nobody),
		cmocka_unit_test(whoever_is_slow_is_cut_off_and_keeps_nobody_waiting),
		cmocka_unit_test(many_connections_from_one_address_leave_room_for_others),
		cmocka_unit_test(told_to_stop_it_waits_for_no_connection),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
