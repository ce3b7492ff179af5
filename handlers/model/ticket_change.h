/* What happened to a ticket as text, as the ledger keeps it, and back. */
#ifndef TICKET_CHANGE_H
#define TICKET_CHANGE_H

#include "handlers/model/ticket.h"

/* Writes what differs between two states of a ticket, `a` before and `b` after, as `key=value` words: ids, times and
 * names of the flow only. False if it does not fit into CHANGE_BYTES. */
bool ticket_diff(const struct ticket *a, const struct ticket *b, char out[CHANGE_BYTES]);
/* Makes that difference, and passes over `stated=…`, a time that waits with no node to keep it: false if the text is not one ticket_diff() wrote. States and nodes the flow no longer has
 * give state -1 or are passed over. */
bool ticket_apply(struct ticket *t, const char *change);

#endif
