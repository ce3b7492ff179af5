#include "gateway/transport/sender.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"

#define QUEUE_MOST 2048 /* put and not answered: more than a batch causes */
#define FEED_LEAST 8    /* the library keeps back what the broker's own window does not take */
#define FEED_MOST 128   /* likewise: for each PUBACK the library walks through all that it has */
#define ANSWERS_MS 50   /* what was published is answered one by one, and each would wake us */
#define COMPANY_MS 1    /* likewise, where one is waited for */
#define READS_MOST 256  /* calls of the library in a turn */
#define NO_TAG INT64_MIN

struct sender {
	int protocol;
	size_t feed;
	int to_thread, to_loop; /* eventfds */

	/* the loop's */
	pthread_t thread;
	bool runs;
	struct publish_queue fresh;
	size_t under_way; /* put, and its answer not taken */

	/* of whoever has the connection */
	struct connection *line;
	uint32_t packet_most;
	struct publish_queue queue;
	size_t in_library;
	int last_mid;
	int64_t tags[UINT16_MAX + 1]; /* by packet id */

	pthread_mutex_t lock; /* of all that follows */
	struct publish_queue handed;
	struct sender_answer answers[2][QUEUE_MOST]; /* one fills while the loop reads the other */
	unsigned filling;
	size_t answers_n;
	bool stop, hurried, rung;
	bool lost, taken_over;
	char why[200];
};

/* ---- answers ---- */

static void ring(int bell)
{
	const uint64_t one = 1;

	while (write(bell, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

/* There is a place for each that is under way. */
static void answer(struct sender *s, int64_t tag, int reason)
{
	pthread_mutex_lock(&s->lock);
	s->answers[s->filling][s->answers_n++] = (struct sender_answer){.tag = tag, .reason = reason};
	pthread_mutex_unlock(&s->lock);
}

void sender_heard(struct sender *s, int mid, int reason)
{
	if (s->tags[mid] == NO_TAG)
		return;
	answer(s, s->tags[mid], reason);
	s->tags[mid] = NO_TAG;
	s->in_library--;
}

void sender_cut(struct sender *s, const char *why, bool taken_over)
{
	pthread_mutex_lock(&s->lock);
	if (!s->lost) {
		snprintf(s->why, sizeof(s->why), "%s", why);
		s->taken_over = taken_over;
	}
	s->lost = true;
	pthread_mutex_unlock(&s->lock);
}

/* ---- to the library ---- */

static int properties(const struct sender *s, const struct queued_publish *one, int64_t now, mosquitto_property **list)
{
	int64_t left = (one->until - now + 999) / 1000;
	int rc = MOSQ_ERR_SUCCESS;

	if (s->protocol != MQTT_PROTOCOL_V5)
		return rc;
	if (one->until)
		rc = mosquitto_property_add_int32(list, MQTT_PROP_MESSAGE_EXPIRY_INTERVAL,
						  left > UINT32_MAX ? UINT32_MAX : (uint32_t)left);
	if (rc == MOSQ_ERR_SUCCESS && one->correlation_n && one->correlation_n <= UINT16_MAX)
		rc = mosquitto_property_add_binary(list, MQTT_PROP_CORRELATION_DATA, one->correlation,
						   (uint16_t)one->correlation_n);
	return rc;
}

/* The library checks the packet's size by a smaller sum than the one it sends by: what falls between would be kept and
 * never sent, so the size is checked here, generously. */
static bool too_large(const struct sender *s, const struct queued_publish *one)
{
	size_t size = strlen(one->topic) + one->n + one->correlation_n + 64;

	return one->n > MQTT_MAX_PAYLOAD || (s->packet_most && size > s->packet_most);
}

/* What has an id lies in the library, whatever went wrong then, perhaps with another that had to wait there. Only out of memory
 * it may or may not: if so it goes out once more at the next connection, as one that is repeated after a loss. */
static int publish(struct sender *s, const struct queued_publish *one, int64_t now)
{
	mosquitto_property *list = NULL;
	int mid = 0, rc = properties(s, one, now, &list);

	if (rc == MOSQ_ERR_SUCCESS)
		rc = mosquitto_publish_v5(s->line->m, &mid, one->topic, (int)one->n, one->payload, 1, one->retain,
					  list);
	mosquitto_property_free_all(&list);
	s->last_mid = mid ? mid : s->last_mid;
	if (!mid || rc == MOSQ_ERR_NOMEM)
		return rc;
	s->tags[mid] = one->tag;
	s->in_library++;
	return MOSQ_ERR_SUCCESS;
}

/* False only where it may work later. What can never be sent is answered as the broker would, so that it is not tried for
 * ever. */
static bool give(struct sender *s, const struct queued_publish *one)
{
	int64_t now = clock_steady();
	int rc;

	if (one->until && one->until <= now) {
		answer(s, one->tag, EXPIRED_UNSENT);
		return true;
	}
	if (too_large(s, one)) {
		log_warn("a message of %zu bytes to %s is larger than the broker takes", one->n, one->topic);
		answer(s, one->tag, MQTT_RC_PACKET_TOO_LARGE);
		return true;
	}
	rc = publish(s, one, now);
	if (rc == MOSQ_ERR_NOMEM)
		return false;
	if (rc != MOSQ_ERR_SUCCESS) {
		log_warn("cannot publish to %s: %s", one->topic, mosquitto_strerror(rc));
		answer(s, one->tag, MQTT_RC_TOPIC_NAME_INVALID);
	}
	return true;
}

/* The library counts packet ids on without asking whether one is still in use. */
static bool id_free(const struct sender *s)
{
	return s->tags[s->last_mid == UINT16_MAX ? 1 : s->last_mid + 1] == NO_TAG;
}

static void feed(struct sender *s)
{
	while (s->queue.first && s->in_library < s->feed) {
		if (!id_free(s)) { /* after so many others it will not come */
			sender_cut(s, "the broker owes an answer", false);
			return;
		}
		if (!give(s, s->queue.first))
			return;
		publish_queue_drop_first(&s->queue);
	}
}

/* ---- the thread ---- */

/* After a call of the library that said `rc`. */
static bool is_up(struct sender *s, int rc)
{
	bool lost;

	if (rc)
		sender_cut(s, connection_cause(rc, errno), false); /* unless on_disconnect knew better */
	pthread_mutex_lock(&s->lock);
	lost = s->lost;
	pthread_mutex_unlock(&s->lock);
	return !lost;
}

/* Not for ever: a broker may talk without end, and the library says with each call anew that it was told DISCONNECT. */
static bool hear(struct sender *s)
{
	bool more = true;
	int rc;

	for (int i = 0; more && i < READS_MOST; i++) {
		more = connection_read(s->line, &rc);
		if (!is_up(s, rc))
			return false;
	}
	return true;
}

static bool say(struct sender *s)
{
	feed(s);
	return !mosquitto_want_write(s->line->m) || is_up(s, connection_write(s->line));
}

static bool has_ended(const struct sender *s)
{
	struct pollfd p = {.fd = mosquitto_socket(s->line->m), .events = POLLRDHUP};

	return poll(&p, 1, 0) > 0;
}

/* What is new goes before the answers to what is old are read, but for what the broker said when it ended the connection: to
 * write there loses it. */
static bool turn(struct sender *s)
{
	if ((!has_ended(s) && !say(s)) || !hear(s) || !say(s))
		return false;
	return is_up(s, mosquitto_loop_misc(s->line->m));
}

/* False: told to stop. */
static bool collect(struct sender *s)
{
	bool go_on;

	pthread_mutex_lock(&s->lock);
	publish_queue_move(&s->handed, &s->queue);
	go_on = !s->stop;
	pthread_mutex_unlock(&s->lock);
	return go_on;
}

/* Whoever waits for room is told once there is room for a good deal; who does not, when there is nothing else to do. Returns
 * whether to listen for the next answer. */
static bool tell(struct sender *s)
{
	bool hurried, wanted;

	pthread_mutex_lock(&s->lock);
	hurried = s->hurried;
	wanted = s->answers_n && !s->rung && (s->hurried ? s->queue.n + s->in_library <= QUEUE_MOST / 2 : !s->queue.n);
	s->rung |= wanted;
	pthread_mutex_unlock(&s->lock);
	if (wanted)
		ring(s->to_loop);
	return hurried || s->queue.n;
}

static void rest(const struct sender *s, bool listen)
{
	int in = listen ? POLLIN : POLLRDHUP, out = mosquitto_want_write(s->line->m) ? POLLOUT : 0;
	struct pollfd p[2] = {{.fd = s->to_thread, .events = POLLIN},
			      {.fd = mosquitto_socket(s->line->m), .events = (short)(in | out)}};
	uint64_t rings;

	poll(p, 2, s->in_library || s->queue.n ? ANSWERS_MS : 1000);
	if (listen && p[1].revents & POLLIN && !(p[0].revents & POLLIN))
		poll(p, 1, COMPANY_MS);
	if (read(s->to_thread, &rings, sizeof(rings)) < 0 && errno != EAGAIN && errno != EINTR)
		log_error("eventfd: %s", strerror(errno));
}

/* When told to stop, what was handed over last still gets its turn. */
static void *run(void *ctx)
{
	struct sender *s = ctx;
	bool go_on = true;

	while (go_on) {
		go_on = collect(s);
		if (!turn(s)) {
			ring(s->to_loop);
			break;
		}
		if (go_on)
			rest(s, tell(s));
	}
	return NULL;
}

/* ---- the loop ---- */

struct sender *sender_new(int protocol, int window)
{
	struct sender *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->protocol = protocol;
	s->feed = window < FEED_LEAST ? FEED_LEAST : window > FEED_MOST ? FEED_MOST : (size_t)window;
	for (size_t i = 0; i <= UINT16_MAX; i++)
		s->tags[i] = NO_TAG;
	pthread_mutex_init(&s->lock, NULL);
	s->to_thread = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	s->to_loop = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (s->to_thread >= 0 && s->to_loop >= 0)
		return s;
	sender_free(s);
	return NULL;
}

void sender_free(struct sender *s)
{
	if (!s)
		return;
	publish_queue_clear(&s->fresh);
	publish_queue_clear(&s->handed);
	publish_queue_clear(&s->queue);
	if (s->to_thread >= 0)
		close(s->to_thread);
	if (s->to_loop >= 0)
		close(s->to_loop);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

bool sender_start(struct sender *s, struct connection *l, uint32_t packet_most)
{
	s->line = l;
	s->packet_most = packet_most;
	s->stop = s->lost = s->rung = false;
	s->runs = true; /* before the thread can ask */
	if (pthread_create(&s->thread, NULL, run, s) != 0)
		s->runs = false;
	return s->runs;
}

void sender_stop(struct sender *s)
{
	if (!s->runs)
		return;
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_mutex_unlock(&s->lock);
	ring(s->to_thread);
	pthread_join(s->thread, NULL);
	s->runs = false;
}

bool sender_runs(const struct sender *s)
{
	return s->runs;
}

bool sender_lost(struct sender *s, char *why, size_t size, bool *taken_over)
{
	bool lost;

	pthread_mutex_lock(&s->lock);
	lost = s->runs && s->lost;
	if (lost) {
		snprintf(why, size, "%s", s->why);
		*taken_over = s->taken_over;
	}
	pthread_mutex_unlock(&s->lock);
	return lost;
}

bool sender_waits(const struct sender *s)
{
	return s->under_way > 0;
}

size_t sender_room(const struct sender *s)
{
	return QUEUE_MOST - s->under_way;
}

bool sender_put(struct sender *s, const char *prefix, const struct publish *p)
{
	struct queued_publish *one = sender_room(s) ? queued_publish_new(prefix, p) : NULL;

	if (!one)
		return false;
	publish_queue_add(&s->fresh, one);
	s->under_way++;
	return true;
}

void sender_go(struct sender *s)
{
	if (!s->fresh.first)
		return;
	pthread_mutex_lock(&s->lock);
	publish_queue_move(&s->fresh, &s->handed);
	pthread_mutex_unlock(&s->lock);
	ring(s->to_thread);
}

void sender_hurry(struct sender *s, bool hurried)
{
	bool changed;

	pthread_mutex_lock(&s->lock);
	changed = s->hurried != hurried;
	s->hurried = hurried;
	pthread_mutex_unlock(&s->lock);
	if (changed && hurried)
		ring(s->to_thread);
}

int sender_fd(const struct sender *s)
{
	return s->to_loop;
}

size_t sender_answers(struct sender *s, const struct sender_answer **all)
{
	uint64_t rings;
	size_t n;

	if (read(s->to_loop, &rings, sizeof(rings)) < 0 && errno != EAGAIN && errno != EINTR)
		log_error("eventfd: %s", strerror(errno));
	pthread_mutex_lock(&s->lock);
	*all = s->answers[s->filling];
	n = s->answers_n;
	s->filling = !s->filling;
	s->answers_n = 0;
	s->rung = false;
	pthread_mutex_unlock(&s->lock);
	s->under_way -= n;
	return n;
}
