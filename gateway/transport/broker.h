/* The broker: MQTT over libmosquitto, driven by a loop of our own so that PUBACKs leave only after the commit.
 *
 * libmosquitto queues a PUBACK before on_message and, in threaded mode, writes nothing until mosquitto_loop_write():
 * so broker_listen() may be called at any time, broker_acknowledge() only after all that was heard is committed.
 *
 * There are two connections, which live and die together. Texts come by one, whose id is the configured one, and which
 * has the session, the will and the status. All else goes out by the other (`-out` behind the id), which has a thread of its
 * own (sender.h): else nothing could leave while a batch is decided and synced, for that would acknowledge it, and in a flood
 * the broker's answers to what we say would stand behind all the texts that wait, and so would what may be said next.
 *
 * Only this, sender.c and connection.c include mosquitto.h. Connecting blocks and so runs in a thread of its own, which alone owns
 * both handles until it returns. */
#ifndef BROKER_H
#define BROKER_H

#include <poll.h>

#include "gateway/config/setup.h"
#include "gateway/transport/publish_queue.h"

struct broker;

struct broker_hooks {
	void *ctx;
	/* A message came. `topic` is what follows the prefix: "mo/sms", "dlr/sms", "ticket/open". Everything borrowed. */
	void (*came)(void *ctx, const char *topic, const void *payload, size_t n, const char *reply_to,
		     const void *correlation, size_t correlation_n);
	/* A publish with a tag was answered: reason as MQTT 5 has it (0 good, 0x10 nobody subscribed, 0x87 not allowed), or
	 * EXPIRED_UNSENT. */
	void (*answered)(void *ctx, int64_t tag, int reason);
	/* Connected (session: the broker still had ours) or disconnected. */
	void (*connected)(void *ctx, bool session);
	void (*lost)(void *ctx, const char *why);
};

/* NULL when memory or the library fails. Does not connect yet. The version of the library is checked. */
struct broker *broker_new(const struct setup *s, const struct broker_hooks *h, char *why, size_t size);
/* Publishes `offline` and disconnects cleanly, waiting at most 2 s; frees. */
void broker_free(struct broker *b);

/* For poll(): how many of the sockets, or the connecting thread's eventfd, with the events wanted. */
size_t broker_fds(const struct broker *b, struct pollfd fds[2]);
/* ms until broker_tend() should be called: reconnecting with backoff and jitter, keepalive; 0 while more texts are to be
 * heard. */
int broker_timeout(const struct broker *b);
bool broker_is_up(const struct broker *b); /* both connected, CONNACKs seen, subscribed */
void broker_tend(struct broker *b);        /* connects when due, keepalive */

void broker_pause(struct broker *b, bool paused); /* while paused no text is heard: the broker keeps them */
void broker_listen(struct broker *b);             /* texts, at most a bounded number; does not block */
void broker_acknowledge(struct broker *b);        /* PUBACKs for all that was heard leave */
/* Whether somebody waits for room; else answers to what was published are gathered for up to 50 ms before they wake us. */
void broker_hurry(struct broker *b, bool hurried);
bool broker_hear_answers(struct broker *b); /* to what was published, to be called with each turn; false: none */
void broker_send(struct broker *b);         /* what was published leaves: at any time */
/* Shuts both sockets down before anything is acknowledged: what was heard comes again. The next connect waits `after_ms`. */
void broker_drop(struct broker *b, int after_ms);

/* QoS 1, copied and queued until broker_send(). False if not connected, or the queue is full: try again later. */
bool broker_publish(struct broker *b, const struct publish *p);
bool broker_owes(const struct broker *b);   /* an answer to something published, and is there to give it */
size_t broker_room(const struct broker *b); /* publishes that the queue takes now */

#endif
