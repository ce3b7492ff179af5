/* Lists of tickets, the newest first. */
#ifndef TICKET_LIST_H
#define TICKET_LIST_H

#include "gateway/command/ticket_filter.h"
#include "gateway/table/table.h"

/* A row each of those that the filter takes, its limit at most. `all`: the ended ones too. `w` has rules and store. False if
 * memory ran out: what there was no memory for is left out. Whether the store failed is for the caller to ask. */
bool ticket_list_print(const struct workspace *w, bool all, const struct ticket_filter *f, enum table_form form,
		       FILE *out);
/* A row for each clock that runs and whose time is over at `now`; the limit is of tickets. Likewise. */
bool ticket_list_print_late(const struct workspace *w, int64_t now, const struct ticket_filter *f, enum table_form form,
			    FILE *out);

#endif
