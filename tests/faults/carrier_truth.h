/* What the breaker of carriers knows by itself: what it opened, what phones texted and got, and what was under way when
 * it killed; kept in a database in memory, beside which the gateway's own is laid at the end. */
#ifndef CARRIER_TRUTH_H
#define CARRIER_TRUTH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/gateway/kannel.h"

struct carrier_truth;

/* Each fails the test if it cannot. `database`: the gateway's, which exists; it is only read. */
struct carrier_truth *carrier_truth_new(const char *database);
void carrier_truth_free(struct carrier_truth *t);

/* The next event behind *seq, which moves on; job is that of the ticket, as opening and texts told. */
bool carrier_truth_event(struct carrier_truth *t, int64_t *seq, int *job, int64_t *ticket, char code[32]);

/* A ticket was opened under this key, with so many MTs to come until it is closed. */
void carrier_truth_opened(struct carrier_truth *t, int job, const char *key, int mts);
/* A phone has texted, once. */
struct phone_text {
	char phone[32], words[128];
};
void carrier_truth_said(struct carrier_truth *t, int64_t ticket, const char *code, const struct phone_text *p);
/* Kannel's smsbox crashed just now: notes which MTs it may have had a report of. */
void carrier_truth_crashed(struct carrier_truth *t);
/* The next text of a phone from before the last crash that the ledger lacks: it is texted again. */
bool carrier_truth_repeat(struct carrier_truth *t, struct phone_text *p);
/* The gateway was killed just now: notes what it had marked as `sending`. */
void carrier_truth_killed(struct carrier_truth *t);
/* Each MT has reached a state that only a person changes. */
bool carrier_truth_settled(struct carrier_truth *t);
/* Lays what came to the phones beside the outbox. */
void carrier_truth_phones(struct carrier_truth *t, struct kannel *k);
/* Nothing is parked that the phones have, but for what a crash of Kannel's explains: its report has come. After
 * carrier_truth_phones(). */
bool carrier_truth_reported(struct carrier_truth *t);
/* Notes what is parked, and whether the phones have it; how many they have not. carrier_truth_phones() comes first. */
int64_t carrier_truth_park(struct carrier_truth *t);
/* The i-th of these; 0: there is none. */
int64_t carrier_truth_parked(struct carrier_truth *t, int64_t i);

/* Compares, and prints. *twice gets the number of MTs that came twice to a phone without a cause. */
bool carrier_truth_holds(struct carrier_truth *t, FILE *out, int64_t *twice);

#endif
