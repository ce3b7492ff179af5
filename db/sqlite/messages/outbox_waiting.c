#include "db/outbox/outbox_waiting.h"

#include "db/sqlite/messages/mt_row.h"
#include "db/sqlite/sql.h"
#include "templates/text/text.h"

bool outbox_next_channel(struct store *s, const char *after, char channel[CHANNEL_BYTES])
{
	struct query q = sql(s, "SELECT channel FROM outbox INDEXED BY outbox_ready "
				"WHERE state = 'ready' AND channel > ?1 ORDER BY channel LIMIT 1");
	char next[CHANNEL_BYTES];
	bool found;

	sql_text(&q, after);
	found = sql_row(&q);
	if (found)
		sql_get(&q, 0, next, sizeof(next));
	if (!sql_end(&q) || !found)
		return false;
	text_copy(channel, CHANNEL_BYTES, next); /* `after` may be the same place */
	return true;
}

size_t outbox_ready(struct store *s, const char *channel, int64_t after, struct outbox_mt *out, size_t max)
{
	struct query q = sql(s, MT_ROW "INDEXED BY outbox_ready WHERE state = 'ready' AND channel = ?1 "
				       "AND not_before = 0 AND id > ?2 ORDER BY id");

	sql_text(&q, channel);
	sql_int(&q, after);
	return mt_rows_read(&q, out, max);
}

size_t outbox_held(struct store *s, const char *channel, const struct outbox_turn *after, struct outbox_mt *out,
		   size_t max)
{
	struct query q = sql(s, MT_ROW "INDEXED BY outbox_ready WHERE state = 'ready' AND channel = ?1 "
				       "AND not_before > 0 AND (not_before, id) > (?2, ?3) ORDER BY not_before, id");

	sql_text(&q, channel);
	sql_int(&q, after->at);
	sql_int(&q, after->id);
	return mt_rows_read(&q, out, max);
}

bool outbox_ready_one(struct store *s, int64_t id, struct outbox_mt *out)
{
	struct query q = sql(s, MT_ROW "WHERE id = ?1 AND state = 'ready'");

	sql_int(&q, id);
	return mt_rows_read(&q, out, 1) == 1;
}

bool outbox_sending(struct store *s, int64_t id, struct outbox_mt *out)
{
	struct query q = sql(s, MT_ROW "WHERE id = ?1 AND state = 'sending'");

	sql_int(&q, id);
	return mt_rows_read(&q, out, 1) == 1;
}

static int64_t oldest_of(struct store *s, const char *channel)
{
	struct query q = sql(s, "SELECT created FROM outbox INDEXED BY outbox_ready "
				"WHERE state = 'ready' AND channel = ?1 ORDER BY not_before, id LIMIT 1");

	sql_text(&q, channel);
	return sql_one_int(&q);
}

int64_t outbox_oldest_ready(struct store *s)
{
	char channel[CHANNEL_BYTES] = "";
	int64_t oldest = 0, one;

	while (outbox_next_channel(s, channel, channel)) {
		one = oldest_of(s, channel);
		if (one && (!oldest || one < oldest))
			oldest = one;
	}
	return oldest;
}
