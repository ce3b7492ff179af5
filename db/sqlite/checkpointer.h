/* Inside db/sqlite only: a thread that copies the WAL into the database while the loop goes on.
 *
 * It has a connection of its own and writes nothing else. It does not report failures: the WAL then grows, until
 * store_upkeep() copies it in the loop and meets the same cause. */
#ifndef CHECKPOINTER_H
#define CHECKPOINTER_H

#include <stdbool.h>

struct checkpointer;

/* For the database at `path`, which is in WAL mode already. NULL: no memory, no thread, or it cannot be opened. */
struct checkpointer *checkpointer_start(const char *path);
/* Asks for one PASSIVE checkpoint; returns at once. */
void checkpointer_wake(struct checkpointer *c);
/* True while one is asked for or under way. Else *done is set to how many pages of the WAL the last one found
 * copied; left as it is where that was told before, or failed. */
bool checkpointer_busy(struct checkpointer *c, int *done);
/* Waits for what is under way. */
void checkpointer_stop(struct checkpointer *c);

#endif
