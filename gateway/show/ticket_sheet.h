/* Where a ticket stands: what is known of it, a field a line, and the time of each node. */
#ifndef TICKET_SHEET_H
#define TICKET_SHEET_H

#include <stdio.h>

#include "db/store/store.h"
#include "handlers/model/ticket.h"

/* `t` is the ticket as it was loaded. What there was no memory for is left out, and errno is ENOMEM then. */
void ticket_sheet_print(struct store *s, const struct ticket *t, FILE *out);

#endif
