/* The broker: MQTT over libmosquitto, driven by a loop of our own so that PUBACKs leave only after the commit.
 *
 * libmosquitto queues a PUBACK before it hands a message over, and in threaded mode writes nothing until
 * mosquitto_loop_write(). So broker_listen() may be called at any time, and broker_acknowledge() only after all that
 * was heard is committed.
 *
 * There are two connections, which live and die together. Texts come by one, whose id is the configured one, and
 * which has the session, the will and the status. All else goes out by the other (`-out` behind the id), which has a
 * thread of its own (sender.h). On one connection nothing could leave while a batch is decided and synced, for that
 * would acknowledge the batch; and in a flood the broker's answers to what we say would stand behind all the texts
 * that wait, and so would what we may say next.
 *
 * All of this is for one thread, the loop's. Other wings include this header and publish_queue.h alone. */
#ifndef BROKER_H
#define BROKER_H

#include <poll.h>

#include "gateway/config/setup.h"
#include "gateway/transport/publish_queue.h"

struct broker;

/* Called from within the functions below. Everything is borrowed. */
struct broker_hooks {
	void *ctx;
	/* A message came. `topic` is what follows the prefix: "mo/sms", "dlr/sms", "ticket/open". `reply_to` may be
	 * NULL. */
	void (*came)(void *ctx, const char *topic, const void *payload, size_t n, const char *reply_to,
		     const void *correlation, size_t correlation_n);
	/* A publish with a tag was answered: reason as MQTT 5 has it (0 good, 0x10 nobody subscribed, 0x87 not
	 * allowed), or EXPIRED_UNSENT. */
	void (*answered)(void *ctx, int64_t tag, int reason);
	/* Connected (session: the broker still had ours) or disconnected. */
	void (*connected)(void *ctx, bool session);
	void (*lost)(void *ctx, const char *why);
};

/* NULL, with one line in why[size], when memory or the library fails. Does not connect yet. */
struct broker *broker_new(const struct setup *s, const struct broker_hooks *hooks, char *why, size_t size);
/* Publishes `offline` and disconnects cleanly, waiting at most 2 s; frees. */
void broker_free(struct broker *b);

/* For poll(): how many of the two descriptors are to be watched, with the events wanted. */
size_t broker_fds(const struct broker *b, struct pollfd fds[2]);
/* ms until broker_tend() should be called; 0 while there are more texts to be heard. */
int broker_timeout(const struct broker *b);
/* Connects when due, keeps the connections alive; to be called in each turn. */
void broker_tend(struct broker *b);
bool broker_is_up(const struct broker *b); /* both are connected, greeted, and one has subscribed */

void broker_pause(struct broker *b, bool paused); /* while paused no text is heard: the broker keeps them */
void broker_listen(struct broker *b);             /* hears texts, a bounded number; does not block */
void broker_acknowledge(struct broker *b);        /* PUBACKs for all that was heard leave */

/* Hears the broker's answers to what was published; to be called in each turn. False: there was none. */
bool broker_hear_answers(struct broker *b);
/* Whether somebody waits for room. If not, answers wait for each other, up to 50 ms, before they wake the loop. */
void broker_hurry(struct broker *b, bool hurried);
/* QoS 1, copied and queued until broker_send(). False if not connected, or the queue is full: try again later. */
bool broker_publish(struct broker *b, const struct publish *p);
void broker_send(struct broker *b);         /* what was published leaves; at any time */
size_t broker_room(const struct broker *b); /* publishes that the queue takes now */
bool broker_owes(const struct broker *b);   /* connected, and something published is not answered yet */

/* Shuts both connections before anything is acknowledged: what was heard comes again. The next connect waits
 * `after_ms`. */
void broker_drop(struct broker *b, int after_ms);

#endif
