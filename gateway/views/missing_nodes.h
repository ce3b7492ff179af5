/* Arrears: the text nodes that are incomplete, and who owes them.
 *
 * A node is owed while a clock that asks for it is over: by those whom the clock names. It is skipped once a later text has passed
 * it by: that is the lead engineer's of that moment. Found by the indexes on when a ticket began to lack one: open tickets by when
 * each node was, ended ones by their first. */
#ifndef MISSING_NODES_H
#define MISSING_NODES_H

#include <stdio.h>

#include "gateway/command/workspace.h"

/* Prints what has been missing since `since` or later, of one person or (0) of all, by person, and how much each owes. `o` has
 * rules, store and people. False if memory ran out or the store failed. */
bool missing_nodes_print(const struct workspace *o, int64_t since, int64_t person, int64_t now, FILE *out);

#endif
