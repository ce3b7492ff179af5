/* What open tickets hold of flows that have changed since: fields that are gone, and fields of another kind. */
#ifndef FIELDS_HELD_H
#define FIELDS_HELD_H

#include "db/store/store.h"
#include "handlers/model/flow.h"
#include "templates/file/fault.h"

/* Notes in the store which fields the flows have, and of which kind. What open tickets hold is not noted anew: it stays
 * a fault until the file has it again, or they have ended. Writes, in a transaction of its own, only what has changed;
 * false if the store failed. */
bool fields_held_note(struct store *s, const struct flows *flows);
/* Adds a fault for each. */
void fields_held_check(struct store *s, const struct flows *flows, struct faults *f);

#endif
