#include "db/sqlite/messages/try_row.h"

#define ADD                                                                                                \
	"INSERT INTO try (outbox, n, at, channel, outcome, status, why) "                                  \
	"SELECT id, 1 + coalesce((SELECT max(n) FROM try WHERE outbox = ?1), 0), ?2, channel, ?3, ?4, ?5 " \
	"FROM outbox WHERE id = ?1"

static bool add(struct query *q, const struct try_row *t)
{
	sql_int(q, t->outbox);
	sql_int(q, t->at);
	sql_text(q, try_name(t->outcome));
	sql_int(q, t->status);
	sql_text(q, t->why);
	return sql_run(q);
}

bool try_row_add(struct store *s, const struct try_row *t)
{
	struct query q = sql(s, ADD);

	return add(&q, t);
}

bool try_row_add_if_ready(struct store *s, const struct try_row *t)
{
	struct query q = sql(s, ADD " AND state = 'ready'");

	return add(&q, t);
}
