/* Reports by a carrier's id that came before the answer which tells that id. It is for this wing alone. */
#ifndef EARLY_ROWS_H
#define EARLY_ROWS_H

#include "db/sqlite/sql.h"
#include "db/store/delivery.h"

/* Those of this text hold now, and are early no longer. *last: what the last of them says; left as it is where there is
 * none. */
bool early_rows_apply(struct store *s, int64_t outbox, const char *carrier_id, enum delivery *last);

#endif
