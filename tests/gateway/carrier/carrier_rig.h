/* The transport of carriers, alone, with what it answers, for tests that turn it as the loop does. */
#ifndef CARRIER_RIG_H
#define CARRIER_RIG_H

#include "gateway/transport/transports.h"
#include "tests/gateway/carrier/carrier_files.h"
#include "tests/gateway/trial_carrier.h"

#define RIG_TEXTS 256

struct rig_answer {
	bool told;
	enum transport_outcome outcome;
	char why[200], carrier_id[128];
	int status;
	int64_t wait_ms;
	bool alone;
};

struct carrier_rig {
	struct transports transports;
	struct trial_carrier *carrier;
	struct rig_answer answers[RIG_TEXTS]; /* by tag */
	size_t answered;
};
extern struct carrier_rig rig;

/* A carrier, and channel `cloud` that goes to it; its port is set. */
void rig_begin(struct carrier_file cloud);
/* Several, the last with name NULL; those without a port get the carrier's. */
void rig_begin_all(struct carrier_file *files);
/* How its carrier answers next, and what it was asked: trial_carrier.h. */
void rig_say(struct trial_response r);
const struct trial_request *rig_request(size_t k);
/* Other files hold from now on. */
void rig_renew(struct carrier_file *files);
void rig_end(void);

/* Hands a text over, as the outbox does after it has asked for room; its id, from 1. */
size_t rig_send(const char *channel, int segments);
/* One that expires so soon, 0: never. */
size_t rig_send_for(const char *channel, int segments, int64_t expires_s);
/* Another template's. */
size_t rig_send_template(const char *channel, const char *template);
/* Without asking for room; whether it was taken. */
bool rig_hand_over(const char *channel, int segments);
size_t rig_room(const char *channel);

/* Sends one and waits for its answer. */
const struct rig_answer *rig_answer_to(const char *channel);

/* One turn of the loop. */
void rig_turn(void);
/* Turns until this is so; fails the test if it takes a minute. */
void rig_until_answered(size_t n);
void rig_until_requests(size_t n);
void rig_until_held(size_t n);
/* How the text was answered, which it must have been. */
const struct rig_answer *rig_answer(size_t id);

#endif
