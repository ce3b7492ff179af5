#include "db/outbox/texts_of.h"

#include <stdlib.h>

#include "db/sqlite/messages/inbox_recent.h"
#include "db/sqlite/messages/mt_row.h"
#include "db/sqlite/sql.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define LATE_DAYS 30 /* a text may come this much later than it was sent, by which the index has it */

#define CAME "SELECT id, came, ticket, sender, channel, outcome, why, payload FROM inbox "

static void read_row(struct query *q, bool came, struct text_of *out)
{
	*out = (struct text_of){
		.id = sql_get_int(q, 0),
		.at = sql_get_int(q, 1),
		.ticket = sql_get_int(q, 2),
		.came = came,
	};
	sql_get(q, 3, out->number, sizeof(out->number));
	sql_get(q, 4, out->channel, sizeof(out->channel));
	if (came)
		sql_get(q, 5, out->state, sizeof(out->state));
	else
		text_copy(out->state, sizeof(out->state), delivery_name(mt_row_state(q, 5)));
	sql_get(q, 6, out->why, sizeof(out->why));
	out->words = sql_dup(q, 7);
}

/* Newest first: so one that is older than `since` is the end. */
static size_t read_rows(struct query *q, bool came, int64_t since, struct text_of *out, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q) && sql_get_int(q, 1) >= since)
		read_row(q, came, &out[n++]);
	if (sql_end(q))
		return n;
	while (n > 0)
		text_of_free(&out[--n]);
	return 0;
}

size_t texts_from_person(struct store *s, int64_t person, int64_t since, int64_t before, struct text_of *out,
			 size_t max)
{
	struct query q = sql(s, CAME "INDEXED BY inbox_recent WHERE person = ?1 AND " INBOX_DAY " BETWEEN ?2 AND ?3 "
				     "AND digest IS NOT NULL AND kind = 'mo' AND came < ?4 AND came >= ?6 "
				     "ORDER BY " INBOX_DAY " DESC, id DESC LIMIT ?5");

	sql_int(&q, person);
	sql_int(&q, since / DAY_MS - LATE_DAYS);
	sql_int(&q, before / DAY_MS + 1);
	sql_int(&q, before);
	sql_int(&q, (int64_t)max);
	sql_int(&q, since);
	return read_rows(&q, true, since, out, max);
}

size_t texts_to_person(struct store *s, int64_t person, int64_t since, int64_t before, struct text_of *out, size_t max)
{
	struct query q =
		sql(s, "SELECT id, created, ticket, number, channel, state, error, text FROM outbox "
		       "INDEXED BY outbox_person WHERE person = ?1 AND created < ?2 ORDER BY id DESC LIMIT ?3");

	sql_int(&q, person);
	sql_int(&q, before);
	sql_int(&q, (int64_t)max);
	return read_rows(&q, false, since, out, max);
}

size_t texts_from_stranger(struct store *s, const char *number, int64_t since, int64_t before, struct text_of *out,
			   size_t max)
{
	struct query q = sql(s, CAME "INDEXED BY inbox_unknown WHERE sender = ?1 AND outcome = 'unknown' AND came < ?2 "
				     "ORDER BY id DESC LIMIT ?3");

	sql_text(&q, number);
	sql_int(&q, before);
	sql_int(&q, (int64_t)max);
	return read_rows(&q, true, since, out, max);
}

void text_of_free(struct text_of *t)
{
	free(t->words);
	t->words = NULL;
}
