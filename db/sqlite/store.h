/* The store: one SQLite database, its schema, its transactions.
 *
 * WAL, synchronous=FULL, foreign keys and recursive triggers on. Any failure that is the store's and not the data's
 * (full, I/O, memory, busy, corrupt, or autocommit found on where a transaction should be open) sets store_failed():
 * from then on nothing in this transaction counts, every call returns false or nothing, and the caller rolls back. The
 * cause is kept for store_why(), and said once, by whoever began: the log, or the verb. False without store_failed() means that the data is at fault (a
 * constraint): store_why() tells, and the transaction goes on. What writes needs store_begin():
 * without, it fails the store. */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* Opens (":memory:" for a rehearsal) and creates or upgrades the schema, each migration in its own transaction. On
 * failure returns NULL and writes one line to why[size]: what is wrong, and what to do. A database of a newer version
 * is refused. */
struct store *store_open(const char *path, char *why, size_t size);
/* Opens for reading only, never creating: for verbs that only look. */
struct store *store_open_reading(const char *path, char *why, size_t size);
void store_close(struct store *s);

/* BEGIN IMMEDIATE; waits up to 5 s for another writer. False: store_failed() is set, or it is busy and may be tried
 * again. What is cached is read again if another connection has written since. */
bool store_begin(struct store *s);
/* COMMIT, with fsync. False: store_failed() is set, the transaction is rolled back. */
bool store_commit(struct store *s);
void store_rollback(struct store *s);
/* One savepoint inside a transaction. store_back() undoes up to it and takes no neighbour along. */
bool store_mark(struct store *s);
bool store_keep(struct store *s);
bool store_back(struct store *s);

/* What is asked between the two is asked of one state of the database, and costs one lock instead of one each. Not
 * inside a transaction, and nothing is written between; what fails is told by what is asked. */
void store_look(struct store *s);
void store_looked(struct store *s);

bool store_failed(const struct store *s);
/* One line on what failed last. */
const char *store_why(const struct store *s);
/* Says that memory ran out above the store: it fails, and nothing in this transaction counts. */
void store_starve(struct store *s);
/* Forgets the failure, and rolls back what a failed rollback may have left: to try again. */
void store_recover(struct store *s);

/* True if another connection has written since the last call (at first: since opening). Own commits do not count.
 * Cheap: called twice a second. */
bool store_touched(struct store *s);

/* A consistent copy of the live database at `dest`, which must not exist; made as dest.part, fsynced, then renamed into
 * place. Outside a transaction. */
bool store_backup(struct store *s, const char *dest, char *why, size_t size);
/* Runs one PASSIVE checkpoint if the WAL has grown by 64 MiB, or by 4 MiB and nothing was committed since the last
 * call. To be called between batches and when idle: nothing else empties the WAL while the store is open. */
void store_tend(struct store *s);
/* From now on a thread of the store's does most of that while the caller goes on, until the store is closed. To be called
 * once signals are blocked. False: it cannot be had (a database in memory needs none), and all is as it was. */
bool store_tend_beside(struct store *s);

/* Values that are kept: "" where there is none. False on failure. */
bool store_get(struct store *s, const char *key, char *out, size_t size);
bool store_put(struct store *s, const char *key, const char *value);

#endif
