#include "db/outbox/texts_a_day.h"

#include "db/sqlite/sql.h"

bool texts_a_day_read(struct store *s, const char *number, int64_t day, struct texts_a_day *out)
{
	struct query q = sql(s, "SELECT sent, held FROM texts_a_day WHERE day = ?1 AND number = ?2");

	*out = (struct texts_a_day){.sent = 0};
	sql_int(&q, day);
	sql_text(&q, number);
	if (sql_row(&q))
		*out = (struct texts_a_day){.sent = sql_get_int(&q, 0), .held = sql_get_int(&q, 1)};
	return sql_end(&q);
}

/* Two for each that is added, so that they never become many. */
static bool forget_earlier(struct store *s, int64_t day)
{
	struct query q = sql(s, "DELETE FROM texts_a_day WHERE (day, number) IN "
				"(SELECT day, number FROM texts_a_day WHERE day < ?1 LIMIT 2)");

	sql_int(&q, day);
	return sql_run(&q);
}

bool texts_a_day_count(struct store *s, const char *number, int64_t day, bool held)
{
	struct query q = sql(s, "INSERT INTO texts_a_day (day, number, sent, held) VALUES (?1, ?2, ?3, ?4) "
				"ON CONFLICT (day, number) DO UPDATE SET sent = sent + excluded.sent, "
				"held = held + excluded.held");

	sql_int(&q, day);
	sql_text(&q, number);
	sql_int(&q, !held);
	sql_int(&q, held);
	return sql_run(&q) && forget_earlier(s, day);
}
