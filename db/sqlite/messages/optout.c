#include "db/outbox/optout.h"

#include "db/sqlite/sql.h"

bool optout_begin(struct store *s, const char *number, int64_t since, int64_t inbox)
{
	struct query q = sql(s, "INSERT INTO optout (number, since, inbox) VALUES (?1, ?2, ?3) "
				"ON CONFLICT (number) DO NOTHING");

	sql_text(&q, number);
	sql_int(&q, since);
	sql_int(&q, inbox);
	return sql_run(&q);
}

bool optout_end(struct store *s, const char *number)
{
	struct query q = sql(s, "DELETE FROM optout WHERE number = ?1");

	sql_text(&q, number);
	return sql_run(&q);
}

int64_t optout_since(struct store *s, const char *number)
{
	struct query q = sql(s, "SELECT since FROM optout WHERE number = ?1");

	sql_text(&q, number);
	return sql_one_int(&q);
}

bool optout_reject_ready(struct store *s, const char *number, int64_t ticket, const char *why, int64_t now, int *n)
{
	struct query q = sql(s, "UPDATE outbox SET state = 'rejected', error = ?3, state_at = ?4, lost = ?4 "
				"WHERE ticket = ?1 AND number = ?2 AND state = 'ready' AND answer = 0");

	sql_int(&q, ticket);
	sql_text(&q, number);
	sql_text(&q, why);
	sql_int(&q, now);
	return sql_run_counting(&q, n);
}
