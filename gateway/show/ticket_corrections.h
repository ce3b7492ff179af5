/* Corrections of a ticket's times, node by node: what stood there, what was asked for, what was decided and by whom.
 * For this wing alone. */
#ifndef TICKET_CORRECTIONS_H
#define TICKET_CORRECTIONS_H

#include <stdio.h>

#include "db/store/ledger_rows.h"

/* rows[n] are all events of `t`, in order. Prints nothing where nothing was asked for. False if memory ran out. */
bool ticket_corrections_print(struct store *s, const struct ticket *t, const struct ledger_row *rows, size_t n,
			      FILE *out);

#endif
