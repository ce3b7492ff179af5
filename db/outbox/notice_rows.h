/* When somebody was last told that texts about a ticket do not arrive. */
#ifndef NOTICE_ROWS_H
#define NOTICE_ROWS_H

#include "db/store/store.h"

/* Whether this person was told of this ticket (0: of none) within `within` ms; if not, notes that they are now. What is
 * older goes, some rows each time. False on failure. */
bool notice_take(struct store *s, int64_t person, int64_t ticket, int64_t now, int64_t within, bool *told);

#endif
