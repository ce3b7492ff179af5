/* The text nodes that are missing, and who owes them.
 *
 * While a clock that asks for a node is over, those whom the clock names owe it. A node that a later text passed by
 * is skipped, and whoever was the lead engineer then owes it. Found by the indexes on when a ticket began to lack a
 * node: open tickets by each of their nodes, ended ones by their first. */
#ifndef MISSING_NODES_H
#define MISSING_NODES_H

#include <stdio.h>

#include "gateway/command/workspace.h"

/* Prints what has been missing since `since` or later, of one person or (0) of all, by person, and how many each
 * owes. `w` has rules, store and people. False if memory ran out or the store failed. */
bool missing_nodes_print(const struct workspace *w, int64_t since, int64_t person, int64_t now, FILE *out);

/* For who may not see all, and within a bounded time. */
struct missing_nodes_wish {
	int64_t since, person, now; /* as above */
	size_t look;                /* at most so many tickets, of those that are open and of those that have ended */
	/* Knows what that of struct tickets_glance does; NULL: all. */
	bool (*sees)(const void *ctx, const struct ticket *t);
	const void *ctx;
};
/* The same as JSON: `person`, `ticket`, `machine`, `node`, `since`, and as `clock` the one that is over, or null where a later
 * text skipped the node. */
bool missing_nodes_json(const struct workspace *w, const struct missing_nodes_wish *wish, FILE *out);

#endif
