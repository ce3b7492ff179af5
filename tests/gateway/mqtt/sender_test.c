/* The sender alone, with a real broker and a connection made by hand. */
#include <limits.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "gateway/mqtt/sender.h"
#include "tests/gateway/client.h"

#define MANY 1000
#define UNANSWERED INT_MIN

struct rig {
	struct peer_site site;
	struct client *desk;
	struct connection connection;
	struct sender *s;
	bool greeted;
	atomic_uint expiry; /* of the last message that came back to us */
};

static void on_connect(struct mosquitto *m, void *ctx, int rc)
{
	struct rig *r = ctx;

	(void)m;
	r->connection.handled++;
	r->greeted = rc == 0;
}

static void on_publish(struct mosquitto *m, void *ctx, int mid, int reason, const mosquitto_property *props)
{
	struct rig *r = ctx;

	(void)m, (void)props;
	r->connection.handled++;
	sender_heard(r->s, mid, reason);
}

static void on_disconnect(struct mosquitto *m, void *ctx, int rc, const mosquitto_property *props)
{
	struct rig *r = ctx;
	char why[200];

	(void)m, (void)props;
	r->connection.handled++;
	connection_end_cause(rc, 0, why, sizeof(why));
	sender_cut(r->s, why, false);
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg,
		       const mosquitto_property *props)
{
	struct rig *r = ctx;
	uint32_t expiry = 0;

	(void)m, (void)msg;
	r->connection.handled++;
	mosquitto_property_read_int32(props, MQTT_PROP_MESSAGE_EXPIRY_INTERVAL, &expiry, false);
	atomic_store(&r->expiry, expiry);
}

static void dial(struct rig *r, int port)
{
	r->greeted = false;
	assert_int_equal(mosquitto_connect_bind_v5(r->connection.m, "127.0.0.1", port, 60, NULL, NULL), 0);
}

static void await_greeting(struct rig *r)
{
	struct pollfd p;
	int rc;

	while (!r->greeted) {
		p = (struct pollfd){.fd = mosquitto_socket(r->connection.m), .events = POLLIN};
		assert_int_equal(connection_write(&r->connection), 0);
		assert_true(poll(&p, 1, PEER_PATIENCE) > 0);
		connection_read(&r->connection, &rc);
		assert_int_equal(rc, 0);
	}
}

static void connect_by_hand(struct rig *r)
{
	dial(r, r->site.port);
	await_greeting(r);
}

static void begin(struct rig *r)
{
	*r = (struct rig){.site = {.dir = "/tmp/fieldgate-sender-XXXXXX"}};
	assert_non_null(mkdtemp(r->site.dir));
	r->site.port = peer_free_port();
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	client_subscribe(r->desk, "#");
	r->s = sender_new(MQTT_PROTOCOL_V5, 1000);
	r->connection.m = mosquitto_new("sender-out", false, r);
	assert_non_null(r->s);
	assert_non_null(r->connection.m);
	mosquitto_threaded_set(r->connection.m, true);
	mosquitto_int_option(r->connection.m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_connect_callback_set(r->connection.m, on_connect);
	mosquitto_publish_v5_callback_set(r->connection.m, on_publish);
	mosquitto_disconnect_v5_callback_set(r->connection.m, on_disconnect);
	mosquitto_message_v5_callback_set(r->connection.m, on_message);
	connect_by_hand(r);
}

static void end(struct rig *r)
{
	sender_stop(r->s);
	mosquitto_destroy(r->connection.m);
	sender_free(r->s);
	client_free(r->desk);
	peer_clear(&r->site);
}

static bool put(struct rig *r, int64_t tag)
{
	char text[24];
	const struct publish p = {
		.topic = "n", .payload = text, .n = (size_t)sprintf(text, "%d", (int)tag), .tag = tag};

	return sender_put(r->s, PEER_PREFIX, &p);
}

/* Waits until `n` have come; what each tag was answered is in reasons[tag - 1]. */
static void take_answers(struct rig *r, size_t n, int *reasons)
{
	const struct sender_answer *all;
	struct pollfd p = {.fd = sender_fd(r->s), .events = POLLIN};
	size_t came;

	for (size_t done = 0; done < n; done += came) {
		assert_true(poll(&p, 1, PEER_PATIENCE) > 0);
		came = sender_answers(r->s, &all);
		for (size_t i = 0; i < came; i++) {
			assert_int_equal(reasons[all[i].tag - 1], UNANSWERED);
			reasons[all[i].tag - 1] = all[i].reason;
		}
	}
}

static void what_was_put_leaves_in_order_and_each_is_answered_once(void **state)
{
	int reasons[MANY];
	struct rig r;
	char text[24];

	(void)state;
	begin(&r);
	for (int i = 0; i < MANY; i++)
		reasons[i] = UNANSWERED;
	for (int i = 0; i < MANY / 2; i++)
		assert_true(put(&r, i + 1));
	sender_go(r.s);
	assert_true(sender_start(r.s, &r.connection, 0));
	for (int i = MANY / 2; i < MANY; i++)
		assert_true(put(&r, i + 1));
	sender_go(r.s);
	take_answers(&r, MANY, reasons);
	assert_true(client_wait_count(r.desk, 0, "n", NULL, MANY, PEER_PATIENCE));
	for (int i = 0; i < MANY; i++) {
		snprintf(text, sizeof(text), "%d", i + 1);
		assert_string_equal(client_message(r.desk, (size_t)i)->payload, text);
		assert_int_equal(reasons[i], 0);
	}
	end(&r);
}

static void it_takes_no_more_than_it_has_room_for(void **state)
{
	struct rig r;
	size_t room;
	int *reasons;

	(void)state;
	begin(&r);
	room = sender_room(r.s);
	reasons = malloc(room * sizeof(*reasons));
	assert_non_null(reasons);
	for (size_t i = 0; i < room; i++) {
		reasons[i] = UNANSWERED;
		assert_true(put(&r, (int64_t)i + 1));
	}
	assert_int_equal(sender_room(r.s), 0);
	assert_false(put(&r, (int64_t)room + 1));
	sender_go(r.s);
	assert_true(sender_start(r.s, &r.connection, 0));
	take_answers(&r, room, reasons);
	assert_int_equal(sender_room(r.s), room);
	free(reasons);
	end(&r);
}

static void who_waits_for_room_is_told_before_all_is_answered(void **state)
{
	const struct sender_answer *all;
	struct pollfd p;
	struct rig r;

	(void)state;
	begin(&r);
	for (int64_t tag = 1; put(&r, tag); tag++)
		;
	sender_hurry(r.s, true);
	sender_go(r.s);
	assert_true(sender_start(r.s, &r.connection, 0));
	p = (struct pollfd){.fd = sender_fd(r.s), .events = POLLIN};
	assert_true(poll(&p, 1, PEER_PATIENCE) > 0);
	assert_true(sender_answers(r.s, &all) > 0);
	assert_true(sender_room(r.s) > 0);
	end(&r);
}

static void what_the_broker_does_not_take_is_answered_and_the_next_leaves(void **state)
{
	char large[2000] = "";
	const struct publish p = {.topic = "n", .payload = large, .n = sizeof(large), .tag = 1};
	const struct publish nowhere = {.topic = "n/#", .whole = true, .tag = 2};
	int reasons[3] = {UNANSWERED, UNANSWERED, UNANSWERED};
	struct rig r;

	(void)state;
	begin(&r);
	assert_true(sender_put(r.s, PEER_PREFIX, &p));
	assert_true(sender_put(r.s, PEER_PREFIX, &nowhere));
	assert_true(put(&r, 3));
	sender_go(r.s);
	assert_true(sender_start(r.s, &r.connection, sizeof(large)));
	take_answers(&r, 3, reasons);
	assert_int_equal(reasons[0], MQTT_RC_PACKET_TOO_LARGE);
	assert_int_equal(reasons[1], MQTT_RC_TOPIC_NAME_INVALID);
	assert_int_equal(reasons[2], 0);
	end(&r);
}

static bool a_second_has_passed(void *since)
{
	return clock_steady() > *(int64_t *)since + 1000;
}

static bool came_back(void *expiry)
{
	return atomic_load((atomic_uint *)expiry) != 0;
}

static void what_waited_for_too_long_does_not_leave(void **state)
{
	const struct publish p = {.topic = "n", .payload = "late", .n = 4, .expires_s = 1, .tag = 1};
	int reasons[2] = {UNANSWERED, UNANSWERED};
	int64_t since;
	struct rig r;

	(void)state;
	begin(&r);
	assert_true(sender_put(r.s, PEER_PREFIX, &p));
	since = clock_steady();
	sender_go(r.s);
	assert_true(peer_until(a_second_has_passed, &since, PEER_PATIENCE));
	assert_true(put(&r, 2));
	sender_go(r.s);
	assert_true(sender_start(r.s, &r.connection, 0));
	take_answers(&r, 2, reasons);
	assert_int_equal(reasons[0], EXPIRED_UNSENT);
	assert_int_equal(reasons[1], 0);
	assert_non_null(client_wait(r.desk, 0, "n", "2"));
	assert_int_equal(client_heard(r.desk), 1);
	end(&r);
}

static void what_waited_for_a_connection_has_less_time_left(void **state)
{
	const struct publish p = {.topic = "n", .payload = "x", .n = 1, .expires_s = 100, .tag = 1};
	int64_t since;
	struct rig r;

	(void)state;
	begin(&r);
	assert_int_equal(mosquitto_subscribe(r.connection.m, NULL, PEER_PREFIX "/n", 0), 0);
	assert_true(sender_put(r.s, PEER_PREFIX, &p));
	since = clock_steady();
	sender_go(r.s);
	assert_true(peer_until(a_second_has_passed, &since, PEER_PATIENCE));
	assert_true(sender_start(r.s, &r.connection, 0));
	assert_true(peer_until(came_back, &r.expiry, PEER_PATIENCE));
	assert_in_range(atomic_load(&r.expiry), 1, 99);
	end(&r);
}

static void what_was_not_answered_goes_out_by_the_next_connection(void **state)
{
	struct pollfd p;
	bool taken_over = true;
	char why[200] = "";
	int reasons[2] = {UNANSWERED, UNANSWERED};
	struct rig r;

	(void)state;
	begin(&r);
	assert_true(sender_start(r.s, &r.connection, 0));
	assert_false(sender_lost(r.s, why, sizeof(why), &taken_over));
	peer_broker_kill(&r.site);
	p = (struct pollfd){.fd = sender_fd(r.s), .events = POLLIN};
	assert_true(poll(&p, 1, PEER_PATIENCE) > 0);
	assert_true(sender_lost(r.s, why, sizeof(why), &taken_over));
	assert_false(taken_over);
	assert_string_not_equal(why, "");
	assert_true(put(&r, 1));
	sender_go(r.s);
	sender_stop(r.s);
	assert_false(sender_lost(r.s, why, sizeof(why), &taken_over));
	assert_true(put(&r, 2));
	sender_go(r.s);
	peer_broker_start(&r.site);
	connect_by_hand(&r);
	assert_true(sender_start(r.s, &r.connection, 0));
	take_answers(&r, 2, reasons);
	for (int i = 0; i < 2; i++) /* the desk may have come back, or not yet */
		assert_true(reasons[i] == 0 || reasons[i] == MQTT_RC_NO_MATCHING_SUBSCRIBERS);
	end(&r);
}

static int listen_on(int *port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	*port = ntohs(a.sin_port);
	return fd;
}

/* A broker that greets, says that another has taken the session over, and goes. */
static void greet_and_end(struct rig *r)
{
	static const unsigned char connack[] = {0x20, 3, 0, 0, 0}, taken[] = {0xe0, 2, 0x8e, 0};
	struct pollfd ended = {.events = POLLRDHUP};
	unsigned char connect[256];
	int port, listener = listen_on(&port), fd;

	dial(r, port);
	fd = accept(listener, NULL, NULL);
	assert_int_equal(connection_write(&r->connection), 0);
	assert_true(recv(fd, connect, sizeof(connect), 0) > 0);
	assert_int_equal(send(fd, connack, sizeof(connack), 0), sizeof(connack));
	await_greeting(r);
	assert_int_equal(send(fd, taken, sizeof(taken), 0), sizeof(taken));
	close(fd);
	close(listener);
	ended.fd = mosquitto_socket(r->connection.m);
	assert_true(poll(&ended, 1, PEER_PATIENCE) > 0);
}

/* Even where there is much to say: writing would take what the broker said away. */
static void why_the_broker_ended_it_is_heard_before_anything_is_said(void **state)
{
	static char large[2000];
	const struct publish p = {.topic = "n", .payload = large, .n = sizeof(large), .tag = 1};
	struct pollfd told;
	char why[200] = "";
	bool taken_over;
	struct rig r;

	(void)state;
	begin(&r);
	for (int i = 0; i < MANY; i++)
		assert_true(sender_put(r.s, PEER_PREFIX, &p));
	sender_go(r.s);
	greet_and_end(&r);
	assert_true(sender_start(r.s, &r.connection, 0));
	told = (struct pollfd){.fd = sender_fd(r.s), .events = POLLIN};
	assert_true(poll(&told, 1, PEER_PATIENCE) > 0);
	assert_true(sender_lost(r.s, why, sizeof(why), &taken_over));
	assert_string_equal(why, "the broker ended the connection: Session taken over");
	end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_leaves_in_order_and_each_is_answered_once),
		cmocka_unit_test(it_takes_no_more_than_it_has_room_for),
		cmocka_unit_test(who_waits_for_room_is_told_before_all_is_answered),
		cmocka_unit_test(what_the_broker_does_not_take_is_answered_and_the_next_leaves),
		cmocka_unit_test(what_waited_for_a_connection_has_less_time_left),
		cmocka_unit_test(what_waited_for_too_long_does_not_leave),
		cmocka_unit_test(what_was_not_answered_goes_out_by_the_next_connection),
		cmocka_unit_test(why_the_broker_ended_it_is_heard_before_anything_is_said),
	};

	mosquitto_lib_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
