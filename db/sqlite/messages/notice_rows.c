#include "db/outbox/notice_rows.h"

#include "db/sqlite/sql.h"

static bool find(struct store *s, int64_t person, int64_t ticket, int64_t since, bool *told)
{
	struct query q = sql(s, "SELECT at > ?3 FROM notice WHERE person = ?1 AND ticket = ?2");

	sql_int(&q, person);
	sql_int(&q, ticket);
	sql_int(&q, since);
	*told = sql_one_int(&q) != 0;
	return !s->failed;
}

static bool note(struct store *s, int64_t person, int64_t ticket, int64_t now)
{
	struct query q = sql(s, "INSERT INTO notice (person, ticket, at) VALUES (?1, ?2, ?3) "
				"ON CONFLICT (person, ticket) DO UPDATE SET at = excluded.at");

	sql_int(&q, person);
	sql_int(&q, ticket);
	sql_int(&q, now);
	return sql_run(&q);
}

/* Two for each that is added, so that they never become many. */
static bool forget_earlier(struct store *s, int64_t since)
{
	struct query q = sql(s, "DELETE FROM notice WHERE (person, ticket) IN "
				"(SELECT person, ticket FROM notice INDEXED BY notice_at WHERE at <= ?1 "
				"ORDER BY at LIMIT 2)");

	sql_int(&q, since);
	return sql_run(&q);
}

bool notice_take(struct store *s, int64_t person, int64_t ticket, int64_t now, int64_t within, bool *told)
{
	if (!find(s, person, ticket, now - within, told))
		return false;
	return *told || (note(s, person, ticket, now) && forget_earlier(s, now - within));
}
