/* A broker that answers late, or says what it should not, by a relay that knows the two connections apart. While
 * more waits to go out than is answered, the gateway pauses: it takes no texts. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/road.h"

#define OPENINGS 3000

struct relay {
	int listener, to_port, port;
	atomic_bool hold;         /* what the broker says to `-out` */
	atomic_bool trickle;      /* 30 bytes of it each 100 ms */
	atomic_int in_fd, out_fd; /* the gateway's sides */
};
struct link {
	struct relay *r;
	int fd[2]; /* gateway, broker */
};

static int dial(int port)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0 ? fd : -1;
}

static void *carry(void *ctx)
{
	struct link l = *(struct link *)ctx;
	char buf[65536];
	bool out = false, known = false;
	ssize_t n;

	free(ctx);
	for (;;) {
		bool held = out && atomic_load(&l.r->hold);
		struct pollfd p[2] = {{l.fd[0], POLLIN, 0}, {held ? -1 : l.fd[1], POLLIN, 0}};

		if (poll(p, 2, 50) <= 0)
			continue;
		for (int i = 0; i < 2; i++) {
			bool slow = i == 1 && out && atomic_load(&l.r->trickle);

			if (!p[i].revents)
				continue;
			n = recv(l.fd[i], buf, slow ? 30 : sizeof(buf), 0);
			if (n <= 0 || send(l.fd[!i], buf, (size_t)n, MSG_NOSIGNAL) != n)
				goto end;
			if (slow)
				poll(NULL, 0, 100);
			if (!known && i == 0) {
				known = true;
				out = memmem(buf, (size_t)n, "fieldgate-out", 13);
				atomic_store(out ? &l.r->out_fd : &l.r->in_fd, l.fd[0]);
			}
		}
	}
end:
	close(l.fd[0]);
	close(l.fd[1]);
	return NULL;
}

static void *accept_all(void *ctx)
{
	struct relay *r = ctx;

	for (;;) {
		struct link *l = malloc(sizeof(*l));
		pthread_t t;

		*l = (struct link){.r = r, .fd = {accept(r->listener, NULL, NULL), dial(r->to_port)}};
		pthread_create(&t, NULL, carry, l);
		pthread_detach(t);
	}
	return NULL;
}

static struct relay relay; /* its threads live until the end */

static void relay_start(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(a);
	pthread_t t;

	relay.listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(relay.listener, (struct sockaddr *)&a, n), 0);
	assert_int_equal(getsockname(relay.listener, (struct sockaddr *)&a, &n), 0);
	assert_int_equal(listen(relay.listener, 16), 0);
	relay.port = ntohs(a.sin_port);
	pthread_create(&t, NULL, accept_all, &relay);
}

/* keepalive: s; 0: as it is by default */
static void begin_relayed(struct road *r, int keepalive)
{
	char cmd[1400];

	if (!relay.port)
		relay_start();
	atomic_store(&relay.hold, false);
	r->site.port = relay.port;
	peer_make(&r->site);
	if (keepalive) {
		snprintf(cmd, sizeof(cmd), "sed -i 's/port: %d,/port: %d, keepalive: %d,/' %s", relay.port, relay.port,
			 keepalive, r->site.config);
		assert_int_equal(system(cmd), 0);
	}
	relay.to_port = r->site.port = peer_free_port();
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	road_listen(r->desk);
	road_gateway_up(r);
}

static void begin_paused(struct road *r, int keepalive)
{
	char id[32];

	begin_relayed(r, keepalive);
	atomic_store(&relay.hold, true);
	for (int i = 0; i < OPENINGS; i++) {
		snprintf(id, sizeof(id), "o-%d", i);
		road_open(r, id, "does not start");
	}
	assert_true(client_flushed(r->desk, PEER_PATIENCE));
	/* More than may wait. */
	road_await(r, "SELECT count(*) > 1024 FROM outbox", 1, PEER_PATIENCE);
	assert_in_range(road_ask(r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 256, OPENINGS - 1);
}

static void all_is_told(struct road *r)
{
	road_await(r, "SELECT count(*) FROM inbox WHERE kind <> 'due'", OPENINGS, PEER_PATIENCE);
	road_await(r, "SELECT count(*) FROM outbox WHERE state <> 'sent'", 0, PEER_PATIENCE);
	assert_int_equal(road_ask(r, "SELECT count(*) FROM ticket"), OPENINGS);
}

static void that_texts_come_no_more_is_seen_while_paused(void **state)
{
	const struct linger hard = {1, 0};
	struct road r = {0};

	(void)state;
	begin_paused(&r, 0);
	setsockopt(atomic_load(&relay.in_fd), SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
	shutdown(atomic_load(&relay.in_fd), SHUT_RD); /* wakes carry(), which closes both of its sides */
	assert_true(peer_log_says(&r.site, "next try in"));
	atomic_store(&relay.hold, false);
	all_is_told(&r);
	road_end(&r);
}

/* 75 answers a second: `out` lives, and `in` has nothing wrong with it. It was given up after two keepalives. */
static void a_pause_longer_than_the_keepalive_loses_nothing(void **state)
{
	struct road r = {0};

	(void)state;
	begin_paused(&r, 5);
	atomic_store(&relay.trickle, true);
	atomic_store(&relay.hold, false);
	assert_false(client_wait_count(r.desk, 0, "status", "offline", 1, 12000));
	atomic_store(&relay.trickle, false);
	all_is_told(&r);
	road_end(&r);
}

/* The library takes DISCONNECT for no error, and tells of it again with each read. */
static void being_sent_away_on_what_goes_out_is_seen(void **state)
{
	static const char shutting_down[] = {(char)0xe0, 1, (char)0x8b};
	struct road r = {0};
	size_t from;

	(void)state;
	begin_relayed(&r, 0);
	road_quiet(&r);
	from = client_heard(r.desk);
	assert_int_equal(send(atomic_load(&relay.out_fd), shutting_down, sizeof(shutting_down), MSG_NOSIGNAL), 3);
	assert_true(peer_log_says(&r.site, "shutting down; next try in"));
	road_online(&r, from);
	road_mo(&r, "m-1", HEAD, "帮助");
	road_told(&r, from, HEAD, "派工");
	road_quiet(&r);
	road_end(&r);
}

/* PINGRESP without end, until nobody listens. */
static void *babble(void *ctx)
{
	char many[8192];

	for (size_t i = 0; i < sizeof(many); i++)
		many[i] = i % 2 ? 0 : (char)0xd0;
	while (send(*(int *)ctx, many, sizeof(many), MSG_NOSIGNAL) > 0)
		;
	return NULL;
}

static void a_broker_that_never_stops_talking_does_not_hold_the_end_up(void **state)
{
	struct road r = {0};
	pthread_t talker;
	int fd;

	(void)state;
	begin_relayed(&r, 0);
	fd = dup(atomic_load(&relay.out_fd));
	assert_int_equal(pthread_create(&talker, NULL, babble, &fd), 0);
	road_mo(&r, "m-1", HEAD, "帮助");
	road_told(&r, 0, HEAD, "派工");
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	pthread_join(talker, NULL);
	close(fd);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(that_texts_come_no_more_is_seen_while_paused),
		cmocka_unit_test(a_pause_longer_than_the_keepalive_loses_nothing),
		cmocka_unit_test(being_sent_away_on_what_goes_out_is_seen),
		cmocka_unit_test(a_broker_that_never_stops_talking_does_not_hold_the_end_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
