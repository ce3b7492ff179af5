/* The agenda: which clocks are over, and which fall due next.
 *
 * What falls due is found by the index on when a ticket is next to be looked at: that is never later than the first of its
 * deadlines which has not been noted as over, so the walk ends behind the last one that is wanted. What is over is found by the
 * index on the open tickets that lack a text, and on that walk too; a clock that is over, for which nobody owes a text and of
 * which nothing is to be said before the last deadline that is listed, is told by `show` alone. */
#ifndef DUE_LIST_H
#define DUE_LIST_H

#include <stdio.h>

#include "gateway/command/workspace.h"

#define DUE_LIST_MOST 1000

/* Prints at most `most` (1 to DUE_LIST_MOST) clocks that are over, the one that has been so longest first, and then at most as many
 * that fall due next. `o` has rules and store. False if memory ran out or the store failed. */
bool due_list_print(const struct workspace *o, size_t most, int64_t now, FILE *out);

#endif
