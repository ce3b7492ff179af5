/* Which nodes of a ticket lack their text, and since when: those that were skipped, and those whose text is overdue by
 * a clock. */
#ifndef LACKING_NODES_H
#define LACKING_NODES_H

#include "handlers/model/ticket.h"

/* The nodes, a bit for each. */
uint32_t lacking_nodes(const struct ticket *t, int64_t now);
/* The node that is overdue because of one clock of the ticket, by its index in the flow; -1: none. */
int lacking_by_clock(const struct ticket *t, size_t clock, int64_t now);
/* Since when the first of them is lacking; 0: none is. */
int64_t lacking_since(const struct ticket *t, int64_t now);

#endif
