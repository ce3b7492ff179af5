#include "gateway/transport/broker.h"

#include <mosquitto.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/transport/broker_callbacks.h"
#include "gateway/transport/broker_state.h"
#include "gateway/transport/mqtt_client.h"

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

static struct pollfd to_poll(const struct connection *c, bool listen)
{
	short in = listen ? POLLIN : POLLRDHUP;

	return (struct pollfd){.fd = mosquitto_socket(c->m), .events = (short)(may_write(c) ? in | POLLOUT : in)};
}

size_t broker_fds(const struct broker *b, struct pollfd fds[2])
{
	if (b->phase == DIALLING) {
		fds[0] = (struct pollfd){.fd = b->dialler.done_fd, .events = POLLIN};
		return 1;
	}
	if (!broker_has_sockets(b))
		return 0;
	if (b->phase == UP)
		fds[0] = (struct pollfd){.fd = sender_fd(b->sender), .events = POLLIN};
	else
		fds[0] = to_poll(&b->out, true);
	fds[1] = to_poll(&b->in, listens(b));
	return 2;
}

int broker_timeout(const struct broker *b)
{
	if (b->phase == AWAY)
		return redial_in(&b->redial, clock_steady());
	if (b->incoming.more && listens(b))
		return 0;
	return 1000;
}

bool broker_is_up(const struct broker *b)
{
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

void broker_tend(struct broker *b)
{
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

void broker_drop(struct broker *b, int after_ms)
{
	b->dropped = b->phase == DIALLING; /* the dialler has the handles */
	if (b->phase != AWAY && !b->dropped)
		broker_hang_up(b);
	redial_wait(&b->redial, clock_steady() + after_ms);
}

/* ---- what comes in ---- */

void broker_pause(struct broker *b, bool paused)
{
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

void broker_listen(struct broker *b)
{
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

void broker_acknowledge(struct broker *b)
{
	write_connection(&b->in);
}

/* ---- what goes out ---- */

bool broker_publish(struct broker *b, const struct publish *p)
{
	return b->phase == UP && sender_put(b->sender, b->s.broker.prefix, p);
}

size_t broker_room(const struct broker *b)
{
	return b->phase == UP ? sender_room(b->sender) : 0;
}

bool broker_owes(const struct broker *b)
{
	return b->phase == UP && sender_waits(b->sender);
}

void broker_hurry(struct broker *b, bool hurried)
{
	sender_hurry(b->sender, hurried);
}

void broker_send(struct broker *b)
{
	if (b->phase == UP)
		sender_go(b->sender);
	else
		write_connection(&b->out);
}

bool broker_hear_answers(struct broker *b)
{
	const struct sender_answer *all;
	bool taken_over;
	char why[200];
	size_t n;

	for (int calls = 0; calls < ANSWER_READS && b->phase == GREETING && read_some(&b->out); calls++)
		;
	n = sender_answers(b->sender, &all);
	for (size_t i = 0; i < n; i++)
		if (all[i].tag && b->hooks.answered)
			b->hooks.answered(b->hooks.ctx, all[i].tag, all[i].reason);
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

struct broker *broker_new(const struct setup *s, const struct broker_hooks *hooks, char *why, size_t size)
{
	struct broker *b;

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
	b->leaving = true;
	connection_leave(&b->out, clock_steady() + FAREWELL_MS);
	status_topic_say(&b->status, b->in.m, false);
	connection_leave(&b->in, clock_steady() + FAREWELL_MS);
}

void broker_free(struct broker *b)
{
	if (!b)
		return;
	b->hooks = (struct broker_hooks){0};
	if (b->phase == DIALLING && !dialler_give_up(&b->dialler, 2 * FAREWELL_MS))
		return; /* its thread still has the handles */
	if (b->phase == UP)
		leave(b);
	destroy(b);
}
