#include "gateway/mqtt/incoming.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"

#define TURN_MESSAGES 256
#define TURN_BYTES (8u << 20)

/* ---- subscribing ---- */

bool incoming_init(struct incoming *in, const char *prefix, int keepalive)
{
	static const char *const below[INCOMING_TOPICS] = {"mo/+", "dlr/+", "ticket/open"};

	*in = (struct incoming){.prefix = prefix, .keepalive = keepalive};
	for (int i = 0; i < INCOMING_TOPICS; i++)
		if (asprintf(&in->topics[i], "%s/%s", prefix, below[i]) < 0) {
			in->topics[i] = NULL;
			return false;
		}
	if (asprintf(&in->reply_prefix, "%s/reply/", prefix) < 0)
		in->reply_prefix = NULL;
	return in->reply_prefix;
}

void incoming_free(struct incoming *in)
{
	for (int i = 0; i < INCOMING_TOPICS; i++)
		free(in->topics[i]);
	free(in->reply_prefix);
	*in = (struct incoming){0};
}

int incoming_subscribe(struct incoming *in, struct mosquitto *m)
{
	return mosquitto_subscribe_multiple(m, &in->mid, INCOMING_TOPICS, in->topics, 1, 0, NULL);
}

bool incoming_granted(const struct incoming *in, int mid, int n, const int *granted)
{
	if (mid != in->mid)
		return false;
	for (int i = 0; i < n && i < INCOMING_TOPICS; i++) {
		if (granted[i] > 2)
			log_error(
				"the broker refuses the subscription to %s: nothing will be heard there; check its ACL",
				in->topics[i]);
		else if (granted[i] != 1)
			log_error("the broker grants %s only QoS %d: texts may get lost there", in->topics[i],
				  granted[i]);
	}
	return true;
}

/* ---- reading ---- */

/* A long pause is broken for a few texts: a connection on which nothing is ever read is taken for dead, by the
 * library too. */
bool incoming_is_wanted(const struct incoming *in)
{
	return !in->paused || clock_steady() - in->read_at >= in->keepalive * 1000 / 2;
}

void incoming_begin(struct incoming *in, bool wanted)
{
	in->n = in->bytes = 0;
	in->more = wanted;
	if (wanted)
		in->read_at = clock_steady();
}

bool incoming_has_room(const struct incoming *in, int calls)
{
	return calls < TURN_MESSAGES && in->n < TURN_MESSAGES && in->bytes < TURN_BYTES;
}

static bool kind_of(const char *topic, struct arrival *a)
{
	a->channel = "";
	if (strcmp(topic, "ticket/open") == 0) {
		a->kind = IN_OPEN;
	} else if (strncmp(topic, "mo/", 3) == 0) {
		a->kind = IN_MO;
		a->channel = topic + 3;
	} else if (strncmp(topic, "dlr/", 4) == 0) {
		a->kind = IN_DLR;
		a->channel = topic + 4;
	} else {
		return false;
	}
	return true;
}

/* Only what lies under PREFIX/reply/ and could be published to: any other is ignored. */
static bool may_reply_to(const struct incoming *in, const char *topic)
{
	size_t n = strlen(in->reply_prefix);

	return topic && strncmp(topic, in->reply_prefix, n) == 0 && topic[n] && !strpbrk(topic, "+#");
}

void incoming_take(struct incoming *in, const struct transport_hooks *hooks, const struct mosquitto_message *message,
		   const mosquitto_property *properties)
{
	size_t prefix = strlen(in->prefix), n = message->payloadlen > 0 ? (size_t)message->payloadlen : 0;
	struct arrival a = {.payload = n ? message->payload : "", .n = n};
	char *reply_to = NULL;
	void *correlation = NULL;
	uint16_t correlation_n = 0;

	if (strncmp(message->topic, in->prefix, prefix) != 0 || message->topic[prefix] != '/')
		return;
	mosquitto_property_read_string(properties, MQTT_PROP_RESPONSE_TOPIC, &reply_to, false);
	mosquitto_property_read_binary(properties, MQTT_PROP_CORRELATION_DATA, &correlation, &correlation_n, false);
	in->n++;
	in->bytes += n;
	a.reply_to = may_reply_to(in, reply_to) ? reply_to : NULL;
	a.correlation = correlation;
	a.correlation_n = correlation_n;
	if (kind_of(message->topic + prefix + 1, &a))
		hooks->came(hooks->ctx, &a);
	free(reply_to);
	free(correlation);
}
