/* Inside db/sqlite only: which rows of the outbox an input caused. */
#ifndef OUTBOX_RANGE_H
#define OUTBOX_RANGE_H

#include "db/sqlite/sql.h"

/* Binds two values, for `id > ?1 AND id <= ?2`. */
void outbox_bind_range(struct query *q, int64_t inbox);

#endif
