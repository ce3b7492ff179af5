#include "tests/faults/party.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/gateway/peer.h"

#define RETRY_MS 10
#define GREETING_MS \
	2000 /* a broker killed while it greeted is tried anew; one that is slow gets twice as long each time */
#define FILTERS_MAX 8

struct party {
	struct party_hooks h;
	struct mosquitto *m; /* NULL: not connected */
	char id[32];
	int port;
	char *filters[FILTERS_MAX];
	int filters_n;
	bool up, gone;
	long retry_at, greeting_ms, deadline;
};

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *props)
{
	struct party *p = ctx;

	(void)flags, (void)props;
	if (rc || mosquitto_subscribe_multiple(m, NULL, p->filters_n, p->filters, 1, 0, NULL))
		p->gone = true;
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted)
{
	struct party *p = ctx;

	(void)m, (void)mid, (void)n, (void)granted;
	p->up = true;
	p->greeting_ms = GREETING_MS;
}

static void on_disconnect(struct mosquitto *m, void *ctx, int rc)
{
	struct party *p = ctx;

	(void)m, (void)rc;
	p->gone = true;
}

static void on_publish(struct mosquitto *m, void *ctx, int mid, int reason, const mosquitto_property *props)
{
	const struct party *p = ctx;

	(void)m, (void)props;
	if (p->h.taken)
		p->h.taken(p->h.ctx, mid, reason);
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg)
{
	const struct party *p = ctx;
	size_t n = (size_t)msg->payloadlen, prefix = strlen(PEER_PREFIX "/");
	char *payload = calloc(1, n + 1);

	(void)m;
	if (!payload || strlen(msg->topic) < prefix)
		abort();
	if (n)
		memcpy(payload, msg->payload, n);
	p->h.heard(p->h.ctx, msg->topic + prefix, payload, n);
	free(payload);
}

static void hang_up(struct party *p)
{
	if (p->m)
		mosquitto_destroy(p->m);
	p->m = NULL;
	p->retry_at = peer_ms() + RETRY_MS;
	if (p->up && p->h.lost)
		p->h.lost(p->h.ctx);
	p->up = p->gone = false;
}

static void ring(struct party *p)
{
	mosquitto_property *props = NULL;
	int rc;

	p->m = mosquitto_new(p->id, false, p);
	if (!p->m)
		abort();
	mosquitto_int_option(p->m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_int_option(p->m, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_connect_v5_callback_set(p->m, on_connect);
	mosquitto_subscribe_callback_set(p->m, on_subscribe);
	mosquitto_disconnect_callback_set(p->m, on_disconnect);
	mosquitto_message_callback_set(p->m, on_message);
	mosquitto_publish_v5_callback_set(p->m, on_publish);
	mosquitto_property_add_int32(&props, MQTT_PROP_SESSION_EXPIRY_INTERVAL, 86400);
	rc = mosquitto_connect_bind_v5(p->m, "127.0.0.1", p->port, 60, NULL, props);
	mosquitto_property_free_all(&props);
	p->deadline = peer_ms() + p->greeting_ms;
	if (rc)
		hang_up(p);
}

struct party *party_new(int port, const char *id, const char *const *filters, const struct party_hooks *hooks)
{
	struct party *p = calloc(1, sizeof(*p));

	mosquitto_lib_init();
	if (!p)
		peer_die("out of memory");
	p->h = *hooks;
	p->port = port;
	p->greeting_ms = GREETING_MS;
	snprintf(p->id, sizeof(p->id), "%s", id);
	for (; filters[p->filters_n] && p->filters_n < FILTERS_MAX; p->filters_n++)
		if (asprintf(&p->filters[p->filters_n], PEER_PREFIX "/%s", filters[p->filters_n]) < 0)
			peer_die("out of memory");
	return p;
}

void party_free(struct party *p)
{
	if (!p)
		return;
	if (p->m)
		mosquitto_destroy(p->m);
	for (int i = 0; i < p->filters_n; i++)
		free(p->filters[i]);
	free(p);
	mosquitto_lib_cleanup();
}

bool party_up(const struct party *p)
{
	return p->up;
}

struct pollfd party_poll(const struct party *p)
{
	bool write = p->m && mosquitto_want_write(p->m);

	return (struct pollfd){.fd = p->m ? mosquitto_socket(p->m) : -1,
			       .events = (short)(POLLIN | (write ? POLLOUT : 0))};
}

void party_turn(struct party *p)
{
	bool late;

	if (!p->m && peer_ms() >= p->retry_at)
		ring(p);
	if (!p->m)
		return;
	late = !p->up && peer_ms() > p->deadline;
	p->greeting_ms *= late ? 2 : 1;
	if (mosquitto_loop_read(p->m, 1) || mosquitto_loop_write(p->m, 1) || mosquitto_loop_misc(p->m) || p->gone ||
	    late)
		hang_up(p);
}

int party_publish(struct party *p, const char *topic, const char *payload, const char *reply, const char *correlation)
{
	char whole[256], reply_to[256];
	mosquitto_property *props = NULL;
	int mid = 0, rc;

	if (!p->up)
		return 0;
	snprintf(whole, sizeof(whole), PEER_PREFIX "/%s", topic);
	snprintf(reply_to, sizeof(reply_to), PEER_PREFIX "/%s", reply ? reply : "");
	if (reply)
		mosquitto_property_add_string(&props, MQTT_PROP_RESPONSE_TOPIC, reply_to);
	if (correlation)
		mosquitto_property_add_binary(&props, MQTT_PROP_CORRELATION_DATA, correlation,
					      (uint16_t)strlen(correlation));
	rc = mosquitto_publish_v5(p->m, &mid, whole, (int)strlen(payload), payload, 1, false, props);
	mosquitto_property_free_all(&props);
	return rc ? 0 : mid;
}
