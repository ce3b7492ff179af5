#include "tests/bench/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WINDOW 1000
#define READ_MESSAGES 512
#define EVENT_BYTES 190
#define TICKET_BYTES 260
#define PENDING 65536
#define MT_MAX 4096
#define PAGE 4096
#define LOG_BYTES (16 << 20)

struct pending {
	long number;
	int mts;
};

struct raw {
	struct mosquitto *m;
	char mo[128], mt[128], event[128], prefix[64], payload[MT_MAX];
	size_t mt_bytes, out, handled, came;
	struct pending pending[PENDING];
	size_t first, n;
	int log; /* -1: none */
	off_t log_at;
};

static void on_connect(struct mosquitto *m, void *ctx, int rc)
{
	struct raw *r = ctx;

	r->handled++;
	if (rc == 0)
		mosquitto_subscribe(m, NULL, r->mo, 1);
}

static void on_publish(struct mosquitto *m, void *ctx, int mid)
{
	struct raw *r = ctx;

	(void)m, (void)mid;
	r->handled++;
	r->out--;
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg)
{
	struct raw *r = ctx;
	const char *at = memmem(msg->payload, (size_t)msg->payloadlen, "\"relay\":\"", 9);
	char *end;

	(void)m;
	r->handled++;
	r->came++;
	if (!at || r->n == PENDING)
		return;
	r->pending[(r->first + r->n) % PENDING].number = strtol(at + 9, &end, 10);
	r->pending[(r->first + r->n++) % PENDING].mts = (int)strtol(end, NULL, 10);
}

static void put(struct raw *r, const char *topic, size_t n, bool retain)
{
	r->out++;
	mosquitto_publish(r->m, NULL, topic, (int)n, r->payload, 1, retain);
}

static void pass_on(struct raw *r)
{
	char ticket[160];

	while (r->n && r->out + 6 <= WINDOW) {
		const struct pending *p = &r->pending[r->first];
		int head = snprintf(r->payload, 64, "{\"ticket\":\"%ld\",\"text\":\"", p->number);

		memset(r->payload + head, 'x', sizeof(r->payload) - (size_t)head);
		for (int i = 0; i < p->mts; i++)
			put(r, r->mt, r->mt_bytes, false);
		put(r, r->event, EVENT_BYTES, false);
		snprintf(ticket, sizeof(ticket), "%s/ticket/%ld", r->prefix, p->number);
		put(r, ticket, TICKET_BYTES, true);
		r->first = (r->first + 1) % PENDING;
		r->n--;
	}
}

static void read_all(struct raw *r)
{
	size_t before;

	r->came = 0;
	do {
		before = r->handled;
		errno = 0;
		if (mosquitto_loop_read(r->m, 1) != MOSQ_ERR_SUCCESS)
			exit(3);
	} while (r->came < READ_MESSAGES && !(r->handled == before && (errno == EAGAIN || errno == EWOULDBLOCK)));
}

/* Written over and over, as a WAL is. */
static void open_log(struct raw *r, const char *file)
{
	static char zeros[1 << 20];

	r->log = file ? open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
	if (!file)
		return;
	for (off_t at = 0; at < LOG_BYTES; at += (off_t)sizeof(zeros))
		if (r->log < 0 || pwrite(r->log, zeros, sizeof(zeros), at) != (ssize_t)sizeof(zeros))
			exit(3);
	if (fsync(r->log) != 0)
		exit(3);
}

/* The gateway's commits of 1, 16 and 64 texts write 21, 104 and 261 pages, one by one. */
static void log_batch(struct raw *r)
{
	static char page[PAGE];

	if (r->log < 0 || !r->came)
		return;
	for (size_t i = 0; i < 16 + 4 * r->came; i++) {
		r->log_at = (r->log_at + PAGE) % LOG_BYTES;
		if (pwrite(r->log, page, PAGE, r->log_at) != PAGE)
			exit(3);
	}
	if (fdatasync(r->log) != 0)
		exit(3);
}

static void turn(struct raw *r)
{
	struct pollfd p = {.fd = mosquitto_socket(r->m), .events = POLLIN};

	if (mosquitto_want_write(r->m))
		p.events |= POLLOUT;
	poll(&p, 1, 1000);
	mosquitto_loop_misc(r->m);
	read_all(r);
	log_batch(r);
	pass_on(r);
	if (mosquitto_want_write(r->m) && mosquitto_loop_write(r->m, 1) != MOSQ_ERR_SUCCESS)
		exit(3);
}

int relay(int port, const char *prefix, size_t mt_bytes, const char *log)
{
	static struct raw r;

	open_log(&r, log);
	mosquitto_lib_init();
	r.m = mosquitto_new(NULL, true, &r);
	r.mt_bytes = mt_bytes < MT_MAX ? mt_bytes : MT_MAX;
	snprintf(r.prefix, sizeof(r.prefix), "%s", prefix);
	snprintf(r.mo, sizeof(r.mo), "%s/mo/+", prefix);
	snprintf(r.mt, sizeof(r.mt), "%s/mt/sms", prefix);
	snprintf(r.event, sizeof(r.event), "%s/event/repair/depart", prefix);
	if (!r.m || mosquitto_threaded_set(r.m, true))
		return 3;
	mosquitto_int_option(r.m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_int_option(r.m, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_int_option(r.m, MOSQ_OPT_RECEIVE_MAXIMUM, WINDOW);
	mosquitto_int_option(r.m, MOSQ_OPT_SEND_MAXIMUM, WINDOW);
	mosquitto_connect_callback_set(r.m, on_connect);
	mosquitto_publish_callback_set(r.m, on_publish);
	mosquitto_message_callback_set(r.m, on_message);
	if (mosquitto_connect(r.m, "127.0.0.1", port, 600) != MOSQ_ERR_SUCCESS)
		return 3;
	for (;;)
		turn(&r);
}
