/* Which clocks are over, and which fall due next.
 *
 * What falls due is found by the index on when a ticket is next to be looked at. That is never later than the first
 * of its deadlines which has not been noted as over, so the walk stops once it is past the last deadline to be
 * listed. What is over is found on that walk, and by the index on open tickets that lack a text. A clock that is
 * over, for which nobody owes a text and whose next step comes after the last deadline listed, is shown by `show`
 * alone. */
#ifndef DUE_LIST_H
#define DUE_LIST_H

#include <stdio.h>

#include "gateway/command/workspace.h"

#define DUE_LIST_MOST 1000

/* Prints at most `most` (1 to DUE_LIST_MOST) clocks that are over, the longest overdue first, and then at most as
 * many that fall due next. `w` has rules and store. False if memory ran out or the store failed. */
bool due_list_print(const struct workspace *w, size_t most, int64_t now, FILE *out);

/* For who may not see all, and within a bounded time. */
struct due_list_wish {
	size_t most; /* as above */
	size_t look; /* at most so many tickets each way */
	int64_t now;
	/* Knows what that of struct tickets_glance does; NULL: all. */
	bool (*sees)(const void *ctx, const struct ticket *t);
	const void *ctx;
};
/* The same as JSON: `ticket`, `machine`, `clock`, or the flow that it `opens`, `state`, `due`, whether it is `overdue`,
 * `engineer` and `station`. */
bool due_list_json(const struct workspace *w, const struct due_list_wish *wish, FILE *out);

#endif
