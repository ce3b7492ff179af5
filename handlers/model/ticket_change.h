/* A change of a ticket as text, as the ledger keeps it, and back. */
#ifndef TICKET_CHANGE_H
#define TICKET_CHANGE_H

#include "handlers/model/ticket.h"

/* Writes how the ticket `b` differs from `a`, the same before, as `key=value` words: ids, times and names of the flow
 * only. False if it does not fit. */
bool ticket_diff(const struct ticket *a, const struct ticket *b, char out[CHANGE_BYTES]);
/* Makes that change. A state that the flow no longer has becomes -1, such a node is ignored; so are `stated=…`,
 * `met.…=…` and `late.…=…`, which are for whoever reads the ledger. False if ticket_diff() cannot have written this. */
bool ticket_apply(struct ticket *t, const char *change);

#endif
