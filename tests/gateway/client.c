#include "tests/gateway/client.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define LOOK_MS 200 /* at whether what is waited for can still come */

struct client {
	struct mosquitto *m;
	pthread_mutex_t lock;
	pthread_cond_t news;
	bool connected;
	int granted;    /* packet id of the last SUBACK */
	size_t waiting; /* publishes without PUBACK */
	struct heard **all;
	size_t n, cap;
};

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *props)
{
	struct client *c = ctx;

	(void)m, (void)flags, (void)props;
	pthread_mutex_lock(&c->lock);
	c->connected = rc == 0;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted)
{
	struct client *c = ctx;

	(void)m, (void)n, (void)granted;
	pthread_mutex_lock(&c->lock);
	c->granted = mid;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static void on_publish(struct mosquitto *m, void *ctx, int mid)
{
	struct client *c = ctx;

	(void)m, (void)mid;
	pthread_mutex_lock(&c->lock);
	c->waiting--;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static char *keep(const void *from, size_t n)
{
	char *to = calloc(1, n + 1);

	if (!to)
		abort();
	if (n)
		memcpy(to, from, n);
	return to;
}

static void remember(struct client *c, struct heard *msg)
{
	pthread_mutex_lock(&c->lock);
	if (c->n == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 64;
		c->all = realloc(c->all, c->cap * sizeof(*c->all));
		if (!c->all)
			abort();
	}
	c->all[c->n++] = msg;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *from,
		       const mosquitto_property *props)
{
	const char *below = strncmp(from->topic, PEER_PREFIX "/", sizeof(PEER_PREFIX)) == 0
				    ? from->topic + sizeof(PEER_PREFIX)
				    : from->topic;
	struct heard *msg = calloc(1, sizeof(*msg));
	void *correlation = NULL;
	uint16_t n = 0;

	(void)m;
	if (!msg)
		abort();
	mosquitto_property_read_binary(props, MQTT_PROP_CORRELATION_DATA, &correlation, &n, false);
	msg->topic = keep(below, strlen(below));
	msg->n = (size_t)from->payloadlen;
	msg->payload = keep(from->payload, msg->n);
	msg->correlation_n = n;
	msg->correlation = keep(correlation, n);
	msg->retain = from->retain;
	free(correlation);
	remember(ctx, msg);
}

/* With the lock held: waits for news, a while. False: `end` has come. */
static bool wait_for_news(struct client *c, long end_ms)
{
	long now = peer_ms(), until_ms = now + LOOK_MS;
	struct timespec until;

	end_ms = peer_give_up(end_ms);
	until_ms = until_ms < end_ms ? until_ms : end_ms;
	until = (struct timespec){.tv_sec = until_ms / 1000, .tv_nsec = until_ms % 1000 * 1000000};
	return now < end_ms && (pthread_cond_timedwait(&c->news, &c->lock, &until) == 0 || peer_ms() < end_ms);
}

struct client *client_new(int port, const char *id)
{
	struct client *c = calloc(1, sizeof(*c));
	long end_ms = peer_ms() + PEER_PATIENCE;
	mosquitto_property *props = NULL;
	pthread_condattr_t attr;
	bool ok;

	mosquitto_lib_init();
	if (!c || !(c->m = mosquitto_new(id, !id, c)))
		peer_die("no memory for a client");
	pthread_mutex_init(&c->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&c->news, &attr);
	mosquitto_int_option(c->m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_int_option(c->m, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_connect_v5_callback_set(c->m, on_connect);
	mosquitto_subscribe_callback_set(c->m, on_subscribe);
	mosquitto_publish_callback_set(c->m, on_publish);
	mosquitto_message_v5_callback_set(c->m, on_message);
	if (id)
		mosquitto_property_add_int32(&props, MQTT_PROP_SESSION_EXPIRY_INTERVAL, 3600);
	if (mosquitto_connect_bind_v5(c->m, "127.0.0.1", port, 60, NULL, props) || mosquitto_loop_start(c->m))
		peer_die("cannot connect a client");
	mosquitto_property_free_all(&props);
	pthread_mutex_lock(&c->lock);
	while (!c->connected && wait_for_news(c, end_ms))
		;
	ok = c->connected;
	pthread_mutex_unlock(&c->lock);
	assert_true(ok);
	return c;
}

void client_free(struct client *c)
{
	if (!c)
		return;
	mosquitto_disconnect(c->m);
	mosquitto_loop_stop(c->m, false); /* cancelled, the thread would leave behind what it has just read */
	mosquitto_destroy(c->m);
	for (size_t i = 0; i < c->n; i++) {
		free(c->all[i]->topic);
		free(c->all[i]->payload);
		free(c->all[i]->correlation);
		free(c->all[i]);
	}
	free(c->all);
	free(c);
}

void client_subscribe(struct client *c, const char *filter)
{
	char topic[512];
	long end_ms = peer_ms() + PEER_PATIENCE;
	int mid = 0;
	bool ok;

	snprintf(topic, sizeof(topic), PEER_PREFIX "/%s", filter);
	if (mosquitto_subscribe(c->m, &mid, topic, 1))
		peer_die("cannot subscribe to %s", topic);
	pthread_mutex_lock(&c->lock);
	while (c->granted != mid && wait_for_news(c, end_ms))
		;
	ok = c->granted == mid;
	pthread_mutex_unlock(&c->lock);
	assert_true(ok);
}

void client_publish(struct client *c, const char *topic, const void *payload, size_t n, const char *reply,
		    const char *correlation)
{
	char whole[1024], reply_to[512];
	mosquitto_property *props = NULL;

	snprintf(whole, sizeof(whole), PEER_PREFIX "/%s", topic);
	if (reply) {
		snprintf(reply_to, sizeof(reply_to), PEER_PREFIX "/%s", reply);
		mosquitto_property_add_string(&props, MQTT_PROP_RESPONSE_TOPIC, reply_to);
	}
	if (correlation)
		mosquitto_property_add_binary(&props, MQTT_PROP_CORRELATION_DATA, correlation,
					      (uint16_t)strlen(correlation));
	pthread_mutex_lock(&c->lock);
	c->waiting++;
	pthread_mutex_unlock(&c->lock);
	if (mosquitto_publish_v5(c->m, NULL, whole, (int)n, payload, 1, false, props))
		peer_die("cannot publish to %s", whole);
	mosquitto_property_free_all(&props);
}

bool client_flushed(struct client *c, int ms)
{
	long end_ms = peer_ms() + ms;
	bool ok;

	pthread_mutex_lock(&c->lock);
	while (c->waiting && wait_for_news(c, end_ms))
		;
	ok = !c->waiting;
	pthread_mutex_unlock(&c->lock);
	return ok;
}

size_t client_heard(struct client *c)
{
	size_t n;

	pthread_mutex_lock(&c->lock);
	n = c->n;
	pthread_mutex_unlock(&c->lock);
	return n;
}

const struct heard *client_message(struct client *c, size_t i)
{
	const struct heard *msg;

	pthread_mutex_lock(&c->lock);
	msg = i < c->n ? c->all[i] : NULL;
	pthread_mutex_unlock(&c->lock);
	return msg;
}

static bool fits(const struct heard *msg, const char *topic, const char *has)
{
	size_t n = strlen(topic);
	bool there = n && topic[n - 1] == '/' ? strncmp(msg->topic, topic, n) == 0 : strcmp(msg->topic, topic) == 0;

	return there && (!has || memmem(msg->payload, msg->n, has, strlen(has)));
}

static size_t count_locked(const struct client *c, size_t from, const char *topic, const char *has,
			   const struct heard **first)
{
	size_t found = 0;

	*first = NULL;
	for (size_t i = from; i < c->n; i++) {
		if (!fits(c->all[i], topic, has))
			continue;
		if (!found++)
			*first = c->all[i];
	}
	return found;
}

static size_t wait_count(struct client *c, size_t from, const char *topic, const char *has, size_t n, int ms,
			 const struct heard **first)
{
	long end_ms = peer_ms() + ms;
	size_t found;

	pthread_mutex_lock(&c->lock);
	while ((found = count_locked(c, from, topic, has, first)) < n && wait_for_news(c, end_ms))
		;
	pthread_mutex_unlock(&c->lock);
	return found;
}

const struct heard *client_wait(struct client *c, size_t from, const char *topic, const char *has)
{
	const struct heard *first;

	wait_count(c, from, topic, has, 1, PEER_PATIENCE, &first);
	return first;
}

size_t client_count(struct client *c, size_t from, const char *topic, const char *has)
{
	const struct heard *first;

	return wait_count(c, from, topic, has, 0, 0, &first);
}

bool client_wait_count(struct client *c, size_t from, const char *topic, const char *has, size_t n, int ms)
{
	const struct heard *first;

	return wait_count(c, from, topic, has, n, ms, &first) >= n;
}
