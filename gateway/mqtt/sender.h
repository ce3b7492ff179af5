/* The sender: a queue of what goes out, and a thread that gives it to the broker and hears the answers, while the
 * loop reads, decides and commits.
 *
 * From sender_start() to sender_stop() the connection is the thread's alone, and the library's callbacks for it run
 * there. Of what is declared here they call sender_heard(), sender_cut() and sender_runs(); all else is for the
 * loop. What was put and not answered outlives the connection and goes out by the next. It is for this wing alone. */
#ifndef SENDER_H
#define SENDER_H

#include "gateway/mqtt/connection.h"
#include "gateway/mqtt/publish_queue.h"

struct sender;
struct sender_answer {
	int64_t tag;
	int reason; /* as MQTT 5 has it, or EXPIRED_UNSENT */
};

/* window: publishes that the broker may owe an answer to. NULL: out of memory or descriptors. */
struct sender *sender_new(int protocol, int window);
void sender_free(struct sender *s); /* not while it runs */

/* The connection stands; the broker takes packets of `packet_most` bytes (0: any). False: no thread to be had. */
bool sender_start(struct sender *s, struct connection *c, uint32_t packet_most);
/* Waits for the thread, which never blocks for long. At any time. */
void sender_stop(struct sender *s);
bool sender_runs(const struct sender *s);
/* True if the connection is lost: why, and whether to another client of our id. */
bool sender_lost(struct sender *s, char *why, size_t size, bool *taken_over);

/* Something was put, and its answer not taken. */
bool sender_waits(const struct sender *s);
size_t sender_room(const struct sender *s);
/* Copies it, with `prefix` and a slash before its topic unless that is whole. False: no room, or no memory. */
bool sender_put(struct sender *s, const char *prefix, const struct publish *p);
/* What was put leaves. */
void sender_go(struct sender *s);
/* Whether somebody waits for room: then sender_fd() is readable as soon as there is a good deal of it. If not,
 * answers wait for each other, up to 50 ms. */
void sender_hurry(struct sender *s, bool hurried);
/* For POLLIN. */
int sender_fd(const struct sender *s);
/* Each that was put is answered once, those too that can never be sent. Valid until the next call. */
size_t sender_answers(struct sender *s, const struct sender_answer **all);

/* For the library's callbacks, in whichever thread has the connection. */
void sender_heard(struct sender *s, int mid, int reason);
void sender_cut(struct sender *s, const char *why, bool taken_over);

#endif
