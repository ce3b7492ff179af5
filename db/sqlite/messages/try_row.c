#include "db/sqlite/messages/try_row.h"

#define INTO "INSERT OR IGNORE INTO try (outbox, n, at, channel, outcome, status, why) "
#define NEXT "1 + coalesce((SELECT max(n) FROM try WHERE outbox = ?1), 0)"

static bool add(struct query *q, const struct try_row *t)
{
	sql_int(q, t->outbox);
	sql_int(q, t->at);
	sql_text(q, try_name(t->outcome));
	sql_int(q, t->status);
	sql_text(q, t->why);
	return sql_run(q);
}

/* No SELECT that reads the table into which it puts: SQLite would copy what it returns first, at twice the cost. Of a
 * text that is not there the channel is NULL, and nothing is added. */
bool try_row_add(struct store *s, const struct try_row *t)
{
	struct query q =
		sql(s, INTO "VALUES (?1, " NEXT ", ?2, (SELECT channel FROM outbox WHERE id = ?1), ?3, ?4, ?5)");

	return add(&q, t);
}

bool try_row_add_if_ready(struct store *s, const struct try_row *t)
{
	struct query q = sql(s, INTO "SELECT id, " NEXT
				     ", ?2, channel, ?3, ?4, ?5 FROM outbox WHERE id = ?1 AND state = 'ready'");

	return add(&q, t);
}
