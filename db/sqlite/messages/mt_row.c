#include "db/sqlite/messages/mt_row.h"

#include "db/messages/mt_id.h"

void mt_row_uuid(struct query *q, int column, char out[UUID_TEXT])
{
	size_t n;
	const char *uuid = sql_bytes(q, column, &n);

	if (n == sizeof(uuid_t))
		uuid_unparse_lower((const unsigned char *)uuid, out);
}

/* It names its row itself, unless an older program made it. */
int64_t mt_row_find(struct store *s, const uuid_t uuid)
{
	struct query q = sql(s, "SELECT id FROM outbox WHERE id = ?1 AND uuid = ?2");
	int64_t id;

	sql_int(&q, mt_id_row(uuid));
	sql_blob(&q, uuid, sizeof(uuid_t));
	id = sql_one_int(&q);
	if (id || store_failed(s))
		return id;
	q = sql(s, "SELECT o.id FROM old_id i JOIN outbox o ON o.id = i.outbox WHERE i.uuid = ?1 AND o.uuid = ?1");
	sql_blob(&q, uuid, sizeof(uuid_t));
	return sql_one_int(&q);
}

/* An old database may hold a word that is no state any more. */
enum delivery mt_row_state(struct query *q, int column)
{
	char word[16];
	enum delivery state;

	sql_get(q, column, word, sizeof(word));
	return delivery_read(word, &state) ? state : DELIVERY_UNKNOWN;
}

void mt_row_read(struct query *q, struct outbox_mt *m)
{
	*m = (struct outbox_mt){
		.id = sql_get_int(q, 0),
		.created = sql_get_int(q, 2),
		.expires = sql_get_int(q, 3),
		.ticket = sql_get_int(q, 4),
		.segments = (int)sql_get_int(q, 9),
		.tries = (int)sql_get_int(q, 12),
		.not_before = sql_get_int(q, 13),
	};
	mt_row_uuid(q, 1, m->uuid);
	sql_get(q, 5, m->channel, sizeof(m->channel));
	sql_get(q, 6, m->number, sizeof(m->number));
	sql_get(q, 7, m->template, sizeof(m->template));
	sql_get(q, 8, m->encoding, sizeof(m->encoding));
	m->text = sql_dup(q, 10);
	m->params = sql_dup(q, 11);
}

size_t mt_rows_read(struct query *q, struct outbox_mt *out, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q))
		mt_row_read(q, &out[n++]);
	if (sql_end(q))
		return n;
	while (n > 0)
		outbox_mt_free(&out[--n]);
	return 0;
}
