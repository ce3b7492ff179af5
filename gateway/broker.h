/* The broker: MQTT over libmosquitto, driven by a loop of our own so that PUBACKs leave only after the commit.
 *
 * libmosquitto queues a PUBACK before on_message and, in threaded mode, writes nothing until mosquitto_loop_write():
 * so broker_read() may be called at any time, broker_write() only after all that was read is committed. The only
 * includer of mosquitto.h. Connecting blocks and so runs in a thread of its own, which alone owns the handle until it returns. */
#ifndef BROKER_H
#define BROKER_H

#include "gateway/setup.h"

struct broker;

struct broker_hooks {
	void *ctx;
	/* A message came. kind_topic is what follows the prefix: "mo/sms", "dlr/sms", "ticket/open". Everything borrowed. */
	void (*came)(void *ctx, const char *topic, const void *payload, size_t n, const char *reply_to,
		     const void *correlation, size_t correlation_n);
	/* A publish with a tag was answered: reason as MQTT 5 has it (0 good, 0x10 nobody subscribed, 0x87 not allowed). */
	void (*answered)(void *ctx, int64_t tag, int reason);
	/* Connected (session: the broker still had ours) or disconnected. */
	void (*connected)(void *ctx, bool session);
	void (*lost)(void *ctx, const char *why);
};

/* NULL when memory or the library fails. Does not connect yet. The version of the library is checked. */
struct broker *broker_new(const struct setup *s, const struct broker_hooks *h, char *why, size_t size);
/* Publishes `offline` and disconnects cleanly, waiting at most 2 s; frees. */
void broker_free(struct broker *b);

/* For poll(): the socket or the connecting thread's eventfd, and the events wanted. -1: nothing to wait for yet. */
int broker_fd(const struct broker *b, short *events);
/* ms until broker_tend() should be called: reconnecting with backoff and jitter, keepalive. */
int broker_timeout(const struct broker *b);
bool broker_is_up(const struct broker *b); /* connected, CONNACK seen, subscribed */

void broker_read(struct broker *b);  /* when poll says readable (or always: it does not block) */
void broker_write(struct broker *b); /* releases: PUBACKs and publishes leave */
bool broker_wants_write(const struct broker *b);
void broker_tend(struct broker *b); /* connects when due, keepalive */
/* Shuts the socket down before anything else is written: what was read comes again. The next connect waits `after_ms`. */
void broker_drop(struct broker *b, int after_ms);

struct publish {
	const char *topic; /* below the prefix; or whole if `whole` */
	bool whole;
	const void *payload;
	size_t n;
	bool retain;
	int64_t expires_s; /* 0: never */
	const void *correlation;
	size_t correlation_n;
	int64_t tag; /* 0: no answer wanted */
};
/* QoS 1, queued until broker_write(). False if not connected, or the window outwards is full: try again later. */
bool broker_publish(struct broker *b, const struct publish *p);
size_t broker_room(const struct broker *b); /* publishes that the window takes now */

#endif
