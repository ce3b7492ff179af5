#include "gateway/mqtt/sender.h"

#include <errno.h>
#include <mosquitto.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gateway/base/wakeup.h"
#include "gateway/mqtt/in_flight.h"

#define QUEUE_MOST 2048 /* put and not answered: more than a batch causes */
#define ANSWERS_MS 50   /* what was published is answered one by one, and each would wake us */
#define COMPANY_MS 1    /* likewise, where one is waited for */
#define READS_MOST 256  /* calls of the library in a turn */

struct sender {
	int to_thread, to_loop; /* wakeup.h */

	/* the loop's */
	pthread_t thread;
	bool runs;
	struct publish_queue fresh;
	size_t under_way; /* put, and its answer not taken */

	/* of whoever has the connection */
	struct connection *connection;
	struct publish_queue queue;
	struct in_flight in_flight;

	pthread_mutex_t lock; /* of all that follows */
	struct publish_queue handed;
	struct sender_answer answers[2][QUEUE_MOST]; /* the thread fills one while the loop reads the other */
	unsigned filling;
	size_t answers_n;
	bool stop, hurried, woken;
	bool lost, taken_over;
	char why[200];
};

/* ---- answers ---- */

/* There is a place for each that is under way. */
static void answer(void *ctx, int64_t tag, int reason)
{
	struct sender *s = ctx;

	pthread_mutex_lock(&s->lock);
	s->answers[s->filling][s->answers_n++] = (struct sender_answer){.tag = tag, .reason = reason};
	pthread_mutex_unlock(&s->lock);
}

void sender_heard(struct sender *s, int mid, int reason)
{
	in_flight_answered(&s->in_flight, mid, reason);
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
		more = connection_read(s->connection, &rc);
		if (!is_up(s, rc))
			return false;
	}
	return true;
}

static bool say(struct sender *s)
{
	if (!in_flight_fill(&s->in_flight, &s->queue))
		sender_cut(s, "the broker owes an answer", false);
	return !mosquitto_want_write(s->connection->m) || is_up(s, connection_write(s->connection));
}

/* What is new goes before the answers to what is old are read, but for what the broker said when it ended the
 * connection: to write there loses it. */
static bool turn(struct sender *s)
{
	if ((!connection_is_closing(s->connection) && !say(s)) || !hear(s) || !say(s))
		return false;
	return is_up(s, mosquitto_loop_misc(s->connection->m));
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

/* Whoever waits for room is told once there is room for a good deal; who does not, when there is nothing else to do.
 * Returns whether to listen for the next answer. */
static bool tell(struct sender *s)
{
	bool hurried, wanted;

	pthread_mutex_lock(&s->lock);
	hurried = s->hurried;
	wanted =
		s->answers_n && !s->woken && (s->hurried ? s->queue.n + s->in_flight.n <= QUEUE_MOST / 2 : !s->queue.n);
	s->woken |= wanted;
	pthread_mutex_unlock(&s->lock);
	if (wanted)
		wakeup_send(s->to_loop);
	return hurried || s->queue.n;
}

static void rest(const struct sender *s, bool listen)
{
	int in = listen ? POLLIN : POLLRDHUP, out = mosquitto_want_write(s->connection->m) ? POLLOUT : 0;
	struct pollfd p[2] = {{.fd = s->to_thread, .events = POLLIN},
			      {.fd = mosquitto_socket(s->connection->m), .events = (short)(in | out)}};

	poll(p, 2, s->in_flight.n || s->queue.n ? ANSWERS_MS : 1000);
	if (listen && p[1].revents & POLLIN && !(p[0].revents & POLLIN))
		poll(p, 1, COMPANY_MS);
	wakeup_take(s->to_thread);
}

/* When told to stop, what was handed over last still gets its turn. */
static void *run(void *ctx)
{
	struct sender *s = ctx;
	bool go_on = true;

	while (go_on) {
		go_on = collect(s);
		if (!turn(s)) {
			wakeup_send(s->to_loop);
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
	in_flight_init(&s->in_flight, protocol, window, answer, s);
	pthread_mutex_init(&s->lock, NULL);
	s->to_thread = wakeup_new();
	s->to_loop = wakeup_new();
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

bool sender_start(struct sender *s, struct connection *c, uint32_t packet_most)
{
	s->connection = c;
	s->in_flight.connection = c;
	s->in_flight.packet_most = packet_most;
	s->stop = s->lost = s->woken = false;
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
	wakeup_send(s->to_thread);
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
	if (!sender_room(s) || !publish_queue_add(&s->fresh, prefix, p))
		return false;
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
	wakeup_send(s->to_thread);
}

void sender_hurry(struct sender *s, bool hurried)
{
	bool changed;

	pthread_mutex_lock(&s->lock);
	changed = s->hurried != hurried;
	s->hurried = hurried;
	pthread_mutex_unlock(&s->lock);
	if (changed && hurried)
		wakeup_send(s->to_thread);
}

int sender_fd(const struct sender *s)
{
	return s->to_loop;
}

size_t sender_answers(struct sender *s, const struct sender_answer **all)
{
	size_t n;

	wakeup_take(s->to_loop);
	pthread_mutex_lock(&s->lock);
	*all = s->answers[s->filling];
	n = s->answers_n;
	s->filling = !s->filling;
	s->answers_n = 0;
	s->woken = false;
	pthread_mutex_unlock(&s->lock);
	s->under_way -= n;
	return n;
}
