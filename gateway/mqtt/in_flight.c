#include "gateway/mqtt/in_flight.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"

#define WINDOW_LEAST 8  /* the library itself keeps back what the broker's own window does not take */
#define WINDOW_MOST 128 /* for each PUBACK the library walks through all that it has */
#define NO_TAG INT64_MIN

void in_flight_init(struct in_flight *f, int protocol, int window, void (*answered)(void *ctx, int64_t tag, int reason),
		    void *ctx)
{
	f->protocol = protocol;
	f->most = window < WINDOW_LEAST ? WINDOW_LEAST : window > WINDOW_MOST ? WINDOW_MOST : (size_t)window;
	f->answered = answered;
	f->ctx = ctx;
	f->n = 0;
	f->last_mid = 0;
	for (size_t i = 0; i <= UINT16_MAX; i++)
		f->tags[i] = NO_TAG;
}

void in_flight_answered(struct in_flight *f, int mid, int reason)
{
	if (f->tags[mid] == NO_TAG)
		return;
	f->answered(f->ctx, f->tags[mid], reason);
	f->tags[mid] = NO_TAG;
	f->n--;
}

/* ---- giving ---- */

static int properties(const struct in_flight *f, const struct queued_publish *one, int64_t now,
		      mosquitto_property **list)
{
	int64_t left = (one->until - now + 999) / 1000;
	int rc = MOSQ_ERR_SUCCESS;

	if (f->protocol != MQTT_PROTOCOL_V5)
		return rc;
	if (one->until)
		rc = mosquitto_property_add_int32(list, MQTT_PROP_MESSAGE_EXPIRY_INTERVAL,
						  left > UINT32_MAX ? UINT32_MAX : (uint32_t)left);
	if (rc == MOSQ_ERR_SUCCESS && one->correlation_n && one->correlation_n <= UINT16_MAX)
		rc = mosquitto_property_add_binary(list, MQTT_PROP_CORRELATION_DATA, one->correlation,
						   (uint16_t)one->correlation_n);
	return rc;
}

/* The library checks the packet's size by a smaller sum than the one it sends by. What falls between would be kept
 * and never sent, so the size is checked here, generously. */
static bool is_too_large(const struct in_flight *f, const struct queued_publish *one)
{
	size_t size = strlen(one->topic) + one->n + one->correlation_n + 64;

	return one->n > MQTT_MAX_PAYLOAD || (f->packet_most && size > f->packet_most);
}

/* What has an id lies in the library, whatever went wrong then, perhaps with another that had to wait there. Only
 * when memory runs out it may or may not: if so it goes out once more at the next connection, as one that is
 * repeated after a loss. */
static int publish(struct in_flight *f, const struct queued_publish *one, int64_t now)
{
	mosquitto_property *list = NULL;
	int mid = 0, rc = properties(f, one, now, &list);

	if (rc == MOSQ_ERR_SUCCESS)
		rc = mosquitto_publish_v5(f->connection->m, &mid, one->topic, (int)one->n, one->payload, 1, one->retain,
					  list);
	mosquitto_property_free_all(&list);
	f->last_mid = mid ? mid : f->last_mid;
	if (!mid || rc == MOSQ_ERR_NOMEM)
		return rc;
	f->tags[mid] = one->tag;
	f->n++;
	return MOSQ_ERR_SUCCESS;
}

/* False only where it may work later. What can never be sent is answered as the broker would, so that it is not
 * tried for ever. */
static bool give(struct in_flight *f, const struct queued_publish *one)
{
	int64_t now = clock_steady();
	int rc;

	if (one->until && one->until <= now) {
		f->answered(f->ctx, one->tag, EXPIRED_UNSENT);
		return true;
	}
	if (is_too_large(f, one)) {
		log_warn("a message of %zu bytes to %s is larger than the broker takes", one->n, one->topic);
		f->answered(f->ctx, one->tag, MQTT_RC_PACKET_TOO_LARGE);
		return true;
	}
	rc = publish(f, one, now);
	if (rc == MOSQ_ERR_NOMEM)
		return false;
	if (rc != MOSQ_ERR_SUCCESS) {
		log_warn("cannot publish to %s: %s", one->topic, mosquitto_strerror(rc));
		f->answered(f->ctx, one->tag, MQTT_RC_TOPIC_NAME_INVALID);
	}
	return true;
}

/* The library counts packet ids on without asking whether one is still in use. */
static bool next_id_is_free(const struct in_flight *f)
{
	return f->tags[f->last_mid == UINT16_MAX ? 1 : f->last_mid + 1] == NO_TAG;
}

bool in_flight_fill(struct in_flight *f, struct publish_queue *queue)
{
	while (queue->first && f->n < f->most) {
		if (!next_id_is_free(f))
			return false;
		if (!give(f, queue->first))
			return true;
		publish_queue_drop_first(queue);
	}
	return true;
}
