/* The counters of one `serve`, and whether its loop is alive and well. The loop alone writes them and any thread may
 * read them: they are atomics, so neither ever waits. What is counted here is on disk, or was said by the broker.
 *
 * Where `m` is NULL nothing is counted: so it is for verbs and rehearsals. */
#ifndef METRICS_H
#define METRICS_H

#include "db/store/delivery.h"
#include "gateway/state/input.h"

struct metrics;

/* NULL when out of memory. `now`: UTC ms, the start of the process. */
struct metrics *metrics_new(int64_t now);
void metrics_free(struct metrics *m);

/* ---- by the loop ---- */

/* An input was taken, or refused for good; `outcome` as in the inbox, or "again" for one that had come before. */
void metrics_input(struct metrics *m, enum input_kind kind, const char *outcome);
/* `n` texts entered this state of the outbox. */
void metrics_messages(struct metrics *m, enum delivery state, size_t n);
void metrics_events(struct metrics *m, size_t n);
void metrics_batch(struct metrics *m, size_t inputs);
void metrics_commit(struct metrics *m, int64_t us); /* one batch's COMMIT, with its fsync */
void metrics_failure(struct metrics *m);            /* a batch failed: nothing of it holds */
void metrics_connected(struct metrics *m);          /* to the broker, once more */
void metrics_reload(struct metrics *m, bool ok);

enum readiness { STARTING, READY, NO_BROKER, TROUBLE, STOPPING, STUCK };
/* The loop has come round, at `steady` ms, in this state. */
void metrics_beat(struct metrics *m, int64_t steady, enum readiness c, bool connected);

/* ---- by anyone ---- */

/* A carrier called back, and was answered with this status of HTTP. */
void metrics_callback(struct metrics *m, unsigned status);

/* Another number whenever texts of the outbox have moved. */
uint64_t metrics_moved(const struct metrics *m);

#define STUCK_MS 30000
/* STUCK if the loop has not come round for longer than that. */
enum readiness metrics_readiness(const struct metrics *m, int64_t steady);
/* In a word, such as ready or no_broker. */
const char *readiness_name(enum readiness c);
/* What keeps it from being ready, in one line without a line feed. */
const char *readiness_why(enum readiness c);

#endif
