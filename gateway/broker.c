#include "gateway/broker.h"

#include <errno.h>
#include <inttypes.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/clock.h"
#include "gateway/log.h"
#include "gateway/wire.h"

#define BACKOFF_LEAST 200
#define BACKOFF_MOST 30000
#define STEADY_MS 10000    /* a connection that held so long has earned a quick retry */
#define SHORT_LIVED_MOST 3 /* such connections in a row before we wonder */
#define GREETING_MS 10000  /* from TCP to SUBACK */
#define FAREWELL_MS 2000
#define READ_MESSAGES 512
#define READ_BYTES (8u << 20)
#define ROOM_LEAST 8  /* outwards; the library keeps back what the broker's own window does not take */
#define ROOM_MOST 256 /* likewise: for each PUBACK the library walks through all that is under way */
#define NO_TAG INT64_MIN

/*   AWAY ──due──► DIALLING ──TCP──► GREETING ──SUBACK──► UP
 *    ▲               │                 │                 │
 *    └───────────────┴──── lost, or dropped by us ───────┘      */
enum phase { AWAY, DIALLING, GREETING, UP };

struct broker {
	struct setup s; /* a copy: a reload changes nothing here */
	struct broker_hooks h;
	struct mosquitto *m;
	enum phase phase;
	pthread_t dialler;
	int bell; /* rung by the dialler when it has done */
	int dial_rc, dial_errno;
	int64_t next_try, deadline, up_at, started; /* steady ms; started: UTC */
	int backoff;
	int subscribe_mid, last_mid;
	bool session;
	bool usurped;     /* that another client has our id was said */
	int short_lived;  /* connections in a row that did not hold */
	bool more;        /* the last read stopped at its bound, not at the socket's end */
	unsigned handled; /* callbacks during this read */
	unsigned came;
	size_t came_bytes;
	size_t out;           /* publishes without PUBACK, those that the library keeps back included */
	size_t peer_window;   /* what the broker takes at once */
	uint32_t peer_packet; /* the largest packet it takes; 0: any */
	char refusal[160];
	const char *advice; /* what would mend the failure to connect, as far as it is known */
	char *topics[3];
	char *status_topic, *reply_prefix;
	int64_t tags[65536]; /* by packet id */
};

/* ---- states ---- */

/* Two that have one id would throw each other out for ever; the one that was there first gives way. */
static void schedule(struct broker *b, bool taken_over)
{
	uint16_t r = 0;

	if (b->phase == UP && clock_steady() - b->up_at >= STEADY_MS)
		b->backoff = 0;
	b->backoff = b->backoff ? b->backoff * 2 : BACKOFF_LEAST;
	if (b->backoff > BACKOFF_MOST || taken_over)
		b->backoff = BACKOFF_MOST;
	if (getrandom(&r, sizeof(r), GRND_NONBLOCK) != sizeof(r))
		r = 1 << 15;
	/* Between three and five quarters, so that a hundred gateways do not come back at once. */
	b->next_try = clock_steady() + b->backoff * 3 / 4 + (int64_t)b->backoff * r / (2 * 65536);
}

/* Older brokers do not say that they threw us out for another of the same id, but then no connection holds. */
static const char *usurper(struct broker *b, bool taken_over)
{
	if (b->phase == UP)
		b->short_lived = clock_steady() - b->up_at < STEADY_MS ? b->short_lived + 1 : 0;
	if (b->usurped || !(taken_over || b->short_lived >= SHORT_LIVED_MOST))
		return NULL;
	b->usurped = true;
	return taken_over ? "another client has our id: give each its own `client_id` under `broker`"
			  : "if another client has our id, give each its own `client_id` under `broker`";
}

/* Whom nobody greets may have knocked with the wrong protocol; more cannot be told from outside. */
static const char *advice(const struct broker *b)
{
	if (b->advice || b->phase != GREETING || b->refusal[0])
		return b->advice;
	return b->s.broker.ca[0] ? "leave `ca_file` out if its port speaks no TLS"
				 : "name `ca_file` if its port wants TLS";
}

static void gone_by(struct broker *b, const char *why, bool taken_over)
{
	size_t n = strlen(why);
	const char *mend;
	char line[480];

	if (b->phase == AWAY)
		return;
	mend = usurper(b, taken_over);
	mend = mend ? mend : advice(b);
	schedule(b, taken_over);
	b->phase = AWAY;
	n -= n && why[n - 1] == '.'; /* the library ends most of its strings so */
	snprintf(line, sizeof(line), "%.*s%s%s; next try in %.1f s", (int)n, why, mend ? "; " : "", mend ? mend : "",
		 (double)(b->next_try - clock_steady()) / 1000);
	if (b->h.lost)
		b->h.lost(b->h.ctx, line);
}

static void gone(struct broker *b, const char *why)
{
	gone_by(b, why, false);
}

static const char *cause(int rc, int error)
{
	if (rc == MOSQ_ERR_ERRNO)
		return strerror(error);
	if (rc == MOSQ_ERR_EAI)
		return "the name of the host cannot be resolved";
	return mosquitto_strerror(rc);
}

/* Some failures of the library close the socket without on_disconnect, a failed TLS handshake for one. */
static void check(struct broker *b, int rc)
{
	if (rc != MOSQ_ERR_SUCCESS)
		gone(b, cause(rc, errno));
}

/* ---- publishing ---- */

static bool failed_for_good(int rc)
{
	return rc != MOSQ_ERR_NOMEM && rc != MOSQ_ERR_NO_CONN;
}

static void forget(struct broker *b, int mid, int reason)
{
	int64_t tag = b->tags[mid];

	if (tag == NO_TAG)
		return;
	b->tags[mid] = NO_TAG;
	b->out--;
	if (tag && b->h.answered)
		b->h.answered(b->h.ctx, tag, reason);
}

static mosquitto_property *properties(const struct broker *b, const struct publish *p, bool *ok)
{
	mosquitto_property *list = NULL;
	int rc = MOSQ_ERR_SUCCESS;

	*ok = true;
	if (b->s.broker.protocol != MQTT_PROTOCOL_V5)
		return NULL;
	if (p->expires_s > 0)
		rc = mosquitto_property_add_int32(&list, MQTT_PROP_MESSAGE_EXPIRY_INTERVAL,
						  p->expires_s > UINT32_MAX ? UINT32_MAX : (uint32_t)p->expires_s);
	if (rc == MOSQ_ERR_SUCCESS && p->correlation_n && p->correlation_n <= UINT16_MAX)
		rc = mosquitto_property_add_binary(&list, MQTT_PROP_CORRELATION_DATA, p->correlation,
						   (uint16_t)p->correlation_n);
	*ok = rc == MOSQ_ERR_SUCCESS;
	return list;
}

/* False only where it may work later. What can never be sent is answered as the broker would, so that it is not tried
 * for ever. The library checks the packet's size by a smaller sum than the one it sends by: what falls between would be
 * kept and never sent, so the size is checked here, generously. */
static bool put(struct broker *b, const char *topic, const struct publish *p, int qos)
{
	size_t size = strlen(topic) + p->n + p->correlation_n + 64;
	mosquitto_property *list;
	bool ok;
	int mid = 0, rc;

	if (p->n > MQTT_MAX_PAYLOAD || (b->peer_packet && size > b->peer_packet)) {
		log_warn("a message of %zu bytes to %s is larger than the broker takes", p->n, topic);
		if (p->tag && b->h.answered)
			b->h.answered(b->h.ctx, p->tag, MQTT_RC_PACKET_TOO_LARGE);
		return true;
	}
	list = properties(b, p, &ok);
	rc = ok ? mosquitto_publish_v5(b->m, &mid, topic, (int)p->n, p->payload, qos, p->retain, list) : MOSQ_ERR_NOMEM;
	mosquitto_property_free_all(&list);
	if (rc == MOSQ_ERR_SUCCESS) {
		if (qos) {
			b->last_mid = mid;
			b->tags[mid] = p->tag;
			b->out++;
		}
		return true;
	}
	if (!failed_for_good(rc))
		return false;
	log_warn("cannot publish to %s: %s", topic, mosquitto_strerror(rc));
	if (p->tag && b->h.answered)
		b->h.answered(b->h.ctx, p->tag, MQTT_RC_TOPIC_NAME_INVALID);
	return true;
}

/* The library counts packet ids on without asking whether one is still in use. */
static bool id_free(const struct broker *b)
{
	return b->tags[b->last_mid == UINT16_MAX ? 1 : b->last_mid + 1] == NO_TAG;
}

bool broker_publish(struct broker *b, const struct publish *p)
{
	char *topic;
	bool ok;

	if (!broker_room(b) || !id_free(b))
		return false;
	if (p->whole)
		return put(b, p->topic, p, 1);
	if (asprintf(&topic, "%s/%s", b->s.broker.prefix, p->topic) < 0)
		return false;
	ok = put(b, topic, p, 1);
	free(topic);
	return ok;
}

size_t broker_room(const struct broker *b)
{
	size_t window = b->s.broker.window < ROOM_LEAST ? ROOM_LEAST : (size_t)b->s.broker.window;

	if (window > ROOM_MOST)
		window = ROOM_MOST;
	return b->phase == UP && b->out < window ? window - b->out : 0;
}

/* At the end QoS 1 would wait in the library while the broker's window is full; DISCONNECT right behind it makes QoS 0
 * as sure. */
static bool say_status(struct broker *b, bool online, int qos)
{
	char *payload = wire_status(online, online ? b->started : clock_now());
	const struct publish p = {.payload = payload, .n = payload ? strlen(payload) : 0, .retain = true};
	bool said = payload && put(b, b->status_topic, &p, qos);

	if (!said)
		log_error("cannot publish the status: out of memory");
	free(payload);
	return said;
}

static void hang_up(const struct broker *b)
{
	int fd = mosquitto_socket(b->m);

	if (fd >= 0)
		shutdown(fd, SHUT_RDWR); /* the library throws its queue away when it connects again */
}

/* ---- what the library calls ---- */

/* By either version's codes. */
static bool is_about_login(int rc)
{
	return rc == CONNACK_REFUSED_BAD_USERNAME_PASSWORD || rc == CONNACK_REFUSED_NOT_AUTHORIZED ||
	       rc == MQTT_RC_BAD_USERNAME_OR_PASSWORD || rc == MQTT_RC_NOT_AUTHORIZED;
}

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *props)
{
	struct broker *b = ctx;
	uint16_t window = UINT16_MAX;
	uint32_t packet = 0;
	bool v5 = b->s.broker.protocol == MQTT_PROTOCOL_V5;

	b->handled++;
	if (rc) {
		if (is_about_login(rc))
			b->advice = "mend `username` and `password_file`, or the broker's users";
		snprintf(b->refusal, sizeof(b->refusal), "the broker refuses the connection: %s",
			 v5 ? mosquitto_reason_string(rc) : mosquitto_connack_string(rc));
		return;
	}
	mosquitto_property_read_int16(props, MQTT_PROP_RECEIVE_MAXIMUM, &window, false);
	mosquitto_property_read_int32(props, MQTT_PROP_MAXIMUM_PACKET_SIZE, &packet, false);
	b->peer_window = window;
	b->peer_packet = packet;
	b->session = flags & 1;
	rc = mosquitto_subscribe_multiple(m, &b->subscribe_mid, 3, b->topics, 1, 0, NULL);
	if (rc)
		log_error("cannot subscribe: %s", mosquitto_strerror(rc));
	b->last_mid = b->subscribe_mid;
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted,
			 const mosquitto_property *props)
{
	struct broker *b = ctx;

	(void)m, (void)props;
	b->handled++;
	if (mid != b->subscribe_mid || b->phase != GREETING)
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
	b->phase = UP;
	b->up_at = clock_steady();
	if (!say_status(b, true, 1)) {
		hang_up(b); /* else it would go on to say `offline` while we work */
		return;
	}
	if (b->h.connected)
		b->h.connected(b->h.ctx, b->session);
}

static void on_disconnect(struct mosquitto *m, void *ctx, int rc, const mosquitto_property *props)
{
	struct broker *b = ctx;
	int error = errno;
	bool taken_over = rc == MQTT_RC_SESSION_TAKEN_OVER;
	char why[200];

	(void)m, (void)props;
	b->handled++;
	if (b->refusal[0])
		snprintf(why, sizeof(why), "%s", b->refusal);
	else if (rc >= MQTT_RC_UNSPECIFIED)
		snprintf(why, sizeof(why), "the broker ended the connection: %s", mosquitto_reason_string(rc));
	else
		snprintf(why, sizeof(why), "%s", rc ? cause(rc, error) : "the broker ended the connection");
	gone_by(b, why, taken_over);
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
	struct broker *b = ctx;
	size_t prefix = strlen(b->s.broker.prefix), n = msg->payloadlen > 0 ? (size_t)msg->payloadlen : 0;
	char *reply_to = NULL;
	void *correlation = NULL;
	uint16_t correlation_n = 0;

	(void)m;
	b->handled++;
	if (b->phase == AWAY || strncmp(msg->topic, b->s.broker.prefix, prefix) != 0 || msg->topic[prefix] != '/')
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
	struct broker *b = ctx;

	(void)m, (void)props;
	b->handled++;
	if (mid > 0 && mid <= UINT16_MAX)
		forget(b, mid, reason);
}

/* What the library calls "A TLS error occurred" is told only in its log, in OpenSSL's words. */
static const char *tls_advice(const char *line)
{
	static const struct {
		const char *said, *mend;
	} all[] = {
		{"host name verification",
		 "the broker's certificate is of another host: mend `host`, or the certificate"},
		{"certificate verify failed",
		 "`ca_file` does not vouch for the broker's certificate, or it has expired"},
		{"unknown ca", "the broker does not know who signed our certificate: mend `cert_file`"},
		{"certificate", "the broker does not take our certificate: mend `cert_file` and `key_file`"},
		{"wrong version number", "its port speaks no TLS: mend `port`, or leave `ca_file` out"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strstr(line, all[i].said))
			return all[i].mend;
	return NULL;
}

static void on_log(struct mosquitto *m, void *ctx, int level, const char *line)
{
	struct broker *b = ctx;
	const char *mend = level == MOSQ_LOG_ERR && b->phase != UP ? tls_advice(line) : NULL;

	(void)m;
	if (mend && !b->advice)
		b->advice = mend;
	else if (!mend && (level == MOSQ_LOG_ERR || level == MOSQ_LOG_WARNING))
		log_warn("libmosquitto: %s", line);
}

/* ---- making it ---- */

static bool options(struct broker *b)
{
	const struct setup *s = &b->s;
	struct mosquitto *m = b->m;
	char *offline = wire_status(false, b->started);
	int rc = offline ? mosquitto_threaded_set(m, true) : MOSQ_ERR_NOMEM;

	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_PROTOCOL_VERSION, s->broker.protocol);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_RECEIVE_MAXIMUM, s->broker.window);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_SEND_MAXIMUM, s->broker.window);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
	rc = rc ? rc
		: mosquitto_will_set_v5(m, b->status_topic, offline ? (int)strlen(offline) : 0, offline, 1, true, NULL);
	if (!rc && s->broker.username[0])
		rc = mosquitto_username_pw_set(m, s->broker.username,
					       s->broker.password[0] ? s->broker.password : NULL);
	if (!rc && s->broker.ca[0])
		rc = mosquitto_tls_set(m, s->broker.ca, NULL, s->broker.cert[0] ? s->broker.cert : NULL,
				       s->broker.key[0] ? s->broker.key : NULL, NULL);
	free(offline);
	errno = rc;
	return rc == MOSQ_ERR_SUCCESS;
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
	if (b->m)
		mosquitto_destroy(b->m);
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
	struct broker *b;

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
	for (size_t i = 0; i <= UINT16_MAX; i++)
		b->tags[i] = NO_TAG;
	if (b->s.broker.window < 1 || b->s.broker.window > UINT16_MAX)
		b->s.broker.window = b->s.broker.window < 1 ? 1 : UINT16_MAX;
	b->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	b->m = mosquitto_new(b->s.broker.client_id, false, b);
	if (b->bell < 0 || !b->m || !name_topics(b)) {
		snprintf(why, size, "cannot set up the broker's client: %s", strerror(errno));
		scrap(b);
		return NULL;
	}
	if (!options(b)) {
		snprintf(why, size, "cannot set up the broker's client: %s; check the keys under `broker`",
			 mosquitto_strerror(errno));
		scrap(b);
		return NULL;
	}
	hook(b->m);
	return b;
}

/* ---- connecting ---- */

/* The one thing that blocks: name resolution and TCP. Nobody else touches the handle until the bell rings. */
static void *dial(void *ctx)
{
	struct broker *b = ctx;
	const uint64_t one = 1;
	mosquitto_property *props = NULL;
	int rc = MOSQ_ERR_SUCCESS;

	if (b->s.broker.protocol == MQTT_PROTOCOL_V5)
		rc = mosquitto_property_add_int32(&props, MQTT_PROP_SESSION_EXPIRY_INTERVAL,
						  (uint32_t)b->s.broker.session_expiry);
	if (!rc)
		rc = mosquitto_connect_bind_v5(b->m, b->s.broker.host, b->s.broker.port, b->s.broker.keepalive, NULL,
					       props);
	b->dial_errno = errno;
	b->dial_rc = rc;
	mosquitto_property_free_all(&props);
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

static const char *dial_advice(int rc, int error)
{
	if (rc == MOSQ_ERR_EAI)
		return "mend `host`";
	if (rc != MOSQ_ERR_ERRNO)
		return NULL;
	if (error == ECONNREFUSED)
		return "start the broker, or mend `host` and `port`";
	return "look at the network, or mend `host` and `port`";
}

/* False while the dialler has not done. */
static bool finish_dialling(struct broker *b)
{
	uint64_t rings;

	if (read(b->bell, &rings, sizeof(rings)) != sizeof(rings))
		return false;
	pthread_join(b->dialler, NULL);
	if (b->dial_rc) {
		if (!b->advice)
			b->advice = dial_advice(b->dial_rc, b->dial_errno);
		gone(b, cause(b->dial_rc, b->dial_errno));
		return true;
	}
	b->phase = GREETING;
	b->deadline = clock_steady() + GREETING_MS;
	return true;
}

/* A TLS handshake that the other side has left looks to the library like one that goes on. */
static bool hung_up(const struct broker *b)
{
	char c;

	return recv(mosquitto_socket(b->m), &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void greet(struct broker *b)
{
	if (hung_up(b)) {
		gone(b, "the broker closed the connection while it was set up");
	} else if (clock_steady() >= b->deadline) {
		hang_up(b);
		gone(b, "the broker does not answer");
	} else {
		check(b, mosquitto_loop_misc(b->m));
	}
}

void broker_tend(struct broker *b)
{
	if (b->phase == AWAY && clock_steady() >= b->next_try)
		start_dialling(b);
	if (b->phase == DIALLING && !finish_dialling(b))
		return;
	if (b->phase == GREETING)
		greet(b);
	else if (b->phase == UP)
		check(b, mosquitto_loop_misc(b->m));
}

int broker_timeout(const struct broker *b)
{
	int64_t left = b->next_try - clock_steady();

	if (b->phase != AWAY)
		return b->more ? 0 : 1000;
	return left < 0 ? 0 : (int)left;
}

/* ---- the loop's calls ---- */

int broker_fd(const struct broker *b, short *events)
{
	*events = POLLIN;
	if (b->phase == DIALLING)
		return b->bell;
	if (b->phase == AWAY)
		return -1;
	if (mosquitto_want_write(b->m))
		*events = POLLIN | POLLOUT;
	return mosquitto_socket(b->m);
}

bool broker_is_up(const struct broker *b)
{
	return b->phase == UP;
}

bool broker_wants_write(const struct broker *b)
{
	return (b->phase == GREETING || b->phase == UP) && mosquitto_want_write(b->m);
}

/* One call of the library reads one packet or many, and tells by errno that the socket was dry. A queued PUBACK may set
 * errno too (the library's own socket pair is full by then), so a dry socket is believed only when nothing was handled. */
void broker_read(struct broker *b)
{
	unsigned before;
	int rc;

	b->more = false;
	b->came = 0;
	b->came_bytes = 0;
	while (b->phase == GREETING || b->phase == UP) {
		if (b->came >= READ_MESSAGES || b->came_bytes >= READ_BYTES) {
			b->more = true;
			return;
		}
		before = b->handled;
		errno = 0;
		rc = mosquitto_loop_read(b->m, 1);
		if (rc) {
			check(b, rc);
			return;
		}
		if (b->handled == before && (errno == EAGAIN || errno == EWOULDBLOCK))
			return;
	}
}

/* The library writes each packet by itself, and TCP would send each in a segment of its own: so it waits for the last. */
static void cork(const struct broker *b, int on)
{
	int fd = mosquitto_socket(b->m);

	if (fd >= 0)
		(void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof(on));
}

void broker_write(struct broker *b)
{
	if (!broker_wants_write(b))
		return;
	cork(b, 1);
	check(b, mosquitto_loop_write(b->m, 1));
	cork(b, 0);
}

void broker_drop(struct broker *b, int after_ms)
{
	int64_t at = clock_steady() + after_ms;

	if (b->phase == DIALLING)
		return; /* nothing was read */
	if (b->phase != AWAY)
		hang_up(b);
	b->phase = AWAY;
	b->more = false;
	if (b->next_try < at)
		b->next_try = at;
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

/* Reads nothing: what came now would be acknowledged without a commit. */
static void farewell(struct broker *b)
{
	int64_t deadline = clock_steady() + FAREWELL_MS;
	struct pollfd p = {.fd = dup(mosquitto_socket(b->m)), .events = POLLOUT};

	say_status(b, false, b->out < b->peer_window ? 1 : 0);
	if (mosquitto_disconnect(b->m) == MOSQ_ERR_SUCCESS)
		while (b->phase == UP && mosquitto_want_write(b->m) && poll(&p, 1, left_until(deadline)) > 0)
			if (mosquitto_loop_write(b->m, 1) != MOSQ_ERR_SUCCESS)
				break;
	if (p.fd >= 0)
		linger(p.fd, deadline);
}

void broker_free(struct broker *b)
{
	struct pollfd p;

	if (!b)
		return;
	b->h = (struct broker_hooks){0};
	p = (struct pollfd){.fd = b->bell, .events = POLLIN};
	if (b->phase == DIALLING && poll(&p, 1, FAREWELL_MS) <= 0) {
		pthread_detach(b->dialler); /* it still owns the handle: left to the end of the process */
		return;
	}
	if (b->phase == DIALLING)
		finish_dialling(b);
	if (b->phase == UP)
		farewell(b);
	scrap(b);
}
