/* MQTT over libmosquitto, driven by a loop of our own so that PUBACKs leave only after the commit.
 *
 * libmosquitto queues a PUBACK before it hands a message over, and in threaded mode writes nothing until
 * mosquitto_loop_write(). So listen() may be called at any time, and acknowledge() only after all that was heard is
 * committed.
 *
 * There are two connections, which live and die together. Texts come by one, whose id is the configured one, and
 * which has the session, the will and the status. All else goes out by the other (`-out` behind the id), which has a
 * thread of its own (sender.h). On one connection nothing could leave while a batch is decided and synced, for that
 * would acknowledge the batch; and in a flood the broker's answers to what we say would stand behind all the texts
 * that wait, and so would what we may say next.
 *
 * What each function is for, struct transport_row says. */
#include <mosquitto.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/mqtt/broker_callbacks.h"
#include "gateway/mqtt/broker_state.h"
#include "gateway/mqtt/connection.h"
#include "gateway/mqtt/dialler.h"
#include "gateway/mqtt/incoming.h"
#include "gateway/mqtt/mqtt_client.h"
#include "gateway/mqtt/reason.h"
#include "gateway/mqtt/redial.h"
#include "gateway/mqtt/sender.h"
#include "gateway/mqtt/status_topic.h"
#include "gateway/transport/transport.h"
#include "gateway/wire/wire_out.h"

#define ANSWER_READS 256 /* calls of the library in a turn */
#define FAREWELL_MS 1000 /* each of the two */

/* Greeting comes before anything can go out, so it is read through a pause. */
static bool listens(const struct broker *b)
{
	return b->phase != UP || incoming_is_wanted(&b->incoming);
}

/* CONNECT waits until `out` is greeted: else the broker would begin with our texts while nothing can be said. */
static bool may_write(const struct connection *c)
{
	const struct broker *b = c->broker;

	return (b->phase == UP || (b->phase == GREETING && (c == &b->out || b->out.up))) && mosquitto_want_write(c->m);
}

/* ---- waiting ---- */

static void watch_connection(const struct connection *c, bool listening, struct watch_list *list)
{
	short in = listening ? POLLIN : POLLRDHUP;

	watch_list_add(list, mosquitto_socket(c->m), (short)(may_write(c) ? in | POLLOUT : in));
}

static void watch(const void *self, struct watch_list *list)
{
	const struct broker *b = self;

	if (b->phase == DIALLING)
		watch_list_add(list, b->dialler.done_fd, POLLIN);
	if (!broker_has_sockets(b))
		return;
	if (b->phase == UP)
		watch_list_add(list, sender_fd(b->sender), POLLIN);
	else
		watch_connection(&b->out, true, list);
	watch_connection(&b->in, listens(b), list);
}

static int timeout(const void *self)
{
	const struct broker *b = self;

	if (b->phase == AWAY)
		return redial_in(&b->redial, clock_steady());
	if (b->incoming.more && listens(b))
		return 0;
	return 1000;
}

static bool is_up(const void *self)
{
	const struct broker *b = self;

	return b->phase == UP && b->in.up;
}

/* ---- connecting ---- */

static void start_dialling(struct broker *b)
{
	b->refusal[0] = '\0';
	b->advice = NULL;
	b->phase = DIALLING;
	if (!dialler_start(&b->dialler))
		broker_lost(b, "cannot start a thread to connect", false);
}

static void dialling_failed(struct broker *b, int rc, int error)
{
	if (!b->advice && (rc == MOSQ_ERR_EAI || rc == MOSQ_ERR_ERRNO))
		b->advice = redial_advice(rc != MOSQ_ERR_EAI, error);
	broker_lost(b, connection_cause(rc, error), false);
}

/* False while the dialler has not done. */
static bool finish_dialling(struct broker *b)
{
	if (!dialler_has_done(&b->dialler))
		return false;
	if (b->dropped) {
		b->dropped = false;
		broker_hang_up(b);
	} else if (b->dialler.rc) {
		dialling_failed(b, b->dialler.rc, b->dialler.error);
	} else {
		b->phase = GREETING;
		b->deadline = clock_steady() + GREETING_MS;
	}
	return true;
}

static void await_greeting(struct broker *b)
{
	if (connection_is_closed(&b->in) || connection_is_closed(&b->out))
		broker_lost(b, "the broker closed the connection while it was set up", false);
	else if (clock_steady() >= b->deadline)
		broker_lost(b, "the broker does not answer", false);
}

static void await_suback(struct broker *b)
{
	if (!listens(b) || b->incoming.n)
		b->deadline = clock_steady() + GREETING_MS;
	else if (clock_steady() >= b->deadline)
		broker_lost(b, "the broker does not answer", false);
}

/* For the keepalive. */
static void tend_connection(const struct connection *c)
{
	if (broker_has_sockets(c->broker))
		broker_check(c->broker, mosquitto_loop_misc(c->m));
}

static void tend(void *self)
{
	struct broker *b = self;

	if (b->phase == AWAY && !redial_in(&b->redial, clock_steady()))
		start_dialling(b);
	if (b->phase == DIALLING && !finish_dialling(b))
		return;
	if (b->phase == GREETING)
		await_greeting(b);
	else if (b->phase == UP && !listens(b) && connection_is_closing(&b->in))
		broker_lost(b, "the broker ended the connection", false);
	else if (b->phase == UP && !b->in.up)
		await_suback(b);
	if (b->phase == GREETING)
		tend_connection(&b->out);
	tend_connection(&b->in);
}

static void drop(void *self, int after_ms)
{
	struct broker *b = self;

	b->dropped = b->phase == DIALLING; /* the dialler has the handles */
	if (b->phase != AWAY && !b->dropped)
		broker_hang_up(b);
	redial_wait(&b->redial, clock_steady() + after_ms);
}

/* ---- what comes in ---- */

static void pause_texts(void *self, bool paused)
{
	struct broker *b = self;

	b->incoming.paused = paused;
}

/* False: the socket is dry, or lost. */
static bool read_some(struct connection *c)
{
	bool more;
	int rc;

	if (!broker_has_sockets(c->broker))
		return false;
	more = connection_read(c, &rc);
	if (rc)
		broker_check(c->broker, rc);
	return more;
}

static void listen_for_texts(void *self)
{
	struct broker *b = self;
	struct incoming *in = &b->incoming;

	incoming_begin(in, listens(b));
	for (int calls = 0; in->more && incoming_has_room(in, calls); calls++)
		in->more = read_some(&b->in);
}

static void write_connection(const struct connection *c)
{
	if (may_write(c))
		broker_check(c->broker, connection_write(c));
}

static void acknowledge(void *self)
{
	struct broker *b = self;

	write_connection(&b->in);
}

/* ---- what goes out ---- */

static bool carries(const void *self, const char *channel)
{
	(void)self, (void)channel; /* whoever subscribes to mt/CHANNEL is its carrier */
	return true;
}

static bool publish(void *self, const struct publish *p)
{
	struct broker *b = self;

	return b->phase == UP && sender_put(b->sender, b->s.broker.prefix, p);
}

static bool send_mt(void *self, const struct outbox_mt *mt, int64_t expires_s)
{
	char topic[CHANNEL_BYTES + 4];
	char *payload = wire_mt(mt);
	struct publish p = {.topic = topic, .payload = payload, .expires_s = expires_s, .tag = mt->id};
	bool ok;

	snprintf(topic, sizeof(topic), "mt/%s", mt->channel);
	p.n = payload ? strlen(payload) : 0;
	ok = payload && publish(self, &p);
	free(payload);
	return ok;
}

static size_t room(const void *self)
{
	const struct broker *b = self;

	return b->phase == UP ? sender_room(b->sender) : 0;
}

static bool owes(const void *self)
{
	const struct broker *b = self;

	return b->phase == UP && sender_waits(b->sender);
}

static void hurry(void *self, bool hurried)
{
	struct broker *b = self;

	sender_hurry(b->sender, hurried);
}

static void flush(void *self)
{
	struct broker *b = self;

	if (b->phase == UP)
		sender_go(b->sender);
	else
		write_connection(&b->out);
}

static void tell_answers(const struct broker *b, const struct sender_answer *all, size_t n)
{
	const char *why;

	for (size_t i = 0; i < n; i++) {
		enum transport_outcome outcome = reason_outcome(all[i].reason, &why);

		if (all[i].tag)
			b->hooks.answered(b->hooks.ctx,
					  &(struct transport_answer){
						  .tag = all[i].tag, .outcome = outcome, .why = why, .carrier_id = ""});
	}
}

static bool hear(void *self)
{
	struct broker *b = self;
	const struct sender_answer *all;
	bool taken_over;
	char why[200];
	size_t n;

	for (int calls = 0; calls < ANSWER_READS && b->phase == GREETING && read_some(&b->out); calls++)
		;
	n = sender_answers(b->sender, &all);
	tell_answers(b, all, n);
	if (sender_lost(b->sender, why, sizeof(why), &taken_over))
		broker_lost(b, why, taken_over);
	return n > 0;
}

/* ---- beginning and end ---- */

static bool make_parts(struct broker *b)
{
	const struct setup *s = &b->s;
	const char *prefix = s->broker.prefix;

	b->in.broker = b->out.broker = b;
	b->redial.id = s->broker.client_id;
	b->sender = sender_new(s->broker.protocol, s->broker.window);
	/* The broker begins with our texts as soon as it has greeted `in`, which is therefore dialled last. */
	return dialler_init(&b->dialler, s, &b->out, &b->in) && b->sender &&
	       incoming_init(&b->incoming, prefix, s->broker.keepalive) &&
	       status_topic_init(&b->status, prefix, clock_now());
}

static bool make_clients(struct broker *b, char *why, size_t size)
{
	char id[sizeof(b->s.broker.client_id) + 4];
	int rc;

	snprintf(id, sizeof(id), "%s-out", b->s.broker.client_id);
	b->in.m = mqtt_client_new(&b->s, b->s.broker.client_id, &b->in, why, size);
	b->out.m = b->in.m ? mqtt_client_new(&b->s, id, &b->out, why, size) : NULL;
	if (!b->out.m)
		return false;
	rc = status_topic_leave_will(&b->status, b->in.m);
	if (rc) {
		snprintf(why, size, "cannot set up the broker's client: %s; check the keys under `broker`",
			 mosquitto_strerror(rc));
		return false;
	}
	broker_callbacks_set(b->in.m);
	broker_callbacks_set(b->out.m);
	return true;
}

static void destroy(struct broker *b)
{
	if (b->in.m)
		mosquitto_destroy(b->in.m);
	if (b->out.m)
		mosquitto_destroy(b->out.m);
	sender_free(b->sender);
	dialler_free(&b->dialler);
	incoming_free(&b->incoming);
	status_topic_free(&b->status);
	explicit_bzero(b->s.broker.password, sizeof(b->s.broker.password));
	free(b);
	mosquitto_lib_cleanup();
}

static int within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void *open_broker(const struct setup *s, struct channels *c, const struct transport_hooks *hooks, char *why,
			 size_t size)
{
	struct broker *b;

	(void)c;
	if (!mqtt_client_library_is_known(why, size))
		return NULL;
	mosquitto_lib_init();
	signal(SIGPIPE, SIG_IGN); /* the library writes with write(2) */
	snprintf(why, size, "out of memory or descriptors for the broker's client");
	b = calloc(1, sizeof(*b));
	if (!b) {
		mosquitto_lib_cleanup();
		return NULL;
	}
	b->s = *s;
	b->s.broker.window = within(b->s.broker.window, 1, UINT16_MAX);
	b->hooks = *hooks;
	if (make_parts(b) && make_clients(b, why, size))
		return b;
	destroy(b);
	return NULL;
}

static void leave(struct broker *b)
{
	sender_stop(b->sender);
	connection_leave(&b->out, clock_steady() + FAREWELL_MS);
	status_topic_say(&b->status, b->in.m, false);
	connection_leave(&b->in, clock_steady() + FAREWELL_MS);
}

static void close_broker(void *self)
{
	struct broker *b = self;

	b->leaving = true;
	if (b->phase == DIALLING && !dialler_give_up(&b->dialler, 2 * FAREWELL_MS))
		return; /* its thread still has the handles */
	if (b->phase == UP)
		leave(b);
	destroy(b);
}

const struct transport_row transport_mqtt = {
	.name = "mqtt",
	.keeps_order = true, /* the library and the broker do */
	.open = open_broker,
	.close = close_broker,
	.watch = watch,
	.timeout = timeout,
	.tend = tend,
	.hear = hear,
	.is_up = is_up,
	.carries = carries,
	.room = room,
	.send = send_mt,
	.publish = publish,
	.flush = flush,
	.hurry = hurry,
	.owes = owes,
	.pause = pause_texts,
	.listen = listen_for_texts,
	.acknowledge = acknowledge,
	.drop = drop,
};
