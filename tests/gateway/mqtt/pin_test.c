/* Pins how libmosquitto behaves, which is not what it promises: in threaded mode with a loop of our own, what
 * mosquitto_loop_read() has read is not acknowledged before mosquitto_loop_write(). The whole gateway stands on
 * that. A version that writes PUBACKs at once fails here; the same run without threaded mode shows that this test
 * would see it. */
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/client.h"

#define MESSAGES 15 /* fewer than the 20 that mosquitto sends at once */

struct reader {
	struct mosquitto *m;
	bool threaded, fresh, subscribed, last;
	int came;
};

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *props)
{
	const struct reader *r = ctx;

	(void)flags, (void)props;
	/* Only once: a SUBACK left unread would make the socket close with a reset, and PUBACKs would get lost by
	 * it. */
	if (rc == 0 && r->fresh)
		mosquitto_subscribe(m, NULL, PEER_PREFIX "/pin", 1);
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted)
{
	struct reader *r = ctx;

	(void)m, (void)mid, (void)n, (void)granted;
	r->subscribed = true;
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg)
{
	struct reader *r = ctx;

	(void)m;
	if (msg->payloadlen == 4 && memcmp(msg->payload, "last", 4) == 0)
		r->last = true;
	else
		r->came++;
}

static void reader_connect(struct reader *r, int port, int protocol)
{
	mosquitto_property *props = NULL;

	mosquitto_lib_init();
	r->m = mosquitto_new("pin", false, r);
	mosquitto_threaded_set(r->m, r->threaded);
	mosquitto_int_option(r->m, MOSQ_OPT_PROTOCOL_VERSION, protocol);
	mosquitto_connect_v5_callback_set(r->m, on_connect);
	mosquitto_subscribe_callback_set(r->m, on_subscribe);
	mosquitto_message_callback_set(r->m, on_message);
	mosquitto_will_set(r->m, PEER_PREFIX "/gone", 4, "gone", 1, false);
	if (protocol == MQTT_PROTOCOL_V5)
		mosquitto_property_add_int32(&props, MQTT_PROP_SESSION_EXPIRY_INTERVAL, 3600);
	if (mosquitto_connect_bind_v5(r->m, "127.0.0.1", port, 60, NULL, props))
		_exit(10);
	mosquitto_property_free_all(&props);
}

/* Reads, and writes only while nothing has come that a write could acknowledge. */
static bool turn(struct reader *r)
{
	bool write = !r->came && !r->last && mosquitto_want_write(r->m);
	struct pollfd p = {.fd = mosquitto_socket(r->m), .events = (short)(POLLIN | (write ? POLLOUT : 0))};

	if (poll(&p, 1, PEER_PATIENCE) <= 0)
		return false;
	if (p.revents & POLLOUT)
		mosquitto_loop_write(r->m, 1);
	if (p.revents & ~POLLOUT)
		return mosquitto_loop_read(r->m, 1) == MOSQ_ERR_SUCCESS;
	return true;
}

/* A process of its own each time: reads `want` messages, or up to the last, and is gone without a write. Its exit
 * code is how many came. */
static int read_and_die(int port, int protocol, bool threaded, int want)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		struct reader r = {.threaded = threaded};

		alarm(PEER_PATIENCE / 1000);
		reader_connect(&r, port, protocol);
		while ((want ? r.came < want : !r.last) && turn(&r))
			;
		_exit(r.came);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Makes the session, and ends its connection properly. */
static void make_session(int port, int protocol)
{
	struct reader r = {.threaded = true, .fresh = true};

	reader_connect(&r, port, protocol);
	while (!r.subscribed && turn(&r))
		;
	assert_true(r.subscribed);
	mosquitto_disconnect(r.m);
	mosquitto_loop_write(r.m, 1);
	mosquitto_destroy(r.m);
}

/* How many messages come back to a session whose reader died before its first write. */
static int come_back(int protocol, bool threaded)
{
	struct peer_site s = {.dir = "/tmp/fieldgate-pin-XXXXXX"};
	struct client *sender;
	int back;

	assert_non_null(mkdtemp(s.dir));
	s.port = peer_free_port();
	peer_broker_start(&s);
	make_session(s.port, protocol);
	sender = client_new(s.port, NULL);
	client_subscribe(sender, "gone");
	for (int i = 0; i < MESSAGES; i++)
		client_publish(sender, "pin", "text", 4, NULL, NULL);
	assert_true(client_flushed(sender, PEER_PATIENCE));
	assert_int_equal(read_and_die(s.port, protocol, threaded, MESSAGES), MESSAGES);
	/* The will says that the broker has read all the reader ever sent; a new connection before that would cut it
	 * off. */
	assert_non_null(client_wait(sender, 0, "gone", NULL));
	client_publish(sender, "pin", "last", 4, NULL, NULL);
	assert_true(client_flushed(sender, PEER_PATIENCE));
	back = read_and_die(s.port, protocol, true, 0);
	client_free(sender);
	peer_clear(&s);
	return back;
}

static void what_was_read_in_threaded_mode_comes_back_whole_mqtt5(void **state)
{
	(void)state;
	assert_int_equal(come_back(MQTT_PROTOCOL_V5, true), MESSAGES);
}

static void what_was_read_in_threaded_mode_comes_back_whole_mqtt311(void **state)
{
	(void)state;
	assert_int_equal(come_back(MQTT_PROTOCOL_V311, true), MESSAGES);
}

static void this_test_sees_a_library_that_acknowledges_at_once_mqtt5(void **state)
{
	(void)state;
	assert_int_equal(come_back(MQTT_PROTOCOL_V5, false), 0);
}

static void this_test_sees_a_library_that_acknowledges_at_once_mqtt311(void **state)
{
	(void)state;
	assert_int_equal(come_back(MQTT_PROTOCOL_V311, false), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_read_in_threaded_mode_comes_back_whole_mqtt5),
		cmocka_unit_test(what_was_read_in_threaded_mode_comes_back_whole_mqtt311),
		cmocka_unit_test(this_test_sees_a_library_that_acknowledges_at_once_mqtt5),
		cmocka_unit_test(this_test_sees_a_library_that_acknowledges_at_once_mqtt311),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
