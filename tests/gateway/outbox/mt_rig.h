/* A gateway's outbox before the two transports of trial.h, with a clock that the test owns: the first carries channel
 * sms, the second wecom. Each turn of the loop and each commit is the test's. */
#ifndef MT_RIG_H
#define MT_RIG_H

#include <stdbool.h>
#include <stdint.h>

#include "gateway/channel/channel.h"
#include "gateway/release/release.h"
#include "gateway/state/gateway.h"
#include "tests/gateway/trial.h"

#define DAY 86400000LL

struct rig {
	struct gateway g;
	struct release *release;
	struct transports transports;
	struct channel files[2]; /* of sms and wecom */
	struct channels channels;
};
extern struct rig rig;

/* Setup and teardown of each test. */
int rig_begin(void **state);
int rig_end(void **state);
/* The same where both are carriers: they answer each text, and would not know one again. */
int rig_begin_carriers(void **state);
/* What is not marked yet is as it would be after a kill. */
void rig_up(void);
void rig_down(void);

/* Time goes on by so much: nothing else makes it, but that it goes on by itself too. */
void rig_pass(int64_t ms);
/* Until the test ends it does not go on by itself. */
void rig_stop_clock(void);

/* One number, by a connection of its own beside the gateway's; runs what has none. */
int64_t rig_ask(const char *fmt, ...);
/* A text that waits in the outbox, for a day or until then; its row. */
int64_t rig_put(const char *channel, const char *number);
int64_t rig_put_until(const char *channel, const char *number, int64_t expires);
/* So many at once, to numbers of their own; the first. */
int64_t rig_put_many(const char *channel, int n);
bool rig_stands(int64_t row, const char *state, const char *error);

/* As the loop does in a turn, but for the commit, where everything is looked for. */
void rig_turn(void);
/* Writes what is settled. */
void rig_commit(void);
/* Until all that is marked has left. */
void rig_settle(void);
/* As long as the gateway itself would wait until something goes by itself. False: nothing will. */
bool rig_wait(void);
void rig_wait_for_retry(void);

/* The first carrier answers the k-th text that it was given: it is busy, for this text `alone` or all of the channel;
 * it has taken it. */
void rig_later(size_t k, bool alone, int64_t wait_ms);
void rig_taken(size_t k);

#endif
