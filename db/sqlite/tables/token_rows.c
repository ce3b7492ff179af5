#include "db/store/token_rows.h"

#include "db/sqlite/sql.h"

#define TOKEN "SELECT id, person, created, expires, revoked FROM token "

static void read_row(struct query *q, struct token_row *out)
{
	*out = (struct token_row){.id = sql_get_int(q, 0),
				  .person = sql_get_int(q, 1),
				  .created = sql_get_int(q, 2),
				  .expires = sql_get_int(q, 3),
				  .revoked = sql_get_int(q, 4)};
}

static bool one(struct query *q, struct token_row *out)
{
	bool found = sql_row(q);

	if (found)
		read_row(q, out);
	return sql_end(q) && found;
}

bool token_add(struct store *s, const unsigned char hash[TOKEN_HASH], int64_t person, int64_t now, int64_t expires,
	       int64_t *id)
{
	struct query q = sql(s, "INSERT INTO token (hash, person, created, expires) VALUES (?1, ?2, ?3, ?4)");

	sql_blob(&q, hash, TOKEN_HASH);
	sql_int(&q, person);
	sql_int(&q, now);
	sql_id(&q, expires);
	if (!sql_run(&q))
		return false;
	*id = sql_new_id(s);
	return true;
}

bool token_find(struct store *s, const unsigned char hash[TOKEN_HASH], int64_t now, struct token_row *out)
{
	struct query q = sql(s, TOKEN "WHERE hash = ?1 AND revoked IS NULL AND (expires IS NULL OR expires > ?2)");

	sql_blob(&q, hash, TOKEN_HASH);
	sql_int(&q, now);
	return one(&q, out);
}

bool token_by_id(struct store *s, int64_t id, struct token_row *out)
{
	struct query q = sql(s, TOKEN "WHERE id = ?1");

	sql_int(&q, id);
	return one(&q, out);
}

bool token_revoke(struct store *s, int64_t id, int64_t now)
{
	struct query q = sql(s, "UPDATE token SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL");

	sql_int(&q, id);
	sql_int(&q, now);
	return sql_run(&q);
}

bool tokens_end(struct store *s, int64_t person, int64_t now)
{
	struct query q = sql(s, "UPDATE token SET revoked = ?2 WHERE person = ?1 AND revoked IS NULL");

	sql_int(&q, person);
	sql_int(&q, now);
	return sql_run(&q);
}

size_t tokens_list(struct store *s, int64_t after, struct token_row *out, size_t max)
{
	struct query q = sql(s, TOKEN "WHERE id > ?1 ORDER BY id LIMIT ?2");
	size_t n = 0;

	sql_int(&q, after);
	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q))
		read_row(&q, &out[n++]);
	return sql_end(&q) ? n : 0;
}
