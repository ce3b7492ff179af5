/* The list of tickets, a line each, the newest first. */
#ifndef TICKET_LIST_H
#define TICKET_LIST_H

#include <stdio.h>

#include "gateway/command/workspace.h"

/* `all`: the ended ones too. `w` has rules and store. False if memory ran out: what there was no memory for is
 * left out. Whether the store failed is for the caller to ask. */
bool ticket_list_print(const struct workspace *w, bool all, FILE *out);

#endif
