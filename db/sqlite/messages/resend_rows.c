#include "db/store/resend_rows.h"

#include "db/sqlite/messages/inbox_recent.h"
#include "db/sqlite/sql.h"
#include "templates/text/units.h"

#define TAKEN "kind = 'mo' AND (outcome = 'done' OR outcome = 'noted' OR outcome = 'forwarded') AND undone = 0"

bool resend_rows_of_day(struct store *s, const struct resend_asked *r, int64_t day, const struct resend_walk *w)
{
	struct query q = sql(s, "SELECT id, moment, sent IS NOT NULL AND sent = ?5 AND came > ?6 FROM inbox "
				"INDEXED BY inbox_recent WHERE person = ?1 AND " INBOX_DAY " = ?2 AND digest = ?3 "
				"AND id <> ?4 AND " TAKEN);

	sql_int(&q, r->person);
	sql_int(&q, day);
	sql_blob(&q, r->digest, 32);
	sql_int(&q, r->self);
	sql_int(&q, r->sent);
	sql_int(&q, r->came - DAY_MS);
	while (sql_row(&q)) {
		const struct resend_earlier e = {
			.id = sql_get_int(&q, 0), .moment = sql_get_int(&q, 1), .same_sent = sql_get_int(&q, 2) != 0};

		w->each(w->ctx, &e);
	}
	return sql_end(&q);
}

bool resend_rows_between(struct store *s, const struct resend_asked *r, const struct resend_place *from,
			 const struct resend_place *to, bool *found)
{
	struct query q = sql(s, "SELECT 1 FROM inbox INDEXED BY inbox_recent WHERE person = ?1 AND " INBOX_DAY
				" BETWEEN ?2 AND ?3 AND digest IS NOT NULL AND digest <> ?4 AND " TAKEN
				" AND (moment > ?5 OR (moment = ?5 AND id > ?6)) "
				"AND (moment < ?7 OR (moment = ?7 AND id < ?8)) LIMIT 1");

	sql_int(&q, r->person);
	sql_int(&q, from->moment / DAY_MS);
	sql_int(&q, to->moment / DAY_MS);
	sql_blob(&q, r->digest, 32);
	sql_int(&q, from->moment);
	sql_int(&q, from->id);
	sql_int(&q, to->moment);
	sql_int(&q, to->id);
	*found = sql_row(&q);
	return sql_end(&q);
}
