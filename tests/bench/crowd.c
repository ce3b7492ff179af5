#include "tests/bench/crowd.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"

#define UNDER_WAY 200  /* texts that the broker has not taken */
#define WAITING 64     /* of one ticket */
#define PATIENCE 30000 /* ms without any MT */
#define CONNECT_MS 5000

struct waiting {      /* a text whose MTs have not all come */
	int64_t sent; /* us */
	int left;
};

struct queue {
	struct waiting all[WAITING];
	unsigned first, n;
};

struct crowd {
	struct mosquitto *m;
	struct dealer *d;
	char topic[128], filter[128];
	bool ready;
	size_t out, strange;
	int64_t last; /* us: the last MT */
	struct queue queues[POOL];
	struct passed *now;
	size_t done;
};

/* ---- what the library calls ---- */

static void on_connect(struct mosquitto *m, void *ctx, int rc)
{
	struct crowd *c = ctx;

	if (rc == 0)
		mosquitto_subscribe(m, NULL, c->filter, 1);
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted)
{
	(void)m, (void)mid, (void)n, (void)granted;
	((struct crowd *)ctx)->ready = true;
}

static void on_publish(struct mosquitto *m, void *ctx, int mid)
{
	(void)m, (void)mid;
	((struct crowd *)ctx)->out--;
}

/* What the clocks say belongs to no text: it costs the gateway its time, and is not counted. */
static bool is_the_clocks(const struct mosquitto_message *msg)
{
	static const char *const templates[] = {"reminders", "clock.", "promise.", "site.", "down."};
	char said[64];

	for (size_t i = 0; i < sizeof(templates) / sizeof(*templates); i++) {
		int n = snprintf(said, sizeof(said), "\"template\":\"%s", templates[i]);

		if (memmem(msg->payload, (size_t)msg->payloadlen, said, (size_t)n))
			return true;
	}
	return false;
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg)
{
	struct crowd *c = ctx;
	if (is_the_clocks(msg))
		return;
	const char *at = memmem(msg->payload, (size_t)msg->payloadlen, "\"ticket\":\"", 10);
	size_t i = at ? dealer_ticket(c->d, strtoll(at + 10, NULL, 10)) : POOL;
	struct queue *q = i < POOL ? &c->queues[i] : NULL;

	(void)m;
	c->last = clock_steady_us();
	if (!q || !q->n || !c->now) {
		if (!c->strange++)
			fprintf(stderr, "bench: nobody expected %.*s\n", msg->payloadlen, (char *)msg->payload);
		return;
	}
	c->now->mts++;
	c->now->bytes += (size_t)msg->payloadlen;
	if (--q->all[q->first].left)
		return;
	c->now->ms[c->done++] = (double)(c->last - q->all[q->first].sent) / 1000;
	q->first = (q->first + 1) % WAITING;
	q->n--;
}

/* ---- the loop ---- */

static void turn(struct crowd *c, int ms)
{
	struct pollfd p = {.fd = mosquitto_socket(c->m), .events = POLLIN};

	if (mosquitto_want_write(c->m))
		p.events |= POLLOUT;
	if (poll(&p, 1, ms) > 0 && p.revents & POLLIN)
		mosquitto_loop_read(c->m, 1);
	if (mosquitto_want_write(c->m))
		mosquitto_loop_write(c->m, 1);
	mosquitto_loop_misc(c->m);
}

static bool send_text(struct crowd *c)
{
	char json[1024];
	struct text_in t;
	struct queue *q;
	size_t n;

	dealer_next(c->d, &t);
	q = &c->queues[t.ticket];
	if (q->n == WAITING)
		return false;
	n = dealer_json(c->d, &t, clock_now(), json, sizeof(json));
	q->all[(q->first + q->n++) % WAITING] = (struct waiting){clock_steady_us(), step_texts[t.step]};
	c->out++;
	return mosquitto_publish(c->m, NULL, c->topic, (int)n, json, 1, false) == MOSQ_ERR_SUCCESS;
}

/* How many texts may be sent by now. */
static size_t due(int64_t start, double rate, size_t n)
{
	double by_now = rate > 0 ? (double)(clock_steady_us() - start) * rate / 1e6 + 1 : (double)n;

	return by_now < (double)n ? (size_t)by_now : n;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

bool crowd_send(struct crowd *c, size_t n, double rate, struct passed *out)
{
	int64_t start = clock_steady_us();

	*out = (struct passed){.ms = calloc(n, sizeof(*out->ms))};
	c->now = out;
	c->done = 0;
	c->last = start;
	while (out->ms && c->done < n) {
		size_t until = due(start, rate, n);

		while (out->texts < until && c->out < UNDER_WAY && send_text(c))
			out->texts++;
		turn(c, rate > 0 && out->texts < n ? 1 : 100);
		if (clock_steady_us() - c->last > PATIENCE * 1000LL) {
			fprintf(stderr, "bench: %zu of %zu texts had all their MTs, then none came\n", c->done, n);
			return false;
		}
	}
	c->now = NULL;
	out->seconds = (double)(c->last - start) / 1e6;
	if (out->ms)
		qsort(out->ms, n, sizeof(*out->ms), by_value);
	return out->ms && !c->strange;
}

double percentile(const struct passed *p, double share)
{
	size_t i = (size_t)((double)p->texts * share);

	return p->texts ? p->ms[i < p->texts ? i : p->texts - 1] : 0;
}

/* ---- making it ---- */

struct crowd *crowd_new(int port, const char *prefix, struct dealer *d)
{
	struct crowd *c = calloc(1, sizeof(*c));
	int64_t end = clock_steady() + CONNECT_MS;

	mosquitto_lib_init();
	if (!c || !(c->m = mosquitto_new(NULL, true, c)))
		return NULL;
	c->d = d;
	snprintf(c->topic, sizeof(c->topic), "%s/mo/sms", prefix);
	snprintf(c->filter, sizeof(c->filter), "%s/mt/+", prefix);
	mosquitto_threaded_set(c->m, true);
	mosquitto_int_option(c->m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_int_option(c->m, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_int_option(c->m, MOSQ_OPT_RECEIVE_MAXIMUM, 1000);
	mosquitto_connect_callback_set(c->m, on_connect);
	mosquitto_subscribe_callback_set(c->m, on_subscribe);
	mosquitto_publish_callback_set(c->m, on_publish);
	mosquitto_message_callback_set(c->m, on_message);
	if (mosquitto_connect(c->m, "127.0.0.1", port, 600) == MOSQ_ERR_SUCCESS)
		while (!c->ready && clock_steady() < end)
			turn(c, 100);
	if (c->ready)
		return c;
	fprintf(stderr, "bench: the crowd cannot connect\n");
	crowd_free(c);
	return NULL;
}

void crowd_free(struct crowd *c)
{
	if (!c)
		return;
	if (c->m)
		mosquitto_destroy(c->m);
	free(c);
}
