/* The store: one database and its transactions. Which engine keeps it is nobody's business above db/sqlite.
 *
 * There are two kinds of failure. The store itself fails (disk full, I/O, memory, corruption, or no transaction open
 * where one should be): store_failed() is then true, nothing in this transaction counts, every call returns false or
 * nothing, and the caller rolls back. Or the data is at fault (a constraint): a call returns false while
 * store_failed() stays false, and the transaction goes on. store_why() gives the cause of either; whoever began says
 * it once, the log or the verb.
 *
 * What writes needs store_begin(); without it the store fails. */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* Begins a transaction that writes; waits up to 5 s for another writer. False: store_failed() is set, or it is busy and may be tried
 * again. What is cached is forgotten if somebody else has written since. */
bool store_begin(struct store *s);
/* All of it is on disk when this returns. False: store_failed() is set, the transaction is rolled back. */
bool store_commit(struct store *s);
void store_rollback(struct store *s);
/* Savepoints inside a transaction, at most two one in another: store_mark() sets one, store_keep() releases the last,
 * store_back() undoes what was written since, and releases it. */
bool store_mark(struct store *s);
bool store_keep(struct store *s);
bool store_back(struct store *s);

/* Between the two all questions see one state of the database, and cost less than one by one. Nothing is written
 * between. Inside a transaction, which has that already, both do nothing. A failure shows in the questions
 * asked. */
void store_read_begin(struct store *s);
void store_read_end(struct store *s);

bool store_failed(const struct store *s);
/* One line on what failed last. */
const char *store_why(const struct store *s);
/* Fails the store for a reason that lies above it, such as lack of memory: nothing in this transaction counts. */
void store_fail(struct store *s, const char *why);
/* Notes that the data is at fault, not the store; returns false. */
bool store_refuse(struct store *s, const char *why);
/* Forgets the failure, and rolls back what a failed rollback may have left, so that it can be tried again. */
void store_recover(struct store *s);

/* True if somebody else has written since the last call (at first: since opening). Own commits do not count. Cheap:
 * called twice a second. */
bool store_touched(struct store *s);

/* Values that are kept under a key: "" where there is none. False on failure. */
bool store_get(struct store *s, const char *key, char *out, size_t size);
bool store_put(struct store *s, const char *key, const char *value);

#endif
