#include "db/outbox/outbox.h"

#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include "db/sqlite/messages/delivery_sql.h"
#include "db/sqlite/messages/mt_row.h"
#include "db/sqlite/messages/outbox_range.h"
#include "db/sqlite/sql.h"
#include "templates/wording/segments.h"

/* Its id holds the number of its row, so that has to be known first. */
static bool next_row(struct store *s, int64_t *row)
{
	struct query q;

	if (!s->now.last_mt) {
		q = sql(s, "SELECT max(id) FROM outbox");
		s->now.last_mt = sql_one_int(&q);
	}
	*row = s->now.last_mt + 1;
	return !store_failed(s);
}

static bool added(struct store *s, int64_t row)
{
	s->now.last_mt = row;
	return true;
}

bool outbox_add(struct store *s, const struct message *m, const char *channel, const char *params_json, int64_t inbox,
		int64_t now, char uuid_out[UUID_TEXT])
{
	struct query q;
	uuid_t uuid = {0};
	int64_t row;

	if (!next_row(s, &row))
		return false;
	q = sql(s, "INSERT INTO outbox (uuid, inbox, ticket, person, number, channel, answer, template, params, text, "
		   "encoding, segments, created, expires, id, state, state_at) "
		   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'ready', ?13)");
	mt_id_make(&s->noise, now, row, uuid);
	uuid_unparse_lower(uuid, uuid_out);
	sql_blob(&q, uuid, sizeof(uuid));
	sql_int(&q, inbox);
	sql_id(&q, m->ticket);
	sql_id(&q, m->person);
	sql_text(&q, m->number);
	sql_text(&q, channel);
	sql_int(&q, m->answer);
	sql_text(&q, m->template);
	sql_text(&q, params_json);
	sql_text(&q, m->text);
	sql_text(&q, encoding_name(m->segments.encoding));
	sql_int(&q, m->segments.count);
	sql_int(&q, now);
	sql_int(&q, m->expires);
	sql_int(&q, row);
	return sql_run(&q) && added(s, row);
}

bool outbox_find_answer(struct store *s, int64_t inbox, struct outbox_mt *out)
{
	struct query q = sql(s, MT_ROW "WHERE id > ?1 AND id <= ?2 AND answer = 1");
	bool found;

	memset(out, 0, sizeof(*out));
	outbox_bind_range(&q, inbox);
	found = sql_row(&q);
	if (found)
		mt_row_read(&q, out);
	if (sql_end(&q) && found)
		return true;
	outbox_mt_free(out);
	return false;
}

void outbox_mt_free(struct outbox_mt *m)
{
	free(m->text);
	free(m->params);
	m->text = m->params = NULL;
}

/* ---- how far it got ---- */

bool outbox_mark(struct store *s, int64_t id, enum delivery state, const char *error, int64_t now)
{
	struct query q = sql(s, "UPDATE outbox SET state = ?2, error = ?3, state_at = ?4, unsettled = ?5, lost = ?6 "
				"WHERE id = ?1" DELIVERY_NOT_FINAL
				" AND (state <> 'accepted' OR (?2 <> 'sent' AND ?2 <> 'unknown'))");

	sql_int(&q, id);
	sql_text(&q, delivery_name(state));
	sql_text(&q, error);
	sql_int(&q, now);
	delivery_bind(&q, state, now);
	return sql_run(&q);
}

/* As outbox_mark(), from one id to another. OR FAIL, because ABORT must be able to undo the half of a statement, for
 * which SQLite would copy every page that it changes. */
static bool mark_run(struct store *s, int64_t first, int64_t last, enum delivery state, int64_t now)
{
	struct query q = sql(s, "UPDATE OR FAIL outbox SET state = ?3, error = NULL, state_at = ?4, unsettled = ?5, "
				"lost = ?6 WHERE id BETWEEN ?1 AND ?2" DELIVERY_NOT_FINAL
				" AND (state <> 'accepted' OR (?3 <> 'sent' AND ?3 <> 'unknown'))");

	sql_int(&q, first);
	sql_int(&q, last);
	sql_text(&q, delivery_name(state));
	sql_int(&q, now);
	delivery_bind(&q, state, now);
	return sql_run(&q);
}

/* Those of them that are ready, which nearly all are. */
static bool sent_run(struct store *s, int64_t first, int64_t last, int64_t now, int *rows)
{
	struct query q = sql(s, "UPDATE OR FAIL outbox SET state = 'sent', error = NULL, state_at = ?3 "
				"WHERE id BETWEEN ?1 AND ?2 AND state = 'ready'");

	sql_int(&q, first);
	sql_int(&q, last);
	sql_int(&q, now);
	return sql_run_counting(&q, rows);
}

bool outbox_mark_all(struct store *s, const int64_t *ids, size_t n, enum delivery state, int64_t now)
{
	size_t end;
	int rows;

	for (size_t i = 0; i < n; i = end) {
		end = i + 1;
		while (end < n && ids[end] == ids[end - 1] + 1)
			end++;
		rows = 0;
		if (state == DELIVERY_SENT && !sent_run(s, ids[i], ids[end - 1], now, &rows))
			return false;
		if ((size_t)rows < end - i && !mark_run(s, ids[i], ids[end - 1], state, now))
			return false;
	}
	return true;
}

bool outbox_find(struct store *s, const char *text, int64_t *id)
{
	uuid_t uuid;

	*id = uuid_parse(text, uuid) == 0 ? mt_row_find(s, uuid) : 0;
	return !store_failed(s);
}

/* ---- how many ---- */

/* Each with its state in the text: only so can the index of what waits be used. */

int64_t outbox_count_ready(struct store *s, int64_t most)
{
	struct query q =
		sql(s, "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE state = 'ready' AND channel >= '' LIMIT ?1)");

	sql_int(&q, most);
	return sql_one_int(&q);
}

int64_t outbox_count_unknown(struct store *s, int64_t most)
{
	struct query q = sql(s, "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE unsettled = 'unknown' LIMIT ?1)");

	sql_int(&q, most);
	return sql_one_int(&q);
}
