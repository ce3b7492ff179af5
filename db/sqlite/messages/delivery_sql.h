/* Delivery states in SQL: which are final, as a condition; and what else a row has of its state. It is for this wing
 * alone. */
#ifndef DELIVERY_SQL_H
#define DELIVERY_SQL_H

#include "db/sqlite/sql.h"
#include "db/store/delivery.h"

/* " AND state <> 'delivered' AND …" for each final state. Not NOT IN: for a list of more than two SQLite makes a
 * table each time. */
#define DELIVERY_NOT_FINAL DELIVERY_STATES(DELIVERY_SQL)
#define DELIVERY_SQL(name, word, kind) DELIVERY_SQL_##kind(word)
#define DELIVERY_SQL_OPEN(word)
#define DELIVERY_SQL_REPORTED(word)
#define DELIVERY_SQL_FINAL(word) " AND state <> '" word "'"

/* The values of the columns `unsettled` and `lost`, of a row that comes into this state at that time. */
void delivery_bind(struct query *q, enum delivery state, int64_t at);

#endif
