/* The crew that sends: some tickets at a time, each opened, moved from node to node and closed, one text after another.
 *
 * A sender repeats its message under the same id until it is told that it was taken: by the reply, or, if it trusts
 * PUBACK, by that alone; then what is not acknowledged yet is repeated only on a new connection. */
#ifndef CREW_H
#define CREW_H

#include <stdint.h>

#include "tests/faults/party.h"
#include "tests/faults/truth.h"

struct crew;
struct crew_ways {
	bool trust_puback;
	bool no_replies; /* the gateway speaks MQTT 3.1.1, which knows no response topic */
};

/* Fails the test when out of memory. `truth` is borrowed. */
struct crew *crew_new(int port, struct truth *truth, const struct crew_ways *ways);
void crew_free(struct crew *c);

struct party *crew_party(const struct crew *c);
/* Sends what may be sent. */
void crew_turn(struct crew *c);
/* The number of a job's ticket, as an MT told it. */
void crew_number(struct crew *c, int job, int64_t ticket);

/* Opens no more tickets; crew_idle() once the last is closed, or given up. */
void crew_finish(struct crew *c);
bool crew_idle(const struct crew *c);
/* An MT came, for the first time, that answers a text of the crew's which asks for help. */
void crew_helped(struct crew *c);
/* A last text behind all others, until it is replied to, or answered by an MT; crew_another_last() makes it a new one. */
void crew_send_last(struct crew *c);
void crew_another_last(struct crew *c);
bool crew_last_replied(const struct crew *c);

bool crew_online(const struct crew *c); /* the last that `status` said */
void crew_forget_online(struct crew *c);
int64_t crew_replies(const struct crew *c);
int64_t crew_sent(const struct crew *c);
int64_t crew_repeated(const struct crew *c); /* of these */

#endif
