#include "db/messages/resend.h"

#include "db/messages/inbox_recent.h"
#include "db/sqlite/sql.h"
#include "templates/text/units.h"

/* The first of a day: its answer is the one that is given again. */
static int64_t find_in_day(struct store *s, int64_t person, const unsigned char digest[32], int64_t day,
			   const int64_t moments[2], int64_t self)
{
	struct query q = sql(s, "SELECT min(id) FROM inbox INDEXED BY inbox_recent WHERE person = ?1 AND " INBOX_DAY
				" = ?2 AND digest = ?3 AND moment BETWEEN ?4 AND ?5 AND kind = 'mo' "
				"AND (outcome = 'done' OR outcome = 'forwarded') AND undone = 0 AND id <> ?6");

	sql_int(&q, person);
	sql_int(&q, day);
	sql_blob(&q, digest, 32);
	sql_int(&q, moments[0]);
	sql_int(&q, moments[1]);
	sql_int(&q, self);
	return sql_one_int(&q);
}

int64_t resend_find(struct store *s, int64_t person, const unsigned char digest[32], int64_t moment, int64_t within,
		    int64_t self)
{
	const int64_t moments[2] = {moment - within, moment + within};
	int64_t found = 0;

	for (int64_t day = moments[0] / DAY_MS; day <= moments[1] / DAY_MS; day++) {
		int64_t id = find_in_day(s, person, digest, day, moments, self);

		found = id && (!found || id < found) ? id : found;
	}
	return found;
}
