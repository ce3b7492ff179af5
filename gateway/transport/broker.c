#include "gateway/transport/broker.h"

#include <errno.h>
#include <inttypes.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/transport/connection.h"
#include "gateway/transport/redial.h"
#include "gateway/transport/sender.h"
#include "gateway/wire/wire.h"

#define GREETING_MS 10000 /* from TCP to CONNACK; from that, or the last text before it, to SUBACK */
#define FAREWELL_MS 1000  /* each of the two */
#define READ_MESSAGES 256
#define READ_BYTES (8u << 20)

/*   AWAY ──due──► DIALLING ──TCP──► GREETING ──both greeted──► UP
 *    ▲               │                 │                       │
 *    └───────────────┴──── one is lost, or both dropped by us ─┘
 *
 * Texts that waited come before the SUBACK, perhaps thousands: so UP is before it, and `in.up` behind. */
enum phase { AWAY, DIALLING, GREETING, UP };

struct broker {
	struct setup s; /* a copy: a reload changes nothing here */
	struct broker_hooks h;
	struct connection in, out;
	struct sender *sender; /* while UP it has `out` */
	enum phase phase;
	pthread_t dialler;
	int bell; /* rung by the dialler when it has done */
	int dial_rc, dial_errno;
	struct redial redial;
	int64_t deadline; /* steady ms: of greeting */
	int64_t heard_at; /* steady ms: when we last listened */
	int64_t started;  /* UTC */
	int subscribe_mid;
	bool session;
	bool more;        /* the last read stopped at its bound, not at the socket's end */
	bool paused;      /* no texts are wanted now */
	bool dropped;     /* while it was dialled */
	bool leaving;     /* for good */
	bool status_said; /* and not answered yet */
	unsigned came;
	size_t came_bytes;
	uint32_t peer_packet; /* the largest packet it takes; 0: any */
	char refusal[160];
	const char *advice; /* what would mend the failure to connect, as far as it is known */
	char *topics[3];
	char *status_topic, *reply_prefix;
};

/* ---- states ---- */

static bool is_open(const struct broker *b)
{
	return b->phase == GREETING || b->phase == UP;
}

/* Whom nobody greets may have knocked with the wrong protocol; more cannot be told from outside. */
static const char *advice(const struct broker *b)
{
	if (b->advice || b->phase != GREETING || b->refusal[0])
		return b->advice;
	return b->s.broker.ca[0] ? "leave `ca_file` out if its port speaks no TLS"
				 : "name `ca_file` if its port wants TLS";
}

static void hang_up(const struct connection *l)
{
	int fd = mosquitto_socket(l->m);

	if (fd >= 0)
		shutdown(fd, SHUT_RDWR); /* the library throws its queue away when it connects again */
}

/* Neither is of use without the other. */
static void hang_up_both(struct broker *b)
{
	sender_stop(b->sender);
	hang_up(&b->in);
	hang_up(&b->out);
	b->in.up = b->out.up = false;
	b->phase = AWAY;
	b->more = false;
}

static void gone_by(struct broker *b, const char *why, bool taken_over)
{
	size_t n = strlen(why);
	const char *mend;
	char line[480];

	if (b->phase == AWAY)
		return;
	mend = redial_lost(&b->redial, taken_over, clock_steady());
	mend = mend ? mend : advice(b);
	hang_up_both(b);
	n -= n && why[n - 1] == '.'; /* the library ends most of its strings so */
	snprintf(line, sizeof(line), "%.*s%s%s; next try in %.1f s", (int)n, why, mend ? "; " : "", mend ? mend : "",
		 (double)redial_in(&b->redial, clock_steady()) / 1000);
	if (b->h.lost)
		b->h.lost(b->h.ctx, line);
}

static void gone(struct broker *b, const char *why)
{
	gone_by(b, why, false);
}

/* Some failures of the library close the socket without on_disconnect, a failed TLS handshake for one. */
static void check(struct broker *b, int rc)
{
	if (rc != MOSQ_ERR_SUCCESS)
		gone(b, connection_cause(rc, errno));
}

/* ---- publishing ---- */

bool broker_publish(struct broker *b, const struct publish *p)
{
	return b->phase == UP && sender_put(b->sender, b->s.broker.prefix, p);
}

bool broker_owes(const struct broker *b)
{
	return b->phase == UP && sender_waits(b->sender);
}

size_t broker_room(const struct broker *b)
{
	return b->phase == UP ? sender_room(b->sender) : 0;
}

/* Where our will is, so that the broker says nothing older later. At the end QoS 1 might wait in the library for what was
 * said before to be answered; DISCONNECT right behind it makes QoS 0 as sure. */
static bool say_status(struct broker *b, bool online)
{
	char *payload = wire_status(online, online ? b->started : clock_now());
	int qos = online || !b->status_said ? 1 : 0, rc = MOSQ_ERR_NOMEM;

	if (payload)
		rc = mosquitto_publish_v5(b->in.m, NULL, b->status_topic, (int)strlen(payload), payload, qos, true,
					  NULL);
	if (rc)
		log_error("cannot publish the status: %s", mosquitto_strerror(rc));
	b->status_said = !rc;
	free(payload);
	return !rc;
}

/* ---- what the library calls ---- */

/* By either version's codes. */
static bool is_about_login(int rc)
{
	return rc == CONNACK_REFUSED_BAD_USERNAME_PASSWORD || rc == CONNACK_REFUSED_NOT_AUTHORIZED ||
	       rc == MQTT_RC_BAD_USERNAME_OR_PASSWORD || rc == MQTT_RC_NOT_AUTHORIZED;
}

/* `in` is greeted, and before it `out`: else it was not asked to. */
static void open_for_work(struct broker *b)
{
	if (!b->out.up) {
		gone(b, "the broker greets before it is spoken to");
		return;
	}
	b->phase = UP;
	b->deadline = clock_steady() + GREETING_MS;
	if (!sender_start(b->sender, &b->out, b->peer_packet))
		gone(b, "cannot start a thread to publish");
}

/* Whoever hears that we are online may send: so not before. */
static void subscribed(struct broker *b)
{
	b->in.up = true;
	redial_up(&b->redial, clock_steady());
	if (!say_status(b, true)) {
		hang_up(&b->in); /* else it would go on to say `offline` while we work */
		return;
	}
	if (b->h.connected)
		b->h.connected(b->h.ctx, b->session);
}

static void refused(struct broker *b, int rc)
{
	bool v5 = b->s.broker.protocol == MQTT_PROTOCOL_V5;

	if (is_about_login(rc))
		b->advice = "mend `username` and `password_file`, or the broker's users";
	snprintf(b->refusal, sizeof(b->refusal), "the broker refuses the connection: %s",
		 v5 ? mosquitto_reason_string(rc) : mosquitto_connack_string(rc));
}

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *props)
{
	struct connection *l = ctx;
	struct broker *b = l->b;

	l->handled++;
	if (b->phase != GREETING)
		return;
	if (rc) {
		refused(b, rc);
		return;
	}
	if (l == &b->out) {
		b->peer_packet = 0;
		mosquitto_property_read_int32(props, MQTT_PROP_MAXIMUM_PACKET_SIZE, &b->peer_packet, false);
		l->up = true;
		return;
	}
	b->session = flags & 1;
	rc = mosquitto_subscribe_multiple(m, &b->subscribe_mid, 3, b->topics, 1, 0, NULL);
	if (rc)
		gone(b, mosquitto_strerror(rc));
	else
		open_for_work(b);
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted,
			 const mosquitto_property *props)
{
	struct connection *l = ctx;
	struct broker *b = l->b;

	(void)m, (void)props;
	l->handled++;
	if (l != &b->in || l->up || b->phase != UP || mid != b->subscribe_mid)
		return;
	for (int i = 0; i < n && i < 3; i++) {
		if (granted[i] > 2)
			log_error(
				"the broker refuses the subscription to %s: nothing will be heard there; check its ACL",
				b->topics[i]);
		else if (granted[i] != 1)
			log_error("the broker grants %s only QoS %d: texts may get lost there", b->topics[i],
				  granted[i]);
	}
	subscribed(b);
}

/* While the sender has it, in its thread: the loop will ask. */
static void cut_off(struct connection *l, const char *why, bool taken_over)
{
	struct broker *b = l->b;

	if (l == &b->out && sender_runs(b->sender)) {
		sender_cut(b->sender, why, taken_over);
		return;
	}
	l->up = false;
	if (!b->leaving)
		gone_by(b, b->refusal[0] ? b->refusal : why, taken_over);
}

static void on_disconnect(struct mosquitto *m, void *ctx, int rc, const mosquitto_property *props)
{
	struct connection *l = ctx;
	char why[200];
	int error = errno;

	(void)m, (void)props;
	l->handled++;
	connection_ended(rc, error, why, sizeof(why));
	cut_off(l, why, rc == MQTT_RC_SESSION_TAKEN_OVER);
}

/* Only what lies under PREFIX/reply/ and could be published to: any other is ignored. */
static bool may_reply_to(const struct broker *b, const char *topic)
{
	size_t n = strlen(b->reply_prefix);

	return topic && strncmp(topic, b->reply_prefix, n) == 0 && topic[n] && !strpbrk(topic, "+#");
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg,
		       const mosquitto_property *props)
{
	struct connection *l = ctx;
	struct broker *b = l->b;
	size_t prefix = strlen(b->s.broker.prefix), n = msg->payloadlen > 0 ? (size_t)msg->payloadlen : 0;
	char *reply_to = NULL;
	void *correlation = NULL;
	uint16_t correlation_n = 0;

	(void)m;
	l->handled++;
	if (l != &b->in || b->phase == AWAY || strncmp(msg->topic, b->s.broker.prefix, prefix) != 0 ||
	    msg->topic[prefix] != '/')
		return;
	mosquitto_property_read_string(props, MQTT_PROP_RESPONSE_TOPIC, &reply_to, false);
	mosquitto_property_read_binary(props, MQTT_PROP_CORRELATION_DATA, &correlation, &correlation_n, false);
	b->came++;
	b->came_bytes += n;
	b->h.came(b->h.ctx, msg->topic + prefix + 1, n ? msg->payload : "", n,
		  may_reply_to(b, reply_to) ? reply_to : NULL, correlation, correlation_n);
	free(reply_to);
	free(correlation);
}

static void on_publish(struct mosquitto *m, void *ctx, int mid, int reason, const mosquitto_property *props)
{
	struct connection *l = ctx;

	(void)m, (void)props;
	l->handled++;
	if (l == &l->b->in)
		l->b->status_said = false;
	else
		sender_heard(l->b->sender, mid, reason);
}

/* What the library calls "A TLS error occurred" is told only in its log. */
static void on_log(struct mosquitto *m, void *ctx, int level, const char *line)
{
	struct connection *l = ctx;
	struct broker *b = l->b;
	const char *mend = level == MOSQ_LOG_ERR && b->phase != UP ? redial_tls_advice(line) : NULL;

	(void)m;
	if (mend && !b->advice)
		b->advice = mend;
	else if (!mend && (level == MOSQ_LOG_ERR || level == MOSQ_LOG_WARNING))
		log_warn("libmosquitto: %s", line);
}

/* ---- making it ---- */

static int login(const struct setup *s, struct mosquitto *m)
{
	int rc = MOSQ_ERR_SUCCESS;

	if (s->broker.username[0])
		rc = mosquitto_username_pw_set(m, s->broker.username,
					       s->broker.password[0] ? s->broker.password : NULL);
	if (!rc && s->broker.ca[0])
		rc = mosquitto_tls_set(m, s->broker.ca, NULL, s->broker.cert[0] ? s->broker.cert : NULL,
				       s->broker.key[0] ? s->broker.key : NULL, NULL);
	return rc;
}

static int options(const struct connection *l)
{
	const struct setup *s = &l->b->s;
	struct mosquitto *m = l->m;
	int rc = mosquitto_threaded_set(m, true);

	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_PROTOCOL_VERSION, s->broker.protocol);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_RECEIVE_MAXIMUM, s->broker.window);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_SEND_MAXIMUM, s->broker.window);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
	return rc ? rc : login(s, m);
}

static int leave_will(const struct broker *b)
{
	char *offline = wire_status(false, b->started);
	int rc = offline ? mosquitto_will_set_v5(b->in.m, b->status_topic, (int)strlen(offline), offline, 1, true, NULL)
			 : MOSQ_ERR_NOMEM;

	free(offline);
	return rc;
}

static void hook(struct mosquitto *m)
{
	mosquitto_connect_v5_callback_set(m, on_connect);
	mosquitto_subscribe_v5_callback_set(m, on_subscribe);
	mosquitto_disconnect_v5_callback_set(m, on_disconnect);
	mosquitto_message_v5_callback_set(m, on_message);
	mosquitto_publish_v5_callback_set(m, on_publish);
	mosquitto_log_callback_set(m, on_log);
}

static char *below(const struct broker *b, const char *topic)
{
	char *s;

	return asprintf(&s, "%s/%s", b->s.broker.prefix, topic) < 0 ? NULL : s;
}

static bool name_topics(struct broker *b)
{
	b->topics[0] = below(b, "mo/+");
	b->topics[1] = below(b, "dlr/+");
	b->topics[2] = below(b, "ticket/open");
	b->status_topic = below(b, "status");
	b->reply_prefix = below(b, "reply/");
	return b->topics[0] && b->topics[1] && b->topics[2] && b->status_topic && b->reply_prefix;
}

static void scrap(struct broker *b)
{
	if (b->in.m)
		mosquitto_destroy(b->in.m);
	if (b->out.m)
		mosquitto_destroy(b->out.m);
	sender_free(b->sender);
	if (b->bell >= 0)
		close(b->bell);
	for (size_t i = 0; i < 3; i++)
		free(b->topics[i]);
	free(b->status_topic);
	free(b->reply_prefix);
	explicit_bzero(b->s.broker.password, sizeof(b->s.broker.password));
	free(b);
	mosquitto_lib_cleanup();
}

/* What pin_test pins is known of 2.x alone. */
static bool known_library(char *why, size_t size)
{
	int major, minor, revision;

	mosquitto_lib_version(&major, &minor, &revision);
	if (major == 2)
		return true;
	snprintf(why, size, "libmosquitto %d.%d.%d is not known to keep acknowledgements back; install version 2",
		 major, minor, revision);
	return false;
}

struct broker *broker_new(const struct setup *s, const struct broker_hooks *h, char *why, size_t size)
{
	char id[sizeof(s->broker.client_id) + 4];
	struct broker *b;
	int rc;

	if (!known_library(why, size))
		return NULL;
	mosquitto_lib_init();
	signal(SIGPIPE, SIG_IGN); /* the library writes with write(2) */
	b = calloc(1, sizeof(*b));
	if (!b) {
		snprintf(why, size, "out of memory");
		mosquitto_lib_cleanup();
		return NULL;
	}
	b->s = *s;
	b->h = *h;
	b->started = clock_now();
	if (b->s.broker.window < 1 || b->s.broker.window > UINT16_MAX)
		b->s.broker.window = b->s.broker.window < 1 ? 1 : UINT16_MAX;
	b->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	b->in.b = b->out.b = b;
	snprintf(id, sizeof(id), "%s-out", b->s.broker.client_id);
	b->in.m = mosquitto_new(b->s.broker.client_id, false, &b->in);
	b->out.m = mosquitto_new(id, false, &b->out);
	b->sender = sender_new(b->s.broker.protocol, b->s.broker.window);
	if (b->bell < 0 || !b->in.m || !b->out.m || !b->sender || !name_topics(b)) {
		snprintf(why, size, "cannot set up the broker's client: %s", strerror(errno));
		scrap(b);
		return NULL;
	}
	rc = options(&b->in);
	rc = rc ? rc : options(&b->out);
	rc = rc ? rc : leave_will(b);
	if (rc) {
		snprintf(why, size, "cannot set up the broker's client: %s; check the keys under `broker`",
			 mosquitto_strerror(rc));
		scrap(b);
		return NULL;
	}
	hook(b->in.m);
	hook(b->out.m);
	return b;
}

/* ---- connecting ---- */

static int dial_line(const struct connection *l)
{
	const struct setup *s = &l->b->s;
	mosquitto_property *props = NULL;
	int rc = MOSQ_ERR_SUCCESS;

	if (s->broker.protocol == MQTT_PROTOCOL_V5)
		rc = mosquitto_property_add_int32(&props, MQTT_PROP_SESSION_EXPIRY_INTERVAL,
						  (uint32_t)s->broker.session_expiry);
	if (!rc)
		rc = mosquitto_connect_bind_v5(l->m, s->broker.host, s->broker.port, s->broker.keepalive, NULL, props);
	l->b->dial_errno = errno;
	mosquitto_property_free_all(&props);
	return rc;
}

/* The one thing that blocks: name resolution and TCP. Nobody else touches the handles until the bell rings. The broker
 * begins with our texts as soon as it has greeted `in`, which therefore comes last. */
static void *dial(void *ctx)
{
	struct broker *b = ctx;
	const uint64_t one = 1;
	int rc = dial_line(&b->out);

	b->dial_rc = rc ? rc : dial_line(&b->in);
	while (write(b->bell, &one, sizeof(one)) < 0 && errno == EINTR)
		;
	return NULL;
}

static void start_dialling(struct broker *b)
{
	b->refusal[0] = '\0';
	b->advice = NULL;
	b->phase = DIALLING;
	if (pthread_create(&b->dialler, NULL, dial, b) != 0)
		gone(b, "cannot start a thread to connect");
}

/* False while the dialler has not done. */
static bool finish_dialling(struct broker *b)
{
	uint64_t rings;

	if (read(b->bell, &rings, sizeof(rings)) != sizeof(rings))
		return false;
	pthread_join(b->dialler, NULL);
	if (b->dropped) {
		b->dropped = false;
		hang_up_both(b);
		return true;
	}
	if (b->dial_rc) {
		if (!b->advice && (b->dial_rc == MOSQ_ERR_EAI || b->dial_rc == MOSQ_ERR_ERRNO))
			b->advice = redial_advice(b->dial_rc != MOSQ_ERR_EAI, b->dial_errno);
		gone(b, connection_cause(b->dial_rc, b->dial_errno));
		return true;
	}
	b->phase = GREETING;
	b->deadline = clock_steady() + GREETING_MS;
	return true;
}

/* A TLS handshake that the other side has left looks to the library like one that goes on. */
static bool hung_up(const struct connection *l)
{
	char c;

	return recv(mosquitto_socket(l->m), &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* Greeting comes before anything can go out, so nothing is paused for. And a long pause is broken for a few texts: a
 * connection on which nothing is ever read is taken for dead, by the library too. */
static bool listens(const struct broker *b)
{
	return !b->paused || b->phase != UP || clock_steady() - b->heard_at >= b->s.broker.keepalive * 1000 / 2;
}

void broker_pause(struct broker *b, bool paused)
{
	b->paused = paused;
}

void broker_hurry(struct broker *b, bool hurried)
{
	sender_hurry(b->sender, hurried);
}

/* For one that is not read. */
static bool ended(const struct connection *l)
{
	struct pollfd p = {.fd = mosquitto_socket(l->m), .events = POLLRDHUP};

	return poll(&p, 1, 0) > 0;
}

static void tend_line(struct connection *l)
{
	if (is_open(l->b))
		check(l->b, mosquitto_loop_misc(l->m));
}

static void greet(struct broker *b)
{
	if (hung_up(&b->in) || hung_up(&b->out))
		gone(b, "the broker closed the connection while it was set up");
	else if (clock_steady() >= b->deadline)
		gone(b, "the broker does not answer");
}

static void await_suback(struct broker *b)
{
	if (!listens(b) || b->came)
		b->deadline = clock_steady() + GREETING_MS;
	else if (clock_steady() >= b->deadline)
		gone(b, "the broker does not answer");
}

void broker_tend(struct broker *b)
{
	if (b->phase == AWAY && !redial_in(&b->redial, clock_steady()))
		start_dialling(b);
	if (b->phase == DIALLING && !finish_dialling(b))
		return;
	if (b->phase == GREETING)
		greet(b);
	else if (b->phase == UP && !listens(b) && ended(&b->in))
		gone(b, "the broker ended the connection");
	else if (b->phase == UP && !b->in.up)
		await_suback(b);
	if (b->phase == GREETING)
		tend_line(&b->out);
	tend_line(&b->in);
}

int broker_timeout(const struct broker *b)
{
	if (b->phase == AWAY)
		return redial_in(&b->redial, clock_steady());
	if (b->more && listens(b))
		return 0;
	return 1000;
}

/* ---- the loop's calls ---- */

/* CONNECT waits until `out` is greeted: else the broker would begin with our texts while nothing can be said. */
static bool may_write(const struct connection *l)
{
	const struct broker *b = l->b;

	return (b->phase == UP || (b->phase == GREETING && (l == &b->out || b->out.up))) && mosquitto_want_write(l->m);
}

static struct pollfd to_poll(const struct connection *l, bool listen)
{
	short in = listen ? POLLIN : POLLRDHUP;

	return (struct pollfd){.fd = mosquitto_socket(l->m), .events = (short)(may_write(l) ? in | POLLOUT : in)};
}

size_t broker_fds(const struct broker *b, struct pollfd fds[2])
{
	if (b->phase == DIALLING) {
		fds[0] = (struct pollfd){.fd = b->bell, .events = POLLIN};
		return 1;
	}
	if (!is_open(b))
		return 0;
	if (b->phase == UP)
		fds[0] = (struct pollfd){.fd = sender_fd(b->sender), .events = POLLIN};
	else
		fds[0] = to_poll(&b->out, true);
	fds[1] = to_poll(&b->in, listens(b));
	return 2;
}

bool broker_is_up(const struct broker *b)
{
	return b->phase == UP && b->in.up;
}

/* False: the socket is dry, or lost. */
static bool read_some(struct connection *l)
{
	bool more;
	int rc;

	if (!is_open(l->b))
		return false;
	more = connection_read(l, &rc);
	if (rc)
		check(l->b, rc);
	return more;
}

void broker_listen(struct broker *b)
{
	b->came = 0;
	b->came_bytes = 0;
	b->more = listens(b);
	if (!b->more)
		return;
	b->heard_at = clock_steady();
	for (int calls = 0; b->more && calls < READ_MESSAGES && b->came < READ_MESSAGES && b->came_bytes < READ_BYTES;
	     calls++)
		b->more = read_some(&b->in);
}

bool broker_hear_answers(struct broker *b)
{
	const struct sender_answer *all;
	bool taken_over;
	char why[200];
	size_t n;

	for (int calls = 0; calls < READ_MESSAGES && b->phase == GREETING && read_some(&b->out); calls++)
		;
	n = sender_answers(b->sender, &all);
	for (size_t i = 0; i < n; i++)
		if (all[i].tag && b->h.answered)
			b->h.answered(b->h.ctx, all[i].tag, all[i].reason);
	if (sender_lost(b->sender, why, sizeof(why), &taken_over))
		gone_by(b, why, taken_over);
	return n > 0;
}

static void write_line(const struct connection *l)
{
	if (may_write(l))
		check(l->b, connection_write(l));
}

void broker_send(struct broker *b)
{
	if (b->phase == UP)
		sender_go(b->sender);
	else
		write_line(&b->out);
}

void broker_acknowledge(struct broker *b)
{
	write_line(&b->in);
}

void broker_drop(struct broker *b, int after_ms)
{
	b->dropped = b->phase == DIALLING; /* the dialler has the handles */
	if (b->phase != AWAY && !b->dropped)
		hang_up_both(b);
	redial_wait(&b->redial, clock_steady() + after_ms);
}

/* ---- the end ---- */

static int left_until(int64_t deadline)
{
	int64_t left = deadline - clock_steady();

	return left < 0 ? 0 : (int)left;
}

/* The library closes its socket as soon as DISCONNECT is written; with unread input that sends a reset, which may
 * overtake what we said last. A second descriptor keeps the connection until the broker has closed its side. */
static void linger(int fd, int64_t deadline)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char waste[4096];
	ssize_t n;

	shutdown(fd, SHUT_WR);
	while (poll(&p, 1, left_until(deadline)) > 0) {
		n = recv(fd, waste, sizeof(waste), MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			break;
	}
	close(fd);
}

static void take_leave(struct connection *l, int64_t deadline)
{
	struct pollfd p = {.fd = dup(mosquitto_socket(l->m)), .events = POLLOUT};

	if (mosquitto_disconnect(l->m) == MOSQ_ERR_SUCCESS)
		while (l->up && mosquitto_want_write(l->m) && poll(&p, 1, left_until(deadline)) > 0)
			if (mosquitto_loop_write(l->m, 1) != MOSQ_ERR_SUCCESS)
				break;
	if (p.fd >= 0)
		linger(p.fd, deadline);
}

/* Reads nothing: what came now would be acknowledged without a commit. */
static void farewell(struct broker *b)
{
	sender_stop(b->sender);
	b->leaving = true;
	take_leave(&b->out, clock_steady() + FAREWELL_MS);
	say_status(b, false);
	take_leave(&b->in, clock_steady() + FAREWELL_MS);
}

void broker_free(struct broker *b)
{
	struct pollfd p;

	if (!b)
		return;
	b->h = (struct broker_hooks){0};
	p = (struct pollfd){.fd = b->bell, .events = POLLIN};
	if (b->phase == DIALLING && poll(&p, 1, 2 * FAREWELL_MS) <= 0) {
		pthread_detach(b->dialler); /* it still owns the handle: left to the end of the process */
		return;
	}
	if (b->phase == DIALLING)
		finish_dialling(b);
	if (b->phase == UP)
		farewell(b);
	scrap(b);
}
