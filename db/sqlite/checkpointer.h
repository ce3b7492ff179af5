/* Inside db/ only: a thread that copies the WAL into the database while the loop goes on.
 *
 * It has a connection of its own and writes nothing else. What fails there is not said there: the WAL then grows, until
 * store_tend() copies it in the loop and meets the same cause. */
#ifndef CHECKPOINTER_H
#define CHECKPOINTER_H

#include <stdbool.h>

struct checkpointer;

/* For the database at `path`, in WAL mode already. NULL: no memory, no thread, or it cannot be opened. */
struct checkpointer *checkpointer_start(const char *path);
/* Asks for one PASSIVE checkpoint; returns at once. */
void checkpointer_wake(struct checkpointer *t);
/* True while one is asked for or under way. Else *done is how many pages of the WAL are copied, as far as this thread
 * knows: left as it is where it does not. */
bool checkpointer_busy(struct checkpointer *t, int *done);
/* Waits for what is under way. */
void checkpointer_stop(struct checkpointer *t);

#endif
