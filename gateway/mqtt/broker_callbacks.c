#include "gateway/mqtt/broker_callbacks.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/mqtt/broker_state.h"
#include "gateway/mqtt/connection.h"
#include "gateway/mqtt/incoming.h"
#include "gateway/mqtt/redial.h"
#include "gateway/mqtt/sender.h"
#include "gateway/mqtt/status_topic.h"

/* ---- connecting ---- */

/* By the codes of either version. */
static bool is_about_login(int rc)
{
	return rc == CONNACK_REFUSED_BAD_USERNAME_PASSWORD || rc == CONNACK_REFUSED_NOT_AUTHORIZED ||
	       rc == MQTT_RC_BAD_USERNAME_OR_PASSWORD || rc == MQTT_RC_NOT_AUTHORIZED;
}

static void refused(struct broker *b, int rc)
{
	bool v5 = b->s.broker.protocol == MQTT_PROTOCOL_V5;

	if (is_about_login(rc))
		b->advice = "mend `username` and `password_file`, or the broker's users";
	snprintf(b->refusal, sizeof(b->refusal), "the broker refuses the connection: %s",
		 v5 ? mosquitto_reason_string(rc) : mosquitto_connack_string(rc));
}

/* `in` asks for its greeting only once `out` has its own. */
static void both_greeted(struct broker *b)
{
	if (!b->out.up) {
		broker_lost(b, "the broker greets before it is spoken to", false);
		return;
	}
	b->phase = UP;
	b->deadline = clock_steady() + GREETING_MS;
	if (!sender_start(b->sender, &b->out, b->peer_packet))
		broker_lost(b, "cannot start a thread to publish", false);
}

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *properties)
{
	struct connection *c = ctx;
	struct broker *b = c->broker;

	c->handled++;
	if (b->phase != GREETING)
		return;
	if (rc) {
		refused(b, rc);
		return;
	}
	if (c == &b->out) {
		b->peer_packet = 0;
		mosquitto_property_read_int32(properties, MQTT_PROP_MAXIMUM_PACKET_SIZE, &b->peer_packet, false);
		c->up = true;
		return;
	}
	b->session = flags & 1;
	rc = incoming_subscribe(&b->incoming, m);
	if (rc)
		broker_lost(b, mosquitto_strerror(rc), false);
	else
		both_greeted(b);
}

/* Whoever hears that we are online may send: so it is not said before. */
static void subscribed(struct broker *b)
{
	b->in.up = true;
	redial_up(&b->redial, clock_steady());
	if (!status_topic_say(&b->status, b->in.m, true)) {
		connection_hang_up(&b->in); /* else the topic would go on saying `offline` while we work */
		return;
	}
	log_info("connected to the broker at %s:%d%s", b->s.broker.host, b->s.broker.port,
		 b->session ? ", where our session was kept" : "");
	b->hooks.connected(b->hooks.ctx, !b->session);
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted,
			 const mosquitto_property *properties)
{
	struct connection *c = ctx;
	struct broker *b = c->broker;

	(void)m, (void)properties;
	c->handled++;
	if (c == &b->in && !c->up && b->phase == UP && incoming_granted(&b->incoming, mid, n, granted))
		subscribed(b);
}

/* ---- losing it ---- */

/* While the sender has the connection this runs in its thread, and the loop will ask. */
static void lost(struct connection *c, const char *why, bool taken_over)
{
	struct broker *b = c->broker;

	if (c == &b->out && sender_runs(b->sender)) {
		sender_cut(b->sender, why, taken_over);
		return;
	}
	c->up = false;
	if (!b->leaving)
		broker_lost(b, b->refusal[0] ? b->refusal : why, taken_over);
}

static void on_disconnect(struct mosquitto *m, void *ctx, int rc, const mosquitto_property *properties)
{
	struct connection *c = ctx;
	char why[200];
	int error = errno;

	(void)m, (void)properties;
	c->handled++;
	connection_end_cause(rc, error, why, sizeof(why));
	lost(c, why, rc == MQTT_RC_SESSION_TAKEN_OVER);
}

/* ---- messages ---- */

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *message,
		       const mosquitto_property *properties)
{
	struct connection *c = ctx;
	struct broker *b = c->broker;

	(void)m;
	c->handled++;
	if (c == &b->in && b->phase != AWAY)
		incoming_take(&b->incoming, &b->hooks, message, properties);
}

static void on_publish(struct mosquitto *m, void *ctx, int mid, int reason, const mosquitto_property *properties)
{
	struct connection *c = ctx;
	struct broker *b = c->broker;

	(void)m, (void)properties;
	c->handled++;
	if (c == &b->in)
		status_topic_answered(&b->status);
	else
		sender_heard(b->sender, mid, reason);
}

/* The cause of what the library calls "A TLS error occurred" is told only in its log. */
static void on_log(struct mosquitto *m, void *ctx, int level, const char *line)
{
	struct connection *c = ctx;
	struct broker *b = c->broker;
	const char *remedy = level == MOSQ_LOG_ERR && b->phase != UP ? redial_tls_advice(line) : NULL;

	(void)m;
	if (remedy && !b->advice)
		b->advice = remedy;
	else if (!remedy && (level == MOSQ_LOG_ERR || level == MOSQ_LOG_WARNING))
		log_warn("libmosquitto: %s", line);
}

void broker_callbacks_set(struct mosquitto *m)
{
	mosquitto_connect_v5_callback_set(m, on_connect);
	mosquitto_subscribe_v5_callback_set(m, on_subscribe);
	mosquitto_disconnect_v5_callback_set(m, on_disconnect);
	mosquitto_message_v5_callback_set(m, on_message);
	mosquitto_publish_v5_callback_set(m, on_publish);
	mosquitto_log_callback_set(m, on_log);
}
