/* The events of a ticket, what each changed, and below them what was corrected. */
#ifndef TICKET_EVENTS_H
#define TICKET_EVENTS_H

#include <stdio.h>

#include "gateway/state/gateway.h"
#include "handlers/model/ticket.h"

/* `raw`: the changes as the ledger has them, not in words. False if memory ran out; where it ran out for a row
 * alone, the row is left out and errno is ENOMEM. */
bool ticket_events_print(struct gateway *g, const struct ticket *t, bool raw, FILE *out);

#endif
