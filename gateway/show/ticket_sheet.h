/* Where a ticket stands: what is known of it, a field a line, and the time of each node. */
#ifndef TICKET_SHEET_H
#define TICKET_SHEET_H

#include <stdio.h>

#include "gateway/state/gateway.h"
#include "handlers/model/ticket.h"

/* `t` is the ticket as it was loaded; of the gateway, store, rules and people are asked. What there was no memory for
 * is left out, and errno is ENOMEM then. */
void ticket_sheet_print(struct gateway *g, const struct ticket *t, FILE *out);

#endif
