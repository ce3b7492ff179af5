/* What the breaker knows by itself: what it sent, what must follow from that, and what it heard; kept in a database in
 * memory, so that at the end the gateway's own is laid beside it and asked where they differ. */
#ifndef TRUTH_H
#define TRUTH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct truth;

/* Each fails the test if it cannot. */
struct truth *truth_new(void);
void truth_free(struct truth *t);

/* A job is a ticket as its sender sees it, known before its number is. */
void truth_job(struct truth *t, int job, int64_t ticket);
/* Its sender was told that this input was taken, by whatever the sender trusts. */
void truth_taken(struct truth *t, const char *key, int job, const char *code);
/* So this MT must follow, once. */
void truth_due(struct truth *t, int job, const char *template, const char *number);

bool truth_heard_mt(struct truth *t, const char *uuid); /* true: for the first time */
/* The carrier was told that its report on this MT was taken. */
void truth_reported(struct truth *t, const char *uuid);
void truth_heard_event(struct truth *t, int64_t seq);
void truth_rejected(struct truth *t, const char *payload);
void truth_killed(struct truth *t, bool gateway, bool broker);
int64_t truth_mts(const struct truth *t);    /* heard, repeated ones too */
int64_t truth_behind(const struct truth *t); /* MTs and events that must follow and were not heard yet */

/* Compares, and prints. What the killed broker took along, although it had acknowledged it, is told apart. *lost gets the
 * number of MOs that are not in the inbox. */
bool truth_holds(struct truth *t, const char *database, FILE *out, int64_t *lost);

#endif
